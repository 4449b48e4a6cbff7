"""«Who had it on 3 March», asked of a machine and of a pupil."""

from datetime import date

import pytest
from django.db import connection

from devices.held_on import lines_on, touching
from devices.models import Assignment
from devices.take_back import take_back
from tests.devices import builders as make

MARCH_3 = date(2026, 3, 3)


@pytest.fixture
def story(tablet, giang, hoa, school_admin):
    """Giàng from 2 March to noon of the 3rd; a line written wrongly; Hoa from the 4th on."""
    first = make.give(giang, school_admin, tablet, signed_on=date(2026, 3, 2))
    take_back(first.lines.all(), by=school_admin, on=MARCH_3)
    wrong = make.give(giang, school_admin, tablet, signed_on=MARCH_3)
    wrong.lines.get().void(by=school_admin, reason="Ghi nhầm em")
    make.give(hoa, school_admin, tablet, signed_on=date(2026, 3, 4))
    return tablet


def stood(day, lines):
    return [(str(held.line.pupil), held.stood.value) for held in lines_on(day, lines)]


def test_who_had_it_who_gave_it_back_and_what_was_struck_out(story):
    lines = story.assignments
    assert stood(date(2026, 3, 1), lines) == []
    assert stood(date(2026, 3, 2), lines) == [("Giàng A Sùng", "held")]
    assert stood(MARCH_3, lines) == [("Giàng A Sùng", "voided"), ("Giàng A Sùng", "returned")]
    assert stood(date(2026, 3, 4), lines)[0] == ("Lò Thị Hoa", "held")


def test_the_machines_page_answers(story, signed_in, school_admin, other_school_admin):
    client = signed_in(school_admin)
    assert f"/devices/{story.code}/day/" in client.get(f"/devices/{story.code}/").content.decode()
    page = client.get(f"/devices/{story.code}/day/?on=03/03/2026").content.decode()
    assert "trả lại trong ngày này" in page
    assert "Ghi nhầm em" in page
    assert "Lò Thị Hoa" not in page
    for wrong in ("hôm qua", "31/02/2026", "03/03/2099", ""):
        assert client.get(f"/devices/{story.code}/day/?on={wrong}").status_code == 400
    assert signed_in(other_school_admin).get(f"/devices/{story.code}/day/").status_code == 404


def test_a_pupils_page_answers(story, signed_in, school_admin, mr_pao, hoa):
    page = signed_in(school_admin).get(f"/devices/pupils/{hoa.pk}/day/?on=04/03/2026").content.decode()
    assert story.code in page
    page = signed_in(school_admin).get(f"/devices/pupils/{hoa.pk}/day/?on=03/03/2026").content.decode()
    assert story.code not in page
    assert signed_in(mr_pao).get(f"/devices/pupils/{hoa.pk}/day/").status_code == 404


def test_the_answer_comes_by_an_index(story):
    """Of one machine's few lines, whatever the ledger holds beside them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = touching(MARCH_3, story.assignments).explain()
    assert "line_device_at" in plan


def test_a_pupils_answer_comes_by_two_indexes(story, giang):
    """What was given to the pupil, and what to the household: never the whole ledger."""
    make.make_household(giang)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = touching(MARCH_3, Assignment.objects.held_by(giang)).explain()
    assert "devices_assignment_pupil_id" in plan
    assert "devices_assignment_household_id" in plan


def test_what_the_household_was_given_is_a_pupils_too(tablet, giang, hoa, school_admin):
    make.make_household(giang, hoa)
    make.give(giang, school_admin, tablet, tenure="gift_household")
    line = tablet.assignments.get()
    assert [found.pk for found in Assignment.objects.held_by(giang)] == [line.pk]
    assert [found.pk for found in Assignment.objects.held_by(hoa)] == [line.pk]


@pytest.mark.parametrize("day", ["01/01/0001", "0001-01-01", "31/12/1989"])
def test_a_day_before_any_machine_is_refused_in_words(day, tablet, signed_in, school_admin):
    answer = signed_in(school_admin).get(f"/devices/{tablet.code}/day/", {"on": day})
    assert answer.status_code == 400
    assert "Năm này không đúng" in answer.content.decode()
