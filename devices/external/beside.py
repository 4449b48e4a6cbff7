"""What other systems tell of machines, beside what we counted on the same days: never added, never mixed."""

from datetime import timedelta

from django.db.models import BigIntegerField, OuterRef, Q, Subquery, Sum

from devices.models import ExternalUsage, UsageDay

LATEST = 10
# A system that tells nothing for two months is not asked any more.
DAYS = 60
SEEN_DAYS = 30


def of_machine(device, told):
    """The latest rows about `device`, each with minutes told and minutes of our own. `told` (a condition on
    the school) says of which schools the reader may know: use stays there when a machine moves."""
    rows = ExternalUsage.objects.filter(told, device=device)
    rows = list(_with_own(rows, UsageDay.objects.shown().filter(told))[:LATEST])
    for row in rows:
        row.minutes = None if row.screen_s is None else round(row.screen_s / 60)
        row.own_minutes = None if row.own_s is None else round(row.own_s / 60)
    return rows


def recent(today):
    """Rows of the last two months about machines."""
    return ExternalUsage.objects.filter(device__isnull=False, ends_on__gte=today - timedelta(days=DAYS))


def told_of(devices, today):
    """Those of `devices` of which some system told in two months."""
    return devices.filter(pk__in=recent(today).order_by().values("device"))


def seen_elsewhere(devices, today):
    """Those that another system saw in thirty days, while nothing reached us: want of signal is not why."""
    first = today - timedelta(days=SEEN_DAYS)
    seen = recent(today).filter(seen_on__gte=first).order_by().values("device")
    return devices.filter(Q(last_seen_day=None) | Q(last_seen_day__lt=first), pk__in=seen)


def screens(school_ids, today):
    """(school, seconds before the screen as told, seconds that we counted on the same days) of each row."""
    rows = recent(today).filter(screen_s__isnull=False).order_by()
    if school_ids is not None:
        rows = rows.filter(school__in=school_ids)
    return _with_own(rows, UsageDay.objects.all()).values_list("school", "screen_s", "own_s")


def _with_own(rows, days):
    own = (
        days.filter(device=OuterRef("device"), day__range=(OuterRef("starts_on"), OuterRef("ends_on")))
        .order_by()
        .values("device")
        .annotate(own=Sum("active_s"))
        .values("own")
    )
    return rows.annotate(own_s=Subquery(own, output_field=BigIntegerField()))
