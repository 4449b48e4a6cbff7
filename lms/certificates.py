"""Codes of certificates, and the one page where whoever holds a paper finds out whether it is genuine.

Apps register in `AppConfig.ready` how they find one: `register(find)`; `find(code)` gives what the page
tells – no more than the paper – or None.
"""

import secrets
from dataclasses import dataclass

# Without what is mistaken for something else when read from paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12

_finders = []


@dataclass(frozen=True)
class Told:
    """`facts` are pairs of (what, words) in the order of the page; `holds`: whether it still stands."""

    facts: list
    holds: bool = True


def register(find):
    if find not in _finders:
        _finders.append(find)


def find(typed):
    """What there is to tell of the certificate with this code, typed with spaces or small letters."""
    code = read_code(typed)
    if code is None:
        return None
    return next((told for finder in _finders if (told := finder(code))), None)


def new_code():
    return "".join(secrets.choice(LETTERS) for _n in range(LENGTH))


def read_code(typed):
    code = "".join(letter for letter in typed.upper() if letter in LETTERS)
    return code if len(code) == LENGTH and len(typed) <= 3 * LENGTH else None


def spaced(code):
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
