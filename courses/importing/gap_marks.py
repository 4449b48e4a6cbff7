"""Gaps whose marks the rules of a file tell: each is asked beside the right answers of the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from math import gcd

from . import gaps, options
from .found import CannotRead
from .pieces import explain
from .qti_values import Declared

LITTLE = Decimal("0.01")
SHOWN = 5
MOST_TRIED = 12


@dataclass
class Gap:
    """`values`: what may be right, the surest first; `options`: [(value, text)] where one is chosen."""

    declared: Declared
    values: list
    options: list | None = None
    is_number: bool = False
    # How far off a value the file may let an answer be: value → [Decimal].
    offs: Callable = field(default=lambda value: [])


class GapMarks:
    """What the rules of `item` say of its gaps."""

    def __init__(self, item, many):
        self.item, self.many = item, many
        item.set_best({one.declared.id: self._best(one) for one in many})
        self.gains = [self._gain(one) for one in many]
        self.is_whole = bool(item.knows_marks and len(many) > 1 and sum(self.gains) > 1 + LITTLE)
        if self.is_whole:
            item.found.say("all_or_nothing")

    def _best(self, one):
        declared = one.declared
        rights = declared.rights()
        if rights:
            return rights[0]
        tries = {value: self.item.score({declared.id: value}) or 0 for value in one.values}
        # A right answer may count only beside the other right ones.
        return max(tries, key=tries.get, default=None)

    def _gain(self, one):
        """What is lost where this gap is left empty."""
        without = self.item.fraction({**self.item.best, one.declared.id: None})
        return Decimal(1) if without is None else 1 - without

    def worth(self, one, value):
        """Per cent of the gap that a value is worth."""
        gain = self.gains[self.many.index(one)]
        if not self.item.knows_marks or not gain:
            rights = one.declared.rights() or one.values
            return 100 if not one.options and value in rights or value in rights[:1] else 0
        there = self.item.fraction({**self.item.best, one.declared.id: value})
        return 0 if there is None else 100 * (there - 1 + gain) / gain

    def gap(self, one):
        """(gap, key)"""
        weight = self._weight(one)
        if one.options is not None:
            told = [options.Choice(text, self.worth(one, value)) for value, text in one.options]
            return gaps.choice_gap(told, weight)
        if one.is_number:
            return gaps.number_gap(self.numbers(one), weight)
        told = [options.Choice(text, worth) for text, worth in self.texts(one)]
        return gaps.text_gap(told, self.case_matters(one), weight)

    def _weight(self, one):
        """Whole numbers in the proportion of what the gaps are worth."""
        if self.is_whole or not self.item.knows_marks:
            return 1
        parts = [round(100 * gain) for gain in self.gains]
        if max(parts) - min(parts) <= 1:
            return 1
        return min(100, parts[self.many.index(one)] // (gcd(*parts) or 1))

    def texts(self, one):
        """[(text, per cent)]; rules that look for a part of the answer have * around it."""
        found = []
        for value in one.values:
            text, worth = " ".join(str(value).split()), self.worth(one, value)
            is_part = worth > 0 and self.item.knows_marks and self.worth(one, f"x{value}x") == worth
            safe = text.replace("*", "\\*")
            found.append((f"*{safe}*" if is_part else safe, worth))
        return found

    def case_matters(self, one):
        told = [str(value) for value in one.values if str(value) != str(value).swapcase()]
        if not self.item.knows_marks or not told:
            return False
        return any(self.worth(one, value.swapcase()) != self.worth(one, value) for value in told)

    def numbers(self, one):
        """[(value, tolerance, per cent)]"""
        return [
            (f"{Decimal(value):f}", f"{self._off(one, value):f}", self.worth(one, value))
            for value in one.values
        ]

    def _off(self, one, value):
        """How far off is right still: as far as one of the rules says that it is, and the marks agree."""
        worth = self.worth(one, value)
        for off in one.offs(value):
            if off and self.worth(one, value + off) == worth == self.worth(one, value - off):
                return off
        return Decimal(0)

    def expect_alone(self, one):
        """A single answer: what each known value is worth, as it would be typed."""
        self.item.found.expects = []
        for value in one.values[:SHOWN]:
            typed = options.number(f"{Decimal(value):f}") if one.is_number else str(value)
            self.item.expect(typed, {one.declared.id: value})

    def expect_together(self):
        """With one gap empty the bank must give what the file gives."""
        if self.is_whole:
            return
        whole = self.item.found.expects[0][0]
        for number, one in list(enumerate(self.many, start=1))[:SHOWN]:
            response = {id_: said for id_, said in whole.items() if id_ != str(number)}
            self.item.expect(response, {**self.item.best, one.declared.id: None})

    def explain(self):
        """What is said to single answers goes into the explanation, with the answer before it."""
        item = self.item
        best, nothing = item.shown(item.best), item.shown({})
        if best is None or nothing is None:
            item.explain([])
            return
        lines, told = [], set()
        for one in self.many:
            without = item.shown({**item.best, one.declared.id: None}) or []
            for value in one.values[:MOST_TRIED]:
                shown = item.shown({**item.best, one.declared.id: value}) or []
                is_best = value == item.best[one.declared.id]
                own = [
                    text
                    for text in shown
                    if text not in nothing and text not in without and (is_best or text not in best)
                ]
                # What is said when all is right belongs to none of several gaps.
                own = [text for text in own if not is_best or len(self.many) == 1 or self._is_of(one, text)]
                lines += [(self._written(one, value), text) for text in own]
                told.update(own)
        item.explain([item.best, {}], told)
        explain(item.found, lines)

    def _is_of(self, one, text):
        others = [other for other in self.many if other is not one]
        return all(
            text in (self.item.shown({**self.item.best, other.declared.id: None}) or []) for other in others
        )

    @staticmethod
    def _written(one, value):
        if one.options is not None:
            return dict(one.options).get(value, "")
        return options.number(f"{Decimal(value):f}") if one.is_number else str(value)


def put(item, many, text):
    """Make the question of `item` a text with gaps: `text` holds their signs."""
    if len(many) > gaps.MOST:
        raise CannotRead("many_options", many=len(many), limit=gaps.MOST)
    marks = GapMarks(item, many)
    made = [marks.gap(one) for one in many]
    gaps.put(item.found, lambda: text, made)
    marks.expect_together()
    marks.explain()
