"""Plain functions that make a course, a bank, questions and a published quiz."""

from itertools import count
from uuid import uuid4

from django.db import transaction
from wagtail.models import Page

from courses.models import (
    AnswerEvent,
    Attempt,
    CoursePage,
    MarkColumn,
    QuestionBank,
    QuizPage,
    SkillComponent,
    SkillLevel,
    SkillStep,
    SubjectPage,
)
from courses.skills import ticking
from lms.text import make_slug
from students.models import Subject

_numbers = count(1)


def make_course(title="Toán 6", subject="toan", **overrides):
    """A course page under its subject page, under Wagtail's root."""
    found = Subject.objects.get(code=subject)
    root = Page.objects.filter(depth=2).first() or Page.get_first_root_node()
    branch = SubjectPage.objects.filter(subject=found).first()
    if branch is None:
        branch = root.add_child(
            instance=SubjectPage(title=found.name, slug=make_slug(found.name), subject=found)
        )
    return branch.add_child(
        instance=CoursePage(title=title, slug=f"{make_slug(title)}-{next(_numbers)}", **overrides)
    )


def make_bank(code="TOAN6", title="Toán 6", subject="toan", **overrides):
    return QuestionBank.objects.create(
        code=code, title=title, subject=Subject.objects.get(code=subject), **overrides
    )


def things(*texts):
    return [{"id": str(number), "text": text} for number, text in enumerate(texts, start=1)]


QUESTIONS = {
    "one_choice": (
        {"options": [{"id": "a", "text": "3"}, {"id": "b", "text": "4"}, {"id": "c", "text": "5"}]},
        {"right": "b"},
    ),
    "several_choices": (
        {"options": [{"id": letter, "text": f"số {letter}"} for letter in "abcd"]},
        {"right": ["a", "c"]},
    ),
    "four_statements": (
        {"statements": [{"id": letter, "text": f"ý {letter}"} for letter in "abcd"]},
        {"a": "true", "b": "false", "c": "true", "d": "false"},
    ),
    "short_number": ({"policy": "exam", "unit": "cm"}, {"value": "2,5"}),
    "short_text": ({"case_matters": False, "marks_matter": True}, {"accepted": ["Điện Biên"]}),
    "true_false": ({}, {"right": "false"}),
    "cloze": (
        {
            "text": "Thủ đô là {1}, có {2} quận; số đó {3}.",
            "gaps": {
                "1": {"kind": "text", "case_matters": False, "marks_matter": True},
                "2": {"kind": "number"},
                "3": {"kind": "choice", "options": [{"id": "a", "text": "chẵn"}, {"id": "b", "text": "lẻ"}]},
            },
        },
        {"gaps": {"1": {"accepted": ["Hà Nội"]}, "2": {"value": "12"}, "3": {"right": "a"}}},
    ),
    "matching": (
        {"left": things("Hà Nội", "Huế"), "right": things("thủ đô", "cố đô", "hải đảo")},
        {"pairs": {"1": "1", "2": "2"}},
    ),
    "ordering": ({"items": things("gieo", "cấy", "gặt")}, {"order": ["1", "2", "3"]}),
    "classify": (
        {"groups": things("con vật", "cây"), "items": things("trâu", "lúa", "gà")},
        {"groups": {"1": "1", "2": "2", "3": "1"}},
    ),
    "picture_spots": (
        {
            "spots": [
                {"id": "1", "x": 10, "y": 10, "w": 20, "h": 10},
                {"id": "2", "x": 50, "y": 50, "w": 20, "h": 10},
            ],
            "items": things("lá", "rễ", "hoa"),
        },
        {"spots": {"1": "1", "2": "2"}},
    ),
    "essay": ({"lines": 6, "words_most": 0}, {"rubric": [{"id": "1", "text": "Nêu ý chính", "points": "1"}]}),
    "photo": ({"pages_most": 3}, {"model": "x = 2"}),
    "spoken": ({"seconds_most": 60}, {}),
    "file": ({"kinds": ["pdf", "txt"], "mb_most": 1}, {}),
    "information": ({}, {}),
}

# The kinds of which most tests make a paper.
EXAM_KINDS = ["one_choice", "several_choices", "four_statements", "short_number", "short_text"]


def make_question(bank, kind="one_choice", text="2 + 2 = ?", content=None, key=None, **details):
    return bank.add(kind, text, content or QUESTIONS[kind][0], key or QUESTIONS[kind][1], **details)


def make_quiz(course, questions, title="Kiểm tra 15 phút", points="1", part=None, **rules):
    """A published quiz of one part with these questions."""
    page = QuizPage(
        title=title,
        slug=f"quiz-{next(_numbers)}",
        parts=[
            {
                "type": "part",
                "value": {
                    "title": "Phần I",
                    "instructions": "",
                    "points": points,
                    "questions": " ".join(question.code for question in questions),
                    "shuffle": False,
                    "shuffle_options": False,
                    **(part or {}),
                },
            }
        ],
        **rules,
    )
    course.add_child(instance=page)
    page.save_revision().publish()
    return QuizPage.objects.get(pk=page.pk)


def hand_in(student, page, answers, submit=True):
    """An attempt of `student` with `answers` {place: response}, handed in from the own tablet."""
    attempt = Attempt.objects.begin(student, page)
    told = [*answers.items(), *([(None, None)] if submit else [])]
    with transaction.atomic():
        # Held as the school holds it.
        attempt = (
            Attempt.objects.select_for_update(of=("self",)).select_related("paper", "page").get(pk=attempt.pk)
        )
        attempt.take_in(
            [
                AnswerEvent(
                    attempt=attempt, event_id=uuid4(), install="may", seq=seq, place=place, response=response
                )
                for seq, (place, response) in enumerate(told, start=1)
            ]
        )
    return attempt


def make_column(page, school_class, by, attempts=()):
    """A column of the class's mark book with a mark for each of `attempts`."""
    column = MarkColumn.objects.create(
        page=page,
        school_class=school_class,
        subject=Subject.objects.get(code="toan"),
        term=school_class.year.terms.get(number=1),
        title=page.title,
        by=by,
    )
    for attempt in attempts:
        column.rows.create(student=attempt.student, mark=attempt.mark or 0, attempt=attempt, by=by)
    return column


def see_a_skill(student, by):
    """A teacher saw that the pupil can do a step of the digital skills."""
    step = SkillStep.objects.first() or SkillStep.objects.create(
        title="Em sạc máy an toàn",
        component=SkillComponent.objects.get(code="4.1"),
        level=SkillLevel.objects.get(number=1),
        proof=SkillStep.Proof.SHOWN,
    )
    ticking.tick(student, step, by)
    return step
