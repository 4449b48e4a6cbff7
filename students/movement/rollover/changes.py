"""Carry a roll-over out: one stroke for the whole school, taken back as one."""

from datetime import timedelta

from django.utils.translation import gettext as _

from lms.history import note_changes
from students.models import Enrolment, Movement, RollOver, SchoolClass, Student, TeachingAssignment
from students.movement.rules import CannotMove
from students.movement.strokes import stroke
from students.years import save_with_terms

from .plan import DROP_OUT, FINISH, MOVE_OUT, PROMOTE, REPEAT, make_plan

A_DAY = timedelta(days=1)
OUTCOMES = {
    PROMOTE: Enrolment.Outcome.PROMOTED,
    REPEAT: Enrolment.Outcome.REPEATING,
    FINISH: Enrolment.Outcome.FINISHED,
    DROP_OUT: Enrolment.Outcome.DROPPED_OUT,
    MOVE_OUT: Enrolment.Outcome.MOVED_OUT,
}
GONE = {
    FINISH: Student.Status.FINISHED,
    DROP_OUT: Student.Status.DROPPED_OUT,
    MOVE_OUT: Student.Status.MOVED_OUT,
}


def apply(roll_over, by, on, seen=None):
    """Do what the plan says today; `seen` is the fingerprint of the plan that a person looked at.

    The plan is made anew while the school is held. Once everybody sits in the new year there is
    nothing left to do, and a second call says so.
    """
    school = roll_over.school
    label = f"{school}: {roll_over.year_code.replace('-', '–')}"
    with stroke(Movement.Kind.ROLL_OVER, school, on, by, label) as made:
        # The choices as they are now: the page of a class may have been saved meanwhile.
        kept = RollOver.objects.select_for_update().get(pk=roll_over.pk)
        plan = make_plan(school, kept.answers, on)
        if plan.year is None or plan.year.code != kept.year_code or not plan.lines:
            raise CannotMove(_("All pupils sit in the new year already; nothing was done twice."))
        if plan.too_early:
            raise CannotMove(plan.too_early)
        if plan.errors:
            raise CannotMove(plan.errors[0])
        if seen is not None and seen != plan.fingerprint:
            raise CannotMove(_("The school's data changed meanwhile. Look at everything once more."))
        made.counts = plan.counts
        _open_classes(made, plan, kept)
        _move_pupils(made, plan, by)
    kept.movement = made.movement
    kept.save(update_fields=["movement"])
    return made.movement


def _open_classes(made, plan, roll_over):
    if plan.year.pk is None:
        # It is every school's year: it stays when this roll-over is undone.
        save_with_terms(plan.year)
    new = [target for target in plan.targets.values() if target.school_class is None]
    heirs = {source: target for source, target in plan.heirs.items() if target.school_class is None}
    for target in new:
        target.school_class = _new_class(plan, target)
    if roll_over.keeps_homeroom:
        for source, target in heirs.items():
            target.school_class.homeroom_teacher = source.homeroom_teacher
    made.trail.make(*(target.school_class for target in new))
    if roll_over.keeps_teaching:
        made.new += _teaching(plan, heirs)


def _new_class(plan, target):
    low, high = min(target.grades), max(target.grades)
    opened = SchoolClass(
        school=plan.school,
        year=plan.year,
        name=target.name,
        grade=low,
        grade_to=high if high > low else None,
        campus=target.sources.most_common(1)[0][0].campus,
    )
    opened.set_name_columns()
    return opened


def _teaching(plan, heirs):
    """Who taught a class at the end of the year teaches its class of the new one."""
    last = TeachingAssignment.objects.lasting().on(plan.old_year.ends_on).filter(school_class__in=heirs)
    once = {(one.teacher_id, one.school_class, one.subject_id) for one in last.select_related("school_class")}
    return [
        TeachingAssignment(
            teacher_id=teacher,
            school_class=heirs[source].school_class,
            subject_id=subject,
            starts_on=plan.year.starts_on,
        )
        for teacher, source, subject in sorted(once, key=str)
    ]


def _move_pupils(made, plan, by):
    log = []
    for line in plan.lines:
        enrolment, student = line.enrolment, line.enrolment.student
        # The old enrolment ends with its year, whenever that is written down.
        last = max(enrolment.starts_on, plan.old_year.ends_on)
        made.trail.change(enrolment, ends_on=last, outcome=OUTCOMES[line.what])
        if line.what in GONE:
            made.trail.change(student, status=GONE[line.what])
        else:
            made.begun.append(
                Enrolment(
                    student=student,
                    school_class=line.target.school_class,
                    starts_on=max(plan.year.starts_on, last + A_DAY),
                    own_grade=line.grade,
                )
            )
        before = {"class": enrolment.school_class.name}
        after = {"class": line.target.name} if line.target else {"status": student.status}
        log.append((student, before, after))
    note_changes(by, "begin a new year", log, plan.school)
