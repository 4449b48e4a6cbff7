"""A question is asked in graded quizzes or in practice, never in both."""

import pytest
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError

from courses import withholding
from courses.blocks.practice import PracticeBlock
from courses.models import Attempt, QuizPage
from tests.courses import builders, quizzes
from tests.courses.sitting import begin, event, send, submit
from tests.courses.test_page_forms import add, quiz_form

CANARY = "CANARY-KEY"


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def question(db):
    return quizzes.make_question(
        quizzes.make_bank(), "short_text", key={"accepted": [CANARY]}, feedback=CANARY
    )


@pytest.fixture
def other(question):
    return quizzes.make_question(question.bank, text="3 + 3 = ?")


def errors(response):
    return " ".join(response.context["form"].errors.get("parts", []))


@pytest.mark.parametrize("act", [{}, {"action-publish": "1"}])
def test_a_question_of_a_graded_quiz_is_refused_for_practice(act, course, question, approver, signed_in):
    quizzes.make_quiz(course, [question], title="Giữa kì")
    told = errors(
        add(signed_in(approver), "quizpage", course, quiz_form(question.code, practice="on", **act))
    )
    assert "«Giữa kì» đang hỏi câu TOAN6-1" in told
    assert QuizPage.objects.count() == 1


def test_a_question_of_practice_is_refused_for_a_graded_quiz(course, question, approver, signed_in):
    quizzes.make_quiz(course, [question], title="Luyện nhanh", practice=True)
    told = errors(add(signed_in(approver), "quizpage", course, quiz_form(question.code)))
    assert "«Luyện nhanh» đang hỏi câu TOAN6-1" in told
    assert QuizPage.objects.count() == 1


def test_a_newer_version_of_the_question_is_refused_as_well(course, question, approver, signed_in):
    quizzes.make_quiz(course, [question])
    question.revise(
        None,
        kind="short_text",
        text="Hỏi cách khác",
        content=quizzes.QUESTIONS["short_text"][0],
        key={"accepted": [CANARY]},
    )
    assert errors(add(signed_in(approver), "quizpage", course, quiz_form(question.code, practice="on")))


def test_a_quiz_of_another_school_is_not_named(course, question, na_hy, author, signed_in):
    other = builders.make_course("Toán 6 Nà Hỳ", school=na_hy)
    quizzes.make_quiz(other, [question], title="Đề kín", audience="school")
    told = errors(add(signed_in(author), "quizpage", course, quiz_form(question.code, practice="on")))
    assert "TOAN6-1" in told
    assert "Đề kín" not in told


def test_the_same_kind_of_page_asks_it_again_and_so_does_practice_after_the_quiz_is_down(
    course, question, author, signed_in
):
    quiz = quizzes.make_quiz(course, [question])
    add(signed_in(author), "quizpage", course, quiz_form(question.code, slug="lai"))
    assert QuizPage.objects.count() == 2
    quiz.unpublish()
    add(signed_in(author), "quizpage", course, quiz_form(question.code, practice="on"))
    assert QuizPage.objects.filter(practice=True).exists()


def test_what_a_pupil_began_stays_closed_to_practice_after_the_quiz_changed(
    giang, course, question, other, signed_in
):
    quiz = quizzes.make_quiz(course, [question])
    begin(signed_in(giang), quiz)
    quiz.parts = [("part", {"title": "I", "points": 1, "questions": other.code})]
    quiz.save_revision().publish()
    assert withholding.clashes([question], practice=True)
    assert not withholding.clashes([question], practice=True, page_id=quiz.pk)


def test_publishing_many_at_once_is_refused(course, question, approver, signed_in):
    quizzes.make_quiz(course, [question], title="Giữa kì")
    draft = quizzes.make_quiz(course, [question], practice=True)
    draft.unpublish()
    client = signed_in(approver)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for page in (draft, course):
        client.post(f"{address}?id={page.pk}", {"include_descendants": "on"})
        draft.refresh_from_db()
        assert not draft.live


def test_approving_returns_it_to_the_author_with_the_reason(course, question, author, approver, signed_in):
    draft = quizzes.make_quiz(course, [question], practice=True)
    draft.unpublish()
    client = signed_in(author)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = quiz_form(question.code, practice="on", slug=draft.slug)
    client.post(edit, {**form, "action-submit": "1"})
    quizzes.make_quiz(course, [question], title="Giữa kì")
    draft = QuizPage.objects.get(pk=draft.pk)
    task = draft.current_workflow_task_state
    task.task.specific.on_action(task, approver, "approve")
    task.refresh_from_db()
    draft.refresh_from_db()
    assert (task.status, draft.live) == ("rejected", False)
    assert "«Giữa kì»" in task.comment


@pytest.fixture
def both(course, question, other):
    """A practice of two questions; then, past all refusals, a graded quiz with one of them."""
    practice = quizzes.make_quiz(course, [question, other], practice=True)
    graded = quizzes.make_quiz(course, [question])
    return practice, graded


def test_practice_leaves_out_what_a_graded_quiz_asks_until_it_is_taken_down(both, client):
    practice, graded = both
    page = client.get(practice.url).content.decode()
    assert CANARY not in page
    assert "3 + 3 = ?" in page
    graded.unpublish()
    assert CANARY in client.get(practice.url).content.decode()


def test_a_kept_page_of_practice_forgets_the_key_when_the_graded_quiz_appears(
    course, question, other, client
):
    practice = quizzes.make_quiz(course, [question, other], practice=True)
    lecture = builders.make_lecture(course=course, body=[("practice", {"quiz": practice})])
    for page in (practice, lecture):
        assert CANARY in client.get(page.url).content.decode()
    quizzes.make_quiz(course, [question])
    for page in (practice, lecture):
        assert CANARY not in client.get(page.url).content.decode()


def test_an_attempt_at_practice_tells_neither_key_nor_mark_of_it(both, giang, signed_in):
    practice, _graded = both
    client = signed_in(giang)
    attempt = begin(client, practice)
    address = f"/attempts/{attempt.pk}/"
    assert "3 + 3 = ?" in client.get(address, follow=True).content.decode()
    asked = {"place": 1, "response": [CANARY]}
    assert (
        send(client, [event(giang, attempt.pk, 1, **asked), submit(giang, attempt.pk, 2)]) == ["stored"] * 2
    )
    attempt = Attempt.objects.get()
    assert (attempt.out_of, attempt.points) == (1, 0)
    assert CANARY not in client.get(address).content.decode()


def test_what_is_wholly_asked_elsewhere_leaves_no_empty_practice(course, question, client):
    practice = quizzes.make_quiz(course, [question], practice=True)
    lecture = builders.make_lecture(course=course, body=[("practice", {"quiz": practice})])
    quizzes.make_quiz(course, [question])
    for page in (practice, lecture):
        assert "<practice-form" not in client.get(page.url).content.decode()
    with pytest.raises(StructBlockValidationError) as refusal:
        PracticeBlock().clean({"quiz": practice})
    assert "TOAN6-1" in str(refusal.value.block_errors["quiz"])
