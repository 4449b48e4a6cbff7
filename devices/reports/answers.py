"""Ask a report: for whom, cut by what; the answer is what every way of showing it reads."""

from collections import defaultdict

from django.db import models
from django.utils.translation import gettext_lazy as _

from devices import figures
from devices.reports.report import Answer, Cell, PlaceReport, Row, Scope
from devices.sums import add
from students.models import AreaRecord


class By(models.TextChoices):
    """What a report of places may be cut by."""

    COMMUNE = "commune", _("commune")
    OLD_COMMUNE = "old_commune", _("commune before July 2025")
    AREA = "area", _("area of the commune")
    SCHOOL = "school", _("school")


def scope_of(user, form, today):
    """The Scope that the reader's filter (students/forms/places.py) leaves."""
    chosen = {name: form.data[name] for name in form.narrowing if form.data.get(name)}
    return Scope(user, form.chosen_schools(), today, chosen, figures.beside(user, form))


def ask(report, scope, by=By.COMMUNE):
    total = figures.figures_for(scope.schools)
    if not isinstance(report, PlaceReport):
        heading, rows, unknown = report.rows(scope, total)
        return Answer(report, heading, rows, None, unknown, total.at)
    rows = [
        _row(report, name, place, part, {**scope.chosen, **place})
        for (name, place), part in _groups(total, by, scope.today)
    ]
    all_together = _row(report, _("all together"), {}, total, scope.chosen)
    heading = [By(by).label, *(column.label for column in report.columns)]
    return Answer(report, heading, rows, all_together, report.unknown(total), total.at)


def _row(report, name, place, part, narrowed):
    cells = [
        Cell(column.value(part), column.link(narrowed) if column.link else "", column.is_share)
        for column in report.columns
    ]
    crossed = bool(report.threshold and report.threshold.is_crossed(part))
    return Row(name, cells, crossed, code=place.get("commune", ""))


def _groups(total, by, today):
    """[((name, what narrows to it), Figures)], by name; those of whom it is not known come last."""
    areas = AreaRecord.objects.areas_on(today) if by == By.AREA else {}
    groups, names = defaultdict(list), {}
    for school, part in total.schools:
        key, name, place = _group_of(school, by, areas)
        names[key] = (name, place)
        groups[key].append((school, part))
    found = [(names[key], add(parts)) for key, parts in groups.items()]
    return sorted(found, key=lambda pair: (not pair[0][1], str(pair[0][0])))


def _group_of(school, by, areas):
    if by == By.SCHOOL:
        return school.pk, school.name, {"school": school.code}
    if by == By.AREA:
        if area := areas.get(school.commune_id):
            return area, AreaRecord.Area(area).label, {"area": area}
        return None, _("area not known"), {}
    place = school.old_commune if by == By.OLD_COMMUNE else school.commune
    if place is None:
        return None, _("commune before July 2025 not known"), {}
    return place.pk, place.name, {By(by).value: place.code}
