"""The programme in numbers: sums of what devices/tally.py counted school by school.

Every figure says what it does not know; cuts by ethnic group and poverty are shown by devices/cuts.py alone.
"""

from collections import defaultdict
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices import tally
from devices.charts import columns, strip
from devices.learning import months
from devices.models import Assignment, SchoolFigures, equipped, not_equipped
from devices.states import MEANINGS, UseState
from devices.sums import Figures, add
from devices.tasks import refresh_figures
from students.models import School, Student, Teacher

FRESH = timedelta(minutes=1)
# The whole province is counted anew at most so often: it takes the worker half a minute at 200,000 machines.
FRESH_FOR_MANY = timedelta(minutes=10)
# So few pupils are counted anew while the page waits (some 50 ms); more wait for the worker.
FEW = 3000


def figures_for(schools):
    """Figures of each of these schools and of all together, fresh enough."""
    schools = list(schools.select_related("commune", "old_commune").order_by("name_sort"))
    keys = [school.pk for school in schools]
    kept = _kept(keys)
    missing = [key for key in keys if key not in kept]
    if missing:
        tally.refresh(missing if len(missing) < 50 else None)
    elif kept and min(row.at for row in kept.values()) < timezone.now() - FRESH:
        pupils = sum(row.numbers.get("pupils", 0) for row in kept.values())
        if pupils > FEW:
            if cache.add("figures-refresh", 1, FRESH_FOR_MANY.total_seconds()):
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
    pairs = [(commune, add(parts)) for commune, parts in groups.items()]
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


def learning(total):
    """Minutes of learning on a day of use, month by month, with the columns to draw."""
    table = months([school.pk for school, _figures in total.schools], timezone.localdate())
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


def has_many_communes(schools):
    return len(set(schools.order_by().values_list("commune", flat=True).distinct()[:2])) > 1


def visible_schools(user):
    return School.objects.visible_to(user, to="see overview").filter(closed_on=None)


def beside(user, form):
    """The larger places that the reader, who narrowed, can open too: `beside` of `cuts.rows_of`."""
    if not form.narrows_places:
        return []
    everything = figures_for(visible_schools(user))
    commune, school = form.cleaned_data.get("commune"), form.cleaned_data.get("school")
    if school is None and commune is None:
        return []
    if school is None:
        return [(commune, by_commune(everything))]
    neighbours = [pair for pair in everything.schools if pair[0].commune_id == school.commune_id]
    return [(school, neighbours), (school.commune, by_commune(everything))]


def _summed(pairs):
    return add([(school, Figures(row.numbers, row.cuts, row.at)) for school, row in pairs])
