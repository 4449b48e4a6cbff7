"""Take what somebody saw: from the form of the page, or as an event of a phone that had no signal.

Scans are a set: they may come in any order, twice, from several phones at once, and after the count was
closed; what a count says is worked out from the set alone (devices/stocktake/outcome.py).
"""

import re
import uuid
from dataclasses import dataclass

from django.db import transaction

from devices.models import Device, Stocktake, StocktakeScan
from devices.numbers import as_typed, bare, digits
from lms import outbox
from lms.text import tidy
from students.abilities import can

KIND = "stocktake.scan"
LONGEST = 80
# What stands in the square code of a label (devices/papers.py).
OPENED = re.compile(r"/d/([0-9A-Za-z]{4,12})/?(?:$|[?#])")
# A sign-in card (students/cards.py) opens an account: what stands in it is never written down.
CARD = re.compile(r"/c/[0-9A-Za-z_-]{6,}")


@dataclass(frozen=True)
class Seen:
    """One scan as told: what was read, in which condition, or which scan it takes back."""

    code: str = ""
    seen_as: str = ""
    note: str = ""
    takes_back: uuid.UUID | None = None


def take(event, sender):
    """An event of the outbox: {"stocktake", "code", "seen_as", "note", "takes_back"}."""
    told, user = event.payload, sender.user
    count = _count_of(told.get("stocktake"), user)
    if count is None:
        return outbox.FORBIDDEN
    seen = _read(told, user)
    if seen is None:
        return outbox.Outcome("rejected", "malformed")
    scan = keep(count, seen, user, scan_key(user, event.id), told_at=event.wall)
    return outbox.LATE if scan.is_late else outbox.STORED


def keep(count, seen, by, key, told_at=None):
    """The scan of this key: the first one, when it came before."""
    with transaction.atomic():
        # Whoever closes the count waits for this scan, or this scan comes after it; the same one, sent twice
        # at once, waits too and finds the first.
        count = Stocktake.objects.select_for_update(of=("self",)).get(pk=count.pk)
        if first := StocktakeScan.objects.filter(pk=key).first():
            return first
        return StocktakeScan.objects.create(
            pk=key,
            stocktake=count,
            code=seen.code[:LONGEST],
            device=None if seen.takes_back else find_device(seen.code, count, by),
            seen_as=seen.seen_as,
            note=seen.note[:300],
            takes_back=seen.takes_back,
            scanned_by=by,
            told_at=told_at,
        )


def scan_key(user, told_id):
    """The key of a scan: what the browser chose, told apart by sender."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"scan:{user.learner_key}:{told_id}")


def find_device(text, count, by):
    """The device of the counted school, or one that `by` may see, with this code, serial or IMEI."""
    return find_number(text, Device.objects.filter(school=count.school)) or find_number(
        text, Device.objects.visible_to(by, to="count devices")
    )


def find_number(text, devices):
    opened = OPENED.search(text)
    typed = as_typed(opened.group(1) if opened else text)
    if not typed:
        return None
    by_code = devices.filter(code=typed).first()
    if by_code or opened:
        return by_code
    number = digits(text)
    return (
        devices.filter(serial_norm=bare(text)).first()
        or (
            len(number) == 15
            and (devices.filter(imei1=number).first() or devices.filter(imei2=number).first())
        )
        or None
    )


def _count_of(told, user):
    if not can(user, "count devices"):
        return None
    key = _uuid(told)
    return key and Stocktake.objects.visible_to(user, to="count devices").filter(pk=key).first()


def _read(told, user):
    code, seen_as, note = (told.get(name) or "" for name in ("code", "seen_as", "note"))
    if not all(isinstance(text, str) for text in (code, seen_as, note)):
        return None
    if CARD.search(code) or seen_as not in StocktakeScan.Seen.values or len(code) > 300 or len(note) > 1000:
        return None
    taken_back = told.get("takes_back")
    if taken_back is not None:
        known = _uuid(taken_back)
        # The browser names what it sent by the id that it chose.
        return Seen(takes_back=scan_key(user, known)) if known else None
    return Seen(code=tidy(code)[:LONGEST], seen_as=seen_as, note=tidy(note)) if tidy(code) else None


def _uuid(text):
    try:
        return uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
