"""A NUL in a form, which a broken keyboard may send, loses nothing of what was written with it."""

import pytest

from courses.models import AnswerEvent, Attempt, GivenPoints, MarkingDraft
from tests.courses import quizzes

HERE = {"Origin": "http://testserver"}


@pytest.fixture
def quiz(muong_nha):
    bank = quizzes.make_bank(school=muong_nha)
    asked = [quizzes.make_question(bank, "essay"), quizzes.make_question(bank, "short_text")]
    return quizzes.make_quiz(quizzes.make_course(), asked, points="4")


@pytest.fixture
def handed_in(giang, quiz):
    return quizzes.hand_in(giang, quiz, {1: "x"})


def test_a_pupil_keeps_all_answers_of_the_form(giang, quiz, signed_in):
    attempt = Attempt.objects.begin(giang, quiz)
    told = {"q1": "Hôm\0 qua", "q2": "Điện Biên", "no\0ise": "\0"}
    sent = signed_in(giang).post(f"/attempts/papers/{attempt.paper_id}/form/", told, headers=HERE)
    assert sent.status_code == 302
    said = AnswerEvent.objects.filter(attempt=attempt).order_by("place").values_list("response", flat=True)
    assert list(said) == ["Hôm qua", "Điện Biên"]


def test_a_teacher_keeps_points_and_comment(handed_in, ms_lan, signed_in):
    told = {"points-1": "1\0", "comment-1": "Tốt\0"}
    assert signed_in(ms_lan).post(f"/attempts/{handed_in.pk}/points/", told).status_code == 302
    given = GivenPoints.objects.get()
    assert (given.points, given.comment) == (1, "Tốt")


def test_the_desk_keeps_the_draft(handed_in, quiz, class_6a, ms_lan, signed_in):
    address = f"/attempts/marking/{quiz.uid}/{class_6a.uid}/question/{handed_in.pk}/1/"
    kept = signed_in(ms_lan).post(address, {"act": "draft", "points": "1\0", "comment": "a\0b", "after": ""})
    assert kept.status_code in (200, 302)
    assert MarkingDraft.objects.get().told == {"points": "1", "comment": "ab", "rubric": {}, "voice": ""}


def test_a_sheet_of_paper_is_typed_in(giang, quiz, class_6a, ms_lan, signed_in):
    told = {"student": str(giang.pk), "code": "", "1": "1", "2": "Điện\0 Biên\0"}
    address = f"/attempts/results/{quiz.uid}/{class_6a.uid}/paper/"
    assert signed_in(ms_lan).post(address, told).status_code == 302
    assert "Điện Biên" in AnswerEvent.objects.values_list("response", flat=True)
