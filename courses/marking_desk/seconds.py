"""Two teachers mark: who was named, how far they agree, where they have to settle on points."""

from dataclasses import dataclass

from django.db import transaction

from courses.marking_desk import agreement
from courses.models import SecondMarker
from lms.history import note_change


def name(page, school_class, user, by):
    """`user` marks second; None: whoever teaches the class. What was given by somebody else stays."""
    with transaction.atomic():
        known = SecondMarker.objects.select_for_update().filter(page=page, school_class=school_class).first()
        if (known and known.user_id) == (user and user.pk):
            return
        if known:
            known.delete()
        if user:
            SecondMarker.objects.create(page=page, school_class=school_class, user=user, named_by=by)
        note_change(
            by=by,
            act="name a second marker",
            thing=school_class,
            before={"teacher": str(known.user) if known else ""},
            after={"teacher": str(user) if user else ""},
        )


@dataclass
class Compared:
    """A question: (slot, difference, whether both have to settle) of each answer that both have marked."""

    pile: object
    lines: list
    agreement: agreement.Agreement


def compared(pile):
    lines = []
    for slot in pile.slots:
        if slot.two:
            first, second = slot.two
            lines.append((slot, second.points - first.points, slot.given is None))
    return Compared(pile, lines, agreement.of_pairs(_pairs(lines)))


def overall(piles):
    return agreement.of_pairs([pair for one in piles for pair in _pairs(one.lines)])


def open_in(desk):
    """How many answers both have marked too differently."""
    return sum(1 for slot in desk.slots if slot.two and slot.given is None)


def _pairs(lines):
    return [tuple(row.points for row in slot.two) for slot, _difference, _open in lines]
