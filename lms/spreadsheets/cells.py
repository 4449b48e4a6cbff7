"""Read a workbook's cells, in a process of its own: `python -I cells.py < file > cells`.

Written are lines: a sheet as {"name": …}, its rows in blocks as «500 [[number, cells], …]», and in the
end {"end": true} or {"refused": …}.

Started by reading.py. A few cells far apart make the reader ask for gigabytes, and a failed
allocation inside it ends the whole process: better this one than the web server. The limits
below end it early. Nothing of Django is imported, so that it starts in a moment.
"""

import datetime
import json
import resource
import sys
from io import BytesIO

import python_calamine

MEMORY = 900 * 1024 * 1024
SECONDS = 60
MAX_ROWS, MAX_COLUMNS = 200_000, 300
MAX_MERGED = 20_000
BLOCK = 500


def main():
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue
    content = sys.stdin.buffer.read()
    try:
        write(content)
        say({"end": True})
    except Refusal as refusal:
        say(refusal.args[0])
    except python_calamine.PasswordError:
        say({"refused": "password"})
    except MemoryError:
        say({"refused": "unpacks_too_large"})
    except BaseException as error:  # a panic of the reader is no Exception
        is_locked = "assword" in str(error) or "ncrypt" in str(error)
        say({"refused": "password" if is_locked else "damaged", "why": repr(error)[:300]})


class Refusal(Exception):
    """What to say instead of rows."""


def say(answer, before=""):
    line = before + json.dumps(answer, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass"))


def write(content):
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.end is None:
            say({"name": meta.name, "hidden": hidden(meta), "merged": []})
            continue
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            values = {"sheet": meta.name, "rows": rows, "columns": columns}
            raise Refusal({"refused": "too_many_cells", "values": values})
        merged = [
            [top + 1, left, bottom + 1, right]
            for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:MAX_MERGED]
        ]
        say({"name": meta.name, "hidden": hidden(meta), "merged": merged})
        write_rows(sheet)


def write_rows(sheet):
    # Rows come from the top of the sheet, cells from the first column that holds anything.
    before, block = [""] * sheet.start[1], []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in row):
            block.append([number, before + [plain(cell) for cell in row]])
        if len(block) == BLOCK:
            say(block, f"{BLOCK} ")
            block = []
    if block:
        say(block, f"{len(block)} ")


def hidden(meta):
    return meta.visible != python_calamine.SheetVisibleEnum.Visible


def plain(cell):
    """A cell as JSON can say it; days as {"d": …}."""
    if isinstance(cell, str | bool):
        return cell
    if isinstance(cell, float):
        # JSON knows no infinity, and no database keeps one; a word is refused wherever a number is wanted.
        if abs(cell) == float("inf"):
            return str(cell)
        return int(cell) if cell.is_integer() and abs(cell) < 1e16 else cell if cell == cell else ""
    if isinstance(cell, datetime.datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, datetime.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, int):
        return cell
    return str(cell)


main()
