"""A nickname that everybody may read: no insult, no phone number, not one's real name.

The words are data (nickname_words.txt). They are looked for as people hide them: with spaces and dots between
letters, with figures and signs for letters, with letters drawn out.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from lms.text import fold, given_name, tidy

MOST = 24
MOST_DIGITS = 3
WORDS = Path(__file__).with_name("nickname_words.txt")
AS_LETTERS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
DIGIT_WORDS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")


def fault(typed, real_names=()):
    """Why this nickname is not taken, in a sentence; "" when it is fine. Empty is fine: then a number is
    shown."""
    text = tidy(typed)
    if not text:
        return ""
    if len(text) > MOST:
        return _("A nickname has at most %(n)d characters.") % {"n": MOST}
    if not any(character.isalpha() for character in text):
        return _("A nickname needs letters. Choose a word that you like.")
    if any(not (c.isalnum() or c in " -'._!@$" or unicodedata.combining(c)) for c in text):
        return _("A nickname is made of letters, a few digits and spaces only.")
    if _tells_number(text):
        return _("That looks like a phone number. Everybody will read the nickname: leave numbers out.")
    if _is_rude(text):
        return _("Somebody could be hurt by this nickname. Choose a friendly one.")
    if _tells_name(text, real_names):
        return _("Everybody will read the nickname: choose one that does not tell your real name.")
    return ""


def _tells_number(text):
    if sum(unicodedata.digit(c, None) is not None for c in text) > MOST_DIGITS:
        return True
    return sum(word in DIGIT_WORDS for word in re.findall(r"[a-z]+", fold(text))) > MOST_DIGITS


def _is_rude(text):
    plain = unicodedata.normalize("NFC", text.casefold())
    return any(_has_rude(told) for told in {plain, plain.translate(AS_LETTERS)})


def _has_rude(told):
    words = re.findall(r"[^\W_]+", told)
    # «n g u»: single letters in a row are one word.
    spelt = ["".join(some) for short, some in groupby(words, key=lambda word: len(word) == 1) if short]
    joined = "".join(words)
    whole = {*words, *spelt, joined}
    whole |= {_without_repeats(word) for word in whole}
    wanted, parts = _words()
    if whole & wanted:
        return True
    drawn = _without_repeats(joined)
    return any(part in one or part in fold(one) for part in parts for one in (joined, drawn))


def _tells_name(text, real_names):
    told = re.findall(r"\w+", fold(text))
    for name in real_names:
        words = re.findall(r"\w+", fold(name))
        if len(words) > 1 and (
            "".join(told) == "".join(words) or (words[0] in told and fold(given_name(name)) in told)
        ):
            return True
    return False


def _without_repeats(word):
    return "".join(letter for letter, _some in groupby(word))


@cache
def _words():
    """(words that are refused as such, parts that are refused anywhere), with the marks of the list."""
    whole, parts = set(), set()
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        text = unicodedata.normalize("NFC", line.partition("#")[0].casefold())
        if text.strip(" ="):
            (whole if text.startswith("=") else parts).add(re.sub(r"[\W_]+", "", text))
    return frozenset(whole), frozenset(parts)
