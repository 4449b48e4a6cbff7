"""A pupil's sheet of paper becomes an Attempt on the paper of its code, marked like any other.

The same sheet twice adds nothing. A changed one adds events; nothing is ever taken away. Another code is
another attempt, and the one before does not count any more.

Ids of attempt and events are drawn by lot: a device may name the attempt it begins, so one that could be
reckoned could be taken before the sheet is typed in.
"""

import re
import uuid
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses import giving_points
from courses.marking import ON_PAPER
from courses.models import AnswerEvent, Attempt, GivenPoints
from courses.printing import layout, written
from lms.history import note_change
from students.models import Student

BLANK = re.compile(r"[-–—]")


class Refused(Exception):
    """`sentences`: why, by the label of the question; "" stands for the sheet as a whole."""

    def __init__(self, sentences):
        super().__init__("; ".join(sentences.values()))
        self.sentences = sentences


def read_sheet(paper, told):
    """(responses, points) by place of `told` {label: text}. Raises Refused with all that cannot be read."""
    responses, points, wrong = {}, {}, {}
    for asked in layout.questions_of(paper):
        text = " ".join(str(told.get(asked.label) or "").split())
        try:
            if asked.by_hand:
                responses[asked.place] = None if BLANK.fullmatch(text) else _by_hand(asked)
                points[asked.place] = _points(asked, text)
            else:
                responses[asked.place] = written.read(asked, text)
        except written.Unreadable as why:
            wrong[asked.label] = str(why)
    if wrong:
        raise Refused(wrong)
    return responses, points


@transaction.atomic
def take(student, paper, told, by):
    """The attempt that `told` {label: text} makes or changes. Raises Refused, with nothing written."""
    responses, points = read_sheet(paper, told)
    # One typist after another: neither events nor tries come twice.
    Student.objects.select_for_update().get(pk=student.pk)
    attempt, others = _attempts(student, paper)
    for other in others:
        _withdraw(other, by)
    if attempt is None:
        attempt = _begin(student, paper)
    before = _told(attempt) if attempt.submitted_at else {}
    known, given = attempt.state(), GivenPoints.objects.latest_of(attempt)
    # Of what a person marks it is told only that something was written, not in which words we say so.
    same = {place for place in points if _is_written(known, place) == (responses[place] is not None)}
    events = _events(attempt, known, {place: responses[place] for place in responses if place not in same})
    rows = _given_rows(attempt, given, points, by)
    revived = "taken_back" in attempt.start_flags
    if not events and not rows and not revived:
        return attempt
    attempt.start_flags = ["on_paper"]
    attempt.save(update_fields=["start_flags"])
    GivenPoints.objects.bulk_create(rows)
    attempt.take_in(events)
    note_change(
        by=by,
        act="type in a paper",
        thing=attempt,
        before=before,
        after=_told(attempt),
        school=attempt.school_id,
    )
    return attempt


@transaction.atomic
def take_back(student, page, by):
    """What was typed in for the pupil does not count any more; its events stay. Whether there was any."""
    Student.objects.select_for_update().get(pk=student.pk)
    mine = [one for one in _of(student, page) if "taken_back" not in one.start_flags]
    for attempt in mine:
        _withdraw(attempt, by)
    return bool(mine)


def _attempts(student, paper):
    """(the attempt on this paper or None, those on others that count so far)."""
    found = _of(student, paper.page)
    here = next((one for one in found if one.paper_id == paper.pk), None)
    return here, [one for one in found if one != here and "taken_back" not in one.start_flags]


def _of(student, page):
    """Attempts that came from paper; held, for points may be given to them at this moment."""
    attempts = Attempt.objects.filter(student=student, page=page).select_for_update(of=("self",))
    return [one for one in attempts.select_related("paper", "page") if one.on_paper]


def _begin(student, paper):
    number = Attempt.objects.filter(student=student, page=paper.page).count() + 1
    flags = ["on_paper"]
    return Attempt.objects.make(student, paper, number=number, start_flags=flags, flags=flags)


def _withdraw(attempt, by):
    before = _told(attempt)
    attempt.start_flags = ["on_paper", "taken_back"]
    attempt.accepted_at = attempt.accepted_by = None
    attempt.save(update_fields=["start_flags"])
    attempt.refresh()
    note_change(
        by=by,
        act="take back a paper",
        thing=attempt,
        before=before,
        after=_told(attempt),
        school=attempt.school_id,
    )


def _told(attempt):
    return {"mark": None if attempt.mark is None else str(attempt.mark), "counted": attempt.counted}


def _events(attempt, state, responses):
    """An event for each answer that is another than before, and the submit of a new sheet."""
    seq = attempt.events.filter(install=ON_PAPER).count()
    changed = [(place, told) for place, told in responses.items() if told != state.responses.get(place)]
    if state.submitted is None:
        changed.append((None, None))
    return [
        AnswerEvent(
            attempt=attempt,
            event_id=uuid.uuid4(),
            install=ON_PAPER,
            seq=seq + step,
            place=place,
            response=told,
        )
        for step, (place, told) in enumerate(changed, start=1)
    ]


def _is_written(state, place):
    return state.responses.get(place) is not None


def _given_rows(attempt, given, points, by):
    # What stands on the sheet is what its markers agreed on, however many they were.
    two = attempt.page is not None and attempt.page.second_marker
    role = GivenPoints.Role.SETTLED if two else GivenPoints.Role.FIRST
    return [
        GivenPoints(
            attempt=attempt, place=place, points=told, comment=_comment(given.get(place)), role=role, by=by
        )
        for place, told in points.items()
        if told is not None and (place not in given or given[place].points != told)
    ]


def _comment(before):
    return before.comment if before else ""


def _by_hand(asked):
    """That something was written, for a person to mark."""
    return [] if getattr(asked.version.rules, "FILES", False) else _("(written on paper)")


def _points(asked, text):
    """Points of a work that a person marked; None while nobody has."""
    if not text:
        return None
    if BLANK.fullmatch(text):
        return Decimal(0)
    points = giving_points.read(text, asked)
    if points is None:
        raise written.Unreadable(f"«{text[:20]}»: {giving_points.says_what_fits(asked)}")
    return points
