"""Files: those made for one reader, kept by nobody on the way, and what a file may do in the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A file that is opened by itself runs nothing. The browser fits a large picture to its window, and a film, by
# styles of its own: without these a photo of a page of handwriting stands far beyond a tablet's edge.
ALONE = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


def pdf(content, name):
    """A paper (bytes) that the browser shows; `name` with its ending is what it is saved as."""
    return _given(HttpResponse(content, content_type=PDF), name, to_save=False)


def xlsx(content, name):
    """A workbook (bytes) to save as `name`."""
    return to_save(HttpResponse(content, content_type=XLSX), name)


def to_save(response, name):
    """`response` as a file that is saved and not shown."""
    return _given(response, name, to_save=True)


def alone(response):
    """`response` with a file of somebody's in it, able to run nothing whatever it holds."""
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _given(response, name, to_save):
    response["Content-Disposition"] = content_disposition_header(to_save, name)
    response["Cache-Control"] = "private, no-store"
    return response
