"""Texts of an exam as the bank keeps them, with the pictures and losses that lay in them."""

from courses.importing import options, plain
from courses.importing.found import CannotRead

from .marked import ISSUE, PICTURE, joined

MOST_ANCHORS = 0xFFFF
# Less than all of a text in bold is a word that matters.
ALL_OF_IT = 0.98
# An option that is marked as the right one is so from this share on.
MOSTLY = 0.6


class Words:
    """Puts texts of a document into a question."""

    def __init__(self, document, found):
        self.document, self.found = document, found

    def text(self, text):
        """The text of the question itself, whose first picture is shown under it."""
        self._tell(text)
        self.found.pictures += self._pictures(text)
        self._emphasis(text)
        return self._plain(text)

    def beside(self, text):
        """A text in which no picture fits: a statement, an explanation."""
        self._tell(text)
        for picture in self._pictures(text):
            self.found.say("picture_beside", name=picture.name)
        return self._plain(text)

    def part(self, text):
        """A statement, or a side of a pair: on one line."""
        self._emphasis(text, MOSTLY)
        words = " ".join(self.beside(text).split())
        if not words and self._pictures(text):
            raise CannotRead("picture_answers")
        return words

    def choice(self, text):
        """An option, that may be a picture."""
        self._emphasis(text, MOSTLY)
        self._tell(text)
        return options.Choice(" ".join(self._plain(text).split()), pictures=self._pictures(text))

    def explained(self, texts):
        return self.beside(joined(texts))

    @staticmethod
    def _plain(text):
        return plain.read(text.plain, "plain").text

    def _tell(self, text):
        for sign in text.signs:
            if ISSUE <= ord(sign) < ISSUE + MOST_ANCHORS:
                issue = self.document.issues[ord(sign) - ISSUE]
                self.found.say(issue.code, **issue.values)

    def _pictures(self, text):
        return [
            self.document.pictures[ord(sign) - PICTURE]
            for sign in text.signs
            if PICTURE <= ord(sign) < PICTURE + MOST_ANCHORS
        ]

    def _emphasis(self, text, mostly=ALL_OF_IT):
        """Marks on a part of a text are lost; on all of it they say nothing."""
        seen = text.seen()
        for sign in ("bold", "underline", "strike", "colour", "highlight"):
            share = sum(bool(getattr(mark, sign)) for mark in seen)
            if 0 < share < mostly * len(seen):
                self.found.say("emphasis")
                return
