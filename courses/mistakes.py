"""«Báo lỗi trong bài»: told on a form, or kept on the device and sent when there is signal; answered by
whoever writes the lecture."""

from datetime import timedelta
from html import unescape
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from courses.models import LecturePage, MistakeReport
from lms.models import Picture
from lms.outbox import FORBIDDEN, STORED, Outcome
from lms.text import tidy
from students.abilities import can
from students.models import Student

MOST_WORDS = 500
MOST_BLOCK = 36
# A child that plays with the form must not bury what others found.
A_DAY_OF_PUPIL, A_DAY_OF_STAFF = 10, 60


class TooMany(Exception):  # noqa: N818 – it is an answer, not an accident
    """The reporter has said enough for one day; the text is the sentence."""


def report(by, kind, words="", block="", lecture=None, link=None, key=None):
    """Write down what `by` found wrong in a lecture or outside page; the report, and whether it is new.

    What is still open is said once: again, it is the same report. Raises TooMany.
    """
    student = by.student_or_none
    kind_of = {"lecture": lecture, "link": link, "kind": kind, "block": block[:MOST_BLOCK], "state": "open"}
    if same := MistakeReport.objects.filter(by=by, **kind_of).first():
        return same, False
    since = timezone.now() - timedelta(days=1)
    most = A_DAY_OF_PUPIL if student else A_DAY_OF_STAFF
    if MistakeReport.objects.filter(by=by, reported_at__gt=since).count() >= most:
        raise TooMany(
            _("You have reported %(most)s mistakes in one day. Thank you! Report the next one tomorrow.")
            % {"most": most}
        )
    enrolment = student and student.current_enrolment()
    told = {
        **kind_of,
        "by": by,
        "words": tidy(words)[:MOST_WORDS],
        "student": student,
        "school_id": student.school_id if student else school_of(by),
        "grade": enrolment.school_class.grade if enrolment else None,
    }
    try:
        with transaction.atomic():
            return MistakeReport.objects.create(**told, **({"id": key} if key else {})), True
    except IntegrityError:
        # Sent twice at the same moment.
        return MistakeReport.objects.get(by=by, **kind_of), False


def school_of(user):
    teacher = user.teacher_or_none
    return teacher.school_id if teacher else None


def settle(found, state, answer, by):
    """Say what became of a report, with a sentence for whoever sent it."""
    found.state, found.answer = state, tidy(answer)[:300]
    found.settled_by, found.settled_at, found.seen_at = by, timezone.now(), None
    found.save(update_fields=["state", "answer", "settled_by", "settled_at", "seen_at"])


def see(by, told):
    """Note that `by` has read answers: `told` holds the `answer_key` of each that the page showed. One that
    was answered anew since then is still to be read."""
    answered = MistakeReport.objects.by_reader(by).answered_unseen().only("settled_at")
    read = [one.pk for one in answered if one.answer_key in told]
    MistakeReport.objects.filter(pk__in=read, seen_at=None).update(seen_at=timezone.now())


def named_for(reports, user):
    """The reports, each with `who`: the pupil's name only for who may see the pupil."""
    reports = list(reports)
    pupils = {one.student_id for one in reports} - {None}
    seen = (
        dict(Student.objects.visible_to(user).filter(pk__in=pupils).values_list("pk", "full_name"))
        if pupils
        else {}
    )
    for one in reports:
        if one.student_id is None:
            one.who = str(one.by)
        elif one.student_id in seen:
            one.who = seen[one.student_id]
        elif one.grade:
            one.who = _("a pupil of grade %(grade)s") % {"grade": one.grade}
        else:
            one.who = _("a pupil")
    return reports


def placed(reports):
    """The reports, each with `place`: where in its lecture it is, in words; "" for the whole, for what stands
    there no more, and for an outside page. One query for all of them."""
    reports = list(reports)
    about = {one.lecture_id: one.lecture for one in reports if one.block and one.lecture_id}
    withheld = _withheld_in(about.values())
    words = {
        (key, piece["id"]): piece["words"]
        for key, lecture in about.items()
        for piece in _places(lecture, withheld)
    }
    for one in reports:
        one.place = words.get((one.lecture_id, one.block), "") if one.block else ""
    return reports


def place_of(lecture, block):
    """Where in the lecture it is, in words; "" for the whole, or for what stands there no more."""
    return next((piece["words"] for piece in places(lecture) if piece["id"] == block), "") if block else ""


def places(lecture):
    """The blocks of a lecture by which a reader says where: {id, words}."""
    return list(_places(lecture, _withheld_in([lecture])))


def _places(lecture, withheld):
    # As it is stored: asked as blocks, each kind of them looks for its pictures and files anew.
    for number, block in enumerate(lecture.body.raw_data, start=1):
        if not block.get("id"):
            continue
        value = block["value"]
        words = ""
        # What a picture shows is told no more than the picture itself once it was taken off.
        if isinstance(value, dict) and _picture_of(block) not in withheld:
            told = (tidy(_plain(value.get(name))) for name in ("title", "text", "caption", "alt"))
            words = next(filter(None, told), "")
        kind = str(lecture.body.stream_block.child_blocks[block["type"]].label)
        shown = f"{number}. {kind}" + (f": {words[:40]}{'…' if len(words) > 40 else ''}" if words else "")
        yield {"id": str(block["id"]), "words": shown}


def _withheld_in(lectures):
    """Keys of the pictures in these lectures that were taken off the pages."""
    keys = {_picture_of(block) for lecture in lectures for block in lecture.body.raw_data} - {None}
    if not keys:
        return set()
    return set(Picture.objects.filter(pk__in=keys).exclude(withheld_at=None).values_list("pk", flat=True))


def _picture_of(block):
    key = block["value"].get("picture") if isinstance(block["value"], dict) else None
    return key if isinstance(key, int) else None


def _plain(text):
    return unescape(strip_tags(text)) if isinstance(text, str) else ""


def take(event, sender):
    """`lecture.mistake`: {"lecture": uuid, "kind", "block", "words"}, of a page read without signal."""
    if not can(sender.user, "report mistakes"):
        return FORBIDDEN
    kind, block, words = (event.payload.get(name, "") for name in ("kind", "block", "words"))
    if kind not in MistakeReport.OF_LECTURES or not isinstance(block, str) or not isinstance(words, str):
        return Outcome("rejected", "malformed")
    try:
        key = UUID(event.payload.get("lecture"))
    except (TypeError, ValueError, AttributeError):
        return Outcome("rejected", "malformed")
    lecture = LecturePage.objects.visible_to(sender.user).filter(translation_key=key).first()
    if lecture is None:
        return FORBIDDEN
    if MistakeReport.objects.filter(pk=event.id).exists():
        return FORBIDDEN
    try:
        report(sender.user, kind, words, block, lecture=lecture, key=event.id)
    except TooMany as why:
        return Outcome("rejected", "too_many", told=str(why))
    return STORED
