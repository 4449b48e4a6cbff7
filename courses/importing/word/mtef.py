"""The records of MathType (MTEF 5) and of the equation editor before it (MTEF 3) as a tree of pieces.

Only what says something is kept: signs, templates, piles, matrices; how it is set is passed by. What is not
known is not guessed: `Unreadable`.
"""

from dataclasses import dataclass, field

END, LINE, CHAR, TEMPLATE, PILE, MATRIX, EMBELL, RULER, FONT, SIZE = range(10)
FULL, SYMBOL_SMALL = 10, 14
COLOR, COLOR_DEF, FONT_DEF, PREFERENCES, ENCODING_DEF, FUTURE = 15, 16, 17, 18, 19, 100
MOVED, NULL, HAS_RULER, HAS_SPACING = 0x08, 0x01, 0x02, 0x04
HEAD = 28
MOST_RECORDS = 20_000
DEEPEST = 40
TYPEFACE = 128


class Unreadable(ValueError):
    """Not a formula, broken off, or with a record that is not known."""


@dataclass
class Sign:
    """A sign: its code in Unicode (or of its font, `position`), the typeface, marks over it."""

    code: int
    typeface: int
    position: int = 0
    marks: list = field(default_factory=list)


@dataclass
class Line:
    pieces: list


@dataclass
class Template:
    """A fraction, a root, a fence …: slots that are filled; None for an empty one."""

    selector: int
    variation: int
    slots: list
    signs: list


@dataclass
class Pile:
    lines: list


@dataclass
class Matrix:
    columns: int
    cells: list


def read(content):
    """(version, pieces) of the stream «Equation Native». Raises `Unreadable`."""
    try:
        head = int.from_bytes(content[:2], "little")
        reading = _Reading(content[head if head == HEAD else 0 :])
        return reading.version, reading.pieces(0)
    except IndexError as why:
        raise Unreadable("end") from why


class _Reading:
    def __init__(self, content):
        self.content, self.at, self.records = content, 0, 0
        self.version = self.byte()
        if self.version not in (3, 5):
            raise Unreadable(f"version {self.version}")
        self.is_mac = self.byte() == 0
        self.at += 3
        if self.version == 5:
            self.words()
            self.byte()

    def byte(self):
        self.at += 1
        return self.content[self.at - 1]

    def two(self):
        low = self.byte()
        return low | self.byte() << 8

    def words(self):
        end = self.content.find(b"\0", self.at)
        self.at = len(self.content) if end < 0 else end + 1

    def number(self):
        """One byte, or FF and two."""
        first = self.byte()
        return first if first != 0xFF else self.two()

    def pieces(self, depth):
        """Records up to the end of their list – or of the file, where it is the outermost."""
        if depth > DEEPEST:
            raise Unreadable("depth")
        found = []
        while depth > 0 or self.at < len(self.content):
            kind, options = self._tag()
            if kind == END:
                break
            piece = self._record(kind, options, depth)
            if piece is not None:
                found.append(piece)
        return found

    def _tag(self):
        self.records += 1
        if self.records > MOST_RECORDS:
            raise Unreadable("records")
        tag = self.byte()
        if self.version == 3:
            return tag & 0x0F, tag >> 4
        return tag, self.byte() if LINE <= tag <= EMBELL else 0

    def _record(self, kind, options, depth):
        if kind in READERS:
            if options & MOVED:
                self._move()
            return READERS[kind](self, options, depth)
        if kind in SKIPPED:
            SKIPPED[kind](self)
            return None
        if FULL <= kind <= SYMBOL_SMALL:
            return None
        if kind >= FUTURE and self.version == 5:
            self.at += self.number()
            return None
        raise Unreadable(f"record {kind}")

    def _move(self):
        if (self.byte(), self.byte()) == (128, 128):
            self.at += 4

    def line(self, options, depth):
        if options & HAS_SPACING:
            self.two()
        if options & HAS_RULER:
            self._tag()
            self.ruler()
        return Line([]) if options & NULL else Line(self.pieces(depth + 1))

    def sign(self, options, depth):
        typeface, sign = self.byte() - TYPEFACE, None
        if self.version == 3:
            code = self.byte() if self.is_mac else self.two()
            sign = Sign(code, typeface) if 0xFF < code < 0xF000 else Sign(0, typeface, code & 0xFF)
            has_marks = options & 0x02
        else:
            sign = Sign(0 if options & 0x20 else self.two(), typeface)
            if options & 0x04:
                sign.position = self.byte()
            if options & 0x10:
                sign.position = self.two()
            has_marks = options & 0x01
        if has_marks:
            sign.marks = [piece for piece in self.pieces(depth + 1) if isinstance(piece, int)]
        return sign

    def mark(self, options, depth):
        return self.byte()

    def template(self, options, depth):
        selector, variation = self.byte(), self.byte()
        if self.version == 5 and variation & 0x80:
            variation = variation & 0x7F | self.byte() << 8
        self.byte()
        inside = self.pieces(depth + 1)
        slots = [piece for piece in inside if isinstance(piece, Line | Pile)]
        return Template(selector, variation, slots, [piece for piece in inside if isinstance(piece, Sign)])

    def pile(self, options, depth):
        self.at += 2
        if options & HAS_RULER:
            self._tag()
            self.ruler()
        return Pile([piece for piece in self.pieces(depth + 1) if isinstance(piece, Line | Pile)])

    def matrix(self, options, depth):
        self.at += 3
        rows, columns = self.byte(), self.byte()
        # Two bits for each line between and around.
        self.at += (2 * (rows + 1) + 7) // 8 + (2 * (columns + 1) + 7) // 8
        return Matrix(columns, [piece for piece in self.pieces(depth + 1) if isinstance(piece, Line | Pile)])

    def ruler(self):
        self.at += 3 * self.byte()

    def font(self):
        if self.version == 3:
            self.at += 2
            self.words()
        else:
            self.number()
            self.byte()

    def size(self):
        how = self.byte()
        self.at += 2 if how == 101 else 3 if how == 100 else 1

    def colour(self):
        options = self.byte()
        self.at += 8 if options & 0x01 else 6
        if options & 0x04:
            self.words()

    def font_name(self):
        self.number()
        self.words()

    def preferences(self):
        self.byte()
        for _sizes_and_spaces in range(2):
            self._dimensions(self.byte())
        for _style in range(self.byte()):
            if self.byte():
                self.byte()

    def _dimensions(self, many):
        """Half bytes, each number ended by F."""
        high = True
        while many:
            half = self.content[self.at] >> 4 if high else self.content[self.at] & 0x0F
            if not high:
                self.at += 1
            high = not high
            many -= half == 0x0F
        if not high:
            self.at += 1


READERS = {
    LINE: _Reading.line,
    CHAR: _Reading.sign,
    TEMPLATE: _Reading.template,
    PILE: _Reading.pile,
    MATRIX: _Reading.matrix,
    EMBELL: _Reading.mark,
}
SKIPPED = {
    RULER: _Reading.ruler,
    FONT: _Reading.font,
    SIZE: _Reading.size,
    COLOR: _Reading.number,
    COLOR_DEF: _Reading.colour,
    FONT_DEF: _Reading.font_name,
    PREFERENCES: _Reading.preferences,
    ENCODING_DEF: _Reading.words,
}
