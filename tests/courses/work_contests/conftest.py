"""The contest of these tests, and judges of a school that has nothing to do with it."""

import pytest

from tests import builders
from tests.courses import works


@pytest.fixture
def contest(province_admin):
    return works.make_contest(province_admin)


@pytest.fixture
def far_school(db):
    return builders.make_school("THCS Mường Pồn", commune="Mường Pồn")


@pytest.fixture
def judge(far_school):
    school_class = builders.make_class(far_school, "7A", grade=7)
    return builders.make_teacher("vui", "Quàng Thị Vui", school_class)


@pytest.fixture
def second(far_school):
    return builders.make_teacher("bien", "Lò Văn Biên", builders.make_class(far_school, "8A", grade=8))


@pytest.fixture
def third(far_school):
    return builders.make_teacher("nga", "Cà Thị Nga", builders.make_class(far_school, "9A", grade=9))
