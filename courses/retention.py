"""The learning record of a pupil who was erased goes to the last number when its time is over
(lms/retention.py); that of all others goes with the pupil (students/retention.py)."""

from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from courses.erasing import YEARS_KEPT, forget_marks
from courses.models import Attempt, LectureProgress, MarkingDraft
from lms.days import years_before
from lms.retention import Kind, days_before, of_rows, one_by_one, register
from students.models import Student

# A draft that nobody took up again in a term is of no use to its pupil.
DRAFT_DAYS = 120


def register_own():
    register(
        of_rows(
            "marking_drafts",
            lambda moment: MarkingDraft.objects.filter(at__lt=moment),
            days_before(DRAFT_DAYS),
            what=_("points that were begun to be given and never were"),
            period=_("120 days"),
            why=_("nobody takes them up again"),
            order=21,
        ),
        Kind(
            "marks",
            what=_("marks without a name, of pupils who were erased"),
            period=_("5 years after leaving"),
            why=_("until then classes and schools count with them"),
            order=20,
            before=_before,
            due=lambda today: _nameless(today).count(),
            forget=_forget,
            is_promised=True,
        ),
    )


def _before(today):
    return years_before(today, YEARS_KEPT)


def _nameless(today):
    """Pupils who were erased, left long ago, and still have something of their learning."""
    erased = Student.objects.exclude(erased_at=None).alias(last=Max("enrolments__ends_on"))
    has = [Exists(model.objects.filter(student=OuterRef("pk"))) for model in (Attempt, LectureProgress)]
    return erased.filter(has[0] | has[1], last__lt=_before(today))


def _forget(today):
    return one_by_one(list(_nameless(today)), forget_marks)
