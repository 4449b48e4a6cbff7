"""Pictures that lie on a sheet, by the cell their upper left corner is in."""

import posixpath

from courses.importing import package, xml_tree
from courses.importing.found import Picture, Refused
from courses.importing.word.opened import RELATIONS, shown
from lms.text import whole_number

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BOOK = "xl/workbook.xml"


def of_book(content):
    """{sheet: {(row, column): [Picture]}}, rows as Excel numbers them and columns from 0; nothing of files
    that are no packages."""
    if not package.is_one(content):
        return {}
    try:
        opened = package.opened(content)
        if BOOK not in opened:
            return {}
        related = _relations(opened, BOOK)
        sheets = _parsed(opened, BOOK).iterfind(f"{S}sheets/{S}sheet")
        return {
            one.get("name", ""): _of_sheet(opened, related.get(one.get(f"{R}id", ""), "")) for one in sheets
        }
    except (Refused, xml_tree.Damaged):
        # The cells were read; pictures that cannot be are not there.
        return {}


def _of_sheet(opened, sheet):
    found = {}
    for drawing in _relations(opened, sheet).values():
        if "/drawings/" not in drawing or drawing not in opened or not drawing.endswith(".xml"):
            continue
        related = _relations(opened, drawing)
        for anchor in _parsed(opened, drawing):
            place = anchor.find(f"{XDR}from")
            blip = next(anchor.iter(f"{A}blip"), None)
            if place is None or blip is None:
                continue
            name = related.get(blip.get(f"{R}embed", ""), "")
            content = opened.picture(name) if name else None
            if content is None:
                continue
            told = next(anchor.iter(f"{XDR}cNvPr"), None)
            alt = told.get("descr", "") if told is not None else ""
            row, column = (whole_number(place.findtext(f"{XDR}{part}"), 7, 0) for part in ("row", "col"))
            picture = Picture(posixpath.basename(name), shown(content)[0], " ".join(alt.split())[:250])
            found.setdefault((row + 1, column), []).append(picture)
    return found


def _parsed(opened, name):
    return xml_tree.parse(opened.main(name))


def _relations(opened, name):
    """{id: the member it means} of a part."""
    folder, base = posixpath.split(name)
    place = posixpath.join(folder, "_rels", f"{base}.rels")
    if not name or place not in opened:
        return {}
    found = {}
    for one in _parsed(opened, place).iter(RELATIONS):
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            found[one.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else package.beside(name, target)
            )
    return found
