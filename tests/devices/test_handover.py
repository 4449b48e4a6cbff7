"""One paper for what goes over together; who comes second reads who holds it."""

from datetime import date

import pytest

from devices.correct import correct, void
from devices.handover import Request, hand_over
from devices.models import Assignment, Handover, Incident
from devices.refusal import Refused
from devices.take_back import take_back
from lms.models import Change
from students.models import Student
from tests.devices import builders as make


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        make.give(*args, **kwargs)
    return caught.value.sentence


def test_device_sim_and_charger_go_over_on_one_paper(giang, school_admin, tablet, sim):
    make.make_household(giang)
    paper = make.give(giang, school_admin, tablet, sims=[sim], accessories={make.make_charger(): 1})
    assert paper.number == "01/BBBG-2026"
    assert paper.class_name == "6A"
    assert [str(line.item) for line in paper.lines.order_by("recorded_at")] == [
        "K7M3PX",
        "0912345678",
        "Bộ sạc",
    ]
    assert {line.holder for line in paper.lines.all()} == {giang.household}
    tablet.refresh_from_db()
    sim.refresh_from_db()
    assert (tablet.lifecycle, sim.status) == ("in_service", "active")
    assert sim.insertions.get(removed_at=None).device == tablet


def test_a_pupil_without_a_known_household_holds_it(giang, school_admin, tablet):
    assert make.give(giang, school_admin, tablet).lines.get().holder == giang


def test_papers_are_numbered_within_the_school(
    giang, vang, hoa, school_admin, province_admin, muong_nha, na_hy
):
    first = make.give(giang, school_admin, make.make_device(muong_nha))
    second = make.give(hoa, school_admin, make.make_device(muong_nha))
    theirs = make.give(vang, province_admin, make.make_device(na_hy))
    assert [paper.sequence for paper in (first, second, theirs)] == [1, 2, 1]


def test_what_somebody_holds_is_refused_with_the_holder_and_the_day(giang, hoa, school_admin, tablet, sim):
    make.give(giang, school_admin, tablet, sims=[sim], signed_on=date(2026, 10, 12))
    sentence = refusal(hoa, school_admin, tablet)
    assert "K7M3PX" in sentence
    assert "Giàng A Sùng" in sentence
    assert "12/10/2026" in sentence
    assert "0912345678" in refusal(hoa, school_admin, sims=[sim])
    assert Handover.objects.count() == 1


def test_a_date_before_the_last_return_is_refused(giang, hoa, school_admin, tablet):
    paper = make.give(giang, school_admin, tablet, signed_on=date(2026, 10, 12))
    take_back(paper.lines.all(), by=school_admin, on=date(2026, 11, 2))
    assert "02/11/2026" in refusal(hoa, school_admin, tablet, signed_on=date(2026, 10, 20))
    assert make.give(hoa, school_admin, tablet, signed_on=date(2026, 11, 2))


def test_a_sim_that_came_back_earlier_can_go_out_from_that_day_on(
    giang, hoa, school_admin, tablet, sim, muong_nha
):
    paper = make.give(giang, school_admin, tablet, sims=[sim], signed_on=date(2026, 10, 12))
    take_back(paper.lines.all(), by=school_admin, on=date(2026, 11, 2))
    other = make.make_device(muong_nha)
    assert make.give(hoa, school_admin, other, sims=[sim], signed_on=date(2026, 11, 10))
    assert sim.insertions.get(removed_at=None).device == other


def test_a_date_ahead_is_refused(giang, school_admin, tablet):
    assert refusal(giang, school_admin, tablet, signed_on=date(2026, 12, 1))


def test_a_household_with_a_device_needs_a_decision(giang, hoa, school_admin, tablet, muong_nha):
    make.make_household(giang, hoa)
    make.give(giang, school_admin, tablet)
    second = make.make_device(muong_nha)
    assert "K7M3PX" in refusal(hoa, school_admin, second)
    paper = make.give(hoa, school_admin, second, override_decision="215/QĐ-SGDĐT")
    assert paper.lines.get().override.decision_number == "215/QĐ-SGDĐT"


def test_a_pupil_without_a_household_needs_one_too(giang, school_admin, tablet, muong_nha):
    make.give(giang, school_admin, tablet)
    assert "K7M3PX" in refusal(giang, school_admin, make.make_device(muong_nha))


@pytest.mark.parametrize("state", ["repair", "lost", "stolen", "retired", "disposed"])
def test_a_device_that_cannot_be_used_is_not_handed_over(giang, school_admin, tablet, state):
    make.bring_into(tablet, state, school_admin)
    assert "K7M3PX" in refusal(giang, school_admin, tablet)


def test_a_pupil_who_left_receives_nothing(giang, school_admin, tablet):
    giang.status = Student.Status.MOVED_OUT
    assert "Giàng A Sùng" in refusal(giang, school_admin, tablet)


def test_an_empty_paper_and_a_thing_twice_are_refused(giang, school_admin, tablet):
    assert refusal(giang, school_admin)
    assert refusal(giang, school_admin, tablet, tablet)


def test_a_repeated_request_returns_the_first_paper(giang, school_admin, tablet):
    request = Request(to=giang, by=school_admin, devices=[tablet])
    assert hand_over(request) == hand_over(request)
    assert Assignment.objects.count() == 1


def test_taking_back_ends_the_line_and_keeps_the_history(giang, school_admin, tablet, sim):
    paper = make.give(giang, school_admin, tablet, sims=[sim])
    ended = take_back(paper.lines.all(), by=school_admin, condition="worn", note="Xước màn hình")
    assert len(ended) == 2
    line = tablet.assignments.get()
    assert (line.returned_to, line.condition_in, line.student) == (school_admin, "worn", giang)
    tablet.refresh_from_db()
    assert tablet.lifecycle == "in_stock"
    assert not sim.insertions.filter(removed_at=None).exists()
    assert take_back(paper.lines.all(), by=school_admin) == []


def test_a_device_that_comes_back_broken_waits_for_repair(giang, school_admin, tablet):
    paper = make.give(giang, school_admin, tablet)
    take_back(paper.lines.all(), by=school_admin, condition="broken", note="Vỡ màn hình")
    tablet.refresh_from_db()
    assert tablet.lifecycle == "repair"
    incident = Incident.objects.get()
    assert (incident.holder_name, incident.words) == ("Giàng A Sùng", "Vỡ màn hình")


def test_a_device_that_does_not_come_back_is_lost(giang, school_admin, tablet):
    take_back(make.give(giang, school_admin, tablet).lines.all(), by=school_admin, condition="lost")
    tablet.refresh_from_db()
    assert tablet.lifecycle == "lost"
    assert Incident.objects.get().kind == "lost"


def test_a_wrong_line_is_voided_with_a_reason_and_stays_readable(giang, hoa, school_admin, tablet):
    line = make.give(giang, school_admin, tablet).lines.get()
    with pytest.raises(Refused):
        void(line, by=school_admin, reason="  ")
    void(line, by=school_admin, reason="Ghi nhầm em")
    assert make.give(hoa, school_admin, tablet)
    line.refresh_from_db()
    assert (line.voided_by, line.void_reason) == (school_admin, "Ghi nhầm em")


def test_a_wrong_device_is_corrected_on_the_same_paper(giang, school_admin, tablet, muong_nha):
    paper = make.give(giang, school_admin, tablet)
    right = make.make_device(muong_nha)
    correct(paper.lines.get(), by=school_admin, reason="Nhầm số máy", device=right)
    assert [line.device for line in paper.lines.open()] == [right]
    tablet.refresh_from_db()
    assert tablet.lifecycle == "in_stock"


def test_every_act_is_in_the_log_of_changes(giang, school_admin, tablet, muong_nha):
    paper = make.give(giang, school_admin, tablet)
    line = paper.lines.get()
    take_back([line], by=school_admin)
    void(line, by=school_admin, reason="Nhầm")
    log = Change.objects.order_by("id")
    assert [change.act for change in log] == ["hand over", "take back", "void line"]
    assert {change.school_id for change in log} == {muong_nha.pk}
