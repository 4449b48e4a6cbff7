"""The runs of a paragraph, gathered until they are a line: fonts made letters, raised signs made signs."""

import re

from courses.importing.exam.marked import Text, joined
from courses.importing.html_reader import LOWERED, RAISED
from courses.importing.raised import joined_to
from lms import letters

from . import signs

# No text has them; those of private planes stand for pictures and losses.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffc\ufffe\uffff\ud800-\udfff\U000f0000-\U0010ffff]"
)


class Runs:
    """Pieces of text with their look; `say(code, **values)` gives the sign of a loss."""

    def __init__(self, say):
        self.say, self.pieces = say, []

    def put(self, text, look):
        """A text as it stands in the file."""
        text = UNSEEN.sub("", text)
        if text and not look.is_hidden:
            self.pieces.append((text, look.marks, look.raised, look.font, look.is_capitals))

    def put_sign(self, text, look):
        """What is Unicode whatever the font: a sign of w:sym, a picture, a loss."""
        if text and not look.is_hidden:
            self.pieces.append((text, look.marks, look.raised, "", False))

    def put_formula(self, latex, marks):
        self.pieces.append((rf"\( {latex} \)", marks, "", "", False))

    def taken(self):
        """All of it as one text."""
        texts, pieces, at = [], self.pieces, 0
        while at < len(pieces):
            end = at + 1
            while end < len(pieces) and pieces[end][1:] == pieces[at][1:]:
                end += 1
            text = "".join(piece[0] for piece in pieces[at:end])
            more = self._text(text, *pieces[at][1:])
            if pieces[at][2] and texts:
                stays, told = joined_to(texts[-1].signs, more.signs)
                texts[-1], more = texts[-1][:stays], Text(told, pieces[at][1])
            texts.append(more)
            at = end
        self.pieces = []
        return joined(texts, "").narrow()

    def _text(self, text, marks, raised, font, is_capitals):
        if font:
            text = self._letters(text, font)
        if is_capitals:
            text = text.upper()
        if raised and text.strip():
            text = lifted(text, raised)
        return Text(text, marks)

    def _letters(self, text, font):
        if signs.is_drawn(font):
            text, lost = signs.of_font(font, text)
            return text + (self.say("unknown_signs", font=font) if lost else "")
        meant = signs.in_unicode(font, text)
        encoding = signs.old_letters(font)
        if meant == text or not encoding:
            return meant
        return meant + self.say("old_letters", encoding=str(letters.ENCODINGS[encoding]))


def lifted(text, how):
    """A raised or lowered text as signs, x²; what has no such signs becomes a formula, for «x2» would be
    another thing."""
    before, inner = text[: len(text) - len(text.lstrip())], text.strip()
    after = text[len(before) + len(inner) :]
    table = RAISED if how == "superscript" else LOWERED
    if inner == "o" and how == "superscript":
        return f"{before}°{after}"
    if all(sign in table for sign in inner):
        return before + "".join(table[sign] for sign in inner) + after
    safe = re.sub(r"[\\{}%&#$_^\U000f0000-\U0010ffff]", "", inner)
    if not safe:
        return text
    inner = safe if len(safe) == 1 or not safe.isalpha() else rf"\text{{{safe}}}"
    return rf"{before}\({{}}{'^' if how == 'superscript' else '_'}{{{inner}}}\){after}"
