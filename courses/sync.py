"""What the offline events of courses mean."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from courses import mistakes, opening, outline
from courses.models import LecturePage, LectureProgress
from lms import outbox

MOST_BLOCKS = 300
# Nobody reads longer in one go; a clock that jumped does not count.
MOST_SECONDS = 6 * 60 * 60


def register():
    outbox.register("lecture.read", take_lecture_read)
    outbox.register("lecture.mistake", mistakes.take)


def take_lecture_read(event, sender):
    """Payload {lecture: uuid, furthest: 0–100, blocks: [block ids], finished: bool}, and where there is more:
    done: [{block: id, what: "…"}], time: {session: uuid, day: "2026-11-26", seconds: 95}."""
    student = sender.user.student_or_none
    if student is None:
        # A teacher who leafs through a lecture leaves no trace.
        return outbox.STORED
    said = read_payload(event.payload)
    if said is None:
        return outbox.Outcome("rejected", "malformed")
    lecture = LecturePage.objects.filter(translation_key=said.pop("lecture")).first()
    # What was taken down since it was read still counts; what never was published cannot.
    if lecture is None or not lecture.first_published_at or not lecture.is_meant_for(sender.user):
        return outbox.Outcome("rejected", "forbidden")
    if opening.day_for(lecture, sender.user):
        return outbox.Outcome("rejected", "forbidden")
    known = outline.blocks_ever(lecture, {*said["blocks"], *(block for block, _what in said["done"])})
    said["blocks"] = [block for block in said["blocks"] if block in known]
    said["done"] = [(block, what) for block, what in said["done"] if block in known]
    LectureProgress.objects.take_in(student, lecture, **said)
    return outbox.STORED


def read_payload(payload):
    """The payload as arguments of `take_in` and the lecture's key; None when it makes no sense."""
    try:
        key = UUID(payload.get("lecture"))
    except (TypeError, ValueError, AttributeError):
        return None
    furthest, blocks = payload.get("furthest", 0), payload.get("blocks", [])
    if type(furthest) is not int or not 0 <= furthest <= 100 or not isinstance(blocks, list):
        return None
    if len(blocks) > MOST_BLOCKS or not all(isinstance(b, str) and len(b) <= 36 for b in blocks):
        return None
    return {
        "lecture": key,
        "furthest": furthest,
        "blocks": blocks,
        "finished": payload.get("finished") is True,
        "done": _read_done(payload.get("done")),
        "time": _read_time(payload.get("time")),
    }


def _read_done(told):
    """Pairs of a block and what was done in it. What is malformed among them costs nobody the rest."""
    told = told[:MOST_BLOCKS] if isinstance(told, list) else []
    pairs = [(one.get("block"), one.get("what")) for one in told if isinstance(one, dict)]
    return [pair for pair in pairs if all(isinstance(text, str) and 0 < len(text) <= 36 for text in pair)]


def _read_time(told):
    """Arguments of `ReadingTime.objects.measure`; None when nothing sensible is told."""
    if not isinstance(told, dict):
        return None
    try:
        session, day = UUID(told.get("session")), date.fromisoformat(told.get("day"))
    except (TypeError, ValueError, AttributeError):
        return None
    seconds = told.get("seconds")
    if type(seconds) is not int or not 0 < seconds <= MOST_SECONDS:
        return None
    # A tablet whose battery was empty may be days ahead; the day in which we hear of it is true enough.
    if day > timezone.localdate() + timedelta(days=1):
        day = timezone.localdate()
    return {"session": str(session), "day": day, "seconds": seconds}
