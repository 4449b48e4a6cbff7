"""Tables as an Excel file to download."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import capfirst

from lms import spreadsheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_download(sheets):
    """`sheets` are (name, rows); the first row is the heading, whose words begin with a capital."""
    told = [(name, _with_capitals(rows)) for name, rows in sheets]
    response = HttpResponse(spreadsheets.write(told), content_type=XLSX)
    day = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="tong-quan-{day:%Y-%m-%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _with_capitals(rows):
    for number, cells in enumerate(rows):
        yield [capfirst(str(cell)) for cell in cells] if number == 0 else cells
