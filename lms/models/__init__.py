from .changes import Change, Look
from .jobs import Job, Pulse
from .media import MediaFile, Picture, Rendition
from .receipts import Receipt

__all__ = ["Change", "Job", "Look", "MediaFile", "Picture", "Pulse", "Receipt", "Rendition"]
