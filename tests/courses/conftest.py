"""What tests of quizzes, papers and takeaways begin with. A file that needs another quiz has its own."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses import keeping
from courses.takeaways import listing
from tests import builders
from tests.courses import quizzes


@pytest.fixture
def questions(db):
    """One of each kind that an exam asks; the right answers: `sitting.RIGHT`."""
    bank = quizzes.make_bank()
    return [quizzes.make_question(bank, kind) for kind in quizzes.EXAM_KINDS]


@pytest.fixture
def quiz(questions):
    """Of fifteen minutes, to be tried twice."""
    return quizzes.make_quiz(quizzes.make_course(), questions, minutes=15, tries=2)


@pytest.fixture
def closing(questions):
    """One that closes in two hours."""
    closes_at = timezone.now() + timedelta(hours=2)
    return quizzes.make_quiz(quizzes.make_course(), questions, minutes=15, closes_at=closes_at)


@pytest.fixture
def mai(muong_nha):
    """A pupil of another class of Giàng's school."""
    school_class = builders.make_class(muong_nha, "7B", grade=7)
    return builders.make_student("Quàng Thị Mai", school_class, code="HSMAI777")


@pytest.fixture
def no_quota():
    """Nobody has sent anything yet: quotas are counted in the cache."""
    cache.clear()


@pytest.fixture
def nothing_remembered():
    """No page, list or copy of a picture (Wagtail keeps those in the cache) of a test before."""
    cache.clear()
    keeping._memory.clear()
    listing._known.clear()
