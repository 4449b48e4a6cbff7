"""The demo's plain text as rich text: **bold**, *italic*, lists, fractions drawn as fractions."""

import re
from html import escape

PIECE = r"(\(−?\w{1,2}\)|−?\w{1,2})"
FRACTION = re.compile(rf"(?<![\w/]){PIECE}/{PIECE}(?![\w/])")


def rich_text(body, fractions=False):
    """HTML of `body`; with `fractions`, 3/4 becomes a formula."""
    parts = [part.strip() for part in body.strip().split("\n\n") if part.strip()]
    return "".join(_part(part, fractions) for part in parts)


def _part(part, fractions):
    lines = part.splitlines()
    if all(re.match(r"- ", line) for line in lines):
        return _list("ul", [line[2:] for line in lines], fractions)
    if all(re.match(r"\d+\. ", line) for line in lines):
        return _list("ol", [line.split(". ", 1)[1] for line in lines], fractions)
    return "<p>" + "<br/>".join(_words(line, fractions) for line in lines) + "</p>"


def _list(tag, items, fractions):
    return f"<{tag}>" + "".join(f"<li>{_words(item, fractions)}</li>" for item in items) + f"</{tag}>"


def _words(text, fractions):
    text = escape(text, quote=False)
    if fractions:
        text = FRACTION.sub(_fraction, text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)


def _fraction(match):
    above, below = (part.strip("()").replace("−", "-") for part in match.groups())
    return rf"\(\dfrac{{{above}}}{{{below}}}\)"
