"""Patterns from which a new lecture begins: ours, one .json file each, and lectures that authors marked.

What stands behind a ✎ is there to be written over; a page that still shows one is not published.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext as _

from courses import beginning_lectures, on_page
from courses.faults import Fault
from courses.models import LecturePage

HERE = Path(__file__).parent
TO_WRITE = "✎"
MOST_OF_LECTURES = 12


@dataclass(frozen=True)
class Pattern:
    code: str
    name: str
    sentence: str
    body: list
    objectives: str = ""
    minutes: int | None = None
    kinds: list = field(default_factory=list)

    def begin(self, title, course, by):
        """A new lecture that begins as this pattern does."""
        stored = json.dumps(without_ids(deepcopy(self.body)))
        return beginning_lectures.begin(
            course,
            by,
            title,
            act="begin a lecture from a pattern",
            told={"from": self.name},
            objectives=self.objectives,
            minutes=self.minutes,
            body=LecturePage._meta.get_field("body").to_python(stored),
        )


@cache
def ours():
    """The patterns that come with the house, in the order of their files' numbers."""
    found = []
    for path in sorted(HERE.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        code = path.stem.partition("-")[2]
        found.append(Pattern(code=code, kinds=[piece["type"] for piece in told["body"]], **told))
    return found


def of_lectures(user, course):
    """Lectures marked as patterns that whoever writes in `course` may take: of the course first, then of its
    school and of the province."""
    near = Q(school=course.school_id) | Q(school=None)
    marked = LecturePage.objects.known_to(user).filter(near, is_pattern=True).order_by("path")
    pages = sorted(marked, key=lambda page: not page.path.startswith(course.path))
    return [_of_lecture(page) for page in pages[:MOST_OF_LECTURES]]


def find(code, user, course):
    """The pattern with this code among those that `user` is offered in `course`, or None."""
    return next((one for one in [*ours(), *of_lectures(user, course)] if one.code == code), None)


def unwritten(page, shown=None):
    """Sentences about places of a pattern that `page`, as it is written, still shows; none is fine."""
    count = (shown or on_page.Shown(page)).words.count(TO_WRITE)
    if not count:
        return []
    words = _(
        "Not published yet: %(count)d places of the pattern (%(sign)s) are still to be written. Write them, "
        "or delete the pieces you do not need."
    )
    return [Fault(words % {"count": count, "sign": TO_WRITE}, on_page.places_of_words(page, TO_WRITE))]


def without_ids(thing):
    """Stored blocks as new ones: Wagtail gives each its own id again."""
    if isinstance(thing, dict):
        return {key: without_ids(value) for key, value in thing.items() if key != "id"}
    return [without_ids(one) for one in thing] if isinstance(thing, list) else thing


def _of_lecture(page):
    body = json.loads(page._meta.get_field("body").value_to_string(page) or "[]")
    return Pattern(
        code=str(page.public_id),
        name=page.title,
        sentence=page.summary,
        body=body,
        objectives=page.objectives,
        minutes=page.minutes,
        kinds=[piece["type"] for piece in body],
    )
