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
