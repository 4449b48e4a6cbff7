"""From one school to another: the same pupil, never a second record (docs/decisions/transfers.md)."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students import abilities
from students.codes import tidy_code
from students.models import CardToken, Enrolment, Movement, School, Student, Transfer

from . import rules
from .pupils import grade_in
from .rules import CannotMove
from .strokes import held, last_enrolment, open_enrolment, stroke

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


# The old school


def leave_for(student, on, by, paper, to_school=None, to_name="", reason=""):
    """Goes to another school: gone from the class from `on` on, waiting to be taken in there."""
    label = f"{student} → {to_school or to_name}"
    with stroke(Kind.TRANSFER_OUT, student.school, on, by, label, student, reason) as made:
        student = held(student)
        if student.status != Status.STUDYING:
            raise CannotMove(
                _("%(name)s is no longer studying here: %(state)s.")
                % {"name": student, "state": student.get_status_display()}
            )
        paper.refuse_if_missing()
        paper.refuse_if_ahead(made.today)
        if bool(to_school) == bool(to_name):
            raise CannotMove(
                _("Choose the new school, or write its name when it is not in the list: one of the two."),
                "to_school",
            )
        if to_school and to_school.pk == student.school_id:
            raise CannotMove(_("This is the school the pupil is at. Choose another one."), "to_school")
        asked = student.transfers.unsettled().first()
        if asked:
            raise CannotMove(
                _("%(school)s has asked for %(name)s already. Answer there; nothing else is needed.")
                % {"school": asked.goes_to, "name": student}
            )
        if enrolment := open_enrolment(student):
            made.end(enrolment, Outcome.MOVED_OUT)
        made.trail.change(student, status=Status.MOVED_OUT)
        made.new.append(
            Transfer(
                student=student,
                from_school=student.school,
                to_school=to_school,
                to_name=to_name,
                paper_number=paper.number,
                paper_date=paper.day,
                left_on=on,
                reason=reason,
                state=State.LEFT,
                made_by=by,
            )
        )
        told = {"from": str(on), "receiver": str(to_school or to_name), "paper": paper.number}
        _note(by, "let a pupil go to another school", student, told, student.school_id)
    return made.movement


# The new school


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
    enrolment = open_of(student)
    return enrolment is not None and not _has_finished(enrolment, on or timezone.localdate(), to)


def needs_paper(student):
    """Whether a paper must come along: for a transfer that the old school has not written down."""
    if student.status in (Status.DROPPED_OUT, Status.FINISHED):
        return False
    return not student.transfers.unsettled().exclude(paper_number="").exists()


def take_in(student, to, on, by, paper, grade=None, reason=""):
    """Sits in class `to` of another school from `on` on; refused while the old school has a say."""
    with stroke(Kind.TAKE_IN, to.school, on, by, f"{student} → {to}", student, reason) as made:
        student = held(student)
        enrolment = open_enrolment(student)
        _not_here(student, to)
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
        _arrive(made, student, to, grade, transfer, by, paper)
    return made.movement


def ask(student, to, on, by, paper, grade=None, reason=""):
    """Ask the old school for a pupil who still sits in one of its classes; returns the Transfer."""
    today = timezone.localdate()
    paper.refuse_if_missing()
    paper.refuse_if_ahead(today)
    try:
        with transaction.atomic():
            School.objects.select_for_update().get(pk=to.school_id)
            student = held(student)
            enrolment = open_enrolment(student)
            _not_here(student, to)
            if enrolment is None:
                raise CannotMove(
                    _("%(name)s sits in no class any more and can be taken in at once. Look once more.")
                    % {"name": student}
                )
            if other := student.transfers.unsettled().first():
                raise CannotMove(
                    _("%(school)s has asked for %(name)s already; that must be settled first.")
                    % {"school": other.goes_to, "name": student}
                )
            rules.refuse_the_future(on, today)
            rules.refuse_before_it_began(enrolment, on, today)
            rules.refuse_closed(to)
            rules.first_day(to, on)
            transfer = Transfer.objects.create(
                student=student,
                from_school=student.school,
                to_school=to.school,
                to_class=to,
                own_grade=grade_in(to, grade, student, must=False),
                paper_number=paper.number,
                paper_date=paper.day,
                arrived_on=on,
                reason=reason,
                state=State.ASKED,
                made_by=by,
            )
            told = {"from": str(on), "receiver": str(to.school), "paper": paper.number}
            for school in (to.school_id, student.school_id):
                _note(by, "ask for a pupil of another school", student, told, school)
    except IntegrityError as error:
        raise CannotMove(
            _("Somebody else changed the same pupils at this moment, so nothing was written. Look once more.")
        ) from error
    return transfer


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
    _note(by, "take a pupil of another school in", student, told, student.school_id)


# The answer


def to_answer(user):
    """What other schools ask of the schools that `user` leads."""
    mine = abilities.scope_for(user, "move pupils").led_school_ids
    return Transfer.objects.filter(state=State.ASKED, from_school__in=mine)


def may_settle(user, transfer):
    """The old school and the province at once; the new school when the time to answer has passed."""
    if transfer.state != State.ASKED:
        return False
    mine = abilities.scope_for(user, "move pupils")
    if mine.everywhere or transfer.from_school_id in mine.led_school_ids:
        return True
    return transfer.to_school_id in mine.led_school_ids and transfer.is_overdue


def settle(transfer, by):
    """What was asked for happens: out of the old class, into the new one, on the day that was asked."""
    to = transfer.to_class
    on, label = transfer.arrived_on, f"{transfer.student} → {to}"
    with stroke(Kind.TAKE_IN, transfer.to_school, on, by, label, transfer.student) as made:
        kept = _held_asked(transfer)
        student = held(transfer.student)
        if not may_settle(by, kept):
            raise CannotMove(
                _("The old school still has time to answer, until %(moment)s.")
                % {"moment": rules.said_moment(kept.answer_due_at)}
            )
        _not_here(student, to)
        if student.school_id != kept.from_school_id:
            raise CannotMove(
                _("%(name)s has gone to another school meanwhile: %(school)s.")
                % {"name": student, "school": student.school}
            )
        if enrolment := open_enrolment(student):
            made.end(enrolment, Outcome.MOVED_OUT)
        made.trail.change(kept, answered_at=timezone.now(), answered_by_id=by.pk, left_on=on)
        paper = Paper(kept.paper_number, kept.paper_date)
        _arrive(made, student, to, kept.own_grade, kept, by, paper)
    return made.movement


def refuse(transfer, by, words):
    """The old school keeps the pupil and says why."""
    if not words:
        raise CannotMove(_("Say in a few words why, so that the other school knows."), "refusal")
    _close(transfer, by, State.REFUSED, "refuse a transfer", words)


def call_off(transfer, by):
    """The new school does not ask any more."""
    _close(transfer, by, State.CALLED_OFF, "call off a transfer", "")


@transaction.atomic
def _close(transfer, by, state, act, words):
    kept = _held_asked(transfer)
    kept.state, kept.refusal = state, words
    kept.answered_at, kept.answered_by = timezone.now(), by
    kept.save(update_fields=["state", "refusal", "answered_at", "answered_by"])
    for school in (kept.from_school_id, kept.to_school_id):
        _note(by, act, kept.student, {"reason": words}, school)


def _held_asked(transfer):
    kept = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if kept.state != State.ASKED:
        raise CannotMove(_("This was settled already; nothing was done twice."))
    return kept


def _arrive(made, student, to, grade, transfer, by, paper):
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
        _note(by, "take a pupil of another school in", student, told, school)


def _not_here(student, to):
    if student.school_id == to.school_id:
        raise CannotMove(
            _(
                "%(name)s has a record at this school already. Open it and use «Another class» or "
                "«Came back to school»."
            )
            % {"name": student}
        )


def open_of(student):
    return (
        student.enrolments.open()
        .select_related("school_class__year", "school_class__school", "student")
        .first()
    )


def _has_finished(enrolment, on, to):
    old = enrolment.school_class
    grade = enrolment.grade or old.grade
    goes_up = to is None or grade < max(to.grades)
    return old.year.ends_on < on and grade == max(old.school.grades) and goes_up


def _note(by, act, student, told, school_id):
    note_change(by=by, act=act, thing=student, after=told, school=school_id)
