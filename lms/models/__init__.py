from .changes import Change, Look, LookSeal
from .credentials import Credential
from .jobs import Job, Pulse
from .lists import ListBlock, ListWrite, UploadedList, UploadedListQuerySet
from .media import MediaFile, Picture, Rendition
from .receipts import Conflict, Receipt
from .scans import Scan

__all__ = [
    "Change",
    "Conflict",
    "Credential",
    "Job",
    "ListBlock",
    "ListWrite",
    "Look",
    "LookSeal",
    "MediaFile",
    "Picture",
    "Pulse",
    "Receipt",
    "Rendition",
    "Scan",
    "UploadedList",
    "UploadedListQuerySet",
]
