"""How many pupils can do which step: of a class for its teacher, of a place in counts alone."""

from dataclasses import dataclass

from django.db.models import Count, F, FloatField, Q, Value
from django.db.models.functions import Cast

from courses.models import SkillStep
from courses.skills import passport, proofs
from lms import small_cells
from students.models import Student


@dataclass
class Counted:
    step: SkillStep
    proved: int
    waiting: int = 0
    # Where so few are on one side that the number would tell who.
    is_hidden: bool = False


def of_class(students):
    """For each step that is offered: how many of `students` (keys) have proved it, how many works wait."""
    rows = list(passport.steps().filter(is_offered=True))
    proved, waiting = dict.fromkeys((row.pk for row in rows), 0), dict.fromkeys((row.pk for row in rows), 0)
    for (_student, step), state in proofs.of(students, rows).items():
        proved[step] += state.proved
        waiting[step] += state.is_handed_in and not state.proved
    return [Counted(row, proved[row.pk], waiting[row.pk]) for row in rows]


def of_place(user):
    """(the Counted of every step, how many pupils there are) of all that `user` reads figures of."""
    students = Student.objects.visible_to(user, to="see overview").filter(status=Student.Status.STUDYING)
    everybody = students.count()
    keys = students.order_by().values("pk")
    # As in proofs.py: nothing is lost to what floats are.
    asked = Cast("quiz__attempts__out_of", FloatField()) * F("percent") / Value(100.0) - Value(1e-6)
    good = Q(
        quiz__attempts__paper__practice=True,
        quiz__attempts__out_of__gt=0,
        quiz__attempts__points__gte=asked,
        quiz__attempts__student__in=keys,
    )
    seen = Q(ticks__taken_back_at=None, ticks__student__in=keys)
    offered = SkillStep.objects.filter(is_offered=True).order_by()
    quizzes = offered.filter(proof=SkillStep.Proof.QUIZ)
    ticked = offered.exclude(proof=SkillStep.Proof.QUIZ)
    counts = dict(
        quizzes.annotate(n=Count("quiz__attempts__student", distinct=True, filter=good)).values_list(
            "pk", "n"
        )
    )
    counts |= dict(
        ticked.annotate(n=Count("ticks__student", distinct=True, filter=seen)).values_list("pk", "n")
    )
    rows = []
    for step in passport.steps().filter(is_offered=True):
        proved = counts.get(step.pk, 0)
        hidden = small_cells.is_small((proved, max(0, everybody - proved)))
        rows.append(Counted(step, proved, is_hidden=hidden))
    return rows, everybody
