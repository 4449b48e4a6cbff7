"""Questions of a bank right in a lecture: a practice stands behind them, and nobody has to write it."""

import re

import pytest
from wagtail.blocks import StructBlockValidationError

from courses import completing, publishing
from courses.completion import PRACTICE
from courses.models import LecturePage, LectureProgress, QuizPage
from courses.questions import KINDS
from tests.courses import builders, quizzes


@pytest.fixture
def course(db):
    return builders.make_course()


@pytest.fixture
def bank(db):
    return quizzes.make_bank()


def body_with(*questions):
    codes = " ".join(question.code for question in questions)
    return [("text", {"text": "<p>Đọc.</p>"}), ("questions", {"title": "Em thử nhé", "questions": codes})]


def test_publishing_makes_the_practice_and_the_lecture_asks_it(course, bank, client):
    lecture = builders.make_lecture(course=course, body=body_with(quizzes.make_question(bank)))
    practice = QuizPage.objects.get(of_lecture=lecture)
    assert practice.practice
    assert practice.live
    html = client.get(lecture.url).content.decode()
    assert f'data-paper="{practice.paper.pk}"' in html
    assert practice.url in html
    # It is no page to be chosen in the list of the course.
    assert practice.title not in client.get(course.url).content.decode()


def test_several_without_a_title_are_told_apart_by_number(course, bank, client):
    first, second = (quizzes.make_question(bank).code for _n in range(2))
    body = [("questions", {"title": "", "questions": code}) for code in (first, second)]
    lecture = builders.make_lecture(course=course, body=body)
    html = client.get(lecture.url).content.decode()
    assert html.count("<h2>Luyện tập 1</h2>") == html.count("<h2>Luyện tập 2</h2>") == 1
    lecture.body = [("questions", {"title": "", "questions": first})]
    lecture.save_revision().publish()
    assert "<h2>Luyện tập</h2>" in client.get(lecture.url).content.decode()


def test_questions_are_counted_on_through_the_lecture(course, bank, client):
    first, second, third = (quizzes.make_question(bank).code for _n in range(3))
    body = [
        ("questions", {"title": "", "questions": f"{first} {second}"}),
        ("text", {"text": "<p>Đọc tiếp.</p>"}),
        ("questions", {"title": "", "questions": third}),
    ]
    lecture = builders.make_lecture(course=course, body=body)
    for _time in range(2):
        html = client.get(lecture.url).content.decode()
        assert re.findall(r"data-number>(\d)", html) == ["1", "2", "3"]
    # On a page of its own a practice begins with question 1.
    last = QuizPage.objects.filter(of_lecture=lecture).last()
    assert re.findall(r"data-number>(\d)", client.get(last.url).content.decode()) == ["1"]


def test_publishing_again_changes_the_same_practice(course, bank):
    first, second = (quizzes.make_question(bank) for _n in range(2))
    lecture = builders.make_lecture(course=course, body=body_with(first))
    practice = QuizPage.objects.get()
    lecture.save_revision().publish()
    assert QuizPage.objects.get().paper == practice.paper
    block = lecture.body[1]
    block.value["questions"] = f"{first.code} {second.code}"
    lecture.save_revision().publish()
    assert QuizPage.objects.get().paper.items.count() == 2
    lecture.body = [("text", {"text": "<p>Đọc.</p>"})]
    lecture.save_revision().publish()
    assert not QuizPage.objects.get().live


def test_taken_down_and_deleted_with_its_lecture(course, bank):
    lecture = builders.make_lecture(course=course, body=body_with(quizzes.make_question(bank)))
    lecture.unpublish()
    assert not QuizPage.objects.get().live
    lecture.save_revision().publish()
    assert QuizPage.objects.get().live
    lecture.refresh_from_db()
    lecture.delete()
    assert not QuizPage.objects.exists()


def test_it_moves_with_its_lecture(course, bank, muong_nha):
    lecture = builders.make_lecture(course=course, body=body_with(quizzes.make_question(bank)))
    other = builders.make_course("Khóa khác", school=muong_nha)
    lecture.move(other, pos="last-child")
    practice = QuizPage.objects.get()
    assert practice.get_parent().pk == other.pk
    assert practice.school == LecturePage.objects.get(pk=lecture.pk).school == muong_nha
    assert practice.url_path.startswith(other.url_path)


def test_what_a_graded_quiz_asks_is_withheld(course, bank, client):
    kept, asked = (quizzes.make_question(bank, text=text) for text in ("Câu để lại", "Câu để thi"))
    lecture = builders.make_lecture(course=course, body=body_with(kept, asked))
    quizzes.make_quiz(course, [asked])
    html = client.get(lecture.url).content.decode()
    assert "Câu để lại" in html
    assert "Câu để thi" not in html


def test_its_practice_can_be_what_the_lecture_asks_for(course, bank, giang):
    body = body_with(quizzes.make_question(bank))
    lecture = builders.make_lecture(course=course, body=body, done_by=PRACTICE)
    publishing.prepare(lecture)
    LectureProgress.objects.take_in(giang, lecture, finished=True)
    assert LectureProgress.objects.get().finished_at is None
    quizzes.hand_in(giang, QuizPage.objects.get(), {1: "b"}, submit=False)
    assert LectureProgress.objects.get().finished_at
    assert completing.judge(LectureProgress.objects.get(), lecture)


def test_every_kind_of_question_stands_in_a_lecture(course, bank, client):
    questions = [quizzes.make_question(bank, kind) for kind in KINDS if kind != "picture_spots"]
    lecture = builders.make_lecture(course=course, body=body_with(*questions))
    html = client.get(lecture.url).content.decode()
    for kind in KINDS:
        assert kind == "picture_spots" or f'data-kind="{kind}"' in html


def test_codes_that_do_not_exist_are_named(bank):
    from courses.blocks.questions import QuestionsBlock

    block = QuestionsBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"title": "", "questions": "TOAN6-99"}))
    assert "TOAN6-99" in str(refused.value.block_errors)
