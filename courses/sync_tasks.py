"""What the offline events of tasks mean.

`task.handed` {"lecture": uuid, "block": id, "words": "…", "pages": [ids], "turn": 2}
`task.piece`  {"lecture": uuid, "block": id, "file": uuid, "number": 1, "of": 5, "content": base64}

Of what was handed in, the greatest (turn, seq, install) counts, so that no order of arrival changes it. A
page may arrive before or after the word that names it. All other keys are ignored.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from courses import answer_files, task_works
from courses.models import LecturePage
from courses.sync_answers import MALFORMED, read_bytes, read_uuid
from lms import outbox

MOST_TURNS = 1_000_000


def register():
    outbox.register("task.handed", take_handed)
    outbox.register("task.piece", take_piece)


def take_handed(event, sender):
    told = event.payload
    words, pages, turn = (told.get(name) for name in ("words", "pages", "turn"))
    if not isinstance(words, str) or type(turn) is not int or not 1 <= turn <= MOST_TURNS:
        return MALFORMED
    if not isinstance(pages, list) or len(pages) > task_works.MOST_FILES or not all(map(_is_id, pages)):
        return MALFORMED
    if not words.strip() and not pages:
        return MALFORMED
    place, refusal = _place(told, sender)
    if refusal:
        return refusal
    is_last = task_works.hand_in(*place, words, pages, turn, install=event.install, seq=event.seq)
    return outbox.STORED if is_last else outbox.LATE


def take_piece(event, sender):
    told = event.payload
    number, of = told.get("number"), told.get("of")
    page_id, content = read_uuid(told.get("file")), read_bytes(told.get("content"))
    if type(number) is not int or type(of) is not int or not 1 <= number <= of <= answer_files.MOST_PIECES:
        return MALFORMED
    if page_id is None or not content:
        return MALFORMED
    place, refusal = _place(told, sender)
    if refusal:
        return refusal
    try:
        task_works.take_piece(task_works.held(*place), page_id, number, of, content)
    except answer_files.NotKept as why:
        return outbox.Outcome("rejected", "not_kept", str(why))
    return outbox.STORED


def _place(told, sender):
    """((student, lecture, block), None), or (None, why it is not taken)."""
    student = sender.user.student_or_none
    if student is None:
        return None, outbox.Outcome("stored", told=_("Only pupils hand work in; nothing was kept."))
    key = read_uuid(told.get("lecture"))
    lecture = LecturePage.objects.filter(translation_key=key).first() if key else None
    # What was taken down since it was read still counts; what never was published cannot.
    if lecture is None or not lecture.first_published_at or not lecture.is_meant_for(sender.user):
        return None, outbox.FORBIDDEN
    if not task_works.is_task(lecture, told.get("block")):
        words = _("This task does not stand in the lecture any more. Show your work to your teacher.")
        return None, outbox.Outcome("rejected", "no_task", words)
    return (student, lecture, told["block"]), None


def _is_id(text):
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False
