"""A paper as it lies on the desk: its parts, the number of each question in its part, its letters.

In print each part counts anew from 1, as the exam has it since 2025; on screen numbers run through.
"""

from dataclasses import dataclass, field
from functools import cached_property

from courses import correcting, papers
from courses.models.papers import items_of
from courses.questions import is_asked, is_by_hand
from courses.shown_order import LISTS

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Asked:
    """A question where a paper shows it. `number` is None for what is only to be read."""

    item: object
    part: int
    number: int | None
    order: tuple = ()
    parts_many: bool = True

    @property
    def version(self):
        return self.item.version

    @property
    def place(self):
        return self.item.place

    @property
    def points(self):
        return self.item.points

    @property
    def by_hand(self):
        return is_by_hand(self.version.kind)

    @property
    def label(self):
        """How lists and keys call it: «II.3», or «3» where there is one part alone."""
        return f"{roman(self.part)}.{self.number}" if self.parts_many else str(self.number)

    @cached_property
    def things(self):
        """The options, or whatever else this kind mixes, in the order of this paper, ids as written."""
        things = self.version.content.get(LISTS.get(self.version.kind, ""), [])
        if sorted(self.order) == list(range(len(things))):
            return [things[number] for number in self.order]
        return list(things)


@dataclass
class Part:
    """A part with what stands in it; `points` are None where its questions are worth differently."""

    number: int
    title: str
    instructions: str
    asked: list = field(default_factory=list)

    @property
    def questions(self):
        return [one for one in self.asked if one.number]

    @property
    def total(self):
        return sum(one.points for one in self.questions)

    @property
    def each(self):
        points = {one.points for one in self.questions}
        return points.pop() if len(points) == 1 else None


def laid_out(paper):
    """The Parts of a paper in the order in which it is printed."""
    items = items_of(paper.pk)
    # Keys as they are now where the paper is printed.
    if page := paper.page:
        items = correcting.for_page(page, items, paper.printed_for)
    items = {item.place: item for item in items}
    parts = []
    for number, (told, order) in enumerate(zip(paper.parts, papers.order_of(paper), strict=True)):
        part = Part(number, told["title"], told["instructions"])
        count = 0
        for place in order["places"]:
            item = items[place]
            asked = is_asked(item.version.kind)
            count += asked
            part.asked.append(
                Asked(
                    item,
                    number,
                    count if asked else None,
                    tuple(order["options"].get(place) or ()),
                    parts_many=len(paper.parts) > 1,
                )
            )
        parts.append(part)
    return parts


def questions_of(paper):
    """All questions of a paper in printed order."""
    return [one for part in laid_out(paper) for one in part.questions]


def roman(part):
    return ROMAN[part] if part < len(ROMAN) else str(part + 1)
