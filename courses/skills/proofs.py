"""What proves that pupils can do a step: judged from what is kept, never written down twice."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import FloatField, Max
from django.db.models.functions import Cast

from courses.models import Attempt, SkillStep, SkillTick, TaskWork

Proof = SkillStep.Proof


@dataclass(frozen=True)
class State:
    """One pupil and one step. `percent`: the best of a quiz; `is_handed_in`: a work waits for the teacher."""

    proved: bool = False
    at: datetime | None = None
    by: str = ""
    percent: int | None = None
    is_handed_in: bool = False


NOTHING = State()


def of(students, steps):
    """{(student, step): State} of all that is more than nothing; three queries at most, whatever the size."""
    steps = list(steps)
    found = _of_quizzes(students, [step for step in steps if step.proof == Proof.QUIZ and step.quiz_id])
    found |= _handed_in(students, [step for step in steps if step.proof == Proof.WORK and step.lecture_id])
    ticked = [step.pk for step in steps if step.proof != Proof.QUIZ]
    if ticked:
        ticks = SkillTick.objects.standing().filter(student__in=students, step__in=ticked)
        for tick in ticks.select_related("by"):
            found[tick.student_id, tick.step_id] = State(
                proved=True, at=tick.at, by=tick.by.get_full_name(), is_handed_in=True
            )
    return found


def _of_quizzes(students, steps):
    if not steps:
        return {}
    tries = Attempt.objects.filter(
        student__in=students, page__in={step.quiz_id for step in steps}, paper__practice=True, out_of__gt=0
    )
    # Whole numbers divided by whole numbers are whole ones in SQLite: 4 of 5 would be 0.
    share = Cast("points", FloatField()) / Cast("out_of", FloatField())
    rows = tries.order_by().values_list("student", "page").annotate(best=Max(share), last=Max("started_at"))
    best = {(student, page): (share, last) for student, page, share, last in rows if share is not None}
    found = {}
    for step in steps:
        for (student, page), (share, last) in best.items():
            if page == step.quiz_id:
                # Rounded down, but for what floats lose: 69,9 is not 70, and 0,7 × 100 is.
                percent = int(share * 100 + 1e-6)
                found[student, step.pk] = State(proved=percent >= step.percent, at=last, percent=percent)
    return found


def _handed_in(students, steps):
    if not steps:
        return {}
    works = TaskWork.objects.handed_in().filter(
        student__in=students, lecture__in={step.lecture_id for step in steps}
    )
    handed = set(works.values_list("student", "lecture"))
    return {
        (student, step.pk): State(is_handed_in=True)
        for step in steps
        for student, lecture in handed
        if lecture == step.lecture_id
    }
