"""Tables as an Excel file to download."""

from django.utils import timezone
from django.utils.text import capfirst

from lms import downloads, spreadsheets


def as_download(sheets):
    """`sheets` are (name, rows); the first row is the heading, whose words begin with a capital."""
    told = [(name, _with_capitals(rows)) for name, rows in sheets]
    return downloads.xlsx(spreadsheets.write(told), f"tong-quan-{timezone.localdate():%Y-%m-%d}.xlsx")


def _with_capitals(rows):
    for number, cells in enumerate(rows):
        yield [capfirst(str(cell)) for cell in cells] if number == 0 else cells
