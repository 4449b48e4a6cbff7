"""A course of Mường Nhà, a lecture begun in it, and who else writes there."""

import pytest

from courses.writing import drafts
from students.models import Role
from tests import builders
from tests.courses import builders as lectures


@pytest.fixture
def course(muong_nha, ms_lan):
    page = lectures.make_course("Toán 6 Mường Nhà", school=muong_nha)
    page.save_revision().publish()
    return page


@pytest.fixture
def lecture(ms_lan, course):
    """Begun by Ms Lan, who is no author."""
    return drafts.begin(course, ms_lan, "Phân số quanh em")


@pytest.fixture
def colleague(class_6a, course):
    """An author of the school, who works on all its lectures."""
    return builders.make_staff("ha", "Bạc Thị Hà", Role.Kind.AUTHOR, school=class_6a.school)
