"""What happens to one pupil within the school: another class, the grade once more, gone, back again."""

from django.utils.translation import gettext as _

from lms.history import note_change
from students.models import Enrolment, Movement, Student

from . import rules
from .rules import CannotMove
from .strokes import held, last_enrolment, open_enrolment, stroke

Kind, Outcome, Status = Movement.Kind, Enrolment.Outcome, Student.Status


def change_class(student, to, on, by, grade=None, other_grade=False):
    """Sits in the class `to` of the same school and year from `on` on.

    `grade` is the pupil's own in a multi-grade class. Another grade than before needs
    `other_grade`: the pupil was put in the wrong one.
    """
    label = f"{student} → {to}"
    with stroke(Kind.CHANGE_CLASS, student.school, on, by, label, student) as made:
        enrolment = _sits(held(student))
        old = enrolment.school_class
        if to == old:
            raise CannotMove(
                _("%(name)s already sits in class %(class)s.") % {"name": student, "class": to}, "to"
            )
        _same_school(student, to)
        if to.year_id != old.year_id:
            raise CannotMove(
                _(
                    "Class %(class)s belongs to the school year %(year)s, %(name)s still to %(old)s. "
                    "Begin the new year for the whole school first."
                )
                % {"class": to, "year": to.year, "name": student, "old": old.year},
                "to",
            )
        grade = grade_in(to, grade or enrolment.grade, student, must=not other_grade)
        made.swap(enrolment, to, Outcome.MOVED_CLASS, grade)
        _note(by, "move to another class", student, {"class": old.name}, {"class": to.name, "from": str(on)})
    return made.movement


def repeat(student, to, on, by):
    """Sits once more in the grade of the last year (lưu ban), in the class `to` of the new year.

    Whether the pupil was already put into the next grade or not makes no difference afterwards.
    """
    label = f"{student} → {to}"
    with stroke(Kind.REPEAT, student.school, on, by, label, student) as made:
        student = held(student)
        enrolment = _sits(student)
        _same_school(student, to)
        before = _last_of_year_before(student, to)
        if before is None:
            raise CannotMove(
                _("%(name)s has no class of an earlier year here, so nothing can be repeated.")
                % {"name": student}
            )
        if to == enrolment.school_class:
            raise CannotMove(
                _("%(name)s already sits in class %(class)s.") % {"name": student, "class": to}, "to"
            )
        grade = before.grade or to.grade
        if grade not in to.grades:
            raise CannotMove(
                _("%(name)s sat in grade %(grade)s last year. Choose a class of that grade.")
                % {"name": student, "grade": grade},
                "to",
            )
        if enrolment != before:
            made.swap(enrolment, to, Outcome.REPEATING, grade)
        else:
            made.begin(student, to, grade)
        if enrolment == before or enrolment.starts_on >= on:
            # What was decided about the year is known now: it had not taken effect before.
            made.trail.change(
                before, ends_on=before.ends_on or before.school_class.year.ends_on, outcome=Outcome.REPEATING
            )
        _note(
            by,
            "let a pupil repeat",
            student,
            {"class": enrolment.school_class.name},
            {"class": to.name, "from": str(on)},
        )
    return made.movement


def drop_out(student, on, by, reason=""):
    """Does not come to school from `on` on (thôi học); signs in no more until coming back."""
    with stroke(Kind.DROP_OUT, student.school, on, by, str(student), student, reason) as made:
        student = held(student)
        if student.status != Status.STUDYING:
            raise CannotMove(
                _("%(name)s is no longer studying here: %(state)s.")
                % {"name": student, "state": student.get_status_display()}
            )
        if enrolment := open_enrolment(student):
            made.end(enrolment, Outcome.DROPPED_OUT)
        made.trail.change(student, status=Status.DROPPED_OUT)
        _note(by, "write down who stopped school", student, {}, {"from": str(on), "reason": reason})
    return made.movement


def come_back(student, to, on, by, grade=None):
    """Who had gone sits in class `to` from `on` on; the account and the card work again."""
    label = f"{student} → {to}"
    with stroke(Kind.COME_BACK, student.school, on, by, label, student) as made:
        student = held(student)
        if open_enrolment(student):
            raise CannotMove(_("%(name)s is in a class already.") % {"name": student})
        _same_school(student, to)
        last = last_enrolment(student)
        rules.refuse_overlap(last, on)
        made.begin(student, to, grade_in(to, grade or (last and last.grade), student, must=False))
        made.trail.change(student, status=Status.STUDYING)
        if left := student.transfers.unsettled().first():
            # Never taken in elsewhere: the pupil stays after all.
            made.trail.change(left, state=left.State.CALLED_OFF)
        _note(by, "take a pupil back", student, {}, {"class": to.name, "from": str(on)})
    return made.movement


def grade_in(school_class, grade, student, must=True):
    """The grade to note with an enrolment in `school_class`: known, and taught there.

    `must`: a grade that the class does not have is refused; otherwise the class tells it.
    """
    if grade in school_class.grades:
        return grade
    if school_class.is_multi_grade:
        raise CannotMove(
            _("Class %(class)s has several grades. Say in which of them %(name)s is.")
            % {"class": school_class, "name": student},
            "grade",
        )
    if must and grade is not None:
        raise CannotMove(
            _(
                "%(name)s is in grade %(grade)s, class %(class)s is not. Choose a class of the same grade, "
                "or say below that the grade was wrong."
            )
            % {"name": student, "grade": grade, "class": school_class},
            "to",
        )
    return school_class.grade


def _sits(student):
    enrolment = open_enrolment(student)
    if enrolment is None:
        raise CannotMove(
            _("%(name)s sits in no class now. Use «Came back to school» first.") % {"name": student}
        )
    return enrolment


def _same_school(student, to):
    if to.school_id != student.school_id:
        raise CannotMove(_("This class belongs to another school. Use «To another school»."), "to")


def _last_of_year_before(student, to):
    """Where the pupil sat at the end of the year before that of class `to`."""
    return (
        student.enrolments.filter(school_class__year__starts_on__lt=to.year.starts_on)
        .select_related("student", "school_class__year")
        .order_by("-starts_on", "-pk")
        .first()
    )


def _note(by, act, student, before, after):
    note_change(by=by, act=act, thing=student, before=before, after=after, school=student.school_id)
