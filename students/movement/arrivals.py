"""The new school: find a pupil of another school, take the pupil in (docs/decisions/transfers.md)."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students.codes import tidy_code
from students.models import CardToken, Enrolment, Movement, Student, Transfer

from . import rules
from .pupils import grade_in
from .rules import CannotMove
from .strokes import enrolment_now, held, last_enrolment, open_enrolment, stroke

Kind, Outcome, Status, State = Movement.Kind, Enrolment.Outcome, Student.Status, Transfer.State
FOUND = "students.found"
AN_HOUR = 60 * 60


@dataclass(frozen=True)
class Paper:
    """The transfer paper (giấy chuyển trường) as it was written."""

    number: str = ""
    day: date | None = None

    def refuse_if_missing(self):
        if not self.number:
            raise CannotMove(_("Write the number of the transfer paper."), "paper_number")
        if self.day is None:
            raise CannotMove(_("Write the date of the transfer paper."), "paper_date")

    def refuse_if_ahead(self, today):
        if self.day and self.day > today:
            raise CannotMove(_("The transfer paper has a date that has not come yet."), "paper_date")


def find(typed, born):
    """The pupil with exactly this code or ministry id and this birth date, wherever; None without one."""
    typed = typed.strip()
    named = Student.objects.filter(code=tidy_code(typed)) | Student.objects.filter(ministry_id=typed)
    return named.filter(date_of_birth=born).select_related("school").first()


def found_token(student, user):
    """What the pages after a find carry: nobody gets at another pupil by changing an address."""
    return signing.dumps([str(student.pk), user.pk], salt=FOUND)


def student_found(token, user):
    """The pupil of a token that was made for `user` within the hour; None otherwise."""
    try:
        pk, of = signing.loads(token, salt=FOUND, max_age=AN_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Student.objects.filter(pk=pk).select_related("school").first() if of == user.pk else None


def must_ask(student, to=None, on=None):
    """Whether the old school has a say: the pupil still sits in one of its classes.

    Not any more in a class of a year that is over, when it was the school's last grade: all of
    them go to another school then, and no paper is written for that.
    """
    enrolment = enrolment_now(student)
    return enrolment is not None and not _has_finished(enrolment, on or timezone.localdate(), to)


def needs_paper(student):
    """Whether a paper must come along: for a transfer that the old school has not written down."""
    if student.status in (Status.DROPPED_OUT, Status.FINISHED):
        return False
    return not student.transfers.unsettled().exclude(paper_number="").exists()


def refuse_odd_grade(student, to, grade, other_grade):
    """The grade sat in last, or the next one after a year; another needs `other_grade`: it was wrong."""
    last = last_enrolment(student)
    sat_in = last.grade if last else None
    if sat_in is None or other_grade:
        return
    told = [grade] if grade else to.grades
    if not {sat_in, sat_in + 1} & set(told):
        raise CannotMove(
            _(
                "%(name)s sat in grade %(grade)s last, class %(class)s is another. Choose a class of that "
                "grade or the next, or say below that the grade was wrong."
            )
            % {"name": student, "grade": sat_in, "class": to},
            "to",
        )


def take_in(student, to, on, by, paper, grade=None, reason="", other_grade=False):
    """Sits in class `to` of another school from `on` on; refused while the old school has a say."""
    with stroke(Kind.TAKE_IN, to.school, on, by, f"{student} → {to}", student, reason) as made:
        student = held(student)
        enrolment = open_enrolment(student)
        refuse_if_here(student, to)
        refuse_odd_grade(student, to, grade, other_grade)
        if enrolment and not _has_finished(enrolment, on, to):
            raise CannotMove(
                _("%(name)s still sits in a class of %(school)s. Ask that school for the pupil.")
                % {"name": student, "school": student.school}
            )
        if needs_paper(student) and not enrolment:
            paper.refuse_if_missing()
        paper.refuse_if_ahead(made.today)
        if enrolment:
            made.end(enrolment, Outcome.FINISHED)
        transfer = student.transfers.unsettled().first()
        if transfer and transfer.state == State.ASKED and transfer.to_school_id != to.school_id:
            # Another school asked before; the pupil came here.
            made.trail.change(transfer, state=State.CALLED_OFF)
            transfer = None
        transfer = transfer or Transfer(
            student=student, from_school=student.school, reason=reason, made_by=by
        )
        arrive(made, student, to, grade, transfer, by, paper)
    return made.movement


def note_newcomer(student, told, by):
    """A pupil from outside the province, added a moment ago: where from, and on which paper."""
    Transfer.objects.create(
        student=student,
        from_name=told["from_name"],
        to_school=student.school,
        to_class=told["school_class"],
        paper_number=told["paper_number"],
        paper_date=told["paper_date"],
        arrived_on=told["on"],
        state=State.ARRIVED,
        made_by=by,
    )
    told = {"class": told["school_class"].name, "from": str(told["on"]), "paper": told["paper_number"]}
    note(by, "take a pupil of another school in", student, told, student.school_id)


def arrive(made, student, to, grade, transfer, by, paper):
    """The pupil belongs to the school of class `to`: card and open sessions of the old one end."""
    old_school = student.school_id
    last = last_enrolment(student)
    if last and last.ends_on:
        rules.refuse_overlap(last, made.on)
    made.begin(student, to, grade_in(to, grade or (last and last.grade), student, must=False))
    made.trail.change(
        student,
        school_id=to.school_id,
        status=Status.STUDYING,
        card_version=student.card_version + 1,
    )
    now = timezone.now()
    for token in CardToken.objects.filter(student=student, revoked_at=None):
        made.trail.change(token, revoked_at=now)
    arrived = {
        "state": State.ARRIVED,
        "to_school_id": to.school_id,
        "to_class_id": to.pk,
        "arrived_on": made.on,
        "paper_number": transfer.paper_number or paper.number,
        "paper_date": transfer.paper_date or paper.day,
    }
    if transfer._state.adding:
        for name, value in arrived.items():
            setattr(transfer, name, value)
        made.new.append(transfer)
    else:
        made.trail.change(transfer, **arrived)
    told = {"class": to.name, "from": str(made.on), "receiver": str(to.school), "paper": paper.number}
    for school in {to.school_id, old_school}:
        note(by, "take a pupil of another school in", student, told, school)


def refuse_if_here(student, to):
    if student.school_id == to.school_id:
        raise CannotMove(
            _(
                "%(name)s has a record at this school already. Open it and use «Another class» or "
                "«Came back to school»."
            )
            % {"name": student}
        )


def _has_finished(enrolment, on, to):
    old = enrolment.school_class
    grade = enrolment.grade or old.grade
    goes_up = to is None or grade < max(to.grades)
    return old.year.ends_on < on and grade == max(old.school.grades) and goes_up


def note(by, act, student, told, school_id):
    note_change(by=by, act=act, thing=student, after=told, school=school_id)
