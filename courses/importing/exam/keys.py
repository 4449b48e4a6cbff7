"""Keys of an exam: «1.A 2.B», «Câu 3: a) Đ b) S …», and the same in tables."""

import re
from dataclasses import dataclass, field

from . import values
from .marked import joined
from .tables import cell_lines

LABEL = re.compile(
    r"(?:^|(?<=[\s;,|]))(?:(?:câu|bài|question|ques|q)\s*)?(?P<number>\d{1,3})"
    r"\s*(?:[.:)]+(?!\d)\s*|[-–—/]\s*(?=[A-Za-zĐđ])|→\s*|\s*(?=[A-HĐS](?![\w])))",
    re.IGNORECASE,
)
BEGINNING = re.compile(r"^\W*(?:(?:bảng\s+)?đáp án|key|answers?)\s*[:.]?\s*", re.IGNORECASE)
ONE_CELL = re.compile(r"(?:câu\s*)?(\d{1,3})\s*[.:)\-–]?\s*([A-H])", re.IGNORECASE)
A_NUMBER = re.compile(r"(?:câu|bài|question)?\s*(\d{1,3})\s*[.:)]?", re.IGNORECASE)
# Papers of one exam are told by three or four digits.
CODE = re.compile(r"(?:mã\s*)?(?:đề\s*)?(?:thi\s*)?(?:số\s*)?[1-9]\d{2,3}", re.IGNORECASE)
OWN_CODE = re.compile(r"mã\s+đề(?:\s+thi)?(?:\s+số)?\s*[:.]?\s*([1-9]\d{2,3})(?!\d)", re.IGNORECASE)
LONGEST_WORDS = 60
# What a marking guide may say of one question.
LONGEST_GUIDE = 2_000
SURE = 3


@dataclass
class Section:
    """Answers of one part: {number: Value}. `name` of the part, when the key says it."""

    name: str = ""
    answers: dict = field(default_factory=dict)


class KeyBook:
    """All keys of a file in their order; numbers that begin anew begin another section."""

    def __init__(self):
        self.sections, self.name = [], ""

    def begin(self, name):
        self.name = name
        self.sections.append(Section(name))

    def add(self, pairs):
        for number, value in pairs:
            if not self.sections or (
                number in self.sections[-1].answers and number <= min(self.sections[-1].answers)
            ):
                self.sections.append(Section(self.name))
            self.sections[-1].answers.setdefault(number, value)

    def filled(self):
        return [section for section in self.sections if section.answers]


def pairs_of_line(text, in_key):
    """[(number, Value)] of a line of a key; nothing of any other line."""
    mask = BEGINNING.sub("", text.mask).strip(" \t*")
    start = text.signs.find(mask[:1]) if mask else 0
    found = list(LABEL.finditer(mask))
    if not found or found[0].start() != 0:
        return []
    pairs = []
    plain = text.signs.strip(" \t*")
    plain = plain[len(plain) - len(mask) :] if len(plain) >= len(mask) else plain[start:]
    for at, label in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(mask)
        value = values.value_of(plain[label.end() : end])
        if value is None:
            continue
        if value.kind == values.WORDS and (not in_key or len(value.told) > LONGEST_WORDS or len(found) > 1):
            return []
        pairs.append((int(label["number"]), value))
    if not in_key and (len(pairs) < SURE or any(value.kind != values.LETTERS for _n, value in pairs)):
        return []
    return pairs


def code_in(text):
    """The code of the paper («Mã đề: 101») that a text names; empty when it names none."""
    found = OWN_CODE.search(text)
    return found[1] if found else ""


def pairs_of_table(table, in_key, code=""):
    """[(number, Value)] of a table that is a key; nothing of any other, nor of one for other papers than
    `code`."""
    rows = [[cell_lines(cell) for cell in row] for row in table.rows]
    rows = _of_code([row for row in rows if any(row)], code)
    # Statements first: their Đ and S below numbers are no answers of questions that are true or false.
    for reading in (_cells_of_both, _lettered_columns, _columns_of_truths, _rows_by_turns, _columns):
        pairs = reading(rows)
        if pairs and _is_believed(pairs, in_key):
            return pairs
    return []


def _of_code(rows, code):
    """The rows with the answers of one paper only, where a table has those of several."""
    heads = next((row for row in rows if sum(map(_is_code, row)) > 1), None)
    if heads is not None:
        if not code or code not in map(_digits, heads):
            return []
        at = [_digits(cell) for cell in heads].index(code)
        return [[row[0], row[at]] for row in rows if row is not heads and len(row) > at]
    papers = [row for row in rows if row and _is_code(row[0])]
    if len(papers) < 2:
        return rows
    own = [row for row in papers if code and _digits(row[0]) == code]
    return [row for row in rows if row not in papers or row in own] if own else []


def _is_code(cell):
    return bool(CODE.fullmatch(cell))


def _digits(cell):
    return re.sub(r"\D", "", cell)


def _is_believed(pairs, in_key):
    if in_key:
        return True
    letters = all(value.kind in (values.LETTERS, values.TRUTHS) for _number, value in pairs)
    numbers = [number for number, _value in pairs]
    return (
        letters
        and len(pairs) >= SURE
        and sorted(numbers) == list(range(min(numbers), min(numbers) + len(numbers)))
    )


def _cells_of_both(rows):
    """«1.A» in each cell."""
    cells = [cell for row in rows for cell in row if cell]
    found = [ONE_CELL.fullmatch(cell) for cell in cells]
    hits = [one for one in found if one]
    if len(hits) < max(2, 0.7 * len(cells)):
        return []
    return [(int(one[1]), values.Value(values.LETTERS, one[2].upper())) for one in hits]


def _rows_by_turns(rows):
    """A row of numbers, below it a row of answers."""
    pairs, at = [], 0
    while at + 1 < len(rows):
        numbers, below = rows[at], rows[at + 1]
        here = [(A_NUMBER.fullmatch(cell), other) for cell, other in zip(numbers, below, strict=False)]
        told = [(int(found[1]), values.value_of(other)) for found, other in here if found]
        told = [(number, value) for number, value in told if value and value.kind != values.WORDS]
        # Answers that are numbers as well must not be read as numbers of questions.
        is_counted = len(told) > 1 and all(b[0] == a[0] + 1 for a, b in zip(told, told[1:], strict=False))
        if not is_counted and not (
            len(told) == 1 and told[0][1].kind == values.LETTERS and len(numbers) <= 2
        ):
            at += 1
            continue
        pairs += told
        at += 2
    return pairs


def _columns(rows):
    """Numbers in one column, answers in the next; perhaps several such pairs of columns."""
    pairs = []
    for row in rows:
        at = 0
        while at + 1 < len(row):
            found, value = A_NUMBER.fullmatch(row[at]), values.value_of(row[at + 1])
            if (
                found
                and value
                and (value.kind != values.WORDS or len(value.told) <= LONGEST_GUIDE)
                and value.kind != values.TRUTH
            ):
                pairs.append((int(found[1]), value))
                at += 2
            else:
                at += 1
    return pairs if len(pairs) > 1 or (pairs and len(rows) <= 2) else []


def _lettered_columns(rows):
    """Câu | a | b | c | d, each with Đ or S; or the letters down the side and the numbers above."""
    heads = next((at for at, row in enumerate(rows) if _letters_in(row) >= 4), None)
    if heads is not None:
        columns = {
            cell.strip(" ).").lower(): at
            for at, cell in enumerate(rows[heads])
            if cell.strip(" ).").lower() in "abcd" and cell
        }
        pairs = []
        for row in rows[heads + 1 :]:
            found = A_NUMBER.fullmatch(row[0]) if row else None
            told = {letter: row[at] for letter, at in columns.items() if at < len(row)}
            if found and len(told) == 4 and all(values.ONE_TRUTH.fullmatch(word) for word in told.values()):
                pairs.append((int(found[1]), _truths(told)))
        return pairs
    sides = {
        row[0].strip(" ).").lower(): row
        for row in rows
        if row and row[0].strip(" ).").lower() in ("a", "b", "c", "d")
    }
    numbers = next(
        (row for row in rows if sum(bool(A_NUMBER.fullmatch(cell)) for cell in row[1:]) >= 1), None
    )
    if len(sides) < 4 or numbers is None:
        return []
    pairs = []
    for at, cell in enumerate(numbers[1:], start=1):
        found = A_NUMBER.fullmatch(cell)
        told = {letter: row[at] for letter, row in sides.items() if at < len(row)}
        if found and len(told) == 4:
            words = {letter: re.sub(r"^[a-d]\s*[).:\-–]\s*", "", word) for letter, word in told.items()}
            if all(values.ONE_TRUTH.fullmatch(word) for word in words.values()):
                pairs.append((int(found[1]), _truths(words)))
    return pairs


def _columns_of_truths(rows):
    """Câu 1 | Câu 2, and below each «a) Đ», «b) S» …"""
    pairs = []
    for at, cell in enumerate(rows[0] if rows else ()):
        below = " ".join(row[at] for row in rows[1:] if at < len(row))
        found, value = A_NUMBER.fullmatch(cell), values.value_of(below)
        if found and value and value.kind == values.TRUTHS and re.match(r"\W*a\W", below, re.IGNORECASE):
            pairs.append((int(found[1]), value))
    return pairs


def _letters_in(row):
    return sum(cell.strip(" ).").lower() in ("a", "b", "c", "d") for cell in row)


def _truths(told):
    return values.Value(values.TRUTHS, tuple((letter, values.truth(told[letter])) for letter in "abcd"))


def words_of(texts):
    return joined(texts).plain.strip()
