"""In which grade the pupil is for whom a machine is handed over."""

from django.db.models import Case, F, OuterRef, Subquery, When

from devices.models import Assignment


def with_grade_of_holder(devices):
    """Adds `grade` to a queryset of devices; None where no pupil holds it, or the grade is not known."""
    seat = "pupil__enrolments__school_class"
    lines = (
        Assignment.objects.open()
        .filter(device=OuterRef("pk"), pupil__isnull=False, pupil__enrolments__ends_on=None)
        .annotate(
            pupil_grade=Case(
                # A class of several grades does not tell it (Enrolment.grade).
                When(
                    **{f"{seat}__grade_to__gt": F(f"{seat}__grade")}, then=F("pupil__enrolments__own_grade")
                ),
                default=F(f"{seat}__grade"),
            )
        )
        .order_by()
    )
    return devices.annotate(grade=Subquery(lines.values("pupil_grade")[:1]))
