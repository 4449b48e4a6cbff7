"""A course of two lectures under the home page."""

import pytest

from courses.models import CoursePage, LecturePage, SubjectPage
from home.models import HomePage
from students.models import Subject


@pytest.fixture
def maths(db):
    """Toán 6."""
    subject = SubjectPage(title="Toán", slug="toan", subject=Subject.objects.get(code="toan"))
    HomePage.objects.get().add_child(instance=subject)
    return subject.add_child(instance=CoursePage(title="Toán 6", slug="toan-6", grade=6))


@pytest.fixture
def fractions(maths):
    return maths.add_child(instance=LecturePage(title="Phân số bằng nhau", slug="phan-so"))


@pytest.fixture
def integers(maths):
    return maths.add_child(instance=LecturePage(title="Số nguyên âm", slug="so-nguyen-am"))
