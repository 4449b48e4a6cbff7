"""Paragraphs of an exam as the elements of a Word file."""

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace

from . import omml
from .exam_question import Columns
from .omml import MATH, W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
A, PIC_NAME = f"{{{DRAWING}}}", "http://schemas.openxmlformats.org/drawingml/2006/picture"
PIC = f"{{{PIC_NAME}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
for prefix, address in (("w", W), ("m", MATH), ("r", R), ("wp", WP), ("a", DRAWING), ("pic", PIC_NAME)):
    register_namespace(prefix, address.strip("{}"))

FORMULA = re.compile(r"(\\\((?:(?!\\\().)+?\\\))", re.DOTALL)
# Signs that XML does not know.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
EMU_A_PIXEL = 9525
WIDEST, HIGHEST = 520, 360


def elements(lines, images=None, after=0):
    """The blocks of a question. `images`: {"" or the id of an option: (relation, width, height, alt)}; the
    question's own picture stands after `after` lines."""
    images = images or {}
    for place, line in enumerate(lines, start=1):
        if isinstance(line, Columns):
            yield _columns(line)
        else:
            block = paragraph(line)
            if line.option and line.option in images:
                block.append(picture(*images[line.option]))
            yield block
        if place == after and "" in images:
            alone = Element(f"{W}p")
            alone.append(picture(*images[""]))
            yield alone


def paragraph(line):
    block = Element(f"{W}p")
    if line.label.startswith("Câu "):
        SubElement(SubElement(block, f"{W}pPr"), f"{W}spacing", {f"{W}before": "160"})
    elif line.option:
        SubElement(SubElement(block, f"{W}pPr"), f"{W}ind", {f"{W}left": "360"})
    if line.label:
        label = line.label[:-1] if line.option else line.label
        block.append(_run(label, is_bold=True, is_underlined=line.is_right))
        if line.option:
            block.append(_run(line.label[-1], is_bold=True))
    block.extend(runs(line.text, _run))
    return block


def runs(text, run):
    """The elements of words and formulas, those of words made by `run`; a formula that cannot be drawn stands
    as it was written."""
    for at, part in enumerate(FORMULA.split(UNSEEN.sub("", text))):
        formula = omml.of_latex(part[2:-2]) if at % 2 else None
        if formula is not None:
            yield formula
        elif part:
            yield run(part)


def rule(look):
    """Lines around and between all cells; `look`: the properties of the table."""
    borders = SubElement(look, f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        SubElement(borders, f"{W}{side}", {f"{W}val": "single", f"{W}sz": "4"})


def _run(text, is_bold=False, is_underlined=False):
    run = Element(f"{W}r")
    if is_bold or is_underlined:
        look = SubElement(run, f"{W}rPr")
        if is_bold:
            SubElement(look, f"{W}b")
        if is_underlined:
            SubElement(look, f"{W}u", {f"{W}val": "single"})
    for at, part in enumerate(text.split("\n")):
        if at:
            SubElement(run, f"{W}br")
        SubElement(run, f"{W}t", {SPACE: "preserve"}).text = part
    return run


def _columns(columns):
    table = Element(f"{W}tbl")
    told = SubElement(table, f"{W}tblPr")
    SubElement(told, f"{W}tblW", {f"{W}w": "5000", f"{W}type": "pct"})
    rule(told)
    grid = SubElement(table, f"{W}tblGrid")
    for _column in range(2):
        SubElement(grid, f"{W}gridCol", {f"{W}w": "4500"})
    left = [f"{at}. {text}" for at, text in enumerate(columns.left, start=1)]
    right = [f"{letter}. {text}" for letter, text in zip("abcdefghijklmnopqrst", columns.right, strict=False)]
    rows = [("Cột A", "Cột B")]
    rows += [
        (left[at] if at < len(left) else "", right[at] if at < len(right) else "")
        for at in range(max(len(left), len(right)))
    ]
    for texts in rows:
        row = SubElement(table, f"{W}tr")
        for text in texts:
            SubElement(SubElement(row, f"{W}tc"), f"{W}p").extend(runs(text, _run))
    return table


def picture(relation, width, height, alt):
    scale = min(1, WIDEST / max(width, 1), HIGHEST / max(height, 1))
    size = {"cx": str(int(width * scale) * EMU_A_PIXEL), "cy": str(int(height * scale) * EMU_A_PIXEL)}
    number = re.sub(r"\D", "", relation) or "1"
    run = Element(f"{W}r")
    inline = SubElement(SubElement(run, f"{W}drawing"), f"{WP}inline")
    SubElement(inline, f"{WP}extent", size)
    SubElement(inline, f"{WP}docPr", {"id": number, "name": f"hinh {number}", "descr": UNSEEN.sub("", alt)})
    data = SubElement(SubElement(inline, f"{A}graphic"), f"{A}graphicData", {"uri": PIC_NAME})
    picture = SubElement(data, f"{PIC}pic")
    named = SubElement(picture, f"{PIC}nvPicPr")
    SubElement(named, f"{PIC}cNvPr", {"id": number, "name": f"hinh {number}"})
    SubElement(named, f"{PIC}cNvPicPr")
    fill = SubElement(picture, f"{PIC}blipFill")
    SubElement(fill, f"{A}blip", {f"{R}embed": relation})
    SubElement(SubElement(fill, f"{A}stretch"), f"{A}fillRect")
    shape = SubElement(picture, f"{PIC}spPr")
    placed = SubElement(shape, f"{A}xfrm")
    SubElement(placed, f"{A}off", {"x": "0", "y": "0"})
    SubElement(placed, f"{A}ext", size)
    SubElement(SubElement(shape, f"{A}prstGeom", {"prst": "rect"}), f"{A}avLst")
    return run
