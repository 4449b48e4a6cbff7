"""Tables as an Excel file to download."""

from django.http import HttpResponse
from django.utils import timezone

from lms import spreadsheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_download(sheets):
    response = HttpResponse(spreadsheets.write(sheets), content_type=XLSX)
    day = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="tong-quan-{day:%Y-%m-%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
