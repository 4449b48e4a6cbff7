"""The practice quizzes that stand behind `questions` blocks: made and taken down with their lecture."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _


def of(lecture, block):
    """The practice behind one block of a lecture; None before the lecture was published with it."""
    from courses.models import QuizPage

    return QuizPage.objects.filter(of_lecture=lecture, of_block=block).first() if block else None


def keys_of(lecture):
    """Keys of all that stand behind the lecture now."""
    from courses.models import QuizPage

    mine = QuizPage.objects.live().filter(of_lecture=lecture)
    return list(mine.order_by("path").values_list("pk", flat=True))


@transaction.atomic
def keep_up(lecture):
    """Let what stands behind the lecture ask what the lecture, as it is published, says."""
    from courses.models import LecturePage, QuizPage

    wanted = {block.id: block.value for block in lecture.body if block.block_type == "questions"}
    known = {quiz.of_block: quiz for quiz in QuizPage.objects.filter(of_lecture=lecture)}
    if not wanted and not known:
        return
    for number, (block, value) in enumerate(wanted.items(), start=1):
        _publish(known.get(block) or _new(lecture, block), lecture, value, number, len(wanted))
    for block, quiz in known.items():
        if block not in wanted and quiz.live:
            quiz.unpublish()
    lecture.set_outline()
    LecturePage.objects.filter(pk=lecture.pk).update(outline=lecture.outline)


def move_with(lecture):
    """To the course in which the lecture lies now."""
    from courses.models import QuizPage

    course = lecture.get_parent()
    for quiz in QuizPage.objects.filter(of_lecture=lecture).order_by("path"):
        if not quiz.is_child_of(course):
            quiz.move(course, pos="last-child")
            course.refresh_from_db()


def take_down(lecture):
    for quiz in _live(lecture):
        quiz.unpublish()


def delete(lecture):
    """With a lecture that nobody has read."""
    from courses.models import QuizPage

    for quiz in QuizPage.objects.filter(of_lecture=lecture):
        quiz.delete()


def _live(lecture):
    from courses.models import QuizPage

    return QuizPage.objects.live().filter(of_lecture=lecture)


def _new(lecture, block):
    from courses.models import QuizPage

    quiz = QuizPage(title=lecture.title, practice=True, live=False, of_lecture=lecture, of_block=block)
    quiz.owner = lecture.owner
    lecture.get_parent().add_child(instance=quiz)
    return quiz


def _publish(quiz, lecture, value, number, count):
    title = value.get("title") or _("Practice %(n)d") % {"n": number}
    part = {
        # Each begins with its question 1: several are told apart by their headings.
        "title": title if count > 1 else value.get("title") or _("Practice"),
        "instructions": "",
        "points": Decimal(1),
        "questions": value["questions"] or "",
        "shuffle": False,
        "shuffle_options": False,
    }
    quiz.title = quiz.draft_title = f"{lecture.title[:200]} – {title[:50]}"
    quiz.audience, quiz.practice = lecture.audience, True
    quiz.parts = [{"type": "part", "value": part}]
    quiz.save_revision().publish()
