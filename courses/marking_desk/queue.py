"""Answers of a class to a quiz that a person marks: who wrote what, what waits, what comes next."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from courses import correcting, replaying
from courses.judging import attempts_judged_by, named_second
from courses.marking_desk.veil import hides_names
from courses.models import AnswerEvent, Attempt, GivenPoints, SecondMarker
from courses.models.given_points import by_role, counting, fresh, role_for
from courses.models.papers import items_of
from courses.questions import is_asked, is_by_hand
from students.models import Enrolment, Student

# What is asked and how it looks; of each attempt only what decides about marks is read.
HEAVY = ("page__parts", "page__intro", "paper__parts")
WAYS = ("question", "pupil")
Role = GivenPoints.Role


@dataclass
class Slot:
    """One answer on the desk. `rows`: the points given for it as it stands; `role`: as what the reader gives
    more; `given`: what counts; `turn`: which of the class's attempts it is, where none is named."""

    attempt: Attempt
    item: object
    number: int
    response: object
    rows: list
    role: str | None
    given: GivenPoints | None
    turn: int = 0
    is_nameless: bool = False

    @property
    def own(self):
        """The points that the reader may see: the own ones, until both have given theirs."""
        if self.role == Role.SETTLED:
            return self.given
        return by_role(self.rows).get(self.role) if self.both_mark else self.given

    @property
    def both_mark(self):
        return self.attempt.page.second_marker

    @property
    def waits(self):
        """Whether it waits for the reader."""
        return self.role is not None and self.own is None

    @property
    def key(self):
        return self.attempt.pk, self.item.place

    @property
    def name(self):
        if self.is_nameless:
            return _("Work %(number)02d") % {"number": self.turn}
        return self.attempt.student.full_name

    @property
    def two(self):
        """(the first marker's points, the second's), once both have given theirs; else None."""
        told = by_role(self.rows)
        both = told.get(Role.FIRST), told.get(Role.SECOND)
        return both if all(both) else None


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


class Desk:
    """All answers of a class to a quiz that a person marks, as far as `user` marks them."""

    def __init__(self, page, school_class, user):
        self.page, self.school_class = page, school_class
        self.named = named_second(page, school_class)
        self.slots, self.undecided = self._read(user)
        self.hides_names = hides_names(page, school_class)
        if self.hides_names:
            self._take_names_off()

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

    @property
    def waiting_for_others(self):
        """Answers that the reader has marked and another has not, or that others mark."""
        return sum(slot.given is None and not slot.waits for slot in self.slots)

    def find(self, attempt_pk, place):
        return next((slot for slot in self.slots if slot.key == (attempt_pk, place)), None)

    def line(self, way, slot):
        """The Pile in which one goes forward and back from `slot`."""
        if way == "question":
            return next(pile for pile in self.by_question if slot in pile.slots)
        return Pile([each for pile in self.by_pupil for each in pile.slots])

    def _read(self, user):
        """(slots by pupil and question, how many attempts wait for a word whether they count)."""
        students = list(Student.objects.sitting_in(self.school_class))
        attempts = attempts_judged_by(user)
        if self.named and self.named.user_id == user.pk:
            attempts = Attempt.objects.all()
        attempts = list(
            attempts.graded()
            .filter(page=self.page, student__in=students)
            .select_related("paper", "page", "student")
            .defer(*HEAVY)
        )
        turn = {student.pk: number for number, student in enumerate(students)}
        attempts.sort(key=lambda attempt: (turn[attempt.student_id], attempt.number))
        over = [attempt for attempt in attempts if attempt.counted and attempt.is_over()]
        undecided = sum(1 for attempt in attempts if not attempt.counted)
        return _slots(over, user, lambda attempt: self.named), undecided

    def _take_names_off(self):
        """In an order that tells nothing, the same whenever one comes back."""

        def lot(attempt):
            return hashlib.sha256(f"{self.page.pk}:{self.school_class.pk}:{attempt.pk}".encode()).digest()

        attempts = {slot.attempt.pk: slot.attempt for slot in self.slots}
        order = sorted(attempts.values(), key=lot)
        turns = {attempt.pk: number for number, attempt in enumerate(order, start=1)}
        for slot in self.slots:
            slot.is_nameless, slot.turn = True, turns[slot.attempt.pk]
        self.slots.sort(key=lambda slot: (slot.turn, slot.number))


def waiting_for(user, pairs):
    """{(page's key, class's key): Slots that wait for `user`} of many (page, class) that two mark: as
    many queries as for one."""
    keys = {(page.pk, school_class.pk) for page, school_class in pairs}
    pages, classes = ({key[at] for key in keys} for at in (0, 1))
    marked = SecondMarker.objects.filter(page__in=pages, school_class__in=classes)
    named = {(one.page_id, one.school_class_id): one for one in marked}
    sitting = Enrolment.objects.open().filter(school_class__in=classes)
    seats = dict(sitting.values_list("student", "school_class"))
    found = Attempt.objects.graded().filter(
        page__in=pages, student__in=sitting.values("student"), counted=True, to_mark__gt=0
    )
    judged = set(found.filter(pk__in=attempts_judged_by(user).values("pk")).values_list("pk", flat=True))

    def pair(attempt):
        return attempt.page_id, seats[attempt.student_id]

    def is_mine(attempt):
        second = named.get(pair(attempt))
        return attempt.pk in judged or (second is not None and second.user_id == user.pk)

    attempts = found.select_related("paper", "page", "student").defer(*HEAVY)
    over = [one for one in attempts if pair(one) in keys and is_mine(one) and one.is_over()]
    told = defaultdict(list)
    for slot in _slots(over, user, lambda attempt: named.get(pair(attempt))):
        if slot.waits:
            told[pair(slot.attempt)].append(slot)
    return told


def _slots(attempts, user, named):
    """`named`: of an attempt the SecondMarker, or None."""
    places = {item.place for attempt in attempts for _number, item in by_hand_of(attempt.paper_id)}
    # What the key marks is not read; the submits tell what came in time.
    events = AnswerEvent.objects.filter(Q(place__in=places) | Q(place=None))
    states, rows, void = replaying.states(attempts, events), replaying.rows_given(attempts), _void(attempts)
    slots = []
    for attempt in attempts:
        state, given = states[attempt.pk], rows[attempt.pk]
        counts = counting(given, attempt.page, state.reworked)
        for number, item in by_hand_of(attempt.paper_id):
            place = item.place
            if place not in state.responses or (attempt.pk, item.version_id) in void:
                continue
            own = fresh([row for row in given if row.place == place], state.reworked)
            second = named(attempt)
            role = role_for(own, user, attempt.page, second and second.user_id)
            slots.append(Slot(attempt, item, number, state.responses[place], own, role, counts.get(place)))
    return slots


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
