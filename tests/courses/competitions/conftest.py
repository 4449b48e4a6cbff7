"""A competition of the province that Giàng and Hoa may sit."""

import pytest

from courses.competitions import boards, seating
from tests.courses import contests


@pytest.fixture(autouse=True)
def _no_board_kept():
    boards.forget()


@pytest.fixture
def competition(province_admin):
    return contests.make_competition(province_admin)


@pytest.fixture
def round(competition):
    return contests.make_round(competition)


@pytest.fixture
def paper(round):
    return round.sessions.get().page


@pytest.fixture
def both_sat(competition, round, paper, giang, hoa):
    """Giàng has all right, Hoa half."""
    for student, nickname in ((giang, "Sao Mai"), (hoa, "")):
        contests.enter(competition, student, nickname=nickname)
    seating.seat(round)
    contests.sit(giang, paper, {1: "b", 2: "b"}, seconds=90)
    contests.sit(hoa, paper, {1: "b"}, seconds=30)
    contests.close(round)
