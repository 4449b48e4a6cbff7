"""What every movement has in common: one transaction, a trail that undo reads, a line in the log."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students.models import Enrolment, Movement, MovementWrite, School, Student
from students.trail import CannotRestore, Trail, restore

from . import rules


class Stroke:
    """One movement being written: its trail, and how pupils are taken out of and put into classes."""

    def __init__(self, school, on):
        self.school, self.on, self.today = school, on, timezone.localdate()
        self.trail = Trail()
        self.begun, self.new, self.counts = [], [], {}

    def end(self, enrolment, outcome, on=None):
        """The pupil is gone from class; an enrolment that has not begun yet is called off."""
        on = on or self.on
        rules.refuse_before_it_began(enrolment, on, self.today)
        if enrolment.starts_on > on:
            self.trail.remove(enrolment)
        else:
            self.trail.change(enrolment, ends_on=rules.last_day(enrolment, on), outcome=outcome)

    def begin(self, student, school_class, grade=None, on=None):
        """The pupil sits in `school_class`, with the grade that a multi-grade class does not tell."""
        rules.refuse_closed(school_class)
        starts = rules.first_day(school_class, on or self.on)
        self.begun.append(
            Enrolment(student=student, school_class=school_class, starts_on=starts, own_grade=grade)
        )

    def swap(self, enrolment, school_class, outcome, grade=None):
        """From one class to another; a stay of no day leaves no trace but the line in the log."""
        rules.refuse_before_it_began(enrolment, self.on, self.today)
        if enrolment.starts_on >= self.on:
            self.trail.remove(enrolment)
        else:
            self.trail.change(enrolment, ends_on=rules.last_day(enrolment, self.on), outcome=outcome)
        self.begin(enrolment.student, school_class, grade)

    def write(self):
        """Old enrolments end before new ones begin: one open enrolment a pupil."""
        self.trail.save()
        self.trail.make(*self.begun)
        self.trail.make(*self.new)


@contextmanager
def stroke(kind, school, on, by, label, student=None, note=""):
    """`with stroke(…) as s:` – all of it is written at the end, or nothing.

    The school is held meanwhile, as an import of class lists holds it: two who move the same pupil
    at the same moment come one after the other.
    """
    try:
        with transaction.atomic():
            School.objects.select_for_update().get(pk=school.pk)
            made = Stroke(school, on)
            rules.refuse_the_future(on, made.today)
            yield made
            made.write()
            made.movement = Movement.objects.create(
                kind=kind,
                school=school,
                on=on,
                label=label[:200],
                student=student,
                note=note,
                counts=made.counts,
                done_by=by,
            )
            MovementWrite.objects.bulk_create(
                MovementWrite(movement=made.movement, model=model, rows=rows)
                for model, rows in made.trail.rows()
            )
    except IntegrityError as error:
        raise rules.CannotMove(
            _("Somebody else changed the same pupils at this moment, so nothing was written. Look once more.")
        ) from error


def open_enrolment(student):
    """The enrolment that is held while it is changed; None when the pupil sits nowhere."""
    return _open_of(student).select_for_update(of=("self",)).first()


def enrolment_now(student):
    """The same, looked at only."""
    return _open_of(student).first()


def _open_of(student):
    of_pupil = Enrolment.objects.open().filter(student=student)
    return of_pupil.select_related("student", "school_class__year", "school_class__school")


def last_enrolment(student):
    return (
        student.enrolments.select_related("student", "school_class__year", "school_class__school")
        .order_by("-starts_on", "-pk")
        .first()
    )


def held(student):
    """The pupil as it is now, held until the end of the transaction."""
    return Student.objects.select_for_update(of=("self",)).select_related("school").get(pk=student.pk)


@transaction.atomic
def undo(movement, by):
    """Everything is again as it was before `movement`; CannotMove when something was built on it."""
    School.objects.select_for_update().get(pk=movement.school_id)
    kept = Movement.objects.select_for_update(of=("self",)).get(pk=movement.pk)
    if kept.undone_at:
        raise rules.CannotMove(_("This was undone already; nothing was done twice."))
    try:
        restore(kept.writes)
    except CannotRestore as refusal:
        raise rules.CannotMove(str(refusal)) from refusal
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save(update_fields=["undone_at", "undone_by"])
    kept.writes.all().delete()
    note_change(by=by, act="undo a movement", thing=kept, before={"kind": kept.kind, "from": str(kept.on)})
    return kept
