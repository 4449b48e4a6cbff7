"""Questions asked in a lecture: real ones, in a bank of the school, named by code in a `questions` block.

They lie in a bank of their own («BAI-TOAN6-1»), so that no graded quiz draws what practice tells. Publishing
the lecture makes the practice behind the block (courses/own_practice.py).
"""

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Question, QuestionBank
from courses.question_codes import codes_in, find_questions
from lms.history import note_change
from lms.text import make_slug

BLOCK = "questions"
PREFIX = "BAI-"
SAME = ("kind", "text", "content", "key", "feedback")


class QuestionElsewhere(LookupError):
    """It is there, but not for this person to change."""


def questions_of(piece):
    """What a piece asks, in that order."""
    codes = (piece["value"].get("questions") or "") if piece and piece["type"] == BLOCK else ""
    return [question for question in find_questions(codes).values() if question]


def digest(question):
    """Another one with each new wording."""
    return question.current_id.hex[:16]


def may_write(question, user):
    own = question.bank.code.startswith(PREFIX)
    return own and QuestionBank.objects.open_for(user).filter(pk=question.bank_id).exists()


def says(question):
    return {name: getattr(question.current, name) for name in SAME}


@transaction.atomic
def write(course, key, told, by, stands=False):
    """The question `key`, new or written anew, saying what `told` says. Raises QuestionElsewhere: `stands`
    tells that it is asked where it is written, for nobody rewrites what only another lecture asks; what one
    wrote last oneself may come back."""
    question = Question.objects.select_related("current", "bank").filter(pk=key).first()
    if question is None:
        bank = bank_for(course, by)
        question = Question.objects.create(pk=key, bank=bank, number=bank.next_number())
        question.revise(by, **told)
    elif not may_write(question, by) or not (stands or question.current.made_by_id == by.pk):
        raise QuestionElsewhere
    elif says(question) != {**says(question), **told}:
        question.revise(by, **{**question.current.parts(), **told})
    return question


def asking(piece, code, key):
    """The piece `key` (None: a new one) with one more question at its end; one that is there stays."""
    value = piece["value"] if piece else {"title": "", "questions": ""}
    codes = [*codes_in(value["questions"]), code]
    return {"type": BLOCK, "value": {**value, "questions": " ".join(dict.fromkeys(codes))}, "id": key}


def without(piece, question):
    """The piece asking the question no more (which stays in its bank); None when it asks nothing then."""
    left = [one.code for one in questions_of(piece) if str(one.pk) != str(question)]
    return {**piece, "value": {**piece["value"], "questions": " ".join(left)}} if left else None


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
