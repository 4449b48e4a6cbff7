"""Who is eligible by the order in force, as a condition on pupils: for counts of a whole province, where
families are not read one by one (devices/allocating/families.py does that for one school)."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from devices.allocating.criteria import KINH
from devices.models import PriorityOrder
from students.models import AreaRecord, Enrolment, PolicyRecord, PovertyRecord, Student


def eligible(students, on):
    """Those of `students` whom some place of the order in force on `on` holds; none before the first order.

    A place that asks for grades holds the pupil of such a grade, not the whole household.
    """
    order = PriorityOrder.objects.in_force(on)
    if order is None:
        return students.none()
    found = Q(pk__in=[])
    for rule in order.rules.all():
        condition = Q(pk__isnull=False)
        for code in rule.criteria:
            condition &= CONDITIONS[code](on)
        if rule.grade_from or rule.grade_to:
            condition &= _in_grades(rule.grade_from or 1, rule.grade_to or 12)
        found |= condition
    return students.alias(lives_in=Coalesce("household__commune", "commune", "school__commune")).filter(found)


def _poor(poverty_class):
    return lambda on: Q(
        household__in=PovertyRecord.objects.on(on).filter(poverty_class=poverty_class).values("household")
    )


def _under(kind):
    return lambda on: Q(household__in=PolicyRecord.objects.on(on).filter(kind=kind).values("household"))


def _of_minority(on):
    of_family = Student.objects.studying().exclude(ethnic_group=None).exclude(ethnic_group=KINH)
    own = Q(ethnic_group__isnull=False) & ~Q(ethnic_group=KINH)
    return own | Q(household__in=of_family.exclude(household=None).order_by().values("household"))


def _in_difficult_commune(on):
    areas = AreaRecord.objects.on(on).filter(area=AreaRecord.Area.THREE)
    return Q(lives_in__in=areas.values("place"))


def _in_grades(first, last):
    """In a multi-grade class only the pupil's own grade says it."""
    sits = Enrolment.objects.open().filter(student=OuterRef("pk"))
    grade = sits.filter(
        Q(school_class__grade_to=None, school_class__grade__range=(first, last))
        | Q(school_class__grade_to__isnull=False, own_grade__range=(first, last))
    )
    return Q(Exists(grade))


CONDITIONS = {
    "poor": _poor("poor"),
    "near_poor": _poor("near_poor"),
    "merit": _under("merit"),
    "social": _under("social"),
    "ethnic_minority": _of_minority,
    "difficult_commune": _in_difficult_commune,
}
