"""Cumulative counts: the greater wins, in any order and however often."""

import itertools
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from devices import binding, counting, usage
from devices.models import Device, UsageDay
from devices.states import UseState, in_use_state, with_use_state
from lms.outbox import Event, Sender
from students import consents
from students.models import Consent
from tests.devices import builders as make

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _families_agreed(giang, hoa):
    make.agree_to_usage(giang, hoa)


@pytest.fixture
def token(tablet, school_admin):
    return binding.bind(binding.new_code(tablet, by=school_admin))[1]


def take(student, token, day=TODAY, wall=None, seq=1, **counts):
    payload = {"day": day if isinstance(day, str) else day.isoformat(), **counts}
    event = Event(uuid4(), "usage.day", "usage", "i", seq, "x", payload, wall=wall)
    return usage.take([event], Sender(student.user, "x", token))[0]


def test_the_greater_count_wins_in_any_order(giang, token):
    snapshots = [(60, 30), (120, 90), (300, 200)]
    for order in itertools.permutations(snapshots):
        UsageDay.objects.all().delete()
        for active, learn in order:
            assert take(giang, token, active_s=active, learn_s=learn).status == "stored"
        row = UsageDay.objects.get()
        assert (row.active_s, row.learn_s) == (300, 200)


def test_a_month_without_signal_comes_in_as_one_statement_each_day_answered_by_itself(
    giang, token, django_assert_num_queries
):
    days = [(TODAY - timedelta(days=n)).isoformat() for n in range(30)] + ["2026-12-09", "2025-01-01", "no"]
    events = [
        Event(uuid4(), "usage.day", "usage", "i", seq, "x", {"day": day, "active_s": 60, "learn_s": 60})
        for seq, day in enumerate(days)
    ]
    sender = Sender(giang.user, "x", token)
    # Who the browser is, the consent, who held the machine, the counts; «last seen» of both.
    with django_assert_num_queries(6):
        outcomes = usage.take(events, sender)
    assert [outcome.reason for outcome in outcomes[30:]] == ["future_day", "too_old", "bad_day"]
    assert {outcome.status for outcome in outcomes[:30]} == {"stored"}
    assert UsageDay.objects.count() == 30
    heard = set(UsageDay.objects.values_list("day", "heard_at"))
    usage.take(events, sender)
    assert set(UsageDay.objects.values_list("day", "heard_at")) == heard


def test_two_messages_about_a_day_in_one_batch_are_one_row(giang, token):
    events = [
        Event(uuid4(), "usage.day", "usage", "i", seq, "x", {"day": TODAY.isoformat(), **counts})
        for seq, counts in enumerate([{"active_s": 90, "learn_s": 5}, {"active_s": 60, "learn_s": 50}])
    ]
    usage.take(events, Sender(giang.user, "x", token))
    row = UsageDay.objects.get()
    assert (row.active_s, row.learn_s) == (90, 50)


def test_measures_of_the_signal_are_kept_and_what_is_not_told_is_unknown(giang, token):
    take(giang, token, seq=1, active_s=5)
    row = UsageDay.objects.get()
    assert (row.rtt_p50, row.kbps_max, row.link, row.tries) == (None, None, "", 0)
    take(giang, token, seq=3, active_s=5, tries=3, failures=1, rtt_p50=700, kbps_max=900, link="mobile")
    take(giang, token, seq=2, active_s=5, tries=2, failures=1, rtt_p50=300, kbps_max=100, link="wifi")
    row = UsageDay.objects.get()
    assert (row.rtt_p50, row.kbps_max, row.link, row.tries, row.failures) == (700, 900, "both", 3, 1)


@pytest.mark.parametrize(
    "counts", [{"tries": 1, "failures": 2}, {"active_s": 1, "learn_s": 2}, {"active_s": 1.5}, {"tries": -1}]
)
def test_counts_that_cannot_be_are_refused(counts, giang, token):
    assert take(giang, token, **counts).status == "rejected"


def test_nothing_but_counts_is_kept_of_what_a_browser_says(giang, token):
    take(giang, token, active_s=5, latitude=21.4, address="https://x", keys="abc", link="Zalo của mẹ")
    row = UsageDay.objects.values().get()
    assert not {"21.4", "https://x", "abc", "Zalo của mẹ"} & {str(value) for value in row.values()}


def test_days_before_the_family_agreed_are_not_counted(vang, token):
    make.agree_to_usage(vang, given_on=TODAY)
    assert take(vang, token, day=TODAY - timedelta(days=1), active_s=5).reason == "not_measured"
    assert take(vang, token, active_s=5).status == "stored"


def test_siblings_share_a_tablet_and_are_counted_apart(giang, hoa, token, tablet, school_admin):
    make.give(giang, school_admin, tablet)
    take(giang, token, active_s=60)
    take(hoa, token, active_s=90)
    assert dict(UsageDay.objects.values_list("learner__code", "who")) == {
        giang.code: "holder",
        hoa.code: "other",
    }


def test_the_device_was_seen_that_day(giang, token, tablet):
    take(giang, token, day=TODAY - timedelta(days=3), active_s=5)
    take(giang, token, day=TODAY - timedelta(days=9), active_s=5)
    tablet.refresh_from_db()
    assert tablet.last_seen_day == TODAY - timedelta(days=3)


def test_what_arrives_late_does_not_move_last_seen_back(giang, token, tablet):
    install = binding.install_of(token)
    for days in (1, 30, 2):
        counting.count_days(install, giang, {TODAY - timedelta(days=days): {"active_s": 5}})
    tablet.refresh_from_db()
    assert tablet.last_seen_day == TODAY - timedelta(days=1)


def test_an_unbound_browser_and_staff_are_heard_and_put_aside(giang, token, school_admin):
    assert take(giang, "", active_s=5).reason == "unbound"
    assert take(SimpleNamespace(user=school_admin), token, active_s=5).reason == "not_a_pupil"
    assert not UsageDay.objects.exists()


def test_whoever_took_the_consent_back_is_not_measured(vang, token):
    make.agree_to_usage(vang, withdrawn_at=timezone.now())
    assert take(vang, token, active_s=5).reason == "not_measured"
    make.agree_to_usage(vang)
    assert take(vang, token, active_s=5).status == "stored"


def test_where_nobody_was_asked_nothing_is_counted(vang, token):
    assert take(vang, token, active_s=5).reason == "not_measured"
    assert not UsageDay.objects.exists()


def test_tomorrow_is_taken_with_a_suspicious_clock(giang, token):
    take(giang, token, day=TODAY + timedelta(days=1), active_s=5)
    assert UsageDay.objects.get().clock_suspect


@pytest.mark.parametrize(("skew", "suspect"), [(600, False), (601, True), (-601, True)])
def test_a_clock_that_the_browser_itself_found_off_is_suspicious(skew, suspect, giang, token):
    take(giang, token, active_s=5, skew_s=skew)
    assert UsageDay.objects.get().clock_suspect is suspect


def test_what_was_counted_without_signal_and_comes_late_is_not_suspicious(giang, token):
    take(giang, token, day=TODAY - timedelta(days=20), wall=timezone.now(), active_s=5)
    assert not UsageDay.objects.get().clock_suspect


def test_a_clock_that_is_ahead_is_suspicious(giang, token):
    take(giang, token, wall=datetime(2026, 11, 24, 3, 0, tzinfo=UTC), active_s=5)
    assert UsageDay.objects.get().clock_suspect


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [(0, "live"), (21, "live"), (22, "at_risk"), (28, "at_risk"), (29, "silent"), (None, "never_seen")],
)
def test_states_of_a_bound_device(tablet, token, days_ago, state):
    seen = None if days_ago is None else TODAY - timedelta(days=days_ago)
    Device.objects.update(last_seen_day=seen)
    assert with_use_state(Device.objects.all()).get().use_state == state
    assert list(in_use_state(Device.objects.all(), state)) == [tablet]


def test_an_unbound_device_is_not_measured(tablet):
    assert with_use_state(Device.objects.all()).get().use_state == UseState.NOT_MEASURED


def test_without_consent_a_device_is_not_measured_never_silent(tablet, token, vang, school_admin):
    make.give(vang, school_admin, tablet)
    assert with_use_state(Device.objects.all()).get().use_state == UseState.NOT_MEASURED
    make.agree_to_usage(vang)
    assert with_use_state(Device.objects.all()).get().use_state != UseState.NOT_MEASURED


def test_what_was_counted_is_not_shown_once_the_family_took_its_consent_back(
    giang, token, tablet, school_admin, signed_in
):
    make.give(giang, school_admin, tablet)
    take(giang, token, active_s=600, learn_s=600)
    client = signed_in(school_admin)
    assert "10 phút" in client.get(f"/devices/{tablet.code}/").content.decode()
    consents.withdraw(giang, Consent.Purpose.USAGE, by=school_admin)
    assert take(giang, token, active_s=900).reason == "not_measured"
    page = client.get(f"/devices/{tablet.code}/").content.decode()
    assert "10 phút" not in page
    assert "Chưa đo" in page
    assert "chưa đo" in client.get("/devices/").content.decode()
