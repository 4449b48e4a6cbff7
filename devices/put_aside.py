"""What an unbound browser still sends: kept beside the ledger of use, until staff says what it is.

A tablet that was unbound by mistake, or handed to another child, may hold weeks that were counted
honestly; a stolen token may send anything. Neither is lost, neither changes a figure by itself.
"""

from django.db import transaction
from django.db.models import Max, Min, Sum
from django.utils import timezone

from devices.counting import count_days
from devices.models import DeviceInstall, PutAside
from lms.history import note_change

COUNTERS = ("active_s", "learn_s", "offline_s")


def keep(install, student, days):
    """Put `days` ({day: counts}) aside, the greater count of old and new. Days after the unbinding were
    told by a browser that is nobody's: those are not even kept. Returns the days that were."""
    last = timezone.localdate(install.revoked_at)
    kept = {day: counts for day, counts in days.items() if day <= last}
    for day, counts in kept.items():
        row, _made = PutAside.objects.select_for_update().get_or_create(
            install=install, day=day, learner=student
        )
        before = [getattr(row, name) for name in COUNTERS]
        for name in COUNTERS:
            setattr(row, name, max(getattr(row, name), counts.get(name, 0)))
        if before != [getattr(row, name) for name in COUNTERS]:
            # What grew after it was counted is asked about once more; what was left out stays so.
            if row.verdict == PutAside.Verdict.COUNTED:
                row.verdict = ""
            row.save()
    return set(kept)


def waiting_at(devices):
    """[{install, first, last, days, minutes}] of what waits for a word, at these devices."""
    grouped = (
        PutAside.objects.waiting()
        .filter(install__device__in=devices)
        .values("install")
        .annotate(first=Min("day"), last=Max("day"), learnt=Sum("learn_s"))
        .order_by("-last")
    )
    installs = DeviceInstall.objects.select_related("device", "revoked_by").in_bulk(
        [row["install"] for row in grouped]
    )
    return [
        {**row, "install": installs[row["install"]], "minutes": -(-row["learnt"] // 60)} for row in grouped
    ]


def settle(install, by, counts):
    """Count what this browser sent late into the ledger of use, or leave it out for good."""
    with transaction.atomic():
        rows = list(PutAside.objects.waiting().filter(install=install).select_for_update())
        if not rows:
            return
        for row in rows if counts else ():
            told = {name: getattr(row, name) for name in COUNTERS}
            count_days(install, row.learner, {row.day: told})
        verdict = PutAside.Verdict.COUNTED if counts else PutAside.Verdict.LEFT_OUT
        PutAside.objects.filter(pk__in=[row.pk for row in rows]).update(
            verdict=verdict, settled_at=timezone.now(), settled_by=by
        )
        act = "count use put aside" if counts else "leave out use put aside"
        note_change(by=by, act=act, thing=install.device, after={"browser": install.browser})
