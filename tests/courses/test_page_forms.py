"""An author uses the questions and practices that he may see; a page that is there keeps its own."""

import pytest
from django.urls import reverse

from courses.models import LecturePage, QuizPage
from tests.courses import builders, quizzes


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def foreign(na_hy):
    """A question in the bank of the other school."""
    return quizzes.make_question(quizzes.make_bank("NAHY", school=na_hy))


def quiz_form(codes, **extra):
    return {
        "title": "Kiểm tra Đạo đức",
        "slug": "kiem-tra-dao-duc",
        "intro": "",
        "opens_at": "",
        "closes_at": "",
        "minutes": "",
        "grace_minutes": "2",
        "second_tolerance": "0.5",
        "tries": "1",
        "counts": "best",
        "feedback": "after_submit",
        "audience": "public",
        "parts-count": "1",
        "parts-0-deleted": "",
        "parts-0-order": "0",
        "parts-0-type": "part",
        "parts-0-id": "",
        "parts-0-value-title": "Phần I",
        "parts-0-value-instructions": "",
        "parts-0-value-points": "1",
        "parts-0-value-questions": codes,
        "parts-0-value-draws-count": "0",
        "codes": "1",
        "sections": "all",
        "seo_title": "",
        "search_description": "",
        **extra,
    }


def lecture_form(quiz):
    return {
        "title": "Bài 1",
        "slug": "bai-1",
        "summary": "",
        "objectives": "",
        "minutes": "20",
        "audience": "public",
        "cover": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "practice",
        "body-0-id": "",
        "body-0-value-quiz": str(quiz.pk),
        "seo_title": "",
        "search_description": "",
    }


def add(client, kind, course, form):
    return client.post(reverse("wagtailadmin_pages:add", args=["courses", kind, course.pk]), form)


@pytest.mark.parametrize("shared", [True, False])
def test_an_author_asks_shared_questions_and_those_of_the_own_school(
    shared, course, muong_nha, author, signed_in
):
    question = quizzes.make_question(quizzes.make_bank(school=None if shared else muong_nha))
    add(signed_in(author), "quizpage", course, quiz_form(question.code))
    assert QuizPage.objects.get().title == "Kiểm tra Đạo đức"


def test_a_question_of_another_school_is_as_if_it_did_not_exist(course, author, foreign, signed_in):
    answer = add(signed_in(author), "quizpage", course, quiz_form(foreign.code))
    assert list(answer.context["form"].errors) == ["parts"]
    assert not QuizPage.objects.exists()


def test_a_question_that_is_there_does_not_hinder_the_next_editor(course, author, foreign, signed_in):
    page = quizzes.make_quiz(course, [foreign])
    client = signed_in(author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, quiz_form("NAHY-1", title="Tên mới", slug=page.slug))
    page.refresh_from_db()
    assert page.draft_title == "Tên mới"


def test_a_closed_practice_of_another_school_cannot_be_put_into_a_lecture(
    course, na_hy, author, foreign, signed_in
):
    other = builders.make_course("Toán 6 Nà Hỳ", school=na_hy)
    quiz = quizzes.make_quiz(other, [foreign], practice=True, audience="school")
    answer = add(signed_in(author), "lecturepage", course, lecture_form(quiz))
    assert list(answer.context["form"].errors) == ["body"]
    assert not LecturePage.objects.exists()
    QuizPage.objects.filter(pk=quiz.pk).update(audience="public")
    add(signed_in(author), "lecturepage", course, lecture_form(quiz))
    assert LecturePage.objects.exists()
