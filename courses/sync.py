"""What the offline events of courses mean."""

from uuid import UUID

from courses.models import LecturePage, LectureProgress
from lms import outbox

MOST_BLOCKS = 300


def register():
    outbox.register("lecture.read", take_lecture_read)


def take_lecture_read(event, sender):
    """Payload {lecture: uuid, furthest: 0–100, blocks: [block ids], finished: bool}."""
    student = sender.user.student_or_none
    if student is None:
        # A teacher who leafs through a lecture leaves no trace.
        return outbox.STORED
    said = read_payload(event.payload)
    if said is None:
        return outbox.Outcome("rejected", "malformed")
    lecture = LecturePage.objects.filter(translation_key=said.pop("lecture")).first()
    # What was taken down since it was read still counts; what never was published cannot.
    if lecture is None or not lecture.first_published_at or not lecture.may_be_read_by(sender.user):
        return outbox.Outcome("rejected", "forbidden")
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
    }
