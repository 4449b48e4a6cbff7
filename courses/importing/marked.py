"""A question whose file says by rules what an answer is worth, and what is said to it."""

from abc import ABC, abstractmethod
from decimal import Decimal

from . import options
from .pieces import lose_feedback

UNKNOWN = Decimal(-1)


class Marked(ABC):
    """What items of all QTI share. `score` and `shown` ask the file; None where its rules are not carried out
    here."""

    best, whole, why = (), UNKNOWN, ""

    @abstractmethod
    def score(self, responses):
        """The points of the file for an answer."""

    @abstractmethod
    def shown(self, responses):
        """The texts that the file shows after an answer."""

    @abstractmethod
    def all_feedback(self):
        """Every text that the file may show after an answer."""

    @property
    @abstractmethod
    def has_rules(self):
        """Whether the file says how it is marked."""

    @staticmethod
    def said(declared, values):
        """An answer of the values, in the shape of its declaration."""
        if not declared.is_container:
            return values[0] if values else None
        return list(values)

    def set_best(self, responses):
        """All right: the points of all that is compared from now on."""
        self.best = responses
        self.whole = self.score(responses)
        if self.whole is None or self.whole <= 0:
            if self.has_rules:
                self.found.say("own_rules", rule=self.why or "responseProcessing")
            self.whole = None

    @property
    def knows_marks(self):
        return bool(self.whole) and self.whole > 0

    def fraction(self, responses):
        """The part of the points that the file gives for an answer; None when it cannot be told."""
        if not self.knows_marks:
            return None
        score = self.score(responses)
        return None if score is None else min(Decimal(1), max(Decimal(0), score / self.whole))

    def expect(self, response, responses):
        """The bank must give for `response` what the file gives for `responses`."""
        fraction = self.fraction(responses)
        if fraction is not None:
            self.found.expects.append((response, options.told(fraction)))

    def explain(self, tries, told=()):
        """The explanation is what is shown after every one of the `tries`; what only some show is named.

        `told`: what is said elsewhere.
        """
        everything = self.all_feedback()
        if not everything:
            return
        shown = [self.shown(one) for one in tries]
        if not shown or None in shown:
            shown = [[text] for text in everything if text]
        common = [text for text in (shown or [[]])[0] if all(text in one for one in shown)]
        self.add_explanation(common)
        for text in dict.fromkeys(text for one in shown for text in one if text not in {*common, *told}):
            lose_feedback(self.found, text)

    def add_explanation(self, texts):
        lines = [self.found.feedback, *(text for text in texts if text not in self.found.feedback)]
        self.found.feedback = "\n".join(filter(None, lines))
