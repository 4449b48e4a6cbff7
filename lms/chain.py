"""The chain of looks: each line holds the hash of the one before it, and each day ends with a seal.

The database refuses a line that does not fit the end of the chain, and any change of one; whoever works
around the database is found by `faults`, which `manage.py check_looks` and the worker's daily round ask.
"""

import hashlib
import json
import logging
from datetime import UTC

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.models import Look, LookSeal, Pulse

log = logging.getLogger(__name__)

LOCK = 7_205_001  # any number of our own
BROKEN_PULSE = "looks-broken"
BROKEN = "the line does not fit the chain of looks"
OUT_OF_PLACE = """
NEW.day IS NULL OR NEW.number IS NULL OR NEW.hash = ''
OR NEW.number <> 1 + (SELECT COALESCE(MAX(l.number), 0) FROM lms_look l WHERE l.day = NEW.day)
OR EXISTS (SELECT 1 FROM lms_look l WHERE l.day > NEW.day)
OR NEW.previous <> COALESCE(
    (SELECT l.hash FROM lms_look l WHERE l.number IS NOT NULL ORDER BY l.day DESC, l.number DESC LIMIT 1), '')
""".replace("\n", " ")


@transaction.atomic
def append(looks):
    """Save `looks` (unsaved lines) at the end of the chain."""
    if not looks:
        return
    _one_at_a_time()
    last = Look.objects.exclude(number=None).order_by("-day", "-number").first()
    # A clock that was put back must not break the order.
    today = max(timezone.localdate(), last.day) if last else timezone.localdate()
    number = last.number if last and last.day == today else 0
    previous = last.hash if last else ""
    for look in looks:
        number += 1
        look.day, look.number, look.previous = today, number, previous
        look.hash = previous = hash_of(look)
    Look.objects.bulk_create(looks, batch_size=500)


def hash_of(look):
    """What the line says, and what came before it, as one number."""
    said = [
        look.day.isoformat(),
        look.number,
        look.at.astimezone(UTC).isoformat(timespec="microseconds"),
        look.actor_id,
        look.what,
        look.model,
        look.object_id,
        look.school_id,
        look.previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def seal_days():
    """Seal the days that are over and have none; returns how many."""
    over = Look.objects.exclude(number=None).filter(day__lt=timezone.localdate())
    days = over.exclude(day__in=LookSeal.objects.values("day")).order_by()
    found = days.values("day").annotate(lines=Count("pk"), last=Max("number"))
    seals = [
        LookSeal(
            day=row["day"], lines=row["lines"], hash=Look.objects.get(day=row["day"], number=row["last"]).hash
        )
        for row in found
    ]
    LookSeal.objects.bulk_create(seals, ignore_conflicts=True)
    return len(seals)


def look_after():
    """The worker's daily duty: check the days that are not sealed, then seal them."""
    last = LookSeal.objects.order_by("-day").first()
    found = list(faults(since=last.day if last else None))
    for sentence in found:
        log.error("The chain of looks is broken. %s", sentence)
    if found:
        # What is broken is not sealed over; /ready/ goes on saying it.
        Pulse.beat(BROKEN_PULSE)
    else:
        Pulse.objects.filter(name=BROKEN_PULSE).delete()
        seal_days()


def faults(since=None):
    """Sentences that say where the chain is broken; none when it is whole.

    `since`: only the lines from that day on, for the daily round.
    """
    lines = Look.objects.exclude(number=None)
    seals = {seal.day: seal for seal in LookSeal.objects.all()}
    previous = None
    if since:
        before = lines.filter(day__lt=since).order_by("-day", "-number").first()
        previous = before.hash if before else ""
        lines = lines.filter(day__gte=since)
        seals = {day: seal for day, seal in seals.items() if day >= since}
    else:
        previous = ""
    day, number, count = None, 0, 0
    for look in lines.order_by("day", "number").iterator(chunk_size=2000):
        if look.day != day:
            if day and (fault := _fault_of_seal(seals.pop(day, None), count, previous)):
                yield fault
            day, number, count = look.day, 0, 0
        number, count = number + 1, count + 1
        if look.number != number or look.previous != previous:
            words = _("%(day)s: lines are missing before line %(number)d.")
            yield words % {"day": f"{look.day:%d/%m/%Y}", "number": look.number}
            number = look.number
        if look.hash != hash_of(look):
            words = _("%(day)s: line %(number)d was changed.")
            yield words % {"day": f"{look.day:%d/%m/%Y}", "number": look.number}
        previous = look.hash
    if day and (fault := _fault_of_seal(seals.pop(day, None), count, previous)):
        yield fault
    for lost in sorted(seals):
        yield _("%(day)s: all lines of this sealed day are missing.") % {"day": f"{lost:%d/%m/%Y}"}


def _fault_of_seal(seal, count, last_hash):
    if seal is None or (seal.lines, seal.hash) == (count, last_hash):
        return ""
    words = _("%(day)s: the day was sealed with %(sealed)d lines and has %(count)d, or others.")
    return words % {"day": f"{seal.day:%d/%m/%Y}", "sealed": seal.lines, "count": count}


def _one_at_a_time():
    """Two lines at once would both follow the same one (SQLite: IMMEDIATE does it for all)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
