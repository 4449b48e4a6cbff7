"""Charts → the table of their figures; SmartArt → the list of its words."""

import re

from courses.importing.exam.marked import Text
from courses.lecture_files.lines import Paragraph

from .opened import A, R

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MOST_POINTS, MOST_SERIES, DEEPEST = 200, 30, 8
LONGEST_NAME = 200


def chart(root):
    """(what it is called, rows of its table) of a chart; no rows when its figures are not in the file."""
    title = root.find(f"{C}chart/{C}title")
    called = "".join(one.text or "" for one in title.iter(f"{A}t")) if title is not None else ""
    series = list(root.iter(f"{C}ser"))[:MOST_SERIES]
    columns, names = [], {}
    for number, one in enumerate(series, start=1):
        values = _points(one, "val") or _points(one, "yVal")
        names |= _points(one, "cat") or _points(one, "xVal")
        told = one.find(f"{C}tx")
        name = "".join(v.text or "" for v in told.iter(f"{C}v")) if told is not None else ""
        if values:
            columns.append((name or str(number), values))
    places = sorted({at for _name, values in columns for at in values} | (set(names) if columns else set()))
    rows = [["", *(name for name, _values in columns)]]
    rows += [[names.get(at, str(at + 1)), *(values.get(at, "") for _n, values in columns)] for at in places]
    return called[:LONGEST_NAME], rows if columns and places else []


def smart_art(root):
    """The points of a SmartArt drawing as nested lines."""
    words, top = {}, ""
    for point in root.iterfind(f"{DGM}ptLst/{DGM}pt"):
        id_, kind = point.get("modelId", ""), point.get("type", "node")
        if kind == "doc":
            top = id_
        elif kind in ("node", "asst"):
            texts = ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in point.iter(f"{A}p"))
            words[id_] = " ".join(filter(None, texts)).strip()
    below = {}
    for link in root.iterfind(f"{DGM}cxnLst/{DGM}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            place = int(order) if re.fullmatch(r"\d{1,6}", order) else 0
            below.setdefault(link.get("srcId", ""), []).append((place, link.get("destId", "")))
    told, seen = [], set()
    _put(top, 0, words, below, told, seen)
    # Points that nothing leads to are words as well.
    for id_, text in words.items():
        if id_ not in seen and text:
            told.append(Paragraph(Text(text), "bullet", 0))
    return told


def relation_of(frame, tag, name):
    """The id by which a frame names the part of its figure."""
    found = next(frame.iter(tag), None)
    return found.get(f"{R}{name}", "") if found is not None else ""


def _put(id_, depth, words, below, told, seen):
    for _place, child in sorted(below.get(id_, ())):
        if child in seen:
            continue
        seen.add(child)
        if words.get(child):
            told.append(Paragraph(Text(words[child]), "bullet", min(depth, DEEPEST)))
        if depth < DEEPEST:
            _put(child, depth + 1, words, below, told, seen)


def _points(series, name):
    """{place: what stands there} of the values or the names of a series, numbers with a decimal comma."""
    found = {}
    told = series.find(f"{C}{name}")
    for point in told.iter(f"{C}pt") if told is not None else ():
        value, at = point.find(f"{C}v"), point.get("idx", "")
        if value is not None and re.fullmatch(r"\d{1,5}", at) and len(found) < MOST_POINTS:
            found[int(at)] = shown_number((value.text or "").strip())
    return found


def shown_number(text):
    """
    >>> shown_number("0.30000000000000004"), shown_number("12"), shown_number("Tháng 1.5")
    ('0,3', '12', 'Tháng 1.5')
    """
    if not re.fullmatch(r"-?\d{1,15}\.\d{1,20}", text):
        return text
    return f"{round(float(text), 4):f}".rstrip("0").rstrip(".").replace(".", ",")
