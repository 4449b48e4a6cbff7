"""What the one box finds beside the library: each kind of thing by a finder of its own.

An app adds its own things in `AppConfig.ready`:

    finders.register(
        Finder("devices", _("Devices"), "tablet", find_devices, tell_devices, order=50, act="see devices")
    )

`find_devices(user, wanted, most)` answers rows out of what `user` may see by the roles that may do the act
(a queryset, or a list of at most `most`), best first; `tell_devices(rows, user)` makes Hits of those that are
shown. Their order is their place on the page; home/searching.py puts the library between them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from students import abilities, scope

# Of each kind on the page of all kinds, and on a page of its own.
MOST, A_PAGE = 5, 20
# Who has not found it on so many pages types one word more.
MOST_PAGES = 25
# Text is looked through in the newest rows alone: more than a school says in a year.
NEWEST = 1000


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Finder:
    """`act`: who asks must be able to do it somewhere; "" for whoever is signed in. `forgives`: whether a
    second look at words that are only nearly so makes sense; at numbers and codes it does not."""

    key: str
    label: str
    icon: str
    find: Callable
    tell: Callable
    order: int
    act: str = ""
    forgives: bool = True

    def may_be_asked_by(self, user):
        return user.is_authenticated and (not self.act or abilities.can(user, self.act))

    def group(self, user, wanted, number=None):
        """The first hits, or the page of that number."""
        size = A_PAGE if number else MOST
        start = (number - 1) * size if number else 0
        found = list(self.find(user, wanted, start + size + 1)[start : start + size + 1])
        has_more = len(found) > size and (number or 1) < MOST_PAGES
        return Group(self.key, self.label, self.icon, self.order, self.tell(found[:size], user), has_more)


@dataclass
class Group:
    """Hits of one kind; `has_more` when there are more than are shown."""

    key: str
    label: str
    icon: str
    order: int
    hits: list = field(default_factory=list)
    has_more: bool = False
    # Of the library: cards instead of hits, and how many there are of them.
    cards: list = field(default_factory=list)
    total: int = 0


_finders = {}


def register(*finders):
    """Let these answer the box too."""
    _finders.update({finder.key: finder for finder in finders})


def finder_of(key, user):
    """The finder of that key, if `user` may ask it; None."""
    finder = _finders.get(key)
    return finder if finder and finder.may_be_asked_by(user) else None


def find(wanted, user):
    """[Group] of what `user` may see, without empty groups."""
    scope.settle(user)
    asked = [one for one in _finders.values() if wanted.words and one.may_be_asked_by(user)]
    if wanted.is_forgiving:
        asked = [one for one in asked if one.forgives]
    groups = [one.group(user, wanted) for one in sorted(asked, key=lambda one: one.order)]
    return [group for group in groups if group.hits]


def newest(rows, *order):
    """The first of `rows` in that order, no more than can be read through while somebody waits."""
    return rows.model.objects.filter(pk__in=rows.order_by(*order).values("pk")[:NEWEST]).order_by(*order)


def note(*parts):
    """What stands below a hit."""
    return " · ".join(str(part) for part in parts if part)
