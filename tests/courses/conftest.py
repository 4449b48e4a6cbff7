"""What journeys through quizzes begin with."""

import pytest
from django.core.cache import cache

from tests.courses import quizzes


@pytest.fixture
def questions(db):
    """One of each kind that an exam asks; the right answers: `sitting.RIGHT`."""
    bank = quizzes.make_bank()
    return [quizzes.make_question(bank, kind) for kind in quizzes.EXAM_KINDS]


@pytest.fixture
def no_quota():
    """Nobody has sent anything yet: quotas are counted in the cache."""
    cache.clear()
