"""Text as other programs keep it – HTML, Moodle's own, Markdown – as the bank's: plain, with \\( … \\).

What has no place in plain text is told by an issue; nothing goes without one.
"""

import re
from html import unescape

from . import html_reader, html_tags, lines, tex
from .lines import Piece, decoded

__all__ = ["Piece", "decoded", "read"]

# A dollar that begins no formula, as our own export writes it.
DOLLAR_SIGN, DOLLAR = "&#36;", "\U000f2001"
MARKDOWN = re.compile(r"(^|\s)(\*\*|__)\S|^\s*([*+-]|#{1,6})\s|`[^`]+`|\[[^\]]+\]\([^)]+\)", re.MULTILINE)


def read(source, form="html", files=None):
    """A text in the form `html`, `moodle`, `plain` or `markdown`.

    `files`: {name or address: bytes} of the pictures it may show.
    """
    source = lines.clean(source or "")
    if form == "plain":
        return lines.Piece(tex.with_house_marks(lines.lines(source)))
    if form == "markdown":
        issues = [("markdown", {})] if MARKDOWN.search(source) else []
        return lines.Piece(tex.with_house_marks(lines.lines(source)), issues=issues)
    piece = _marked(source.replace(DOLLAR_SIGN, DOLLAR), form, files)
    piece.text = piece.text.replace(DOLLAR, "$")
    return piece


def _marked(source, form, files):
    is_marked = any(
        found[1].lower() in html_tags.KNOWN
        for found in html_tags.TAG.finditer(source[: html_reader.MOST_SIGNS])
    )
    if not is_marked and "data:image" not in source:
        # Moodle's own form knows no character references unless HTML is in it, but many files have them.
        source = unescape(source) if "&" in source else source
        return lines.Piece(
            tex.with_house_marks(lines.collapsed(source) if form == "html" else lines.lines(source))
        )
    return html_reader.Reader(files or {}, breaks_lines=form == "moodle").read(source)
