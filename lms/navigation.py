"""The doors in the header. Apps above register theirs in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

ENTRIES = []
MOST_IN_ROW = 6


@dataclass(frozen=True)
class Entry:
    """A link in the navigation. `shown_to(user)` decides; `order` is its place in the row; `rooms` are
    routes whose pages lie behind this door though their addresses begin otherwise. What is not opened
    every day stands behind «More», so that the row stays short."""

    label: str
    route: str
    icon: str
    shown_to: Callable
    order: int = 50
    rooms: tuple = ()
    is_daily: bool = True

    @property
    def url(self):
        return reverse(self.route)

    @property
    def addresses(self):
        return [self.url, *(reverse(route) for route in self.rooms)]


def register(*entries):
    ENTRIES.extend(entries)
    ENTRIES.sort(key=lambda entry: entry.order)


def entries_for(request):
    """(entry, address, whether it is the page we are on) for whoever is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    shown = [(entry, entry.addresses) for entry in ENTRIES if entry.shown_to(user)]
    here = _longest_prefix(request.path, [url for _entry, addresses in shown for url in addresses])
    return [(entry, addresses[0], here in addresses) for entry, addresses in shown]


def parted(entries):
    """(the row, what stands behind «More»). A row with room takes the first of the others too."""
    others = [one for one in entries if not one[0].is_daily]
    room = max(0, MOST_IN_ROW - (len(entries) - len(others)))
    more = others[room:]
    return [one for one in entries if one not in more], more


def kind_of(user):
    """`pupil` or `staff`: a pupil's doors are few and lie under the thumb."""
    return "pupil" if getattr(user, "student_or_none", None) else "staff"


def _longest_prefix(path, urls):
    return max(
        (url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default=None
    )
