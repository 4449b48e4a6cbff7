"""A bound tablet counts also while nobody is signed in – by its token alone, and if the family agreed."""

import json
from datetime import timedelta

import pytest
from django.conf import settings

from devices import binding
from devices.models import UsageDay
from tests.browser import Browser
from tests.devices import builders as make
from tests.devices.test_usage import TODAY


@pytest.fixture
def bound(tablet, school_admin):
    """The browser of a bound tablet at which nobody is signed in."""
    client = Browser()
    client.cookies[settings.DEVICE_COOKIE_NAME] = binding.bind(binding.new_code(tablet, by=school_admin))[1]
    return client


def tell(client, *days, **more):
    body = json.dumps({"days": list(days), "seq": 1, **more})
    return client.post("/usage/", body, content_type="application/json")


def reasons(answer):
    return [result["reason"] or result["status"] for result in answer.json()["results"]]


def day(days_ago=0, **counts):
    return {"day": (TODAY - timedelta(days=days_ago)).isoformat(), **counts}


def test_it_counts_for_the_device_and_for_no_child(bound, tablet, giang, school_admin):
    make.agree_to_usage(giang)
    make.give(giang, school_admin, tablet)
    for seconds in (300, 120, 300):
        assert reasons(tell(bound, day(active_s=seconds, learn_s=60))) == ["stored"]
    row = UsageDay.objects.get()
    assert (row.learner, row.who, row.active_s, row.device) == (None, "nobody", 300, tablet)


def test_each_day_is_answered_by_itself(bound):
    answer = tell(bound, day(active_s=5), day(-9, active_s=5), day(500, active_s=5), {"day": "x"})
    assert reasons(answer) == ["stored", "future_day", "too_old", "bad_day"]


@pytest.mark.parametrize("link", [[], {}, ["wifi"], 3, None])
def test_a_day_that_names_its_link_in_a_strange_way_holds_up_no_other(link, bound):
    assert reasons(tell(bound, day(1, active_s=5, link=link), day(active_s=5))) == ["stored", "stored"]
    assert list(UsageDay.objects.values_list("link", flat=True)) == ["", ""]


def test_where_the_family_of_the_holder_did_not_agree_nothing_is_counted(bound, tablet, vang, school_admin):
    make.give(vang, school_admin, tablet)
    assert reasons(tell(bound, day(active_s=300))) == ["not_measured"]
    assert not UsageDay.objects.exists()


def test_people_at_work_are_not_measured(bound, tablet, ms_lan, school_admin):
    make.give(ms_lan.teacher, school_admin, tablet)
    assert reasons(tell(bound, day(active_s=300))) == ["not_measured"]


def test_an_unbound_browser_is_told_so(client, db):
    assert reasons(tell(client, day(active_s=5))) == ["unbound"]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"days": 3}', '{"days": [1]}', '{"days": [], "seq": -1}', "[" * 5000, "{" * 9000],
)
def test_what_cannot_be_read_is_refused(body, client, db):
    assert client.post("/usage/", body, content_type="application/json").status_code == 400


def test_a_page_of_another_site_tells_nothing(tablet, school_admin):
    client = Browser(enforce_csrf_checks=True)
    client.cookies[settings.DEVICE_COOKIE_NAME] = binding.bind(binding.new_code(tablet, by=school_admin))[1]
    assert tell(client, day(active_s=5)).status_code == 403


def test_the_ping_is_light_and_tells_the_time_alone(client, db):
    answer = client.get("/usage/ping/")
    assert answer.content.decode().isdigit()
    weight = len(answer.content) + sum(len(f"{name}: {value}") for name, value in answer.items())
    assert weight < 1024
