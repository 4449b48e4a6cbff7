"""A teacher says that a pupil has done a lecture, whatever its rule asks; and takes it back."""

from django.db import transaction
from django.utils import timezone

from courses import completing
from courses.models import LectureProgress
from lms.history import note_change


@transaction.atomic
def say(student, lecture, by):
    """Saying it twice changes nothing."""
    row = _held(student, lecture)
    if row.confirmed_at is not None:
        return
    row.confirmed_at, row.confirmed_by = timezone.now(), by
    completing.refresh(row, lecture)
    _save(row)
    note_change(by=by, act="say that a lecture is done", thing=row, school=student.school_id)


@transaction.atomic
def take_back(student, lecture, by):
    row = _held(student, lecture)
    if row.confirmed_at is None:
        return
    row.confirmed_at = row.confirmed_by = None
    if not completing.judge(row, lecture):
        row.finished_at = None
    _save(row)
    note_change(by=by, act="take back that a lecture is done", thing=row, school=student.school_id)


def _held(student, lecture):
    LectureProgress.objects.get_or_create(student=student, lecture=lecture)
    rows = LectureProgress.objects.select_for_update(of=("self",)).select_related("student", "lecture")
    return rows.get(student=student, lecture=lecture)


def _save(row):
    # Not `updated_at`: the pupil did not read now.
    row.save(update_fields=["confirmed_at", "confirmed_by", "finished_at"])
