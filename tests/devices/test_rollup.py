"""Months of use, and the figures of a school, recounted by hand."""

from datetime import date

import pytest

from devices import binding, counting, tally
from devices.models import SchoolFigures, UsageMonth
from devices.rollup import LONGEST, add_up, percentiles, roll_up
from tests.devices import builders as make

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def used(tablet, giang, hoa, school_admin):
    """Two children learn 10 and 20 minutes on one day, one of them 40 on another."""
    make.agree_to_usage(giang, hoa)
    make.give(giang, school_admin, tablet, signed_on=date(2026, 11, 2))
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    for student, day, minutes in ((giang, 3, 10), (hoa, 3, 20), (giang, 4, 40)):
        counts = {"active_s": minutes * 60 + 30, "learn_s": minutes * 60, "offline_s": 60}
        counting.count_days(install, student, {date(2026, 11, day): counts})
    return tablet


def test_a_month_counts_days_of_devices_not_of_children(used, muong_nha):
    for _ in range(2):
        roll_up(NOVEMBER)
    row = UsageMonth.objects.get()
    assert (row.school, row.batch, row.devices, row.device_days) == (muong_nha, used.batch, 1, 2)
    assert (row.minutes[30], row.minutes[40], sum(row.minutes)) == (1, 1, 2)
    assert (row.learn_s, row.holder_s, row.other_s) == (70 * 60, 50 * 60, 20 * 60)


def test_one_school_is_rolled_up_without_touching_the_others(used, muong_nha, na_hy):
    UsageMonth.objects.create(school=na_hy, month=NOVEMBER, kind="tablet", device_days=7)
    roll_up(NOVEMBER, school_ids=[muong_nha.pk])
    assert UsageMonth.objects.get(school=na_hy).device_days == 7
    roll_up(NOVEMBER, school_ids=[])
    assert UsageMonth.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "expected"),
    [({}, [None, None, None]), ({12: 1}, [12, 12, 12]), (dict.fromkeys(range(1, 11), 1), [1, 5, 9])],
)
def test_percentiles_of_counted_minutes(days, expected):
    assert percentiles([days.get(minute, 0) for minute in range(LONGEST + 1)]) == expected


def test_histograms_add_up_where_medians_do_not():
    one, two = [0] * (LONGEST + 1), [0] * (LONGEST + 1)
    one[5], two[5], two[60] = 1, 2, 1
    total = add_up([one, two])
    assert (total[5], total[60]) == (3, 1)


def test_the_figures_of_a_school(used, giang, hoa, sim, muong_nha, school_admin, na_hy):
    sim.status = "active"
    sim.save()
    make.make_plan(sim, date(2026, 9, 1), date(2026, 11, 30))
    make.make_sim(muong_nha, status="active")
    tally.refresh()
    tally.refresh()
    numbers = SchoolFigures.objects.get(school=muong_nha).numbers
    assert (numbers["pupils"], numbers["equipped"]) == (2, 1)
    assert numbers["use_live"] == 1
    assert (numbers["sims"], numbers["plan_7"], numbers["plan_30"], numbers["plan_unknown"]) == (2, 1, 1, 1)
    elsewhere = SchoolFigures.objects.get(school=na_hy).numbers
    assert [elsewhere.get(name, 0) for name in ("pupils", "equipped", "use_live", "sims")] == [0] * 4


def test_a_household_with_a_device_is_equipped_as_a_whole(giang, hoa, tablet, muong_nha, school_admin):
    make.make_household(giang, hoa)
    make.give(giang, school_admin, tablet)
    tally.refresh([muong_nha.pk])
    numbers = SchoolFigures.objects.get(school=muong_nha).numbers
    assert (numbers["pupils"], numbers["equipped"]) == (2, 2)
