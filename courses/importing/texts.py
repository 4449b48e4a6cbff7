"""The letters of a text file."""

from lms import letters, spreadsheets
from lms.spreadsheets import texts

from .found import MOST_QUESTIONS, Issue, Refused

# Forty for each of as many questions as are read.
MOST_LINES = 200_000


def decode(content):
    """(text, issues): in Unicode, whatever the file was in."""
    try:
        text, encoding = texts.decode(content)
    except spreadsheets.Refused as refused:
        code = refused.code if refused.code == "unknown_letters" else "not_text"
        raise Refused(code) from refused
    if "\x00" in text:
        raise Refused("not_text")
    if text.count("\n") > MOST_LINES:
        raise Refused("too_many", limit=MOST_QUESTIONS)
    issues = []
    if not encoding:
        guess = letters.guess([text[:200_000]], letters.SINGLE_BYTE)
        text = letters.to_unicode(text, guess.encoding)
        issues = [Issue("old_letters", {"encoding": str(letters.ENCODINGS[guess.encoding])})]
    return text.replace("\r\n", "\n").replace("\r", "\n"), issues
