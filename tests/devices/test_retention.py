"""After thirteen months no day of a child's use is kept; the sums of the school stay."""

from datetime import date

import pytest

from devices import binding, usage
from devices.models import UsageDay, UsageMonth
from devices.retention import first_day_kept, forget_old_days
from devices.rollup import roll_up
from lms import daily
from tests.devices import builders as make
from tests.devices.test_usage import take


@pytest.fixture
def token(tablet, giang, school_admin):
    make.agree_to_usage(giang)
    return binding.bind(binding.new_code(tablet, by=school_admin))[1]


@pytest.fixture
def used(token, giang):
    """Days of three months: one that is to go, the first that stays, and this one."""
    install = binding.install_of(token)
    for day in (date(2025, 10, 31), date(2025, 11, 1), date(2026, 11, 24)):
        usage.count_day(install, day, giang, {"active_s": 600, "learn_s": 300})


def days():
    return sorted(UsageDay.objects.values_list("day", flat=True))


def test_days_older_than_thirteen_months_go_and_their_sum_stays(used):
    forget_old_days()
    assert days() == [date(2025, 11, 1), date(2026, 11, 24)]
    assert UsageMonth.objects.get(month=date(2025, 10, 1)).learn_s == 300


def test_a_sum_that_stands_is_not_made_again(used, muong_nha):
    roll_up(date(2025, 10, 1))
    UsageMonth.objects.update(device_days=99)
    for _ in range(2):
        forget_old_days()
    assert UsageMonth.objects.get(month=date(2025, 10, 1)).device_days == 99


def test_what_arrives_after_its_month_has_gone_is_not_kept(token, giang):
    assert take(giang, token, day=date(2025, 10, 31), active_s=60).reason == "too_old"
    assert take(giang, token, day=date(2025, 11, 1), active_s=60).status == "stored"


@pytest.mark.parametrize(
    ("today", "first"),
    [("2026-11-30", "2025-11-01"), ("2026-12-01", "2025-12-01"), ("2027-01-15", "2026-01-01")],
)
def test_never_more_than_thirteen_months(today, first):
    assert first_day_kept(date.fromisoformat(today)) == date.fromisoformat(first)


def test_the_worker_does_it_every_night(used):
    daily.do_round.func()
    assert len(days()) == 2
