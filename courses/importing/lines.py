"""Plain text put in order, and what comes with it."""

import base64
import binascii
import re
from dataclasses import dataclass, field


@dataclass
class Piece:
    """A text of a question: plain, with what it shows and what was lost."""

    text: str
    pictures: list = field(default_factory=list)
    issues: list = field(default_factory=list)


def clean(text):
    """Without signs that no text has, and that no database keeps."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "", text)


def lines(text):
    """Lines without spaces at their ends, no more than one empty line between them."""
    lines = [re.sub(r"[ \t\xa0\u200b\ufeff]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def collapsed(text):
    return " ".join(text.replace("\xa0", " ").replace("\u200b", "").split())


def decoded(text):
    """Bytes of base64; None when it is damaged."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
