"""What somebody wrote as the right answer: a letter, several, Đ and S, a number, words."""

import re
from dataclasses import dataclass, replace

from lms.text import fold

LETTERS, TRUTHS, TRUTH, NUMBER, WORDS = "letters", "truths", "truth", "number", "words"

SEVERAL = re.compile(r"[A-H](\s*([,;&+/]|và|and)\s*[A-H])*", re.IGNORECASE)
TOGETHER = re.compile(r"[A-H]{2,8}")
LETTERED_TRUTHS = re.compile(
    r"([a-d])\s*[).:\-–]?\s*(đúng|sai|true|false|đ|s|t|f)(?![\w])[\s,;|.–-]*", re.IGNORECASE
)
BARE_TRUTHS = re.compile(r"((đúng|sai|true|false|đ|s|t|f)[\s,;|/–-]*){4}", re.IGNORECASE)
ONE_TRUTH = re.compile(r"đúng|sai|true|false|đ|s|t|f", re.IGNORECASE)
WORD_OF_TRUTH = re.compile(r"đúng|sai|true|false|[đstf]", re.IGNORECASE)
NUMBER_SIGNS = re.compile(
    r"(?:[a-zA-Z]\s*=\s*)?([-–−+]?\d[\d.,\s]*\d|[-–−+]?\d)\s*([a-zA-ZÀ-ỹĐđ%°µμΩ²³/.]{0,12}(?:\s[a-zA-ZÀ-ỹĐđ²³]{1,8})?)"
)
GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}((\.\d{3})+|(\s\d{3})+)(,\d+)?")
FORMULA = re.compile(r"\\\(\s*(.*?)\s*\\\)")


@dataclass(frozen=True)
class Value:
    """`kind` says what `told` is: letters "AC", truths (("a", "true"), …), "true", a number, words."""

    kind: str
    told: object
    unit: str = ""
    # A number that was written in groups: as it stood.
    grouped: str = ""
    tolerance: str = "0"


def is_true(word):
    """
    >>> is_true("Đ"), is_true("sai")
    (True, False)
    """
    return word[:1].lower() in ("đ", "t")


def truth(word):
    return "true" if is_true(word) else "false"


def value_of(text):
    """The value that a short text says; None for nothing."""
    text = text.strip(" \t\n\xa0.;:,*")
    text = re.sub(r"^\((.*)\)$|^\[(.*)\]$", lambda found: found[1] or found[2] or "", text).strip()
    if not text:
        return None
    if SEVERAL.fullmatch(text) and (text[0].isupper() or len(text) == 1):
        return Value(LETTERS, "".join(dict.fromkeys(re.findall(r"[A-H]", text.upper()))))
    if lettered := LETTERED_TRUTHS.findall(text):
        rest = LETTERED_TRUTHS.sub("", text).strip(" ,;.")
        if len(lettered) > 1 and not rest:
            return Value(TRUTHS, tuple((letter.lower(), truth(word)) for letter, word in lettered))
    if BARE_TRUTHS.fullmatch(text):
        words = WORD_OF_TRUTH.findall(text)
        if len(words) == 4:
            return Value(TRUTHS, tuple(zip("abcd", map(truth, words), strict=True)))
    if ONE_TRUTH.fullmatch(text):
        return Value(TRUTH, truth(text))
    if TOGETHER.fullmatch(text) and len(set(text)) == len(text) and sorted(text) == list(text):
        return Value(LETTERS, text)
    return number_of(text) or Value(WORDS, text)


def number_of(text):
    """A number, perhaps with a unit, perhaps in a formula; None when it is none."""
    plain = FORMULA.sub(lambda found: found[1].replace("{,}", ",").replace(r"\pm", "±"), text).strip()
    if "±" in plain or "+-" in plain:
        return _near(*plain.replace("+-", "±").split("±", 1))
    found = NUMBER_SIGNS.fullmatch(plain)
    if not found:
        return None
    number, unit = found[1].replace("−", "-").replace("–", "-").lstrip("+"), found[2].strip()
    if GROUPED.fullmatch(number):
        return Value(NUMBER, re.sub(r"[.\s]", "", number), unit, grouped=number)
    number = re.sub(r"\s+", "", number)
    if not re.fullmatch(r"-?\d{1,15}([.,]\d{1,15})?", number):
        return None
    return Value(NUMBER, number.replace(".", ","), unit)


def _near(text, off):
    """2,5 ± 0,1 cm."""
    value, tolerance = number_of(text), number_of(off)
    if value is None or tolerance is None or "±" in off:
        return None
    return replace(value, unit=value.unit or tolerance.unit, tolerance=tolerance.told)


def letter_of_option(words, options):
    """The letter of the option that says `words`; empty when none does. `options`: [(letter, text)]."""
    wanted = fold(words).strip(" .;")
    same = [letter for letter, text in options if fold(text).strip(" .;") == wanted]
    return same[0] if len(same) == 1 else ""
