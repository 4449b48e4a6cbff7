"""What should have come back."""

from django.utils.translation import gettext_lazy as _

from devices import by_school
from devices.by_school import narrow
from devices.models import Assignment, Tenure
from devices.reports.report import SCHOOL, PlaceReport, Threshold, count
from students.models import Student

TOPIC = _("To come back")
GIFTS = [Tenure.GIFT_HOUSEHOLD, Tenure.GIFT_PUPIL]


def count_due(numbers, school_ids, today):
    lines = narrow(Assignment.objects.open().filter(device__isnull=False), school_ids, "handover__school")
    lent = lines.exclude(tenure__in=GIFTS)
    gone = lines.filter(pupil__isnull=False).exclude(pupil__status=Student.Status.STUDYING)
    for name, some in (
        ("lent", lent),
        ("overdue", lines.filter(due_on__lt=today)),
        ("lent_without_a_day", lent.filter(due_on=None)),
        ("leavers_hold_lent", gone.exclude(tenure__in=GIFTS)),
        ("leavers_hold_gifts", gone.filter(tenure__in=GIFTS)),
    ):
        by_school.count(numbers, name, some, path="handover__school")


REPORTS = [
    PlaceReport(
        slug="to-come-back",
        title=_("Overdue, and held by leavers"),
        question=_("What should have come back to the school, and has not?"),
        columns=[
            count("lent", _("lent machines")),
            count("overdue", _("overdue")),
            count("leavers_hold_lent", _("lent, with pupils who left")),
            count("leavers_hold_gifts", _("given, with pupils who left")),
        ],
        count=count_due,
        unknown=lambda figures: figures.count("lent_without_a_day"),
        unknown_words=_("lent machines without a day on which they are due"),
        formula=_(
            "Open lines of the ledger: overdue when the due day has passed; leavers are pupils who no longer "
            "study at the school. What was given stays with the family and is told for completeness."
        ),
        threshold=Threshold(
            _("Any overdue machine, any lent machine with a leaver."),
            lambda figures: figures.count("overdue") + figures.count("leavers_hold_lent") > 0,
        ),
        owner=SCHOOL,
        next_act=_("Ask for it back, or extend the loan; write down what is lost."),
    ),
]
