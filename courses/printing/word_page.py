"""Pieces of a Word file for papers: paragraphs of words and formulas, tables, sections with a foot.

Formulas and pictures are written as the export of questions writes them (courses/exporting/).
"""

import re
from xml.etree.ElementTree import Element, SubElement

from courses.exporting import word_xml
from courses.exporting.omml import W
from courses.exporting.word_package import WORD_TYPE, Part, packed, xml
from courses.exporting.word_xml import SPACE, R

# Twentieths of a point: A4, and the room between its margins.
TALL, WIDE, MARGIN = 16838, 11906, 964
ROOM = {False: WIDE - 2 * MARGIN, True: TALL - 2 * MARGIN}
BOX = "☐"


class Page:
    """A Word file as it comes together: `body` takes elements, `end_section` closes a paper."""

    def __init__(self):
        self.document = Element(f"{W}document")
        self.body = SubElement(self.document, f"{W}body")
        self.media, self.feet = [], []

    def add(self, *blocks):
        self.body.extend(blocks)

    def picture(self, told, alt=""):
        """A run that shows `told`: (bytes, mime type, width, height)."""
        content, mime, width, height = told
        known = [one for _name, one in self.media]
        if content not in known:
            ending = "png" if mime == "image/png" else "jpg"
            self.media.append((f"hinh{len(self.media) + 1}.{ending}", content))
            known.append(content)
        return word_xml.picture(f"hinh{known.index(content) + 1}", width, height, alt)

    def end_section(self, foot, flipped=False, is_last=False):
        """What stands so far is a section: its pages count from 1, with `foot` below each."""
        self.feet.append(foot)
        told = Element(f"{W}sectPr")
        SubElement(told, f"{W}footerReference", {f"{W}type": "default", f"{R}id": f"foot{len(self.feet)}"})
        size = {f"{W}w": str(TALL if flipped else WIDE), f"{W}h": str(WIDE if flipped else TALL)}
        SubElement(told, f"{W}pgSz", size | ({f"{W}orient": "landscape"} if flipped else {}))
        sides = ("top", "right", "bottom", "left")
        margins = {f"{W}{side}": str(MARGIN) for side in sides} | {f"{W}header": "500", f"{W}footer": "500"}
        SubElement(told, f"{W}pgMar", margins | {f"{W}gutter": "0"})
        SubElement(told, f"{W}pgNumType", {f"{W}start": "1"})
        if is_last:
            self.body.append(told)
        else:
            SubElement(SubElement(self.body, f"{W}p"), f"{W}pPr").append(told)

    def packed(self):
        """The bytes of the file; the same facts give the same bytes."""
        feet = [
            Part(
                f"word/footer{number}.xml",
                _foot(foot),
                f"{WORD_TYPE}.footer+xml",
                (f"foot{number}", "footer"),
            )
            for number, foot in enumerate(self.feet, start=1)
        ]
        return packed(self.document, self.media, feet)


def paragraph(
    *pieces, side="", before=60, after=40, left=0, keep=False, tabs=(), leader=False, new_page=False
):
    """A paragraph of runs, formulas and texts; a text is cut at its formulas. `tabs`: where they stop."""
    block = Element(f"{W}p")
    look = SubElement(block, f"{W}pPr")
    if keep:
        SubElement(look, f"{W}keepNext")
    if new_page:
        SubElement(look, f"{W}pageBreakBefore")
    if tabs:
        stops = SubElement(look, f"{W}tabs")
        for stop in tabs:
            dots = {f"{W}leader": "dot"} if leader else {}
            SubElement(stops, f"{W}tab", {f"{W}val": "left", f"{W}pos": str(stop)} | dots)
    SubElement(look, f"{W}spacing", {f"{W}before": str(before), f"{W}after": str(after)})
    if side:
        SubElement(look, f"{W}jc", {f"{W}val": side})
    for piece in pieces:
        block.extend(
            text(piece) if isinstance(piece, str) else [piece] if isinstance(piece, Element) else piece
        )
    return block


def text(words, bold=False, italic=False, size=0):
    return list(word_xml.runs(words, lambda part: _run(part, bold, italic, size)))


def bold(words, size=0):
    return text(words, bold=True, size=size)


def italic(words):
    return text(words, italic=True)


def _run(words, is_bold, is_italic, size):
    run = Element(f"{W}r")
    look = SubElement(run, f"{W}rPr")
    if is_bold:
        SubElement(look, f"{W}b")
    if is_italic:
        SubElement(look, f"{W}i")
    if size:
        SubElement(look, f"{W}sz", {f"{W}val": str(size)})
    for at, line in enumerate(re.split(r"(\n|\t)", words)):
        if at % 2:
            SubElement(run, f"{W}br" if line == "\n" else f"{W}tab")
        elif line:
            SubElement(run, f"{W}t", {SPACE: "preserve"}).text = line
    return run


def table(widths, rows, room, heads=0, ruled=True):
    """A table; a cell is (blocks, across, down), `down` 0 where a cell above reaches into it."""
    made = Element(f"{W}tbl")
    look = SubElement(made, f"{W}tblPr")
    SubElement(look, f"{W}tblW", {f"{W}w": str(room), f"{W}type": "dxa"})
    if ruled:
        word_xml.rule(look)
    SubElement(look, f"{W}tblLayout", {f"{W}type": "fixed"})
    room_in_cells = SubElement(look, f"{W}tblCellMar")
    for side in ("left", "right"):
        SubElement(room_in_cells, f"{W}{side}", {f"{W}w": "60", f"{W}type": "dxa"})
    widths = [round(room * width / sum(widths)) for width in widths]
    grid = SubElement(made, f"{W}tblGrid")
    for width in widths:
        SubElement(grid, f"{W}gridCol", {f"{W}w": str(width)})
    for number, cells in enumerate(rows):
        row = SubElement(made, f"{W}tr")
        told = SubElement(row, f"{W}trPr")
        SubElement(told, f"{W}cantSplit")
        if number < heads:
            SubElement(told, f"{W}tblHeader")
        at = 0
        for blocks, across, down in cells:
            _cell(row, blocks, sum(widths[at : at + across]), across, down)
            at += across
    return made


def _cell(row, blocks, width, across, down):
    cell = SubElement(row, f"{W}tc")
    look = SubElement(cell, f"{W}tcPr")
    SubElement(look, f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"})
    if across > 1:
        SubElement(look, f"{W}gridSpan", {f"{W}val": str(across)})
    if down != 1:
        SubElement(look, f"{W}vMerge", {f"{W}val": "restart"} if down else {})
    SubElement(look, f"{W}vAlign", {f"{W}val": "center"})
    cell.extend(blocks or [Element(f"{W}p")])


def _foot(words):
    foot = Element(f"{W}ftr")
    line = paragraph(text(words + " ", size=18), side="center", before=0, after=0)
    # Not of how many: only Word counts the pages of a section, other programs would print nonsense.
    SubElement(line, f"{W}fldSimple", {f"{W}instr": "PAGE"}).extend(text("1", size=18))
    foot.append(line)
    return xml(foot)
