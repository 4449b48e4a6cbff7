"""Vietnamese text: one spelling, search without marks, sorting by given name.

The sort key is made of lower-case ASCII letters alone, so that every collation of
SQLite and PostgreSQL puts it in the same order, which is the order of ICU's `vi`.
"""

import re
import unicodedata
from functools import lru_cache

from django.utils.text import slugify

# Letters in ICU's order for Vietnamese; tones do not make a letter.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
PUNCTUATION = " _-,;:!?.'\"()[]/&"
TONES = {"": "a", "\u0300": "b", "\u0309": "c", "\u0303": "d", "\u0301": "e", "\u0323": "f"}
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
# Signs that no eye sees, or that turn lines round, and how many marks may stand on one letter.
NOT_SEEN = ("Cc", "Cf", "Cs", "Co")
MOST_MARKS = 2
CONTROL_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
VOWEL_MARKS = "\u0302\u0306\u031b"

ORDER = {sign: place for place, sign in enumerate(PUNCTUATION + "0123456789" + ALPHABET, start=1)}


def tidy(text):
    """`text` in NFC, without invisible signs, with single plain spaces and none at its ends."""
    text = str(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    return " ".join(text.split())


def clean(words):
    """What was typed, line by line, without what no eye sees or what turns other people's lines round."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidy(_visible(line)) for line in lines).strip()


def _visible(line):
    told, marks = [], 0
    for sign in unicodedata.normalize("NFC", line):
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS and (unicodedata.category(sign) not in NOT_SEEN or sign == "\t"):
            told.append(sign)
    return "".join(told)


def without_control_signs(text):
    """`text` as XML may tell it: a soft break out of Word and its like is a space.

    >>> without_control_signs("Xên\x0bbản\x00")
    'Xên bản '
    """
    return CONTROL_SIGNS.sub(" ", text)


def fold(text):
    """`text` as search compares it: lower case, without marks, đ as d.

    >>> fold("Điện Biên")
    'dien bien'
    """
    text = tidy(text).lower()
    if text.isascii():
        return text
    # Word by word: lists of people are made of few different syllables.
    return " ".join(map(_folded_word, text.split(" ")))


@lru_cache(maxsize=10_000)
def _folded_word(word):
    word = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in word if not unicodedata.combining(c)))


def whole_number(text, signs, otherwise=None):
    """The number of at most so many digits that a text is; `otherwise` for all else.

    `int` alone also takes signs, spaces and underscores, and raises for thousands of digits; `isdigit` alone
    is true of «²».

    >>> whole_number("07", 2), whole_number("123", 2), whole_number(None, 2, 0)
    (7, None, 0)
    """
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= signs else otherwise


def fold_back(name):
    """The folded name with its words turned round: people are called, and looked for, by the last one.

    >>> fold_back("Lò Thị Hương")
    'huong thi lo'
    """
    return " ".join(reversed(fold(name).split()))


def make_slug(text):
    """An ASCII slug; Django's own `slugify` drops the letter đ.

    >>> make_slug("Đạo đức")
    'dao-duc'
    """
    return slugify(fold(text))


def sentence(text):
    """What somebody typed, with a stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def given_name(full_name):
    """The last word: how people are called and sorted."""
    words = tidy(full_name).split(" ")
    return words[-1] if words else ""


def sort_key(text):
    """A key of ASCII letters whose order is that of ICU's Vietnamese collation."""
    words = [_sorted_word(word) for word in tidy(text).lower().split(" ")]
    letters = _pair(" ").join(letters for letters, _tones in words)
    return letters + "aa" + TONES[""].join(tones for _letters, tones in words).rstrip("a")


def count_key(text):
    """A key that sorts what is numbered as people count: Bài 2 before Bài 10.

    >>> sorted(["Bài 10", "Bài 2", "Ấm"], key=count_key)
    ['Ấm', 'Bài 2', 'Bài 10']
    """
    return sort_key(re.sub("[0-9]+", lambda found: f"{found[0]:0>9}", text))


@lru_cache(maxsize=10_000)
def _sorted_word(word):
    """(letters, tones) of a word in the order of the key."""
    letters, tones = [], []
    for letter, tone in _letters(word):
        letters.append(_pair(letter))
        tones.append(TONES.get(tone, "a"))
    return "".join(letters), "".join(tones)


def name_key(full_name):
    """A key that sorts by given name, then by the whole name."""
    return sort_key(given_name(full_name)) + "aaa" + sort_key(full_name)


def _letters(text):
    """Pairs of (letter with its vowel mark, tone mark)."""
    text = re.sub("[\u2010-\u2015]", "-", text).replace("\u2019", "'")
    letter, tone = "", ""
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(sign):
            if letter:
                yield letter, tone
            letter, tone = sign, ""
        elif sign in VOWEL_MARKS:
            letter = unicodedata.normalize("NFC", letter + sign)
        elif sign in TONES:
            tone = sign
    if letter:
        yield letter, tone


def _pair(letter):
    """Two letters for one sign; "aa" stays free as the end of a word, which sorts first."""
    place = ORDER.get(letter)
    if place is None:
        code = f"{ord(letter):06d}"
        return "zz" + "".join(chr(ord("a") + int(digit)) for digit in code)
    high, low = divmod(place, 25)
    return chr(ord("a") + high) + chr(ord("b") + low)
