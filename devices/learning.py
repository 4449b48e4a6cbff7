"""Minutes of learning on a day of use, month by month, out of the months kept (devices/rollup.py)."""

from collections import defaultdict
from datetime import timedelta

from devices.models import GradeMonth, SchoolMonth
from devices.rollup import add_up, month_of, percentiles
from lms.days import months_before

MONTHS = 6


def months(school_ids, today):
    """One dictionary a month, oldest first; what was not counted is not there."""
    first = month_of(today)
    for _step in range(MONTHS - 1):
        first = month_of(first - timedelta(days=1))
    rows = SchoolMonth.objects.filter(month__gte=first)
    if len(school_ids) <= 200:
        rows = rows.filter(school__in=school_ids)
    wanted, found = set(school_ids), defaultdict(list)
    for row in rows:
        if row.school_id in wanted:
            found[row.month].append(row)
    return [of_month(month, found[month]) for month in sorted(found)]


def of_month(month, parts):
    """What these sums (UsageMonth, GradeMonth, SchoolMonth) come to together."""
    return {"month": month, **_together(parts)}


def grades(school_ids, today):
    """[(grade, what its rows come to)] of this month and the one before; None for what has no grade, last."""
    rows = GradeMonth.objects.filter(month__gte=months_before(today, 1))
    if len(school_ids) <= 200:
        rows = rows.filter(school__in=school_ids)
    wanted, found = set(school_ids), defaultdict(list)
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        if row.school_id in wanted:
            found[row.grade].append(row)
    return [(grade, _together(found[grade])) for grade in sorted(found, key=lambda grade: grade or 99)]


def _together(parts):
    minutes = add_up([part.minutes for part in parts])
    low, middle, high = percentiles(minutes)
    learnt = sum(part.learn_s for part in parts)
    return {
        "devices": sum(part.devices for part in parts),
        "days": sum(minutes),
        "low": low,
        "middle": middle,
        "high": high,
        "hours": round(learnt / 3600),
        "offline": _share(sum(part.offline_s for part in parts), sum(part.active_s for part in parts)),
        "holder": _share(sum(part.holder_s for part in parts), learnt),
        "other": _share(sum(part.other_s for part in parts), learnt),
        "nobody": _share(sum(part.nobody_s for part in parts), learnt),
    }


def _share(part, whole):
    return round(100 * part / whole) if whole else None
