"""The line of a school: a few tablets load at a time, and the others are told when to come back."""

import uuid
from datetime import timedelta

from courses.models import DownloadPlace
from courses.takeaways import places


def ask(browser, place, **more):
    return browser.post(
        "/takeaways/places/", {"place": place, **more}, headers={"Origin": "http://testserver"}
    )


def test_a_few_tablets_load_at_a_time_and_the_others_are_told_when_to_come_back(signed_in, giang):
    browser = signed_in(giang)
    had = [uuid.uuid4() for _tablet in range(places.MOST)]
    assert all(ask(browser, one).status_code == 200 for one in had)
    late = ask(browser, uuid.uuid4())
    assert late.status_code == 503
    assert places.WAIT[0] <= int(late["Retry-After"]) <= places.WAIT[1]
    # Asking again keeps one's own place, and takes no second one.
    assert ask(browser, had[0]).status_code == 200
    assert DownloadPlace.objects.count() == places.MOST
    ask(browser, had[0], leave="")
    assert ask(browser, uuid.uuid4()).status_code == 200


def test_those_who_wait_do_not_all_come_back_at_once(signed_in, giang):
    browser = signed_in(giang)
    for _tablet in range(places.MOST):
        ask(browser, uuid.uuid4())
    waits = {ask(browser, uuid.uuid4())["Retry-After"] for _tablet in range(40)}
    assert len(waits) > 3


def test_a_tablet_that_went_away_gives_its_place_back(signed_in, giang, time_machine):
    browser = signed_in(giang)
    for _tablet in range(places.MOST):
        ask(browser, uuid.uuid4())
    time_machine.shift(timedelta(seconds=places.SECONDS + 1))
    assert ask(browser, uuid.uuid4()).status_code == 200
    assert DownloadPlace.objects.count() == 1


def test_forty_five_tablets_get_a_week_of_five_megabytes_each_within_five_minutes(giang, time_machine):
    """Over ten Mbit/s: six that share the line need 24 seconds each time."""
    tablets = [uuid.uuid4() for _tablet in range(45)]
    ready_at = dict.fromkeys(tablets, 0)
    ends_at, most = {}, 0
    for second in range(300):
        for one in [one for one, end in ends_at.items() if end == second]:
            places.leave(one)
            del ends_at[one]
        for one in [one for one, ready in ready_at.items() if ready <= second]:
            wait = places.take(one, giang.user, "192.0.2.7")
            ready_at[one] = second + wait
            if not wait:
                del ready_at[one]
                ends_at[one] = second + 24
        most = max(most, len(ends_at))
        time_machine.shift(timedelta(seconds=1))
        if not ready_at and not ends_at:
            break
    assert (most, ready_at, ends_at) == (places.MOST, {}, {})


def test_a_pupil_at_home_does_not_wait_for_the_line_of_the_school(signed_in, giang):
    browser = signed_in(giang)
    for _tablet in range(places.MOST):
        ask(browser, uuid.uuid4())
    at_home = browser.post(
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
