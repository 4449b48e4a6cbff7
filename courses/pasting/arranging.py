"""Lines of a pasted document → blocks of a lecture, or all of it as one rich text."""

from html import escape
from itertools import groupby

from courses.lecture_files.lines import FORMULA

from .reading import Line, Table

LONGEST_HEADING = 120
LONGEST_CELL = 400
LISTS = {"bullet": "ul", "number": "ol"}


def blocks_of(found):
    """Stored blocks as [{"type", "value"}]: text, headings, tables, formulas that stand alone."""
    told, lines = [], []

    def end_text():
        if lines:
            told.append({"type": "text", "value": {"text": rich_text(lines)}})
            lines.clear()

    for piece in found:
        block = _alone(piece)
        if block is None:
            lines.append(piece)
        else:
            end_text()
            told.append(block)
    end_text()
    return told


def one_text(found):
    """Everything as one rich text: headings in bold, rows of tables as lines."""
    lines = []
    for piece in found:
        if isinstance(piece, Table):
            lines += [Line(escape(" | ".join(row), quote=False)) for row in piece.rows]
        elif piece.kind == "heading":
            lines.append(Line(f"<b>{piece.html}</b>"))
        else:
            lines.append(piece)
    return rich_text(lines)


def rich_text(lines):
    out = []
    for kind, same in groupby(lines, key=lambda line: line.kind if line.kind in LISTS else ""):
        if kind:
            points = "".join(f"<li>{line.html}</li>" for line in same)
            out.append(f"<{LISTS[kind]}>{points}</{LISTS[kind]}>")
        else:
            out += [f"<p>{line.html}</p>" for line in same]
    return "".join(out)


def _alone(piece):
    """The block that a piece makes by itself, or None for what belongs to a text."""
    if isinstance(piece, Table):
        head, *rows = [[cell[:LONGEST_CELL] for cell in row] for row in piece.rows]
        table = {
            "columns": [{"type": "text", "heading": cell} for cell in head],
            "rows": [{"values": row} for row in rows],
            "caption": "",
        }
        return {"type": "table", "value": {"caption": "", "table": table}}
    if piece.kind == "heading" and len(piece.words) <= LONGEST_HEADING:
        return {"type": "heading", "value": {"text": piece.words, "size": "2" if piece.size < 3 else "3"}}
    if piece.kind == "text" and (only := FORMULA.fullmatch(piece.words)):
        return {"type": "formula", "value": {"latex": only[0][2:-2].strip(), "caption": ""}}
    return None
