"""Questions asked in a lecture: real ones, in a bank of the school, behind a practice block.

A practice block names a practice quiz; here it is one that asks just the questions that were written in the
lecture. They lie in a bank of their own («BAI-TOAN6-1»), so that no graded quiz draws what practice tells.
"""

import json
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses import publicity, teachers_places, withholding
from courses.models import Question, QuestionBank, QuizPage
from courses.question_codes import find_questions
from courses.writing import drafts, pieces
from lms.history import note_change
from lms.text import make_slug

PREFIX = "BAI-"
SAME = ("kind", "text", "content", "key", "feedback")


def quiz_of(piece):
    """The practice quiz that a piece names, as it was written last; None when it names none that is here."""
    quiz = QuizPage.objects.filter(pk=piece["value"].get("quiz")).first() if piece else None
    return quiz and quiz.get_latest_revision_as_object()


def is_ours(quiz):
    """Whether it asks only what was written in lectures, so that it is written on here."""
    parts = [part.value for part in quiz.parts]
    if not quiz.practice or len(parts) != 1 or parts[0]["draws"]:
        return False
    return all(code.startswith(PREFIX) for code in parts[0]["questions"].split())


def questions_of(quiz):
    """Its questions, in the order of asking."""
    codes = " ".join(part.value["questions"] or "" for part in quiz.parts)
    return [question for question in find_questions(codes).values() if question]


def digest(question):
    """Another one with each new wording."""
    return question.current_id.hex[:16]


def may_write(quiz, user):
    return is_ours(quiz) and (
        quiz.permissions_for_user(user).can_edit() or teachers_places.is_own(quiz, user)
    )


@transaction.atomic
def write(lecture, quiz, key, told, by):
    """Write the question `key` as `told` says; (the quiz that asks it, the question). `quiz`: None for a new
    one. A question that lies elsewhere is not found: QuestionElsewhere."""
    course = lecture.get_parent().specific
    quiz = quiz or _new_quiz(lecture, course, by)
    question = Question.objects.select_related("current", "bank").filter(pk=key).first()
    if question is None:
        bank = bank_for(course, by)
        question = Question.objects.create(pk=key, bank=bank, number=bank.next_number())
        question.revise(by, **told)
    elif question not in questions_of(quiz) or not question.bank.code.startswith(PREFIX):
        raise QuestionElsewhere
    elif says(question) == {**says(question), **told}:
        return quiz, question
    else:
        question.revise(by, **{**question.current.parts(), **told})
    _ask(quiz, [*questions_of(quiz), question], by)
    return quiz, question


def says(question):
    return {name: getattr(question.current, name) for name in SAME}


class QuestionElsewhere(LookupError):
    pass


@transaction.atomic
def leave_out(quiz, key, by):
    """Ask the question `key` no more; it stays in the bank. Whether the quiz asks anything still."""
    left = [question for question in questions_of(quiz) if str(question.pk) != str(key)]
    if left:
        _ask(quiz, left, by)
    return bool(left)


def ask_again(quiz, question, by):
    _ask(quiz, [*questions_of(quiz), question], by)


def quizzes_in(body):
    """The practice quizzes of the pieces that were written here, as they were written last."""
    found = [quiz_of(piece) for piece in body if piece["type"] == "practice"]
    return [quiz for quiz in found if quiz and is_ours(quiz)]


def faults(body, user):
    """Sentences about what keeps the questions of a lecture from being published."""
    told = []
    for quiz in quizzes_in(body):
        told += publicity.faults(quiz) + withholding.page_clashes(quiz, user)
    return told


def publish_with(lecture):
    """Whichever way a lecture is published, the questions written in it are asked from then on."""
    for quiz in quizzes_in(pieces.of(lecture)):
        revision = quiz.get_latest_revision()
        stale = not quiz.live or quiz.has_unpublished_changes
        # What stands against it was told before; the lecture then stands without these questions.
        if revision and stale and not faults_of(quiz):
            revision.publish(user=revision.user, skip_permission_checks=True)


def faults_of(quiz):
    return publicity.faults(quiz) + withholding.page_clashes(quiz)


@transaction.atomic
def bank_for(course, by):
    """The bank for questions of lectures of `course`; made when there is none."""
    subject = course.get_parent().specific.subject
    where = {"subject": subject, "grade": course.grade, "school": course.school}
    if bank := QuestionBank.objects.filter(code__startswith=PREFIX, **where).order_by("pk").first():
        return bank
    base = f"{PREFIX}{make_slug(subject.code).replace('-', '').upper()[:8]}{course.grade or ''}"
    taken = set(QuestionBank.objects.filter(code__startswith=base).values_list("code", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if f"{base}-{n}" not in taken)
    title = _("Questions of lectures – %(course)s") % {"course": course.title}
    bank = QuestionBank.objects.create(code=f"{base}-{number}", title=title[:120], **where)
    note_change(by=by, act="add question bank", thing=bank, after={"code": bank.code})
    return bank


def _new_quiz(lecture, course, by):
    quiz = QuizPage(
        title=title_for(lecture),
        practice=True,
        parts=_parts([]),
        owner=by,
        live=False,
        audience=lecture.audience,
    )
    course.add_child(instance=quiz)
    note_change(by=by, act="write practice in a lecture", thing=quiz, school=course.school_id)
    return quiz


def title_for(lecture):
    return (_("Practice: %(lecture)s") % {"lecture": lecture.title})[:255]


def _ask(quiz, questions, by):
    quiz.parts = _parts([question.code for question in dict.fromkeys(questions)])
    drafts.save(quiz, by)


def _parts(codes):
    value = {
        "title": _("Questions"),
        "instructions": "",
        "points": str(Decimal(1)),
        "questions": " ".join(codes),
        "draws": [],
        "shuffle": False,
        "shuffle_options": True,
    }
    return json.dumps([{"type": "part", "value": value}])
