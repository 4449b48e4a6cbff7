from .changes import Change, Look
from .jobs import Job, Pulse
from .media import MediaFile, Picture, Rendition
from .receipts import Conflict, Receipt

__all__ = ["Change", "Conflict", "Job", "Look", "MediaFile", "Picture", "Pulse", "Receipt", "Rendition"]
