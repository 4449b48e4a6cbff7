"""What a question may be about: a part of a lecture that the pupil reads, a question on a paper of theirs."""

from django.urls import reverse

from courses.mistakes import place_of
from courses.models import Attempt, LecturePage, PaperItem
from courses.sync_answers import read_uuid
from students.abilities import can

MOST_PLACE = 1000


def read_about(user, told):
    """The arguments of `posting.ask` that say what it is about; None: no such thing for `user`."""
    if not can(user, "study"):
        return None
    if "paper" in told:
        item = item_for(user, read_uuid(told.get("paper")), told.get("place"))
        return {"item": item} if item else None
    key = read_uuid(told.get("lecture"))
    lecture = LecturePage.objects.visible_to(user).filter(translation_key=key).first() if key else None
    return {"lecture": lecture, "block": block_in(lecture, told.get("block"))} if lecture else None


def item_for(user, paper, place):
    """The question at a place of a paper of which the pupil has an attempt, or None."""
    if paper is None or type(place) is not int or not 0 < place <= MOST_PLACE:
        return None
    if not Attempt.objects.filter(student=user.student_or_none, paper=paper).exists():
        return None
    items = PaperItem.objects.filter(paper=paper, place=place)
    return items.select_related("paper__page", "version").first()


def way_back(thread, student):
    """The address of the very part or question that was asked about; "" where there is none any more."""
    if thread.lecture_id:
        return part_of(thread.lecture, thread.block)
    attempts = Attempt.objects.filter(student=student, paper=thread.item.paper_id) if thread.item_id else None
    attempt = attempts.order_by("-started_at").first() if attempts is not None else None
    return f"{reverse('courses:attempt', args=[attempt.pk])}#cau-{thread.item.place}" if attempt else ""


def part_of(lecture, block):
    """The address of a block where its lecture is read."""
    return f"{lecture.url}#phan-{block}" if block else lecture.url


def block_in(lecture, block):
    """The block, if it stands in the lecture; "" means the whole."""
    return block if isinstance(block, str) and block and place_of(lecture, block) else ""
