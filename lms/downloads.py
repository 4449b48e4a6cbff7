"""Files made for one reader: shown or saved by the browser, kept by nobody on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(content, name):
    """A paper (bytes) that the browser shows; `name` with its ending is what it is saved as."""
    return _given(HttpResponse(content, content_type=PDF), name, to_save=False)


def xlsx(content, name):
    """A workbook (bytes) to save as `name`."""
    return to_save(HttpResponse(content, content_type=XLSX), name)


def to_save(response, name):
    """`response` as a file that is saved and not shown."""
    return _given(response, name, to_save=True)


def _given(response, name, to_save):
    response["Content-Disposition"] = content_disposition_header(to_save, name)
    response["Cache-Control"] = "private, no-store"
    return response
