"""A browser that was unbound may still hold weeks of honest counts; a stolen token may say anything."""

from datetime import date, timedelta

import pytest

from devices import binding
from devices.models import PutAside, UsageDay
from tests.devices import builders as make
from tests.devices.test_usage import take

TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def stolen(tablet, giang, school_admin):
    """(the unbound browser, its token): counted once while it was bound, sent again afterwards."""
    make.agree_to_usage(giang)
    install, token = binding.bind(binding.new_code(tablet, by=school_admin))
    take(giang, token, day=YESTERDAY, active_s=60, learn_s=60)
    binding.unbind(install, by=school_admin)
    return install, token


def settle(client, install, word):
    return client.post(f"/devices/use/late/{install.pk}/", {"answer": word})


def test_what_was_counted_before_comes_in_and_changes_no_figure(stolen, giang):
    for _ in range(2):
        outcome = take(giang, stolen[1], day=YESTERDAY, active_s=600, learn_s=540)
        assert (outcome.status, outcome.reason) == ("stored", "quarantined")
    assert UsageDay.objects.get().learn_s == 60
    assert PutAside.objects.get().learn_s == 540


def test_days_after_the_unbinding_are_nobodys(stolen, giang, time_machine):
    time_machine.shift(3 * 24 * 3600)
    assert take(giang, stolen[1], day=TODAY + timedelta(days=2), active_s=600).reason == "unbound"
    assert not PutAside.objects.exists()


def test_staff_sees_it_and_counts_it_in(stolen, giang, signed_in, school_admin):
    take(giang, stolen[1], day=YESTERDAY, active_s=600, learn_s=540)
    client = signed_in(school_admin)
    assert "9 phút học" in client.get("/devices/use/").content.decode()
    for _ in range(2):
        settle(client, stolen[0], "yes")
    assert UsageDay.objects.get().learn_s == 540
    assert "9 phút học" not in client.get("/devices/use/").content.decode()


def test_what_staff_leaves_out_stays_out(stolen, giang, signed_in, school_admin):
    take(giang, stolen[1], day=YESTERDAY, active_s=600, learn_s=540)
    client = signed_in(school_admin)
    settle(client, stolen[0], "no")
    take(giang, stolen[1], day=YESTERDAY, active_s=900, learn_s=900)
    assert "phút học" not in client.get("/devices/use/").content.decode()
    assert UsageDay.objects.get().learn_s == 60


def test_another_school_neither_sees_nor_settles_it(stolen, giang, signed_in, other_school_admin):
    take(giang, stolen[1], day=YESTERDAY, active_s=600, learn_s=540)
    client = signed_in(other_school_admin)
    assert "phút học" not in client.get("/devices/use/").content.decode()
    assert settle(client, stolen[0], "yes").status_code == 404
