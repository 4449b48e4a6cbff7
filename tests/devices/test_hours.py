"""In which hours machines tried to reach us, and failed: kept briefly, summed without persons."""

import itertools
from collections import Counter
from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from devices import binding, counting, tally, usage
from devices.dossier import tables
from devices.hours import hours_of
from devices.hours_by_month import roll_up_hours
from devices.models import HoursForgotten, HoursMonth, UsageDay
from devices.reports import hours as report
from devices.retention import forget_old_hours, hours_due
from lms import retention
from tests.devices import builders as make
from tests.devices.test_reports import asked
from tests.devices.test_usage import TODAY, take

NOVEMBER = date(2026, 11, 1)
HOURS = ("tried_hours", "failed_hours")


@pytest.fixture
def token(tablet, giang, hoa, school_admin):
    make.agree_to_usage(giang, hoa)
    return binding.bind(binding.new_code(tablet, by=school_admin))[1]


def kept():
    row = UsageDay.objects.get()
    return hours_of(row.tried_hours), hours_of(row.failed_hours)


def test_hours_come_to_the_same_in_any_order_and_however_often(giang, token):
    snapshots = [
        {"tries": 1, "tried_hours": [7]},
        {"tries": 2, "failures": 1, "tried_hours": [7, 19], "failed_hours": [19]},
        {"tries": 3, "failures": 1, "tried_hours": [7, 19, 20], "failed_hours": [19]},
    ]
    for order in itertools.permutations(snapshots * 2):
        UsageDay.objects.all().delete()
        for counts in order[:4] if snapshots[2] in order[:4] else order:
            assert take(giang, token, active_s=60, **counts).status == "stored"
        assert kept() == ([7, 19, 20], [19])


def test_hours_of_two_messages_that_know_nothing_of_each_other_are_all_kept(giang, token):
    take(giang, token, active_s=60, tries=2, failures=1, tried_hours=[7, 8], failed_hours=[7])
    take(giang, token, active_s=90, tries=3, failures=1, tried_hours=[8, 9, 20], failed_hours=[20])
    assert kept() == ([7, 8, 9, 20], [7, 20])


def test_two_messages_of_one_batch_tell_the_hours_of_both(giang, token):
    told = [{"tries": 1, "tried_hours": [7]}, {"tries": 1, "failures": 1, **dict.fromkeys(HOURS, [8])}]
    events = [
        SimpleNamespace(payload={"day": TODAY.isoformat(), **counts}, wall=None, seq=seq)
        for seq, counts in enumerate(told)
    ]
    usage.take(events, SimpleNamespace(user=giang.user, device=token, device_hash=""))
    assert kept() == ([7, 8], [8])


@pytest.mark.parametrize(
    "hours",
    [
        {"tried_hours": [24]},
        {"tried_hours": [-1]},
        {"tried_hours": [True]},
        {"tried_hours": [7.0]},
        {"tried_hours": "7"},
        {"tried_hours": {"7": 1}},
        {"tried_hours": [7] * 25},
        {"tried_hours": [7, 8, 9]},
        {"tried_hours": [7, 8], "failed_hours": [9]},
        {"tried_hours": [7, 8], "failed_hours": [7, 8]},
        {"failed_hours": [7]},
    ],
)
def test_hours_that_cannot_be_are_refused_and_the_other_days_stand(hours, giang, token):
    outcome = take(giang, token, active_s=60, tries=2, failures=1, **hours)
    assert (outcome.status, outcome.reason) == ("rejected", "bad_hours")
    assert not UsageDay.objects.exists()
    assert take(giang, token, active_s=60, tries=2, failures=1, tried_hours=[7, 7]).status == "stored"


def test_an_older_page_that_tells_no_hours_is_counted_as_before(giang, token):
    take(giang, token, active_s=60, tries=2, failures=1)
    assert (UsageDay.objects.get().tries, kept()) == (2, ([], []))


def count(install, learner, day, tried, failed=()):
    told = {"active_s": 60, "tries": len(tried), "failures": len(failed)}
    bits = [sum(1 << hour for hour in hours) for hours in (tried, failed)]
    counting.count_days(install, learner, {day: told | dict(zip(HOURS, bits, strict=True))})


@pytest.fixture
def tried(token, giang, hoa, na_hy, other_school_admin):
    """Two children at Mường Nhà, in two months; one machine at Nà Hỳ."""
    install = binding.install_of(token)
    for day in range(3, 10):
        count(install, giang, date(2026, 11, day), [7, 19], [19])
    count(install, hoa, date(2026, 11, 3), [7, 20])
    count(install, giang, date(2026, 10, 30), [7])
    count(install, giang, date(2026, 9, 30), [5], [5])
    other, _token = binding.bind(binding.new_code(make.make_device(na_hy), by=other_school_admin))
    count(other, None, date(2026, 11, 3), [19])
    return install


def test_a_month_of_hours_is_what_a_recount_finds(tried, muong_nha):
    for _ in range(2):
        roll_up_hours(NOVEMBER)
    counted = {"tried": Counter(), "failed": Counter()}
    for row in UsageDay.objects.filter(school=muong_nha):
        if row.day >= NOVEMBER:
            counted["tried"].update(hours_of(row.tried_hours))
            counted["failed"].update(hours_of(row.failed_hours))
    month = HoursMonth.objects.get(school=muong_nha)
    for name, hours in counted.items():
        assert getattr(month, name) == [hours[hour] for hour in range(24)]
    assert (month.tried[7], month.failed[19]) == (8, 7)


def test_one_school_is_summed_without_touching_the_others(tried, muong_nha, na_hy):
    HoursMonth.objects.create(school=na_hy, month=NOVEMBER, tried=[9] * 24, failed=[0] * 24)
    roll_up_hours(NOVEMBER, school_ids=[muong_nha.pk])
    assert HoursMonth.objects.get(school=na_hy).tried == [9] * 24
    roll_up_hours(NOVEMBER, school_ids=[])
    assert HoursMonth.objects.count() == 2


def test_the_report_reads_places_by_hour_and_leaves_too_few_tries_empty(
    tried, signed_in, province_admin, other_school_admin, muong_nha, na_hy, monkeypatch
):
    monkeypatch.setattr(report, "LEAST_MACHINES", 0)
    told = asked(signed_in(province_admin), "failures-by-hour", by="school")
    rows = {row[0]: row[1:] for row in told["rows"]}
    # Nine tries at seven (of two children and two months), seven in the evening that all failed.
    share, tries, failed, worst, *hours = rows[muong_nha.name]
    assert (share, tries, failed, worst) == (41, 17, 7, "19h")
    assert {hour: share for hour, share in enumerate(hours) if share is not None} == {7: 0, 19: 100}
    assert rows[na_hy.name] == [0, 1, 0, None, *[None] * 24]
    assert told["crossed"] == [muong_nha.name]
    told = asked(signed_in(other_school_admin), "failures-by-hour", by="school")
    assert muong_nha.name not in str(told)


def test_no_hour_is_told_of_a_place_with_few_machines_where_it_would_be_a_childs_own(
    tried, signed_in, province_admin, muong_nha
):
    told = asked(signed_in(province_admin), "failures-by-hour", by="school")
    rows = {row[0]: row[1:] for row in told["rows"]}
    assert rows[muong_nha.name] == [41, 17, 7, None, *[None] * 24]
    assert told["crossed"] == []


def test_hours_are_forgotten_after_the_month_that_follows_and_the_sums_stay(tried, giang, token, muong_nha):
    for count in (1, 0):
        assert forget_old_hours(date(2026, 11, 24)) == count
    assert UsageDay.objects.get(day=date(2026, 9, 30)).tried_hours == 0
    assert UsageDay.objects.get(day=date(2026, 9, 30)).tries == 1
    assert HoursMonth.objects.get(month=date(2026, 9, 1)).failed[5] == 1
    assert UsageDay.objects.get(day=date(2026, 10, 30)).tried_hours == 1 << 7
    # What comes in late is counted, its hours are not.
    assert take(giang, token, day=date(2026, 9, 29), active_s=5, tries=1, tried_hours=[6]).status == "stored"
    assert UsageDay.objects.get(day=date(2026, 9, 29)).tried_hours == 0
    tally.refresh()
    assert HoursMonth.objects.get(month=date(2026, 9, 1)).failed[5] == 1


def test_a_month_without_hours_is_looked_through_once(tried):
    forget_old_hours(date(2026, 11, 24))
    assert [row.month for row in HoursForgotten.objects.all()] == [date(2026, 9, 1)]
    # The earliest day there is and the months done; no day of use is looked through.
    with CaptureQueriesContext(connection) as asked_for:
        assert (hours_due(date(2026, 11, 24)), forget_old_hours(date(2026, 11, 24))) == (0, 0)
    assert len(asked_for) == 4
    # The next month has its own night.
    assert (hours_due(date(2026, 12, 1)), forget_old_hours(date(2026, 12, 1))) == (1, 1)


def test_a_night_that_broke_off_is_taken_up_by_the_next(tried, giang):
    with (
        patch.object(HoursForgotten.objects, "get_or_create", side_effect=OSError),
        pytest.raises(OSError),
    ):
        forget_old_hours(date(2026, 11, 24))
    count(tried, giang, date(2026, 9, 3), [5])
    assert forget_old_hours(date(2026, 11, 24)) == 1
    assert not UsageDay.objects.filter(day__lt=date(2026, 10, 1)).exclude(tried_hours=0).exists()


def test_the_time_of_hours_stands_in_the_table_of_retention(tried):
    due = {kind.key: (before, count) for kind, before, count in retention.table(date(2026, 11, 24))}
    assert due["usage hours"] == (date(2026, 10, 1), 1)


def test_the_family_reads_in_which_hours_and_takes_them_along(tried, giang, tablet, paper, signed_in):
    count(tried, giang, date(2026, 11, 20), [7, 19], [19])
    page = " ".join(signed_in(giang).get("/devices/mine/").text.split())
    assert "7h, 19h (không có trả lời)" in page
    told = next(table for table in tables(giang) if table.key == "usage")
    assert [(row["tried"][1], row["failed"][1]) for row in told.rows][-1] == ("7h, 19h", "19h")
