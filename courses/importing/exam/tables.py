"""Tables of an exam: some hold things in place, some hold options, statements or pairs, some are data."""

import re
from dataclasses import dataclass

from lms.text import fold

from .marked import ANCHOR, NONE, PICTURE, Table, Text, joined

QUESTION = re.compile(r"\s*\*?\s*(?:câu(?:\s+hỏi)?|bài|question)\s*\d{1,3}\s*[.:)(\[]", re.IGNORECASE)
NUMBER_CELL = re.compile(r"(?:câu|bài|question)?\s*(\d{1,3})\s*[.:)]?", re.IGNORECASE)
OPTION = re.compile(r"\s*\*?\s*[(\[]?([A-Ha-h])\s?[.)/:\]](?=\s|\S|$)")
LEFT_HEADS = {"cot a", "cot i", "cot 1", "cot trai", "column a", "ve trai"}
RIGHT_HEADS = {"cot b", "cot ii", "cot 2", "cot phai", "column b", "ve phai"}
CROSS = re.compile(r"[xX✓✔☑×✗vV]")


@dataclass
class Pairs:
    """Two columns to be joined: [(label, Text)] on the left and on the right."""

    left: list
    right: list


def cell_text(cell):
    """The lines of a cell as one text; tables within it too."""
    lines = []
    for item in cell:
        if isinstance(item, Table):
            lines += [cell_text(inner) for row in item.rows for inner in row]
        else:
            lines.append(item)
    return joined([line for line in lines if line]).narrow()


def lines_in(table):
    """The texts of all its cells."""
    return [cell_text(cell) for row in table.rows for cell in row if cell]


def cell_words(cell):
    return " ".join(ANCHOR.sub("", cell_text(cell).signs).split()) if cell else ""


def cell_lines(cell):
    """The words of a cell, its lines kept."""
    lines = (" ".join(line.split()) for line in ANCHOR.sub("", cell_text(cell).signs).split("\n"))
    return "\n".join(filter(None, lines))


def flat(items, lose):
    """Items with every table made what it is: lines, a `Pairs`, or itself when it may be a key.

    `lose()` gives the sign for a table of which only the words are kept.
    """
    for item in items:
        if isinstance(item, Table):
            yield from _of_table(item, lose)
        else:
            yield item


def _of_table(table, lose):
    rows = [row for row in table.rows if any(row)]
    if not rows:
        return
    if questions := _rows_of_questions(rows):
        yield from questions
    elif _holds_in_place(rows):
        for row in rows:
            for cell in row:
                yield from flat(cell, lose)
    elif _holds_options(rows):
        for row in rows:
            yield _side_by_side(row)
    elif pairs := _pairs(rows):
        yield pairs
    elif statements := _statements(rows):
        yield from statements
    else:
        yield table


def as_lines(table, lose):
    """A table of data as lines of text, its columns parted by |."""
    sign = lose()
    for at, row in enumerate(row for row in table.rows if any(row)):
        cells = [Text(cell_text(cell).signs.replace("\n", " ")) for cell in row]
        line = joined(cells, " | ")
        yield line + Text(sign) if at == 0 else line


def _rows_of_questions(rows):
    """Câu 1 | the question with its options | the right one."""
    lines, asked = [], 0
    for row in rows:
        number = NUMBER_CELL.fullmatch(cell_words(row[0])) if len(row) > 1 else None
        if not number or not _has_options(row[1]):
            continue
        asked += 1
        first, *more = [line for line in row[1] if isinstance(line, Text)]
        lines += [Text(f"Câu {number[1]}. ") + first, *more]
        if len(row) > 2 and re.fullmatch(r"[A-H]", cell_words(row[2])):
            lines.append(Text(f"Đáp án: {cell_words(row[2])}"))
    return lines if asked and asked >= len(rows) - 1 else None


def _holds_in_place(rows):
    """One cell, a question within a cell, or a text with a picture beside it."""
    if all(len([cell for cell in row if cell]) <= 1 for row in rows):
        return True
    if any(
        QUESTION.match(line.mask)
        for row in rows
        for cell in row
        for line in cell
        if isinstance(line, Text) and not _is_key_cell(line)
    ):
        return True
    if len(rows) == 1:
        return any(_is_picture(cell) for cell in rows[0]) and any(
            _has_options(cell) or len(cell_words(cell)) > 40 for cell in rows[0]
        )
    return False


def _is_key_cell(line):
    return len(line.mask.strip()) < 12


def _is_picture(cell):
    signs = cell_text(cell).signs.strip()
    return bool(signs) and all(PICTURE <= ord(sign) < PICTURE + 0xFFF0 or sign.isspace() for sign in signs)


def _has_options(cell):
    return sum(bool(OPTION.match(line.mask)) for line in cell if isinstance(line, Text)) > 1


def _holds_options(rows):
    labels = [
        found[1].upper()
        for row in rows
        for cell in row
        if cell
        for found in [OPTION.match(cell_text(cell).mask)]
        if found
    ]
    first = next((cell for row in rows for cell in row if cell), [])
    begins = OPTION.match(cell_text(first).mask)
    if not begins or begins[1].upper() != "A" or len(labels) < 2:
        return False
    # A | B | C | D above answers of Đ and S is a key.
    is_bare = all(len(cell_words(cell)) <= 2 for row in rows[:1] for cell in row if cell)
    return labels == sorted(labels)[: len(labels)] and not (is_bare and len(rows) > 1)


def _side_by_side(row):
    cells = []
    for cell in row:
        text = cell_text(cell)
        if text:
            cells.append(Text(text.signs.replace("\n", " "), text.marks))
    out = Text()
    for at, cell in enumerate(cells):
        out = (
            out
            + (
                Text("\t", NONE)
                if at and not re.fullmatch(r"\W*[A-H]\W*", cells[at - 1].mask)
                else Text(" " if at else "")
            )
            + cell
        )
    return out


def _pairs(rows):
    """Two columns named A and B, or rows «1. … | a. …»."""
    heads = [fold(cell_words(cell)).strip(" .:") for cell in rows[0]]
    left = next((at for at, head in enumerate(heads) if _is_head(head, LEFT_HEADS)), None)
    right = next((at for at, head in enumerate(heads) if _is_head(head, RIGHT_HEADS)), None)
    if left is None or right is None:
        return None
    sides = [], []
    for row in rows[1:]:
        for side, at in zip(sides, (left, right), strict=True):
            if at < len(row) and row[at]:
                side += [_labelled(line) for line in row[at] if isinstance(line, Text)]
    return Pairs(*sides) if len(sides[0]) > 1 and len(sides[1]) > 1 else None


def _is_head(head, names):
    return any(head == name or head.startswith((name + " ", name + ":", name + "(")) for name in names)


def _labelled(line):
    """(label, text): «1», «Hà Nội» of «1. Hà Nội»."""
    found = re.match(r"\s*\(?([A-Ha-h]|\d{1,2})\s?[.)/:]\s*", line.mask)
    return (found[1].lower(), line[found.end() :].strip()) if found else ("", line.strip())


def _statements(rows):
    """Phát biểu | Đúng | Sai, with a cross in one of the two."""
    heads = [fold(cell_words(cell)).strip(" .:") for cell in rows[0]]
    true, false = (
        next((at for at, head in enumerate(heads) if head in names), None)
        for names in (("dung", "d", "true"), ("sai", "s", "false"))
    )
    if true is None or false is None:
        return None
    lines = []
    for place, row in enumerate(rows[1:]):
        words = [cell_text(cell) for at, cell in enumerate(row) if at not in (true, false) and cell]
        if not words or place >= len("abcdefgh"):
            continue
        text = words[-1].strip()
        found = re.match(r"\s*\(?([a-h]|\d)\s?[.)/:]\s*", text.mask)
        text = text[found.end() :] if found else text
        marks = [bool(at < len(row) and CROSS.fullmatch(cell_words(row[at]))) for at in (true, false)]
        said = "" if marks[0] == marks[1] else " (Đ)" if marks[0] else " (S)"
        lines.append(Text(f"{'abcdefgh'[place]}) ") + text + Text(said))
    return lines if len(lines) > 1 else None
