"""The end-of-year round: what is out comes back or is seen in its holder's hands, class by class."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Assignment, Condition, CustodyRound, Sighting
from devices.refusal import Refused
from lms.history import note_change
from students.models import Enrolment


@dataclass
class Progress:
    """How far one class is: machines that were out when the round began, and what became of them."""

    school_class: object = None
    expected: int = 0
    back: int = 0
    lost: int = 0
    seen: int = 0

    @property
    def open(self):
        return self.expected - self.back - self.lost - self.seen

    def as_numbers(self):
        return {name: getattr(self, name) for name in ("expected", "back", "lost", "seen", "open")}


def open_round(school, year, due_on, by):
    """The round of this school and year; begun once, whoever asks."""
    begun, made = CustodyRound.objects.get_or_create(
        school=school, year=year, defaults={"due_on": due_on, "opened_by": by}
    )
    if made:
        note_change(by=by, act="begin round", thing=begun, after={"due_on": str(due_on)})
    return begun


def lines_of(one):
    """Machines of the school that were out during the round."""
    until = one.closed_at or timezone.now()
    return (
        Assignment.objects.standing()
        .filter(device__isnull=False, handover__school=one.school_id, handed_over_at__lte=until)
        .filter(Q(returned_at=None) | Q(returned_at__gte=one.opened_at))
        .with_holders()
        .select_related("device__model", "handover")
    )


def progress(one):
    """(sum, [Progress] class after class; the last is of whoever sits in none)"""
    classes = _classes(one)
    seen = set(one.sightings.values_list("line", flat=True))
    total, by_class = Progress(), {}
    rows = lines_of(one).order_by().values_list("pk", "pupil", "returned_at", "condition_in")
    for pk, pupil, returned_at, condition in rows:
        sits_in = classes.get(pupil)
        for told in (total, by_class.setdefault(sits_in and sits_in.pk, Progress(sits_in))):
            told.expected += 1
            if returned_at:
                told.lost += condition == Condition.LOST
                told.back += condition != Condition.LOST
            else:
                told.seen += pk in seen
    ordered = sorted(
        by_class.values(),
        key=lambda told: (told.school_class is None, *_place(told.school_class)),
    )
    return total, ordered


def see(one, lines, by, condition=Condition.GOOD):
    """Write down that these were seen in their holders' hands; seen twice is seen once. Raises `Refused`."""
    with transaction.atomic():
        if CustodyRound.objects.select_for_update(of=("self",)).get(pk=one.pk).closed_at:
            raise Refused(_("This round is closed."))
        known = set(one.sightings.filter(line__in=lines).values_list("line", flat=True))
        fresh = [line for line in lines if line.pk not in known]
        Sighting.objects.bulk_create(
            Sighting(round=one, line=line, condition=condition, seen_by=by) for line in fresh
        )
        if fresh:
            note_change(by=by, act="see devices in round", thing=one, after={"seen": len(fresh)})
    return fresh


def close(one, by):
    """Close it with its numbers; whatever is open then stays out, and the summary says so."""
    with transaction.atomic():
        one = CustodyRound.objects.select_for_update(of=("self",)).get(pk=one.pk)
        if one.closed_at:
            return one
        total, _by_class = progress(one)
        one.summary, one.closed_at, one.closed_by = total.as_numbers(), timezone.now(), by
        one.save(update_fields=["summary", "closed_at", "closed_by"])
        note_change(by=by, act="close round", thing=one, after=one.summary)
    return one


def _classes(one):
    """{pupil: the class of that year, the last one sat in}"""
    sat = Enrolment.objects.filter(school_class__school=one.school_id, school_class__year=one.year_id)
    rows = sat.select_related("school_class").order_by("starts_on")
    return {row.student_id: row.school_class for row in rows}


def _place(school_class):
    return (school_class.grade, school_class.name_sort) if school_class else (0, "")
