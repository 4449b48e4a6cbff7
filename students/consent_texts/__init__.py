"""The words a family agrees to: one file for each version and purpose, in the language of the family.

What somebody signed stays as it was signed: a file here never changes (tests/students/test_consents.py
holds its hash). New words are a new folder and a new `CURRENT`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
CURRENT = "2026-09"


@dataclass(frozen=True)
class Text:
    """What is asked, as a title, and then lines of (what it is about, what is said)."""

    purpose: str
    version: str
    title: str
    lines: tuple


def versions():
    return sorted(path.name for path in FOLDER.iterdir() if path.name[:2] == "20")


@cache
def text_of(purpose, version=CURRENT):
    """The text of `purpose` in `version`; None for words that are not kept here."""
    if version not in versions():
        return None
    path = FOLDER / version / f"{purpose}.txt"
    if not path.is_file():
        return None
    title, *lines = path.read_text(encoding="utf-8").strip().splitlines()
    return Text(purpose, version, title, tuple(tuple(line.split(": ", 1)) for line in lines))


def texts(version=CURRENT):
    """All texts of a version, in the order in which they are asked."""
    from students.models import Consent

    return [text for purpose in Consent.Purpose.values if (text := text_of(purpose, version))]
