"""Where things lie in a Word file: what is walked through, boxes, pictures, ways to say the same."""

import re
from dataclasses import dataclass

from .styles import W

LEAST_CUT, MOST_CUT = 0.01, 0.95

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"

# What is walked through as if it were not there; tracked insertions among it.
PASSED = {
    f"{W}{name}"
    for name in (
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
    )
}


@dataclass
class Shown:
    """A picture as a document draws it: by the id of its relation, or from an address elsewhere."""

    id: str
    link: str
    alt: str
    # How much is cut off at the left, the top, the right and the bottom, as parts of the whole.
    cut: tuple = ()


def pictures_in(element):
    """Each picture that is drawn here itself."""
    told, found = "", []
    for one in iter_outside_boxes(element):
        if one.tag == f"{WP}docPr":
            told = one.get("descr") or ""
        elif one.tag == f"{A}blip":
            found.append(Shown(one.get(f"{R}embed", ""), one.get(f"{R}link", ""), told))
        elif one.tag == f"{A}srcRect" and found:
            found[-1].cut = cut_of(one)
        elif one.tag == f"{V}imagedata":
            found.append(Shown(one.get(f"{R}id", ""), one.get(f"{R}href", ""), one.get(f"{O}title", "")))
    return found


def cut_of(element):
    """What a <a:srcRect> cuts off at each side: thousandths of a per cent as parts; nothing where hardly
    anything is cut off."""
    if element is None:
        return ()
    values = [element.get(side, "0") for side in "ltrb"]
    if not all(re.fullmatch(r"\d{1,6}", value) for value in values):
        return ()
    left, top, right, bottom = (int(value) / 100_000 for value in values)
    is_cut = max(left, top, right, bottom) > LEAST_CUT and left + right < MOST_CUT and top + bottom < MOST_CUT
    return (left, top, right, bottom) if is_cut else ()


def rows(element, tag):
    """The children with `tag`, also those that something passes round them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in PASSED:
            yield from rows(child, tag)


def chosen(element):
    """What is drawn out of several ways to say the same."""
    first = element.find(f"{MC}Choice")
    if first is None or not len(first):
        first = element.find(f"{MC}Fallback")
    return first if first is not None else ()


def outermost(element, tag):
    """All `tag` that lie in no other, each way of saying the same once."""
    for child in chosen(element) if element.tag == f"{MC}AlternateContent" else element:
        if child.tag == tag:
            yield child
        else:
            yield from outermost(child, tag)


def iter_outside_boxes(element):
    yield element
    for child in chosen(element) if element.tag == f"{MC}AlternateContent" else element:
        if child.tag != f"{W}txbxContent":
            yield from iter_outside_boxes(child)


def is_line(element):
    """A line across the page says nothing."""
    return any(
        one.tag in (f"{V}line", f"{V}shapetype", f"{WPS}cNvCnPr")
        or (one.tag == f"{A}prstGeom" and "line" in one.get("prst", "").lower())
        for one in element.iter()
    ) and not any(one.tag == f"{V}shape" for one in element.iter())
