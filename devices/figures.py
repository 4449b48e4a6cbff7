"""The programme in numbers: sums of what devices/tally.py counted school by school.

Every figure says what it does not know; cuts by ethnic group and poverty are shown by devices/cuts.py alone.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices import tally
from devices.charts import columns, strip
from devices.models import Assignment, SchoolFigures, UsageMonth, equipped, not_equipped
from devices.rollup import add_up, month_of, percentiles
from devices.states import MEANINGS, UseState
from devices.tasks import refresh_figures
from students.models import School, Student, Teacher

FRESH = timedelta(minutes=1)
# So few pupils are counted anew while the page waits (some 50 ms); more wait for the worker.
FEW = 3000
MONTHS = 6


@dataclass
class Figures:
    """Sums over some schools."""

    numbers: dict
    cuts: dict
    at: object
    schools: list = field(default_factory=list)

    def count(self, name):
        return self.numbers.get(name, 0)

    @property
    def not_equipped(self):
        return self.count("pupils") - self.count("equipped")

    @property
    def teachers_not_equipped(self):
        return self.count("teachers") - self.count("teachers_equipped")

    @property
    def share(self):
        """Per cent of pupils equipped, or None when there are none."""
        return round(100 * self.count("equipped") / self.count("pupils")) if self.count("pupils") else None


def figures_for(schools):
    """Figures of each of these schools and of all together, fresh enough."""
    schools = list(schools.select_related("commune").order_by("name_sort"))
    keys = [school.pk for school in schools]
    kept = _kept(keys)
    missing = [key for key in keys if key not in kept]
    if missing:
        tally.refresh(missing if len(missing) < 50 else None)
    elif kept and min(row.at for row in kept.values()) < timezone.now() - FRESH:
        pupils = sum(row.numbers.get("pupils", 0) for row in kept.values())
        if pupils > FEW:
            if cache.add("figures-refresh", 1, FRESH.total_seconds()):
                refresh_figures.enqueue()
            return _summed([(school, kept[school.pk]) for school in schools])
        tally.refresh(keys)
    else:
        return _summed([(school, kept[school.pk]) for school in schools])
    kept = _kept(keys)
    return _summed([(school, kept[school.pk]) for school in schools])


def _kept(keys):
    rows = SchoolFigures.objects.all() if len(keys) > 200 else SchoolFigures.objects.filter(school__in=keys)
    wanted = set(keys)
    return {row.school_id: row for row in rows if row.school_id in wanted}


def by_commune(total):
    """[(commune, Figures)], the one with most pupils not yet equipped first."""
    groups = defaultdict(list)
    for school, figures in total.schools:
        groups[school.commune].append((school, figures))
    pairs = [(commune, _add(parts)) for commune, parts in groups.items()]
    return sorted(pairs, key=lambda pair: (-pair[1].not_equipped, pair[0].name))


def by_school(total):
    return sorted(total.schools, key=lambda pair: (-pair[1].not_equipped, pair[0].name_sort))


def device_states(total):
    """Held devices by use: rows for the table, pieces for the bar, n not known."""
    rows = [
        {
            "state": state.value,
            "label": state.label,
            "meaning": MEANINGS[state],
            "count": total.count(f"use_{state.value}"),
        }
        for state in UseState
    ]
    return {
        "rows": rows,
        "pieces": strip([(row["state"], row["count"]) for row in rows], width=600),
        "all": sum(row["count"] for row in rows),
        "unknown": total.count("use_not_measured"),
    }


def plans(total):
    return {
        "all": total.count("sims"),
        "unknown": total.count("plan_unknown"),
        "rows": [
            {"key": "lapsed", "label": _("lapsed"), "count": total.count("plan_lapsed")},
            {"key": "7", "label": _("ends within 7 days"), "count": total.count("plan_7")},
            {"key": "14", "label": _("ends within 14 days"), "count": total.count("plan_14")},
            {"key": "30", "label": _("ends within 30 days"), "count": total.count("plan_30")},
        ],
    }


def learning(schools, total):
    """Minutes of learning on a day of use, month by month."""
    first = month_of(timezone.localdate())
    for _step in range(MONTHS - 1):
        first = month_of(first - timedelta(days=1))
    keys = [school.pk for school, _figures in total.schools]
    rows = UsageMonth.objects.filter(month__gte=first)
    if len(keys) <= 200:
        rows = rows.filter(school__in=keys)
    wanted, months = set(keys), defaultdict(list)
    for row in rows:
        if row.school_id in wanted:
            months[row.month].append(row)
    table = []
    for month in sorted(months):
        parts = months[month]
        minutes = add_up([part.minutes for part in parts])
        low, middle, high = percentiles(minutes)
        learnt = sum(part.learn_s for part in parts)
        table.append(
            {
                "month": month,
                "devices": sum(part.devices for part in parts),
                "days": sum(minutes),
                "low": low,
                "middle": middle,
                "high": high,
                "hours": round(learnt / 3600),
                "offline": _share(sum(part.offline_s for part in parts), sum(p.active_s for p in parts)),
                "holder": _share(sum(part.holder_s for part in parts), learnt),
                "other": _share(sum(part.other_s for part in parts), learnt),
            }
        )
    width = 72 * max(len(table), 1)
    drawn = columns([row["middle"] or 0 for row in table], width=width, height=80, gap=12)
    return {
        "rows": table,
        "columns": [{**column, "month": row["month"]} for column, row in zip(drawn, table, strict=True)],
        "width": width,
        "unknown": total.count("use_not_measured"),
    }


def students_behind(which, user):
    """The pupils behind one of the numbers, as devices/tally.py counts them."""
    students = Student.objects.visible_to(user, to="see overview").studying()
    narrow = {
        "all": lambda: students,
        "equipped": lambda: equipped(students),
        "not-equipped": lambda: not_equipped(students),
        "household-unknown": lambda: students.filter(household=None),
    }
    return narrow[which]().select_related("school", "household")


def teachers_behind(which, user):
    teachers = Teacher.objects.visible_to(user, to="see overview").filter(left_on=None)
    if which == "all":
        return teachers
    held = Q(
        pk__in=Assignment.objects.open().filter(device__isnull=False, teacher__isnull=False).values("teacher")
    )
    return teachers.filter(held if which == "equipped" else ~held)


def visible_schools(user):
    return School.objects.visible_to(user, to="see overview").filter(closed_on=None)


def _summed(pairs):
    return _add([(school, Figures(row.numbers, row.cuts, row.at)) for school, row in pairs])


def _add(pairs):
    numbers, cuts = defaultdict(int), defaultdict(dict)
    for _school, figures in pairs:
        for name, count in figures.numbers.items():
            numbers[name] += count
        for cut, cells in figures.cuts.items():
            for key, (pupils, served) in cells.items():
                old = cuts[cut].get(key, [0, 0])
                cuts[cut][key] = [old[0] + pupils, old[1] + served]
    at = min((figures.at for _school, figures in pairs), default=None)
    return Figures(dict(numbers), dict(cuts), at, list(pairs))


def _share(part, whole):
    return round(100 * part / whole) if whole else None
