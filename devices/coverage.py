"""Signal village by village and at home: write it down, and show the newest word on each operator."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import OuterRef, Subquery

from devices.models import Carrier, SignalReport
from devices.models.coverage import bare_village
from lms.history import note_change
from students.abilities import scope_for
from students.models import Campus, Household, Place, School, Student
from students.models.schools import Signal

LEVELS = (Signal.GOOD, Signal.WEAK, Signal.NONE, Signal.UNKNOWN)
Method = SignalReport.Method


@dataclass
class Village:
    """One village of a commune: the newest report for each operator, and what families say of their homes."""

    name: str
    # {operator: SignalReport}
    latest: dict = field(default_factory=dict)
    # Homes by the best signal that the family told.
    homes: Counter = field(default_factory=Counter)

    @property
    def best(self):
        """The best of what is known of any operator; unknown when nothing is."""
        return best_of(report.level for report in self.latest.values())

    @property
    def cells(self):
        """(carrier, its newest report or None), in the order of the table."""
        return [(operator.label, self.latest.get(operator.value)) for operator in Carrier]


def best_of(levels):
    told = set(levels)
    return next((level for level in LEVELS if level in told), Signal.UNKNOWN)


def communes_of(user, act):
    """Today's communes that `user` looks after, or in which the own schools lie."""
    mine = scope_for(user, act)
    communes = Place.objects.current().communes().order_by("name")
    if mine.everywhere:
        return communes
    schools = School.objects.visible_to(user, to=act).order_by()
    return communes.filter(pk__in=schools.values("commune")) | communes.filter(pk__in=mine.commune_ids)


def villages_of(commune):
    """The villages of a commune by name: where families live, campuses stand, or of which it was said."""
    found = {}
    for report in SignalReport.objects.filter(commune=commune).order_by("on", "pk"):
        village = found.setdefault(report.village_fold, Village(report.village))
        village.latest[report.operator] = report
    living = Household.objects.filter(commune=commune).exclude(village="").order_by()
    sites = Campus.objects.filter(school__commune=commune).exclude(village="").order_by()
    for rows in (living, sites):
        for name in rows.values_list("village", flat=True).distinct():
            found.setdefault(bare_village(name), Village(name))
    for name, level in homes_told(living):
        found[bare_village(name)].homes[level] += 1
    found.pop("", None)
    return [found[key] for key in sorted(found)]


def homes_told(households):
    """(village, best signal that the family told) of each home that told anything."""
    told = defaultdict(dict)
    reports = SignalReport.objects.filter(household__in=households.values("pk")).order_by("on", "pk")
    for household, village, operator, level in reports.values_list(
        "household", "household__village", "operator", "level"
    ):
        told[household, village][operator] = level
    return [(village, best_of(levels.values())) for (_home, village), levels in told.items()]


def newest_at(point):
    """The newest report on each operator at a support point, in the order of the operators."""
    of_operator = SignalReport.objects.filter(point=point, operator=OuterRef("operator"))
    newest = point.signal_reports.filter(pk=Subquery(of_operator.order_by("-on", "-pk").values("pk")[:1]))
    return sorted(newest, key=lambda report: Carrier.values.index(report.operator))


def by_commune(communes):
    """{commune: Counter of its reported villages by the best signal}"""
    newest = {}
    rows = SignalReport.objects.filter(commune__in=communes).order_by("on", "pk")
    for commune, village, operator, level in rows.values_list("commune", "village_fold", "operator", "level"):
        newest.setdefault((commune, village), {})[operator] = level
    counts = defaultdict(Counter)
    for (commune, _village), levels in newest.items():
        counts[commune][best_of(levels.values())] += 1
    return counts


def report_villages(commune, operator, method, on, levels, by):
    """Write what was said of villages ({name: level}), the same only once. Returns how many are new."""
    with transaction.atomic():
        said = {}
        for name, level in levels.items():
            if key := bare_village(name):
                said[key] = (name, level)
        newest = {}
        for row in SignalReport.objects.filter(commune=commune, operator=operator, on=on, method=method):
            newest.setdefault(row.village_fold, row.level)
        made = []
        for key, (name, level) in said.items():
            if newest.get(key) != level:
                one = SignalReport(
                    commune=commune,
                    village=name,
                    operator=operator,
                    level=level,
                    method=method,
                    on=on,
                    reported_by=by,
                )
                one.save()
                made.append(one)
        if made:
            note_change(
                by=by,
                act="report signal",
                thing=made[0],
                after={"count": len(made), "to": commune.name},
            )
    return len(made)


def report_place(place, operator, level, method, on, by):
    """Signal at a school or a support point ({"school": …} or {"point": …})."""
    with transaction.atomic():
        same = SignalReport.objects.filter(operator=operator, on=on, method=method, **place).first()
        if same and same.level == level:
            return same
        made = SignalReport(operator=operator, level=level, method=method, on=on, reported_by=by, **place)
        made.save()
        note_change(by=by, act="report signal", thing=made, after={"state": made.get_level_display()})
    return made


def tell_from_home(household, levels, on, by):
    """What a family says of the signal at home, by operator; the household keeps the best of it."""
    with transaction.atomic():
        household = Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
        newest = latest_at_home(household)
        for operator, level in levels.items():
            known = newest.get(operator)
            if known is None or known.level != level:
                newest[operator] = SignalReport.objects.create(
                    household=household,
                    operator=operator,
                    level=level,
                    method=Method.FAMILY,
                    on=on,
                    reported_by=by,
                )
        household.signal = best_of(one.level for one in newest.values())
        household.save(update_fields=["signal"])
    return newest


def latest_at_home(household):
    """{operator: the newest report}"""
    return {one.operator: one for one in household.signal_reports.order_by("on", "pk")}


def homes_of(user):
    """The pupils whose home `user` may tell of: the own one, or the own children's."""
    students = Student.objects.visible_to(user, to="tell signal at home")
    return students.select_related("household").order_by("name_sort", "pk")
