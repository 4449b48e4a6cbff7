"""One box that finds everything one may see: the library by its catalogue (courses/library), all else by the
finders of the apps (students/finders.py), in groups on one page, each with a page of its own.

The words are first looked for as they stand. Only where nothing at all has them are slips of typing forgiven
everywhere; what the library takes them for is shown only where nobody else knew better.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from courses.library import filters as narrowing
from courses.library.cards import cards
from courses.library.finding import NARROWED, RANKED, Match
from courses.library.finding import find as find_in_library
from courses.library.words import untyped
from lms import navigation
from lms.text import fold
from students import finders
from students.abilities import can
from students.finders import MOST, Finder, Group, Hit
from students.wanted import Wanted


@dataclass(frozen=True)
class Shelf:
    """A part of the library that stands on the page as a group."""

    key: str
    label: str
    icon: str
    kinds: tuple
    order: int


LECTURES = Shelf("lectures", _("Lectures"), "book", tuple(narrowing.LISTED), 60)
SHELVES = {
    shelf.key: shelf
    for shelf in (
        LECTURES,
        Shelf("quizzes", _("Quizzes and practice"), "practice", ("quiz",), 70),
        Shelf("culture", _("Culture archive"), "flower", ("culture",), 130),
        Shelf("news", _("News and local products"), "news", ("article", "product"), 140),
    )
}


@dataclass
class Found:
    """All groups that have something, in the order of the page."""

    match: Match
    groups: list = field(default_factory=list)
    # Nothing is written so: what is only like it is shown.
    is_forgiven: bool = False


def everything(text, user, own_grade):
    wanted = Wanted.read(text)
    match = in_library(text, user, own_grade)
    groups = finders.find(wanted, user)
    is_guess, is_forgiven = bool(match.meant) or match.is_loose, False
    if not groups and (is_guess or not match.rows):
        groups = finders.find(wanted.forgiving(untyped), user)
        is_forgiven = bool(groups)
    elif groups and is_guess:
        # Who looked for a person does not want lectures whose words are a little like the name.
        match = Match(text)
    shelved = _from_shelves(match, user)
    return Found(match, sorted([*groups, *shelved], key=lambda group: group.order), is_forgiven)


def in_library(text, user, own_grade, columns=RANKED):
    return find_in_library(text, user, own_grade, frozenset(narrowing.own_schools(user)), columns)


def to_narrow(text, user, own_grade):
    """The same with all that lectures are narrowed by (home/library.py)."""
    return in_library(text, user, own_grade, (*RANKED, *NARROWED))


def one_group(key, text, user, number):
    """The page of that number of one finder's hits; None where there is no such finder for `user`."""
    finder = finders.finder_of(key, user)
    if finder is None:
        return None
    wanted = Wanted.read(text)
    if not wanted.words:
        return Group(finder.key, finder.label, finder.icon, finder.order)
    group = finder.group(user, wanted, number)
    if not group.hits and number == 1:
        group = finder.group(user, wanted.forgiving(untyped), number)
    return group


def _from_shelves(match, user):
    """The first cards of each part of the library; asked for all at once."""
    keys = {
        shelf: [row["pk"] for row in match.rows if row["kind"] in shelf.kinds] for shelf in SHELVES.values()
    }
    first = [key for found in keys.values() for key in found[:MOST]]
    if not first:
        return []
    schools = narrowing.own_schools(user)
    shown = {
        card.entry.pk: card for card in cards(first, user, schools, with_ratings=can(user, "rate lectures"))
    }
    return [
        Group(
            shelf.key,
            shelf.label,
            shelf.icon,
            shelf.order,
            cards=[shown[key] for key in found[:MOST] if key in shown],
            has_more=len(found) > MOST,
            total=len(found),
        )
        for shelf, found in keys.items()
        if found
    ]


def find_rooms(user, wanted, most):
    """The doors of the navigation that are called so: «sổ điểm» leads to the mark book."""
    named = (door for door in navigation.ENTRIES if fold(door.label).startswith(" ".join(wanted.words)))
    return [door for door in named if door.shown_to(user)]


def tell_rooms(doors, user):
    return [Hit(str(door.label), door.url) for door in doors]


def register():
    finders.register(Finder("rooms", _("Places to go to"), "home", find_rooms, tell_rooms, 5))
