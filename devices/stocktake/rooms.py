"""Which machines lie in a room: no book says so, only what was counted in the rooms of a school before.

The first count of a room makes its list. From then on a machine lies where a count of a room saw it last. One
that was missing still belongs to its room until it is seen in another, or somebody says where it is.
"""

from collections import defaultdict

from devices.models import Stocktake, StocktakeFollowUp, StocktakeScan
from lms.text import fold


def lying_in(school, room):
    """Ids of the devices on the list of this room, however its name is typed."""
    return [device for device, name in rooms_of(school).items() if fold(name) == fold(room)]


def rooms_of(school, before=None):
    """{device id: the room in which it lies}, by the counts that were closed `before` a moment, or all."""
    counts = Stocktake.objects.filter(school=school, scope=Stocktake.Scope.ROOM).exclude(closed_at=None)
    if before:
        counts = counts.filter(closed_at__lte=before)
    counts = list(counts.order_by("closed_at"))
    seen, known = _seen(counts), _known_elsewhere(counts)
    rooms = {}
    for count in counts:
        rooms.update(dict.fromkeys(seen[count.pk], count.room))
        for device in known[count.pk]:
            rooms.pop(device, None)
    return rooms


def _seen(counts):
    """{count id: ids of the devices that it saw before it was closed}"""
    closed = {count.pk: count.closed_at for count in counts}
    scans = StocktakeScan.objects.filter(stocktake__in=closed)
    taken_back = set(scans.exclude(takes_back=None).values_list("takes_back", flat=True))
    seen = defaultdict(set)
    for pk, count, device, at in scans.exclude(device=None).values_list(
        "pk", "stocktake", "device", "scanned_at"
    ):
        if pk not in taken_back and at <= closed[count]:
            seen[count].add(device)
    return seen


def _known_elsewhere(counts):
    """{count id: ids of the devices of which somebody said, after that count, where they are}"""
    known = defaultdict(set)
    told = StocktakeFollowUp.objects.filter(stocktake__in=counts, outcome=StocktakeFollowUp.Outcome.KNOWN)
    for count, device in told.values_list("stocktake", "device"):
        known[count].add(device)
    return known
