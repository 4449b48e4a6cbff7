"""A list from the proposal to the machine: who is on it, who is left out and why, and who may do what."""

from datetime import date

import pytest

from devices import erasing
from devices.allocating import editing, proposing
from devices.correct import void
from devices.models import Allocation, AllocationStep, ProgrammeOverride
from devices.refusal import Refused
from students.models import AreaRecord
from tests import builders
from tests.devices import builders as make
from tests.devices.allocating.builders import give_quota, make_approved, make_family, make_order


@pytest.fixture
def order(db):
    return make_order()


@pytest.fixture
def batch(muong_nha):
    return give_quota(muong_nha)


@pytest.fixture
def poor(giang):
    return make_family(giang, poverty="poor", head="Giàng A Chu")


@pytest.fixture
def made(order, batch, poor, hoa, school_admin, muong_nha):
    """Giàng's poor family first, then Hoa's near-poor one."""
    make_family(hoa, poverty="near_poor", head="Lò Văn Panh")
    return proposing.propose(batch, muong_nha, by=school_admin)


def families(made):
    return [line.household.head_name for line in made.lines.standing()]


def test_the_rules_put_the_poor_first_with_the_reason_and_the_papers_frozen(made, giang, poor):
    assert families(made) == ["Giàng A Chu", "Lò Văn Panh"]
    line = made.lines.first()
    assert line.pupil == giang
    assert line.reason == "Thứ tự 3: hộ nghèo · 1 em đang học · khối 6"
    assert line.evidence["poverty"] == {"class": "poor", "certificate": "012/GCN", "from": "2026-01-01"}
    poor.poverty_records.update(ends_on=date(2026, 11, 1))
    line.refresh_from_db()
    assert line.evidence["poverty"]["class"] == "poor"


def test_proposing_twice_is_as_once(made, batch, muong_nha, school_admin):
    assert proposing.propose(batch, muong_nha, by=school_admin) == made
    assert len(families(made)) == 2


def test_a_list_made_anew_follows_the_papers_of_today(made, poor, batch, muong_nha, school_admin):
    poor.poverty_records.update(ends_on=date(2026, 11, 1))
    proposing.propose(batch, muong_nha, by=school_admin, anew=True)
    assert families(made) == ["Lò Văn Panh"]


def test_who_is_served_by_any_source_is_left_out_with_the_reason(
    order, batch, poor, giang, hoa, muong_nha, school_admin
):
    lent = make.make_batch("nha-truong", name="Máy của trường", donor="", school=muong_nha)
    make.give(giang, school_admin, make.make_device(muong_nha, batch=lent), tenure="school_loan")
    make_family(hoa, poverty="poor", head="Lò Văn Panh")
    made = proposing.propose(batch, muong_nha, by=school_admin)
    assert families(made) == ["Lò Văn Panh"]
    ((family, words),) = proposing.left_out(made, date(2026, 11, 24))["served"]
    assert family.household == poor.pk
    assert words == "đã có máy từ 24/11/2026: Máy của trường, nhà trường cho mượn"


def test_brothers_and_sisters_are_one_family(order, batch, giang, hoa, muong_nha, school_admin):
    make_family(giang, hoa, poverty="poor", head="Giàng A Chu")
    made = proposing.propose(batch, muong_nha, by=school_admin)
    assert families(made) == ["Giàng A Chu"]
    assert "2 em đang học" in made.lines.get().reason


def test_a_family_on_the_list_of_one_school_is_not_put_on_that_of_another(
    made, giang, na_hy, class_3b, other_school_admin
):
    sister = builders.make_student("Giàng Thị Mai", class_3b)
    sister.household = giang.household
    sister.save()
    batch = give_quota(na_hy, batch=make.make_batch("dot-2"))
    theirs = proposing.propose(batch, na_hy, by=other_school_admin)
    assert families(theirs) == []
    ((_family, words),) = proposing.left_out(theirs, date(2026, 11, 24))["listed"]
    assert "Mường Nhà" in words


def test_a_province_may_add_minorities_communes_and_grades(
    batch, giang, hoa, muong_nha, class_6a, school_admin
):
    make_order(["ethnic_minority", "difficult_commune"], {"criteria": [], "grade_from": 6, "grade_to": 9})
    AreaRecord.objects.create(place=muong_nha.commune, area="3", starts_on=date(2025, 7, 1))
    giang.ethnic_group_id = "06"
    giang.save()
    made = proposing.propose(batch, muong_nha, by=school_admin)
    assert [line.pupil for line in made.lines.all()] == [giang, hoa]
    assert made.lines.first().evidence["area"] == "3"


@pytest.mark.parametrize("lacking", ["order", "quota"])
def test_without_an_order_or_a_share_the_press_says_what_is_missing(lacking, giang, muong_nha, school_admin):
    if lacking == "quota":
        make_order()
    told = "thứ tự ưu tiên" if lacking == "order" else "bao nhiêu máy"
    with pytest.raises(Refused, match=told):
        proposing.propose(make.make_batch(), muong_nha, by=school_admin)


def test_the_school_moves_takes_out_and_adds_with_a_reason(made, hoa, class_6a, school_admin):
    last = made.lines.last()
    editing.move(last, 1, by=school_admin, words="Nhà ở bản xa nhất")
    assert families(made) == ["Lò Văn Panh", "Giàng A Chu"]
    editing.take_out(made.lines.get(household=hoa.household), by=school_admin, words="Đã chuyển đi")
    other = builders.make_student("Cà Thị Lả", class_6a)
    editing.add(made, other, by=school_admin, words="Mồ côi, giấy xác nhận của xã số 5")
    line = made.lines.standing().last()
    assert line.student == other
    assert line.evidence["by_hand"] is True
    acts = list(made.steps.order_by("pk").values_list("act", flat=True))
    assert acts == ["proposed", "moved", "taken_out", "added"]


def test_without_a_reason_nothing_moves(made, school_admin):
    for act in (
        lambda line: editing.move(line, 1, school_admin, " "),
        lambda line: editing.take_out(line, school_admin, ""),
    ):
        with pytest.raises(Refused, match="vì sao"):
            act(made.lines.last())


def test_a_second_machine_needs_a_decision_of_the_province(
    order, batch, poor, giang, muong_nha, school_admin, province_admin
):
    make.give(giang, school_admin, make.make_device(muong_nha, batch=make.make_batch("dot-0")))
    made = proposing.propose(batch, muong_nha, by=school_admin)
    with pytest.raises(Refused, match="số quyết định"):
        editing.add(made, giang, by=school_admin, words="Hai em học xa nhau")
    with pytest.raises(Refused, match="99/QĐ"):
        editing.add(made, giang, by=school_admin, words="Hai em", override_decision="99/QĐ")
    ProgrammeOverride.objects.create(household=poor, decision_number="99/QĐ", recorded_by=province_admin)
    line = editing.add(made, giang, by=school_admin, words="Hai em", override_decision="99/QĐ")
    assert line.override.decision_number == "99/QĐ"


def test_the_province_returns_a_list_with_words_and_approves_it_later(made, school_admin, province_admin):
    editing.send(made, by=school_admin)
    with pytest.raises(Refused, match="trả lại"):
        editing.take_out(made.lines.first(), by=school_admin, words="Nhầm")
    editing.give_back(made, by=province_admin, words="Thiếu giấy của hộ thứ hai")
    editing.take_out(made.lines.last(), by=school_admin, words="Chưa có giấy")
    editing.send(made, by=school_admin)
    editing.approve(made, by=province_admin)
    assert made.lines.waiting().count() == 1
    assert made.lines.first().waiting_days == 0


def test_who_got_a_machine_meanwhile_keeps_the_list_from_being_approved(
    made, giang, muong_nha, school_admin, province_admin
):
    editing.send(made, by=school_admin)
    make.give(giang, school_admin, make.make_device(muong_nha, batch=make.make_batch("dot-0")))
    with pytest.raises(Refused, match="Giàng A Chu"):
        editing.approve(made, by=province_admin)


def test_the_machine_that_goes_over_fulfils_the_line_and_a_struck_hand_over_opens_it_again(
    made, batch, giang, muong_nha, school_admin, province_admin
):
    make_approved(batch, muong_nha, school_admin, province_admin)
    paper = make.give(giang, school_admin, make.make_device(muong_nha, batch=batch))
    line = made.lines.get(pupil=giang)
    assert (line.state, line.handed_line) == ("handed", paper.lines.get())
    void(paper.lines.get(), by=school_admin, reason="Nhầm máy")
    line.refresh_from_db()
    assert (line.state, line.handed_line) == ("approved", None)


def test_a_machine_of_another_batch_fulfils_nothing(
    made, batch, giang, muong_nha, school_admin, province_admin
):
    make_approved(batch, muong_nha, school_admin, province_admin)
    make.give(giang, school_admin, make.make_device(muong_nha, batch=make.make_batch("dot-0")))
    assert made.lines.get(pupil=giang).state == "approved"
    (line,) = editing.served_meanwhile(made, states=["approved"])
    assert line.pupil == giang


def test_the_next_family_takes_the_place_of_one_that_refuses(
    order, giang, hoa, poor, muong_nha, school_admin, province_admin
):
    batch = give_quota(muong_nha, quota=1)
    make_family(hoa, poverty="near_poor", head="Lò Văn Panh")
    made = make_approved(batch, muong_nha, school_admin, province_admin)
    line = editing.refuse(made.lines.get(), by=school_admin, words="Nhà không có điện để sạc")
    new = editing.replace(line, by=school_admin)
    made.refresh_from_db()
    assert (new.household.head_name, new.replaces, made.state) == ("Lò Văn Panh", line, "sent")
    editing.approve(made, by=province_admin)
    assert [one.state for one in made.lines.order_by("made_at")] == ["replaced", "approved"]
    assert set(AllocationStep.objects.filter(line=line).values_list("act", flat=True)) == {
        "refused",
        "replaced",
    }


def test_a_family_that_waits_for_a_replacement_is_not_replaced_twice(
    made, batch, muong_nha, school_admin, province_admin
):
    make_approved(batch, muong_nha, school_admin, province_admin)
    with pytest.raises(Refused, match="từ chối"):
        editing.replace(made.lines.first(), by=school_admin)
    assert Allocation.objects.count() == 2


def test_what_an_erased_pupil_was_chosen_for_goes_and_nobody_waits_for_it(made, giang, school_admin):
    erasing._forget_allocations(giang, by=school_admin)
    line = made.lines.get(pupil=giang)
    assert (line.state, line.reason, line.evidence) == ("taken_out", "", {})
