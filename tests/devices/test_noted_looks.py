"""Each screen about machines that tells of a pupil leaves a line that the family can read."""

from datetime import date

import pytest

from devices import binding, counting, suggesting
from devices.disputing import dispute
from devices.models import Incident, Stocktake
from devices.repair import steps as repairs
from devices.stocktake import begin, closing
from lms.models import Look
from students import looked
from students.models import Student
from tests.devices import builders as make

TODAY = date(2026, 11, 24)


@pytest.fixture
def told(giang, tablet, school_admin, time_machine):
    """{phrase: the addresses of all that tells so of Giàng}."""
    paper = make.lend(giang, school_admin, tablet, due_on=date(2026, 11, 25))
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin))
    make.agree_to_usage(giang)
    counting.count_days(install, giang, {TODAY: {"active_s": 600, "learn_s": 300}})
    line = paper.lines.get()
    broken = {"device": tablet, "words": "Em làm rơi", "line": line, "school": tablet.school}
    incident = Incident.objects.create(reported_by=school_admin, **broken)
    ticket = repairs.open_repair(tablet, school_admin, fault="Em làm rơi", incident=incident)
    said = dispute(paper, "other", "Không phải máy này", by=school_admin)
    count = begin.begin(Stocktake(school=tablet.school, scope="school"), by=school_admin)
    closing.close(count, by=school_admin)
    make.grant_to(student=giang)
    binding.unbind(install, by=school_admin)
    suggesting.suggest(tablet, giang)
    time_machine.move_to("2026-11-30T09:00:00+07:00")
    return {
        "what is still out": ["/handovers/due/"],
        "damage": ["/repairs/", f"/repairs/{ticket.pk}/", f"/repairs/{ticket.pk}/paper/", "/devices/K7M3PX/"],
        "use of a machine": ["/devices/K7M3PX/"],
        "dispute": [f"/handovers/{paper.pk}/", f"/handovers/{paper.pk}/dispute/{said.pk}/"],
        "missing in a stocktake": [f"/stocktakes/{count.pk}/result/"],
        "connection": ["/grants/"],
        "own browser": ["/devices/use/"],
    }


SCREENS = [("what is still out", 0), ("use of a machine", 0), ("missing in a stocktake", 0)]
SCREENS += [("connection", 0), ("own browser", 0), *(("damage", n) for n in range(4))]
SCREENS += [("dispute", 0), ("dispute", 1)]


def looks(person, phrase):
    return list(Look.objects.filter(actor=person, what=phrase).values_list("object_id", flat=True))


@pytest.mark.parametrize(("phrase", "number"), SCREENS)
def test_a_screen_that_tells_of_a_pupil_is_noted_once_a_day(
    phrase, number, told, giang, signed_in, school_admin
):
    path = told[phrase][number]
    assert looks(school_admin, phrase) == []
    for _again in range(2):
        assert signed_in(school_admin).get(path).status_code == 200, path
        assert looks(school_admin, phrase) == [str(giang.pk)]


def test_who_left_and_still_holds_something_too(told, giang, signed_in, school_admin):
    Student.objects.filter(pk=giang.pk).update(status=Student.Status.MOVED_OUT)
    signed_in(school_admin).get("/handovers/returns/leavers/")
    assert looks(school_admin, "what is still out") == [str(giang.pk)]


def test_a_pupil_without_a_device_on_a_list(hoa, signed_in, school_admin):
    signed_in(school_admin).get("/allocations/not-equipped/pupils/")
    assert str(hoa.pk) in looks(school_admin, "not equipped")


def test_the_other_school_sees_nothing_and_nothing_is_noted(told, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    for paths in told.values():
        for path in paths:
            client.get(path)
    assert not Look.objects.filter(actor=other_school_admin).exists()


def test_every_phrase_has_its_words_in_vietnamese():
    for phrase in {phrase for phrase, _number in SCREENS} | {"not equipped"}:
        assert str(looked.WORDS[phrase]) != phrase
