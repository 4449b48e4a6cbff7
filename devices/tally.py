"""Count what the overview shows, school by school, in a dozen grouped queries."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, FilteredRelation, Q
from django.utils import timezone

from devices import batch_counts, plan_ends
from devices.by_school import narrow
from devices.hours_by_month import roll_up_hours
from devices.models import Assignment, Device, SchoolFigures, Sim, equipped
from devices.reports import REPORTS
from devices.rollup import month_of, roll_up
from devices.states import with_use_state
from students.models import PovertyRecord, School, Student, Teacher

# Name of a cut: the column of the pupil that it goes by.
CUTS = {"ethnic": "ethnic_group", "gender": "gender", "grade": "seat__school_class__grade"}


def refresh(school_ids=None):
    """Count anew for these schools, or for all; returns how many."""
    schools = School.objects.all() if school_ids is None else School.objects.filter(pk__in=school_ids)
    keys = list(schools.values_list("pk", flat=True))
    chosen = None if school_ids is None else keys
    today = timezone.localdate()
    for month in {month_of(today - timedelta(days=today.day)), month_of(today)}:
        roll_up(month, school_ids=chosen)
        roll_up_hours(month, school_ids=chosen)
    numbers, cuts = tally(chosen, today)
    now = timezone.now()
    SchoolFigures.objects.bulk_create(
        [
            SchoolFigures(school_id=key, at=now, numbers=numbers.get(key, {}), cuts=cuts.get(key, {}))
            for key in keys
        ],
        update_conflicts=True,
        unique_fields=["school"],
        update_fields=["at", "numbers", "cuts"],
    )
    return len(keys)


def tally(school_ids, today):
    """({school: {name: number}}, {school: {cut: {key: [pupils, equipped]}}})"""
    numbers = defaultdict(lambda: defaultdict(int))
    cuts = defaultdict(lambda: {"poverty": {}, **{name: {} for name in CUTS}})
    students = narrow(Student.objects.studying(), school_ids)
    _count_pupils(numbers, cuts, students, today)
    _count_teachers(numbers, school_ids)
    _count_devices(numbers, school_ids, today)
    _count_plans(numbers, school_ids, today)
    for report in REPORTS.values():
        if count := getattr(report, "count", None):
            count(numbers, school_ids, today)
    return {key: dict(counts) for key, counts in numbers.items()}, dict(cuts)


def _count_pupils(numbers, cuts, students, today):
    students = students.annotate(seat=FilteredRelation("enrolments", condition=Q(enrolments__ends_on=None)))
    for name, some in (("pupils", students), ("equipped", equipped(students))):
        place = 0 if name == "pupils" else 1
        poor = PovertyRecord.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
        households = {
            kind: Q(household__in=poor.filter(poverty_class=kind).values("household"))
            for kind in PovertyRecord.Class.values
        }
        grouped = some.order_by().values("school")
        for row in grouped.annotate(
            all=Count("pk"),
            unknown=Count("pk", filter=Q(household=None)),
            **{kind: Count("pk", filter=rule) for kind, rule in households.items()},
        ):
            school = row["school"]
            numbers[school][name] = row["all"]
            numbers[school][f"{name}_household_unknown"] = row["unknown"]
            served = {kind: row[kind] for kind in households} | {"unknown": row["unknown"]}
            served["other"] = row["all"] - sum(served.values())
            for kind, count in served.items():
                cuts[school]["poverty"].setdefault(kind, [0, 0])[place] = count
        for cut, column in CUTS.items():
            for row in some.order_by().values("school", column).annotate(all=Count("pk")):
                key = str(row[column] or "unknown")
                cuts[row["school"]][cut].setdefault(key, [0, 0])[place] = row["all"]


def _count_teachers(numbers, school_ids):
    teachers = narrow(Teacher.objects.filter(left_on=None), school_ids)
    held = Assignment.objects.open().filter(device__isnull=False, teacher__isnull=False).values("teacher")
    for row in (
        teachers.order_by()
        .values("school")
        .annotate(all=Count("pk"), equipped=Count("pk", filter=Q(pk__in=held)))
    ):
        numbers[row["school"]]["teachers"] = row["all"]
        numbers[row["school"]]["teachers_equipped"] = row["equipped"]


def _count_devices(numbers, school_ids, today):
    devices = narrow(Device.objects.all(), school_ids)
    for row in devices.order_by().values("school", "lifecycle").annotate(all=Count("pk")):
        numbers[row["school"]][f"state_{row['lifecycle']}"] = row["all"]
    batch_counts.count_by_school(numbers, devices)
    held = with_use_state(devices.in_custody(), on=today)
    for row in held.order_by().values("school", "use_state").annotate(all=Count("pk")):
        numbers[row["school"]][f"use_{row['use_state']}"] = row["all"]


def _count_plans(numbers, school_ids, today):
    for school, ends in plan_ends.by_school(narrow(Sim.objects.all(), school_ids), today).items():
        told = {
            "sims": ends.active,
            "plan_unknown": ends.unknown,
            "plan_lapsed": ends.lapsed,
            **{f"plan_{days}": getattr(ends, f"within_{days}") for days in plan_ends.WITHIN},
        }
        numbers[school] |= {name: count for name, count in told.items() if count or name == "plan_unknown"}
