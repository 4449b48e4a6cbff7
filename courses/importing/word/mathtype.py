"""Formulas of MathType → LaTeX."""

import re

from courses.importing.mathml import SIGNS, base, joined

from . import mtef, ole
from .mathtype_signs import SPACE, TEXT, WORDS, marked, sign_of, word_of
from .mtef import Line, Matrix, Pile, Sign, Template, Unreadable
from .omml import BIG, FENCES

STREAM = "Equation Native"
PAIRS = {
    0: ("⟨", "⟩"), 1: ("(", ")"), 2: ("{", "}"), 3: ("[", "]"), 4: ("|", "|"), 5: ("‖", "‖"), 6: ("⌊", "⌋"),
    7: ("⌈", "⌉"), 8: ("[", "]"),
}  # fmt: skip
BIG_OPERATORS = {16: "∑", 17: "∏", 18: "∐", 19: "⋃", 20: "⋂"}
INTEGRALS = ["∫", "∫", "∬", "∭"]
HALF_OPEN = {8: ("[", "["), 9: ("]", "]"), 10: ("]", "["), 11: ("[", ")"), 12: ("(", "]")}
BOTH, ONLY_LEFT, ONLY_RIGHT = 0, 1, 2
MATRICES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix"}


def to_latex(content):
    """LaTeX of an embedded object (the bytes of its compound file). Raises `Unreadable`."""
    try:
        native = ole.stream(content, STREAM)
    except ole.Damaged as why:
        raise Unreadable(str(why)) from why
    if native is None:
        raise Unreadable("stream")
    version, pieces = mtef.read(native)
    told = _Telling(version).row(pieces).strip()
    if not told:
        raise Unreadable("nothing")
    return told


class _Telling:
    def __init__(self, version):
        self.version = version

    def row(self, pieces):
        """Pieces side by side; letters of a word stay together."""
        out, at = "", 0
        while at < len(pieces):
            piece = pieces[at]
            if (
                isinstance(piece, Sign)
                and piece.typeface in WORDS
                and not piece.marks
                and self._letter(piece)
            ):
                end = at
                while end < len(pieces) and self._goes_on(pieces[end], piece.typeface):
                    end += 1
                out = joined([out, word_of("".join(map(sign_of, pieces[at:end])))])
                at = end
                continue
            told = self.one(piece)
            if told[:1] in ("^", "_") and not out.strip():
                told = "{}" + told
            out = joined([out, told])
            at += 1
        return out

    def _letter(self, piece):
        return sign_of(piece).isalpha()

    def _goes_on(self, piece, typeface):
        if not isinstance(piece, Sign) or piece.typeface not in (typeface, SPACE) or piece.marks:
            return False
        sign = sign_of(piece)
        return sign.isalpha() or (typeface == TEXT and sign in (" ", ",", ".", "-", ""))

    def one(self, piece):
        if isinstance(piece, Sign):
            return marked(piece)
        if isinstance(piece, Line):
            return self.row(piece.pieces)
        if isinstance(piece, Pile):
            return self._lines(piece, "matrix") if len(piece.lines) > 1 else self._all(piece.lines)
        if isinstance(piece, Matrix):
            return self._matrix(piece, "matrix")
        if isinstance(piece, Template):
            return (self._template_3 if self.version == 3 else self._template_5)(piece)
        return ""

    def _all(self, pieces):
        return joined(self.one(piece) for piece in pieces)

    def _slot(self, template, at):
        return self.one(template.slots[at]).strip() if at < len(template.slots) else ""

    def _template_5(self, piece):
        selector, variation = piece.selector, piece.variation
        if selector in PAIRS:
            opened, closed = PAIRS[selector]
            return self._fenced(piece, opened if variation & 1 else "", closed if variation & 2 else "")
        if selector == 9:
            sides = "()[]"
            return self._fenced(piece, sides[variation & 3], sides[variation >> 4 & 3])
        if selector == 10:
            return self._root(piece)
        if selector == 11:
            return self._fraction(piece, variation & 2)
        if selector in (12, 13):
            return rf"\{'underline' if selector == 12 else 'overline'}{{{self._slot(piece, 0)}}}"
        if selector == 14:
            return self._arrow(piece, _arrow_of(variation))
        if selector == 15:
            return self._big(piece, "∮" if variation & 0x0C else INTEGRALS[variation & 3])
        if selector in BIG_OPERATORS:
            return self._big(piece, BIG_OPERATORS[selector])
        if selector in (21, 22):
            return self._own_operator(piece)
        if selector == 23:
            return self._limit(piece)
        if selector in (24, 25):
            return self._braced(piece, is_above=variation & 1)
        if selector in (27, 28, 29):
            return self._scripts(piece)
        if selector == 31:
            return self._vector(piece, variation)
        if selector in OVER_ALL:
            return OVER_ALL[selector] % self._slot(piece, 0)
        raise Unreadable(f"template {selector}")

    def _template_3(self, piece):
        selector, variation = piece.selector, piece.variation
        if selector in HALF_OPEN:
            return self._fenced(piece, *HALF_OPEN[selector])
        if selector in PAIRS:
            opened, closed = PAIRS[selector]
            return self._fenced(
                piece, "" if variation == ONLY_RIGHT else opened, "" if variation == ONLY_LEFT else closed
            )
        if selector == 13:
            return self._root(piece)
        if selector in (14, 41):
            return self._fraction(piece, selector == 41)
        if selector in (15, 44):
            return self._scripts(piece)
        if selector in (16, 17):
            return rf"\{'underline' if selector == 16 else 'overline'}{{{self._slot(piece, 0)}}}"
        if selector in (18, 19, 20):
            return self._arrow(piece, "←→↔"[selector - 18])
        if 21 <= selector <= 26:
            return self._big(piece, INTEGRALS[1 + (selector - 21) % 3])
        if selector in (27, 28):
            return self._braced(piece, is_above=selector == 27)
        if 29 <= selector <= 38:
            return self._big(piece, "∑∑∏∏∐∐⋃⋃⋂⋂"[selector - 29])
        if selector == 39:
            return self._limit(piece)
        if selector in (42, 43):
            return self._own_operator(piece)
        if selector == 47:
            return rf"\overrightarrow{{{self._slot(piece, 0)}}}"
        if selector == 48:
            return rf"\overset{{\frown}}{{{self._slot(piece, 0)}}}"
        raise Unreadable(f"template {selector}")

    def _fenced(self, piece, opened, closed):
        inside = piece.slots[0] if piece.slots else Line([])
        only = _only(inside)
        if isinstance(only, Pile) and len(only.lines) > 1 and (opened, closed) == ("{", ""):
            return self._lines(only, "cases")
        if isinstance(only, Matrix) and (opened, closed) in MATRICES:
            return self._matrix(only, MATRICES[opened, closed])
        told = self.one(inside).strip()
        return rf"\left{FENCES.get(opened, opened)} {told} \right{FENCES.get(closed, closed)}"

    def _lines(self, pile, form):
        rows = [self.one(line).strip() for line in pile.lines]
        return rf"\begin{{{form}}} " + r" \\ ".join(rows) + rf" \end{{{form}}}"

    def _matrix(self, matrix, form):
        cells = [self.one(cell).strip() for cell in matrix.cells]
        if not matrix.columns:
            raise Unreadable("matrix")
        rows = [" & ".join(cells[at : at + matrix.columns]) for at in range(0, len(cells), matrix.columns)]
        return rf"\begin{{{form}}} " + r" \\ ".join(rows) + rf" \end{{{form}}}"

    def _root(self, piece):
        inner, degree = self._slot(piece, 0), self._slot(piece, 1)
        return rf"\sqrt[{degree}]{{{inner}}}" if degree else rf"\sqrt{{{inner}}}"

    def _fraction(self, piece, is_slash):
        top, below = self._slot(piece, 0), self._slot(piece, 1)
        return f"{base(top)}/{base(below)}" if is_slash else rf"\frac{{{top}}}{{{below}}}"

    def _big(self, piece, sign):
        main, lower, upper = (self._slot(piece, at) for at in range(3))
        return BIG[sign] + _limits(lower, upper) + (f" {main}" if main else "")

    def _own_operator(self, piece):
        main, lower, upper, sign = (self._slot(piece, at) for at in range(4))
        return f"{sign}{_limits(lower, upper)} {main}".strip()

    def _limit(self, piece):
        main, lower, upper = (self._slot(piece, at) for at in range(3))
        if re.fullmatch(r"\\[a-z]+", main):
            return main + _limits(lower, upper)
        told = rf"\underset{{{lower}}}{{{main}}}" if lower else main
        return rf"\overset{{{upper}}}{{{told}}}" if upper else told

    def _braced(self, piece, is_above):
        main, small = self._slot(piece, 0), self._slot(piece, 1)
        if is_above:
            return rf"\overbrace{{{main}}}" + (f"^{{{small}}}" if small else "")
        return rf"\underbrace{{{main}}}" + (f"_{{{small}}}" if small else "")

    def _scripts(self, piece):
        lower, upper = self._slot(piece, 0), self._slot(piece, 1)
        return _limits(lower, upper)

    def _arrow(self, piece, sign):
        top, bottom = self._slot(piece, 0), self._slot(piece, 1)
        told = SIGNS.get(sign, sign)
        told = rf"\overset{{{top}}}{{{told}}}" if top else told
        return rf"\underset{{{bottom}}}{{{told}}}" if bottom else told

    def _vector(self, piece, variation):
        inner = self._slot(piece, 0)
        if variation & 4:
            return rf"\underset{{\to}}{{{inner}}}"
        if variation & 3 == 1:
            return rf"\overleftarrow{{{inner}}}"
        return rf"\vec{{{inner}}}" if len(inner) == 1 else rf"\overrightarrow{{{inner}}}"


OVER_ALL = {32: r"\widetilde{%s}", 33: r"\widehat{%s}", 34: r"\overset{\frown}{%s}", 37: r"\boxed{%s}"}


def _arrow_of(variation):
    if variation & 1:
        return "⇌" if variation & 2 else "⇄"
    return {0x10: "←", 0x20: "→", 0x30: "↔"}.get(variation & 0x30, "→")


def _limits(lower, upper):
    return (f"_{{{lower}}}" if lower else "") + (f"^{{{upper}}}" if upper else "")


def _only(line):
    """The one piece of a line, when there is only one."""
    while isinstance(line, Line) and len(line.pieces) == 1:
        line = line.pieces[0]
    return line
