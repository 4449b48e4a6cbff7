"""The line of a school: a few tablets load at a time, and the others are told when to come back."""

import uuid
from datetime import timedelta

import pytest

from courses.models import DownloadPlace
from courses.takeaways import places
from tests import builders


def ask(browser, place, **more):
    return browser.post(
        "/takeaways/places/", {"place": place, **more}, headers={"Origin": "http://testserver"}
    )


@pytest.fixture
def class_loads(class_6a):
    """As many classmates as the line has places load over it; their (place, user)s."""
    had = [
        (uuid.uuid4(), builders.make_student(f"Lò Văn Số {number}", class_6a).user)
        for number in range(places.MOST)
    ]
    assert all(places.take(place, user, "127.0.0.1") == 0 for place, user in had)
    return had


def test_a_few_tablets_load_at_a_time_and_the_others_are_told_when_to_come_back(
    class_loads, signed_in, giang
):
    browser = signed_in(giang)
    late = ask(browser, uuid.uuid4())
    assert late.status_code == 503
    assert places.WAIT[0] <= int(late["Retry-After"]) <= places.WAIT[1]
    # Asking again keeps one's own place, and takes no second one.
    place, user = class_loads[0]
    assert ask(signed_in(user), place).status_code == 200
    assert DownloadPlace.objects.count() == places.MOST
    ask(browser, place, leave="")
    assert ask(signed_in(giang), uuid.uuid4()).status_code == 200


def test_nobody_holds_the_line_alone(signed_in, giang, hoa):
    browser = signed_in(giang)
    had = [uuid.uuid4() for _tablet in range(places.MOST + 2)]
    assert all(ask(browser, one).status_code == 200 for one in had)
    # One more took the place of the older one.
    assert set(DownloadPlace.objects.values_list("pk", flat=True)) == set(had[-places.PER_PERSON :])
    assert ask(signed_in(hoa), uuid.uuid4()).status_code == 200


def test_nobody_takes_or_frees_the_place_of_somebody_else(class_loads, signed_in, giang):
    place, _user = class_loads[0]
    assert ask(signed_in(giang), place).status_code == 503
    ask(signed_in(giang), place, leave="")
    assert DownloadPlace.objects.filter(pk=place).exists()
    DownloadPlace.objects.exclude(pk=place).delete()
    assert ask(signed_in(giang), place).status_code == 503


def test_those_who_wait_do_not_all_come_back_at_once(class_loads, signed_in, giang):
    browser = signed_in(giang)
    waits = {ask(browser, uuid.uuid4())["Retry-After"] for _tablet in range(40)}
    assert len(waits) > 3


def test_a_tablet_that_went_away_gives_its_place_back(class_loads, signed_in, giang, time_machine):
    time_machine.shift(timedelta(seconds=places.SECONDS + 1))
    assert ask(signed_in(giang), uuid.uuid4()).status_code == 200
    assert DownloadPlace.objects.count() == 1


def test_forty_five_tablets_get_a_week_of_five_megabytes_each_within_five_minutes(class_6a, time_machine):
    """Over ten Mbit/s: six that share the line need 24 seconds each time."""
    tablets = {
        uuid.uuid4(): builders.make_student(f"Lò Văn Số {number}", class_6a).user for number in range(45)
    }
    ready_at = dict.fromkeys(tablets, 0)
    ends_at, most = {}, 0
    for second in range(300):
        for one in [one for one, end in ends_at.items() if end == second]:
            places.leave(one, tablets[one])
            del ends_at[one]
        for one in [one for one, ready in ready_at.items() if ready <= second]:
            wait = places.take(one, tablets[one], "192.0.2.7")
            ready_at[one] = second + wait
            if not wait:
                del ready_at[one]
                ends_at[one] = second + 24
        most = max(most, len(ends_at))
        time_machine.shift(timedelta(seconds=1))
        if not ready_at and not ends_at:
            break
    assert (most, ready_at, ends_at) == (places.MOST, {}, {})


def test_a_pupil_at_home_does_not_wait_for_the_line_of_the_school(class_loads, signed_in, giang):
    at_home = signed_in(giang).post(
        "/takeaways/places/",
        {"place": uuid.uuid4()},
        headers={"Origin": "http://testserver"},
        REMOTE_ADDR="203.0.113.9",
    )
    assert at_home.status_code == 200
    assert not DownloadPlace.objects.filter(line__contains="203").exists()


def test_a_place_asked_for_from_elsewhere_or_without_a_name_is_refused(signed_in, giang):
    browser = signed_in(giang)
    assert browser.post("/takeaways/places/", {"place": uuid.uuid4()}).status_code == 403
    assert ask(browser, "khong").status_code == 400
    assert ask(browser, "\0").status_code == 400
