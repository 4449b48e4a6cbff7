"""What went wrong in quizzes comes to be revised, and only what may be told."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

from courses.models import Attempt, Recall
from courses.recall import drawing, mistakes
from tests.courses import quizzes


def test_a_mistake_whose_answer_was_shown_comes_back_and_what_was_right_does_not(giang, practice, questions):
    attempt = quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    assert mistakes.take(attempt) == mistakes.take_everywhere() == 0
    row = Recall.objects.get()
    assert (row.question, row.topic, row.due_on) == (questions[0], "Số tự nhiên", timezone.localdate())


def test_mistakes_of_a_graded_quiz_wait_until_its_answers_are_out(giang, questions):
    now = timezone.now()
    quiz = quizzes.make_quiz(
        quizzes.make_course(grade=6),
        questions,
        closes_at=now + timedelta(hours=1),
        feedback="key_after_close",
    )
    quizzes.hand_in(giang, quiz, {1: "a", 2: "b", 3: "b"})
    assert mistakes.take_everywhere() == 0
    with mock.patch("django.utils.timezone.now", return_value=now + timedelta(hours=2)):
        assert (mistakes.take_everywhere(), mistakes.take_everywhere()) == (1, 0)
        assert [row.question for row in drawing.due(giang)] == [questions[0]]


def test_one_attempt_that_cannot_be_read_leaves_the_night_to_the_others(giang, practice, questions):
    first = quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    quizzes.hand_in(giang, practice, {1: "b", 2: "a", 3: "b"})
    Recall.objects.all().delete()
    Attempt.objects.update(mistakes_taken_at=None)
    taken = mistakes._missed

    def read(attempt):
        if attempt.pk == first.pk:
            raise ValueError
        return taken(attempt)

    with mock.patch.object(mistakes, "_missed", read):
        assert mistakes.take_everywhere() == 1
    assert Recall.objects.get().question == questions[1]
    assert Attempt.objects.get(mistakes_taken_at=None) == first
    assert mistakes.take_everywhere() == 1


def test_newer_attempts_whose_answers_never_come_out_hold_no_older_one_back(giang, practice, questions):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    course = quizzes.make_course(grade=6)
    closes = timezone.now() + timedelta(minutes=5)
    for feedback in ("after_submit", "key_after_close"):
        quiz = quizzes.make_quiz(course, questions[1:2], closes_at=closes, feedback=feedback)
        quizzes.hand_in(giang, quiz, {1: "a"})
    # Begun and left lying.
    quizzes.hand_in(giang, quizzes.make_quiz(course, questions[2:], practice=True), {1: "a"}, submit=False)
    Recall.objects.all().delete()
    Attempt.objects.update(mistakes_taken_at=None)
    assert mistakes.take_everywhere() == 1
    assert Recall.objects.get().question == questions[0]
