"""Machines that stand at a support point: a place that is no school."""

import pytest

from devices.handover import Request, hand_over
from devices.models import Assignment, Handover, SupportPoint, Tenure
from devices.refusal import Refused
from tests.devices import builders as make


@pytest.fixture
def point(muong_nha):
    return make.make_point(muong_nha)


def give(point, by, *devices, **more):
    return hand_over(Request(to=point, by=by, devices=list(devices), relation="keeper", **more))


def test_a_place_holds_a_machine_and_the_school_keeps_the_paper(point, tablet, muong_nha, school_admin):
    line = give(point, school_admin, tablet, receiver_name="Lò Thị Mai").lines.get()
    assert line.holder == point
    assert line.tenure == Tenure.POINT
    assert (line.handover.school, line.handover.pupil) == (muong_nha, None)


def test_what_stands_at_a_place_is_not_handed_to_a_pupil(point, tablet, giang, school_admin):
    give(point, school_admin, tablet)
    with pytest.raises(Refused, match="Nhà văn hóa xã"):
        make.give(giang, school_admin, tablet)


def test_one_paper_is_of_one_school(point, tablet, other_tablet, province_admin):
    with pytest.raises(Refused, match="những trường khác nhau"):
        give(point, province_admin, tablet, other_tablet)
    assert not Assignment.objects.exists()


def test_a_school_sees_the_places_of_its_commune_alone(point, school_admin, other_school_admin):
    assert list(SupportPoint.objects.visible_to(school_admin)) == [point]
    assert not SupportPoint.objects.visible_to(other_school_admin)


def test_who_signs_for_another_is_named_with_the_reason(tablet, giang, school_admin):
    with pytest.raises(Refused, match="ký thay"):
        make.give(giang, school_admin, tablet, signed_how="signed_for", signer_name="Giàng A Páo")
    told = {"signer_name": "Giàng A Páo", "signer_reason": "mẹ đi làm xa"}
    make.give(giang, school_admin, tablet, signed_how="signed_for", **told)
    assert Handover.objects.get().signer_reason == "mẹ đi làm xa"


def told(**more):
    return {
        "devices": "",
        "receiver_name": "Lò Thị Mai",
        "signed_how": "signed",
        "signed_on": "24/11/2026",
        "request_id": "0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa",
        **more,
    }


@pytest.mark.parametrize("kind", ["teachers", "schools", "points"])
def test_a_clerk_hands_several_machines_over_to_whoever_is_no_pupil(
    kind, point, tablet, ms_lan, muong_nha, school_admin, signed_in
):
    client, second = signed_in(school_admin), make.make_device(muong_nha)
    to = {"teachers": ms_lan.teacher, "schools": muong_nha, "points": point}[kind]
    assert f"?to={to.pk}" in client.get(f"/handovers/new/{kind}/").content.decode()
    path = f"/handovers/new/{kind}/?to={to.pk}"
    assert client.get(path).status_code == 200
    charger = make.make_charger()
    sent = told(devices=f"K7M3PX\n\n{second.code}", accessories=[charger.pk])
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 302
    paper = Handover.objects.get()
    assert {line.holder for line in paper.lines.all()} == {to}
    assert paper.lines.get(accessory=charger).quantity == 2


def test_a_number_that_is_not_in_the_school_is_named(point, other_tablet, school_admin, signed_in):
    path = f"/handovers/new/points/?to={point.pk}"
    page = signed_in(school_admin).post(path, told(devices="Q4W8ZB")).content.decode()
    assert "Không tìm thấy trong trường: Q4W8ZB" in page
    assert not Handover.objects.exists()


def test_the_other_school_is_offered_no_place_and_no_teacher_of_ours(
    point, ms_lan, other_school_admin, signed_in
):
    client = signed_in(other_school_admin)
    assert "Nhà văn hóa xã" not in client.get("/handovers/new/points/").content.decode()
    assert client.get(f"/handovers/new/points/?to={point.pk}").content.decode().count("Chọn người nhận")
