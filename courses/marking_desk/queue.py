"""Answers of a class to a quiz that a person marks: who wrote what, what waits, what comes next."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from courses import correcting, marking
from courses.judging import attempts_judged_by
from courses.models import AnswerEvent, Attempt, GivenPoints
from courses.models.attempts import items_of
from courses.questions import is_asked, is_by_hand
from students.models import Student

WAYS = ("question", "pupil")


@dataclass
class Slot:
    """One answer on the desk."""

    attempt: Attempt
    item: object
    number: int
    response: object
    given: GivenPoints | None = None

    @property
    def waits(self):
        return self.given is None

    @property
    def key(self):
        return self.attempt.pk, self.item.place


@dataclass
class Pile:
    """The answers to one question, or of one pupil."""

    slots: list = field(default_factory=list)

    @property
    def first(self):
        return self.slots[0]

    @property
    def waiting(self):
        return sum(slot.waits for slot in self.slots)

    @property
    def done(self):
        return len(self.slots) - self.waiting

    @property
    def begin_at(self):
        """Where one goes on: the first that waits."""
        return next((slot for slot in self.slots if slot.waits), self.first)

    def next_waiting(self, slot):
        """The next that waits behind `slot`, then from the beginning again; None when none does."""
        at = self.slots.index(slot)
        turn = [*self.slots[at + 1 :], *self.slots[:at]]
        return next((one for one in turn if one.waits), None)

    def around(self, slot):
        """(the one before, the one after), None at the ends."""
        at = self.slots.index(slot)
        return self.slots[at - 1] if at else None, next(iter(self.slots[at + 1 :]), None)

    def position(self, slot):
        return self.slots.index(slot) + 1


class Desk:
    """All answers of a class to a quiz that a person marks, as far as `user` decides about them."""

    def __init__(self, page, school_class, user):
        self.page, self.school_class = page, school_class
        self.slots, self.undecided = _slots(page, school_class, user)

    @cached_property
    def by_question(self):
        """A Pile for each version of a question, whichever papers asked it."""
        return sorted(self._piles(lambda slot: slot.item.version_id), key=lambda pile: pile.first.number)

    @cached_property
    def by_pupil(self):
        return self._piles(lambda slot: slot.attempt.pk)

    def _piles(self, key):
        piles = defaultdict(Pile)
        for slot in self.slots:
            piles[key(slot)].slots.append(slot)
        return list(piles.values())

    @property
    def waiting(self):
        return sum(slot.waits for slot in self.slots)

    def find(self, attempt_pk, place):
        return next((slot for slot in self.slots if slot.key == (attempt_pk, place)), None)

    def line(self, way, slot):
        """The Pile in which one goes forward and back from `slot`."""
        if way == "question":
            return next(pile for pile in self.by_question if slot in pile.slots)
        return Pile([each for pile in self.by_pupil for each in pile.slots])


def _slots(page, school_class, user):
    """(slots by pupil and question, how many attempts wait for a word whether they count). Five queries."""
    students = list(Student.objects.sitting_in(school_class))
    attempts = list(
        attempts_judged_by(user)
        .graded()
        .filter(page=page, student__in=students)
        .select_related("paper", "page", "student")
    )
    turn = {student.pk: number for number, student in enumerate(students)}
    attempts.sort(key=lambda attempt: (turn[attempt.student_id], attempt.number))
    over = [attempt for attempt in attempts if attempt.counted and attempt.is_over()]
    undecided = sum(1 for attempt in attempts if not attempt.counted)
    responses, given = _responses(over), _given(over)
    void = _void(over)
    return [
        Slot(attempt, item, number, responses[attempt.pk][item.place], given.get((attempt.pk, item.place)))
        for attempt in over
        for number, item in by_hand_of(attempt.paper_id)
        if item.place in responses[attempt.pk] and (attempt.pk, item.version_id) not in void
    ], undecided


def _void(attempts):
    """(attempt, version) of questions that nobody marks any more, because they were wrong."""
    items = [item for attempt in attempts for _number, item in by_hand_of(attempt.paper_id)]
    rows = correcting.rows_for(items)
    keys = {
        (attempt.pk, row.version_id): row.key
        for attempt in attempts
        for row in rows
        if row.concerns(*correcting.place_of(attempt))
    }
    return {place for place, key in keys.items() if "void" in key}


def by_hand_of(paper_id):
    """(number, item) of the questions of a paper that a person marks, numbered as they were written: the
    same in all paper codes."""
    asked = [item for item in items_of(paper_id) if is_asked(item.version.kind)]
    asked.sort(key=lambda item: item.written_as)
    return [(number, item) for number, item in enumerate(asked, start=1) if is_by_hand(item.version.kind)]


def _responses(attempts):
    """{attempt: {place: what was answered}} of what a person marks."""
    places = {item.place for attempt in attempts for _number, item in by_hand_of(attempt.paper_id)}
    events = defaultdict(list)
    # What the key marks is not read; the submits tell what came in time.
    told = AnswerEvent.objects.filter(Q(place__in=places) | Q(place=None), attempt__in=attempts)
    for attempt, *row in told.values_list("attempt", *AnswerEvent.TOLD):
        events[attempt].append(AnswerEvent.as_answer(*row))
    return {
        attempt.pk: marking.state_of(events[attempt.pk], attempt.started_at, attempt.ends_at).responses
        for attempt in attempts
    }


def _given(attempts):
    rows = GivenPoints.objects.filter(attempt__in=attempts).select_related("by").order_by("pk")
    return {(row.attempt_id, row.place): row for row in rows}
