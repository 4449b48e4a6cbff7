"""Requests of families about data: written down, answered, settled; each with its clock."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students import erasing
from students.models import DataRequest, Student

SOON = 3  # days before a clock runs out


@transaction.atomic
def ask(student, kind, by, asked_by, on, words=""):
    """Write a request down; asked twice on one day it is one. (the request, whether it is new)"""
    Student.objects.select_for_update().get(pk=student.pk)
    if known := student.data_requests.open().filter(kind=kind, asked_on=on).first():
        return known, False
    request = DataRequest.objects.create(
        student=student, kind=kind, words=words, asked_by=asked_by, asked_on=on, recorded_by=by
    )
    _note(request, by, "write down a request", {"kind": str(kind), "answer_due": str(request.answer_due)})
    return request, True


@transaction.atomic
def answer(request, by, words):
    """Tell the family that it was heard and what comes next; once."""
    request = DataRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at or request.done_at:
        return request
    request.answered_at, request.answered_by, request.answer = timezone.now(), by, words
    request.save(update_fields=["answered_at", "answered_by", "answer"])
    _note(request, by, "answer a request", {"kind": request.kind})
    return request


@transaction.atomic
def settle(request, by, outcome, words):
    """It is done, or it cannot be and why; once. What was not answered yet is answered by it."""
    request = DataRequest.objects.select_for_update().get(pk=request.pk)
    if request.done_at:
        return request
    now = timezone.now()
    if request.answered_at is None:
        request.answered_at, request.answered_by, request.answer = now, by, words
    request.done_at, request.done_by, request.outcome, request.outcome_words = now, by, outcome, words
    request.save()
    _note(request, by, "settle a request", {"kind": request.kind, "outcome": str(outcome)})
    return request


@transaction.atomic
def erase(request, by):
    """Erase the pupil, as was asked, and settle the request with that. Raises erasing.CannotErase."""
    erasing.erase(request.student, by=by)
    words = _(
        "Names, ids and what the pupil wrote are erased. Papers about devices are kept until their day, "
        "as the law and the record say; then they go as well."
    )
    return settle(request, by=by, outcome=DataRequest.Outcome.DONE, words=words)


def reminders(user):
    """(late, due soon, all) of the open requests that `user` handles."""
    mine = DataRequest.objects.visible_to(user, to="settle requests").open()
    due = [request.days_left for request in mine.only("answered_at", "answer_due", "done_due", "done_at")]
    return sum(days < 0 for days in due), sum(0 <= days <= SOON for days in due), len(due)


def _note(request, by, act, after):
    note_change(by=by, act=act, thing=request.student, after=after, school=request.student.school_id)
