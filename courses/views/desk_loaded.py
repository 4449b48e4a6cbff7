"""Answers of a class that wait for points, on one page that opens without signal."""

from collections import defaultdict

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses import answer_files
from courses.marking_desk import rubric
from courses.marking_desk.opening import desk_of
from courses.models import AnswerFile
from courses.weight import in_words
from lms.kept_pages import keep_for
from students import looked
from students.abilities import requires

# What a telephone shows without growing slow; the next ones come when these are marked.
MOST = 60


@requires("see marks")
@require_safe
def loaded(request, uid, class_uid):
    """One form for each answer; without a script each goes to the desk as it is."""
    desk = desk_of(request.user, uid, class_uid)
    if desk is None:
        raise Http404
    waiting = [slot for pile in desk.by_question for slot in pile.slots if slot.waits]
    shown = waiting[:MOST]
    looked.note(request.user, "answers", *{slot.attempt.student for slot in shown}, once_a_day=True)
    files = _files(shown)
    size = sum(file.size for some in files.values() for file in some if file.is_picture or file.is_sound)
    piles = defaultdict(list)
    for slot in shown:
        piles[slot.item.version].append(_line(slot, files))
    context = {
        "desk": desk,
        "piles": [{"version": version, "lines": lines} for version, lines in piles.items()],
        "shown": len(shown),
        "left": len(waiting) - len(shown),
        "size": in_words(size) if size else "",
        "now": timezone.localtime(),
    }
    return keep_for(request.user, render(request, "courses/desk/loaded.html", context))


def _files(slots):
    """{slot's key: its files, in the order of the answer}, in one query."""
    told = {
        slot.key: slot.response or [] for slot in slots if answer_files.is_file_kind(slot.item.version.kind)
    }
    attempts = {attempt for attempt, _place in told}
    rows = {}
    if attempts:
        rows = {(row.attempt_id, str(row.pk)): row for row in AnswerFile.objects.filter(attempt__in=attempts)}
    return {
        (attempt, place): [rows[attempt, one] for one in ids if (attempt, one) in rows]
        for (attempt, place), ids in told.items()
    }


def _line(slot, files):
    version = slot.item.version
    is_file = answer_files.is_file_kind(version.kind)
    rows = rubric.rows_of(version.key, slot.item.points)
    return {
        "slot": slot,
        "attempt": slot.attempt,
        "files": files.get(slot.key, []),
        "said": "" if is_file else version.rules.shown_response(slot.response, version.content),
        "rows": rows,
        "has_rubric": rows[0].id != rubric.WHOLE,
    }
