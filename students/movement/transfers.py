"""From one school to another: the same pupil, never a second record (docs/decisions/transfers.md)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from students import abilities
from students.models import Enrolment, Movement, School, Student, Transfer

from . import rules
from .arrivals import Paper, arrive, note, refuse_if_here, refuse_odd_grade
from .pupils import grade_in
from .rules import CannotMove
from .strokes import held, open_enrolment, stroke

Kind, Outcome, Status, State = Movement.Kind, Enrolment.Outcome, Student.Status, Transfer.State


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
        note(by, "let a pupil go to another school", student, told, student.school_id)
    return made.movement


def ask(student, to, on, by, paper, grade=None, reason="", other_grade=False):
    """Ask the old school for a pupil who still sits in one of its classes; returns the Transfer."""
    today = timezone.localdate()
    paper.refuse_if_missing()
    paper.refuse_if_ahead(today)
    try:
        with transaction.atomic():
            School.objects.select_for_update().get(pk=to.school_id)
            student = held(student)
            enrolment = open_enrolment(student)
            refuse_if_here(student, to)
            refuse_odd_grade(student, to, grade, other_grade)
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
                note(by, "ask for a pupil of another school", student, told, school)
    except IntegrityError as error:
        raise CannotMove(
            _("Somebody else changed the same pupils at this moment, so nothing was written. Look once more.")
        ) from error
    return transfer


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


def may_take_in(user, transfer):
    """The new school, when the old one has let the pupil go and no class is chosen yet."""
    mine = abilities.scope_for(user, "move pupils").led_school_ids
    return transfer.state == State.LEFT and transfer.to_school_id in mine


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
        refuse_if_here(student, to)
        if student.school_id != kept.from_school_id:
            raise CannotMove(
                _("%(name)s has gone to another school meanwhile: %(school)s.")
                % {"name": student, "school": student.school}
            )
        if enrolment := open_enrolment(student):
            made.end(enrolment, Outcome.MOVED_OUT)
        made.trail.change(kept, answered_at=timezone.now(), answered_by_id=by.pk, left_on=on)
        paper = Paper(kept.paper_number, kept.paper_date)
        arrive(made, student, to, kept.own_grade, kept, by, paper)
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
        note(by, act, kept.student, {"reason": words}, school)


def _held_asked(transfer):
    kept = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if kept.state != State.ASKED:
        raise CannotMove(_("This was settled already; nothing was done twice."))
    return kept
