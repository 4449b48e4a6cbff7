"""The signs of MathType: which they are in Unicode, and what stands over them."""

from courses.importing.mathml import SIGNS, escaped

from . import signs
from .mtef import Unreadable

# Typefaces.
TEXT, FUNCTION, LOW_GREEK, UP_GREEK, SYMBOL, EXTRA, ASIAN, EXPANDED, SPACE = 1, 2, 4, 5, 6, 11, 12, 22, 24
WORDS = {TEXT, FUNCTION, ASIAN}
KNOWN = frozenset(
    ("sin", "cos", "tan", "cot", "log", "ln", "lim", "max", "min", "exp", "arcsin", "arccos", "arctan", "det")
)
# What MathType keeps in codes of its own: bars and gaps.
OWN = {
    0xEC07: "|", 0xEC08: "|", 0xEC09: "‖", 0xEC0A: "‖", 0xEF01: "", 0xEF02: " ", 0xEF03: " ", 0xEF04: " ",
    0xEF05: " ", 0xEF08: "", 0xEF09: "", 0xEB01: "…", 0xEB02: "⋯",
}  # fmt: skip
# Over a sign: dots, primes, hats.
MARKS = {
    2: "dot", 3: "ddot", 4: "dddot", 8: "tilde", 9: "hat", 11: "vec", 12: "overleftarrow", 14: "vec",
    15: "overleftarrow", 17: "bar", 29: "underline",
}  # fmt: skip
PRIMES = {5: "'", 6: "''", 18: "'''"}
ARC = 19
NEGATED = {"=": "≠", "∈": "∉"}


def marked(piece):
    """A sign with the marks over it."""
    sign = sign_of(piece)
    told = SIGNS.get(sign, escaped(sign)) if sign.strip() else r"\," if sign else ""
    for mark in piece.marks:
        if mark in PRIMES:
            told += PRIMES[mark]
        elif mark in MARKS:
            told = rf"\{MARKS[mark]}{{{told}}}"
        elif mark == ARC:
            told = rf"\overset{{\frown}}{{{told}}}"
        elif mark == 10:
            told = rf"\not{told}" if sign not in NEGATED else SIGNS.get(NEGATED[sign], NEGATED[sign])
        else:
            raise Unreadable(f"mark {mark}")
    return told


def sign_of(piece):
    """The sign in Unicode."""
    code = piece.code
    if code in OWN:
        return OWN[code]
    if code and not 0xE000 <= code <= 0xF8FF and not 0xD800 <= code <= 0xDFFF:
        return chr(code)
    position = piece.position or (code & 0xFF if 0xF000 <= code <= 0xF0FF else 0)
    if piece.typeface in (LOW_GREEK, UP_GREEK, SYMBOL, EXPANDED):
        sign = signs.sign_of("Symbol", position)
    elif piece.typeface == EXTRA:
        sign = signs.sign_of("MT Extra", position)
    elif piece.typeface == SPACE:
        return " " if position not in (1, 8) else ""
    else:
        sign = bytes([position]).decode("cp1252", "ignore") if position < 256 else chr(position)
    if not sign:
        raise Unreadable(f"sign {code:x} {position:x}")
    return sign


def word_of(text):
    """Letters that belong together."""
    if text in KNOWN:
        return "\\" + text
    return text if len(text) == 1 and text.isascii() else rf"\text{{{escaped(text)}}}"
