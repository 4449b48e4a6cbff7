"""How files call the level of a question."""

from lms.text import fold

NAMES = {
    "recognise": {"nhan biet", "nb", "biet", "muc 1", "m1", "easy", "remember", "recognise"},
    "understand": {"thong hieu", "th", "hieu", "muc 2", "m2", "medium", "understand"},
    "apply": {"van dung", "vd", "van dung cao", "vdc", "muc 3", "m3", "muc 4", "m4", "hard", "apply"},
}


def level_of(text):
    """recognise, understand or apply; empty when `text` names none.

    >>> level_of("Thông hiểu")
    'understand'
    """
    folded = fold(text)
    return next((level for level, names in NAMES.items() if folded in names), "")
