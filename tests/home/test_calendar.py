"""The private calendar address: what is due, without names; shown once, renewed, closed."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from home import calendar_feed
from students.models import CalendarFeed
from students.notices import sending
from tests.courses import builders as lectures


@pytest.fixture
def notice(ms_lan, class_6a):
    title = "Họp phụ huynh; mang bút, vở và một cái tên rất dài để dòng phải gấp lại"
    told = {"title": title, "words": "…", "due_on": date(2026, 11, 28), "for_pupils": True}
    return sending.send(ms_lan, [{"school_class": class_6a}], **told)[0]


def address_of(client):
    page = client.post("/calendar/").content.decode()
    return re.search(r"http://testserver(/calendar/[^<\"]+\.ics)", page)[1]


def test_a_calendar_reads_what_is_due_without_signing_in(signed_in, client, ms_lan, notice):
    path = address_of(signed_in(ms_lan))
    client.logout()
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == notice.title
    assert event.decoded("dtstart") == date(2026, 11, 28)
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    again = Calendar.from_ical(client.get(path).content).walk("VEVENT")[0]
    assert again["uid"] == event["uid"]


def test_given_work_stands_in_it_without_pupils(signed_in, ms_lan, class_6a, giang):
    lecture = lectures.make_lecture()
    told = {
        "page": lecture.translation_key,
        "classes": [class_6a.uid],
        "due_on": "30/11/2026",
        "note": "Giàng",
    }
    signed_in(ms_lan).post("/desk/give/", told)
    text = calendar_feed.as_ics(ms_lan).decode()
    assert lecture.title in text
    assert "Giàng" not in text


def test_the_other_teacher_reads_nothing_of_it(notice, mr_pao):
    assert "VEVENT" not in calendar_feed.as_ics(mr_pao).decode()


def test_a_new_address_ends_the_old_one_and_closing_ends_all(signed_in, ms_lan):
    client = signed_in(ms_lan)
    first = address_of(client)
    second = address_of(client)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post("/calendar/", {"act": "end"})
    assert client.get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_only_the_hash_is_kept_and_shown_never_again(signed_in, ms_lan):
    client = signed_in(ms_lan)
    path = address_of(client)
    assert CalendarFeed.objects.get().secret_hash not in path
    assert path not in client.get("/calendar/").content.decode()


def test_whoever_left_reads_no_calendar(signed_in, client, ms_lan):
    path = address_of(signed_in(ms_lan))
    ms_lan.is_active = False
    ms_lan.save()
    client.logout()
    assert client.get(path).status_code == 404


def test_pupils_have_no_calendar(signed_in, giang):
    assert signed_in(giang).get("/calendar/").status_code == 403
