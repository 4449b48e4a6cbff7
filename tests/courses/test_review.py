"""A teacher's look at one pupil's answers: the questions as the pupil met them, and the look is noted."""

import re

import pytest

from courses.models import Attempt
from lms.models import Look
from tests.courses import quizzes


@pytest.fixture
def sat(giang):
    """Giàng's attempt at a shuffled quiz of six questions."""
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank, text=f"{n} + {n} = ?") for n in range(1, 7)]
    page = quizzes.make_quiz(quizzes.make_course(), questions, part={"shuffle": True})
    return Attempt.objects.make(giang, page.paper, number=1)


def asked(html):
    return re.findall(r"(\d) \+ \1 = \?", html)


def test_teacher_and_pupil_speak_of_the_same_number(sat, signed_in, giang, ms_lan):
    client = signed_in(giang)
    path = client.get(f"/attempts/{sat.pk}/")["Location"]
    own = client.get(path + "form/").content.decode()
    seen = signed_in(ms_lan).get(f"/attempts/{sat.pk}/").content.decode()
    assert asked(seen) == asked(own)
    assert sorted(asked(seen)) == ["1", "2", "3", "4", "5", "6"]


def test_who_opened_the_answers_stands_in_the_log(sat, signed_in, ms_lan, giang):
    client = signed_in(ms_lan)
    for _ in range(2):
        client.get(f"/attempts/{sat.pk}/")
    assert Look.objects.filter(what="answers", object_id=str(giang.pk)).count() == 1
