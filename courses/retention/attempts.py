"""The work of attempts, marks and what is typed in from paper."""

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.erasing import YEARS_KEPT, forget_marks
from courses.models import (
    AnswerPiece,
    Attempt,
    ColumnMark,
    Entrant,
    LectureProgress,
    MarkingDraft,
    MarkList,
    PaperList,
)
from courses.retention import pieces
from lms.days import years_before
from lms.retention import Kind, days_before, of_rows, one_by_one
from students.models import Student

# A draft that nobody took up again in a term is of no use to its pupil.
DRAFT_DAYS = 120


def kinds():
    return [
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
        of_rows(
            "marking_drafts",
            lambda moment: MarkingDraft.objects.filter(at__lt=moment),
            days_before(DRAFT_DAYS),
            what=_("points that were begun to be given and never were"),
            period=_("120 days"),
            why=_("nobody takes them up again"),
            order=21,
        ),
        of_rows(
            "answer_pieces",
            _pieces_of_closed,
            pieces.first_day,
            what=_("parts of photos and recordings whose other parts never came, of work that is over"),
            period=_("30 days"),
            why=_("nobody can see or hear such a part by itself"),
            order=22,
        ),
        of_rows(
            "paper_lists",
            lambda moment: PaperList.objects.filter(uploaded_at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("files of answers on paper, with their rows"),
            period=_("1 year"),
            why=_("so long a mistake can be undone; what was typed in stays with the attempts"),
            order=42,
        ),
        of_rows(
            "paper_previews",
            lambda moment: PaperList.objects.filter(state=PaperList.State.PREVIEWED, uploaded_at__lt=moment),
            days_before(30),
            what=_("files of answers on paper that were never taken over"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=43,
        ),
        of_rows(
            "mark_lists",
            lambda moment: MarkList.objects.filter(uploaded_at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("files of marks, with their rows"),
            period=_("1 year"),
            why=_("so long a mistake can be undone; what was taken over stays in the mark book"),
            order=42,
        ),
        of_rows(
            "mark_previews",
            lambda moment: MarkList.objects.filter(state=MarkList.State.PREVIEWED, uploaded_at__lt=moment),
            days_before(30),
            what=_("files of marks that were never taken over"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=43,
        ),
    ]


def _pieces_of_closed(moment):
    """Parts that came before `moment`; while the work is open the rest may still come."""
    over = Q(attempt__submitted_at__lt=moment) | Q(attempt__page=None)
    # No quiz lasts longer than some hours from its beginning, and no part comes before that.
    late = Q(attempt__page__minutes__gt=0) | Q(attempt__page__closes_at__lt=moment)
    return AnswerPiece.objects.filter(over | (late & Q(attempt__accepted_at=None)), arrived_at__lt=moment)


def _before(today):
    return years_before(today, YEARS_KEPT)


def _nameless(today):
    """Pupils who were erased, left long ago, and still have something of their learning."""
    erased = Student.objects.exclude(erased_at=None).alias(last=Max("enrolments__ends_on"))
    learning = (Attempt, ColumnMark, Entrant, LectureProgress)
    has = [Exists(model.objects.filter(student=OuterRef("pk"))) for model in learning]
    return erased.filter(has[0] | has[1] | has[2] | has[3], last__lt=_before(today))


def _forget(today):
    return one_by_one(list(_nameless(today)), forget_marks)
