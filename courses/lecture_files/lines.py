"""What documents are made of before it is a lecture: paragraphs with their marks, and tables."""

import re
from dataclasses import dataclass, field
from html import escape

from courses.importing.exam.marked import ISSUE, PICTURE, Text

FORMULA = re.compile(r"\\\((?:(?!\\\().)+?\\\)", re.DOTALL)
ADDRESS = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
# Beyond the last sign of a plane begins the next.
PLANE = 0x10000


@dataclass
class Paragraph:
    """A line of text; `list`: "", "bullet" or "number"; `heading`: 0, or the size 2 or 3."""

    text: Text
    list: str = ""
    level: int = 0
    heading: int = 0
    # The number that stands before it and is no list of ours: «a)».
    label: str = ""

    def strip(self):
        """What is seen of it, as `Text.strip`."""
        return self.text.strip()


@dataclass
class Shown:
    """A picture that stands by itself: `Drawn`, or None with the issue that says why."""

    picture: object
    alt: str = ""
    issues: list = field(default_factory=list)


def html_of(text):
    """A line as HTML with the few marks of a lecture; anchors are left out."""
    out, at, signs = [], 0, text.signs
    while at < len(signs):
        mark, end = _seen(text.marks[at]), at + 1
        while end < len(signs) and _seen(text.marks[end]) == mark:
            end += 1
        out.append(_marked("".join(sign for sign in signs[at:end] if not is_anchor(sign)), mark))
        at = end
    return "".join(out).replace("\n", "<br/>").replace("\t", " ")


def is_anchor(sign):
    return ord(sign) >= PICTURE


def anchors(text, document):
    """(pictures, issues) that stand in the text, by their private signs."""
    pictures, issues = [], []
    for sign in text.signs:
        code = ord(sign)
        if code >= ISSUE:
            issues.append(document.issues[code - ISSUE])
        elif code >= PICTURE:
            pictures.append(document.pictures[code - PICTURE])
    return pictures, issues


def only_formula(text):
    """The LaTeX of a line that is one formula and nothing else; else nothing."""
    plain = "".join(sign for sign in text.signs if not is_anchor(sign)).strip()
    found = FORMULA.fullmatch(plain)
    return found[0][2:-2].strip() if found else ""


def _seen(mark):
    return mark.bold, mark.italic, mark.link if ADDRESS.match(mark.link) else ""


def _marked(text, mark):
    bold, italic, link = mark
    inner = escape(text, quote=False)
    if not text.strip():
        return inner
    for is_so, tag in ((italic, "i"), (bold, "b")):
        if is_so:
            inner = f"<{tag}>{inner}</{tag}>"
    return f'<a href="{escape(link)}">{inner}</a>' if link else inner
