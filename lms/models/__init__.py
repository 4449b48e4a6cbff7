from .changes import Change, Look
from .media import MediaFile, Picture, Rendition
from .receipts import Receipt

__all__ = ["Change", "Look", "MediaFile", "Picture", "Receipt", "Rendition"]
