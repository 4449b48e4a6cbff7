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
    outbox.register_stream("lecture.read", take_readings)
    outbox.register("lecture.mistake", mistakes.take)


def take_readings(events, sender):
    """Outcomes of what a browser tells of a lecture. Payload {lecture: uuid, furthest: 0–100, blocks: [block
    ids], finished: bool}, and where there is more: done: [{block: id, what: "…"}], time: {session: uuid, day:
    "2026-11-26", seconds: 95}.

    A tablet that comes home after a week brings many; all of a lecture are written in one stroke.
    """
    student = sender.user.student_or_none
    if student is None:
        # A teacher who leafs through a lecture leaves no trace.
        return [outbox.STORED] * len(events)
    outcomes, told = [], {}
    for place, event in enumerate(events):
        said = read_payload(event.payload)
        outcomes.append(outbox.STORED if said else outbox.Outcome("rejected", "malformed"))
        if said:
            told.setdefault(said.pop("lecture"), {})[place] = said
    for key, readings in told.items():
        if not _take_together(student, sender.user, key, list(readings.values())):
            for place in readings:
                outcomes[place] = outbox.Outcome("rejected", "forbidden")
    return outcomes


def _take_together(student, user, key, readings):
    """Whether the lecture may be read by `user`: then all of `readings` is kept."""
    lecture = LecturePage.objects.filter(translation_key=key).first()
    # What was taken down since it was read still counts; what never was published cannot.
    if lecture is None or not lecture.first_published_at or not lecture.is_meant_for(user):
        return False
    if opening.day_for(lecture, user):
        return False
    blocks = {block for said in readings for block in said["blocks"]}
    done = {pair for said in readings for pair in said["done"]}
    known = outline.blocks_ever(lecture, {*blocks, *(block for block, _what in done)})
    LectureProgress.objects.take_in(
        student,
        lecture,
        furthest=max(said["furthest"] for said in readings),
        blocks=[block for block in blocks if block in known],
        finished=any(said["finished"] for said in readings),
        done=[(block, what) for block, what in done if block in known],
        times=[said["time"] for said in readings if said["time"]],
    )
    return True


def read_payload(payload):
    """What the payload says, as `take_in` takes it, and the lecture's key; None when it makes no sense."""
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
