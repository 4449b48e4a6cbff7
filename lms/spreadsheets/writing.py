"""Rows into .xlsx. Text stays text: a name that begins with «=» is never a formula."""

import io
from datetime import date, datetime

import xlsxwriter

# What Excel takes in one cell.
MAX_TEXT = 32_767


def write(sheets):
    """The bytes of a workbook; `sheets` are pairs of (name, rows of cells).

    The first row of a sheet is its heading. Strings are always written as strings, whatever
    they begin with (= + - @ TAB CR), so nothing is run on opening and everything reads back as it was.
    """
    file = io.BytesIO()
    # constant_memory keeps one row at a time.
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    try:
        for name, rows in sheets:
            sheet = book.add_worksheet(_sheet_name(name))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 60, 16)
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _put(sheet, number, column, cell, heading if number == 0 else None)
    finally:
        book.close()
    return file.getvalue()


def _put(sheet, row, column, cell, look):
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, look)
    elif isinstance(cell, datetime | date):
        sheet.write_datetime(row, column, cell)
    elif isinstance(cell, int | float) and abs(cell) < 10**15:
        sheet.write_number(row, column, cell, look)
    else:
        # NUL has no place in XML at all; other signs are escaped by the writer.
        sheet.write_string(row, column, str(cell).replace("\x00", "")[:MAX_TEXT], look)


def _sheet_name(name):
    """Excel allows 31 signs, and none of []:*?/\\ or an apostrophe at the ends."""
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in name)[:31].strip("'") or "1"
