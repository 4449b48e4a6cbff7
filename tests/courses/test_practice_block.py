"""Practice questions inside a lecture."""

import pytest
from django.core.exceptions import ValidationError

from courses.blocks.practice import PracticeBlock
from tests.courses import builders, quizzes


@pytest.fixture
def questions(db):
    return [quizzes.make_question(quizzes.make_bank())]


def test_a_lecture_asks_the_questions_of_a_practice(questions, client):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, practice=True)
    lecture = builders.make_lecture(body=[("practice", {"quiz": quiz})])
    page = client.get(lecture.url).content.decode()
    assert "2 + 2 = ?" in page
    assert "<practice-form" in page


def test_a_graded_quiz_is_never_shown_in_a_lecture(questions, client):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions)
    with pytest.raises(ValidationError):
        PracticeBlock().clean({"quiz": quiz})
    lecture = builders.make_lecture(body=[("practice", {"quiz": quiz})])
    assert "2 + 2 = ?" not in client.get(lecture.url).content.decode()


def test_a_practice_for_fewer_readers_is_not_shown_in_a_lecture(questions, client, muong_nha):
    course = builders.make_course(school=muong_nha)
    quiz = quizzes.make_quiz(course, questions, practice=True, audience="school")
    lecture = builders.make_lecture(course=course, body=[("practice", {"quiz": quiz})])
    assert "2 + 2 = ?" not in client.get(lecture.url).content.decode()
