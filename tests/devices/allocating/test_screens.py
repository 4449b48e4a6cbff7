"""The screens of the plan, from the press that makes a list to the paper; who reads, who acts, who sees
nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from devices.allocating import proposing
from devices.models import (
    Allocation,
    AllocationList,
    BatchQuota,
    PriorityOrder,
    ProgrammeOverride,
)
from lms.models import Look
from tests import builders
from tests.devices import builders as make
from tests.devices.allocating.builders import give_quota, make_approved, make_family, make_order


@pytest.fixture
def batch(muong_nha):
    return give_quota(muong_nha)


@pytest.fixture
def made(batch, giang, muong_nha, school_admin):
    make_order()
    make_family(giang, poverty="poor", head="Giàng A Chu")
    return proposing.propose(batch, muong_nha, by=school_admin)


def address(made, *parts):
    return f"/allocations/lists/{made.pk}/" + "".join(f"{part}/" for part in parts)


def test_one_press_at_the_school_makes_the_list(batch, giang, muong_nha, signed_in, school_admin):
    make_order()
    make_family(giang, poverty="poor", head="Giàng A Chu")
    client = signed_in(school_admin)
    assert "Lập danh sách" in client.get("/allocations/").content.decode()
    press = {"school": muong_nha.code, "batch": batch.code}
    answer = client.post("/allocations/propose/", press, follow=True)
    page = answer.content.decode()
    assert "Giàng A Chu" in page
    assert "hộ nghèo" in page
    assert client.post("/allocations/propose/", press).status_code == 302
    assert Allocation.objects.count() == 1


def test_the_list_goes_to_the_province_and_comes_back_approved(made, signed_in, school_admin, province_admin):
    signed_in(school_admin).post(address(made, "send"))
    client = signed_in(province_admin)
    assert "Duyệt danh sách" in client.get(address(made)).content.decode()
    assert made.school.name in client.get("/allocations/?state=sent").content.decode()
    client.post(address(made, "approve"))
    made.refresh_from_db()
    assert made.state == "approved"
    answer = client.post(address(made, "return"), {"words": ""}, follow=True)
    assert "Ghi những gì trường cần sửa" in answer.content.decode()


def test_each_look_at_a_list_is_noted(made, giang, signed_in, commune_officer):
    signed_in(commune_officer).get(address(made))
    look = Look.objects.get(what="allocation list")
    assert (look.object_id, look.actor) == (str(giang.pk), commune_officer)


@pytest.mark.parametrize("parts", [(), ("left-out",), ("add",)])
def test_the_other_school_finds_nothing(parts, made, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    assert client.get(address(made, *parts)).status_code == 404
    assert client.get(f"/allocations/lines/{made.lines.get().pk}/").status_code == 404
    press = {"school": made.school.code, "batch": made.batch.code}
    assert client.post("/allocations/propose/", press).status_code == 404


def test_a_teacher_learns_nothing_of_poverty_and_readers_change_nothing(
    made, signed_in, ms_lan, commune_officer, auditor
):
    client = signed_in(ms_lan)
    for path in ("/allocations/", address(made), "/allocations/orders/", "/allocations/waiting/"):
        assert client.get(path).status_code == 403
    for reader in (commune_officer, auditor):
        client = signed_in(reader)
        assert client.get(address(made)).status_code == 200
        assert client.post(address(made, "send")).status_code == 404
        assert client.post(address(made, "approve")).status_code == 404
    assert AllocationList.objects.get().state == "draft"


def test_a_school_does_not_approve_its_own_list(made, signed_in, school_admin):
    client = signed_in(school_admin)
    client.post(address(made, "send"))
    assert client.post(address(made, "approve")).status_code == 404


def test_a_line_tells_why_and_takes_its_acts_with_a_reason(made, signed_in, school_admin):
    client = signed_in(school_admin)
    line = made.lines.get()
    page = client.get(f"/allocations/lines/{line.pk}/").content.decode()
    assert "012/GCN" in page
    assert client.post(f"/allocations/lines/{line.pk}/take-out/", {"words": ""}).status_code == 400
    client.post(f"/allocations/lines/{line.pk}/take-out/", {"words": "Đã chuyển đi"})
    assert "Đã chuyển đi" in client.get(f"/allocations/lines/{line.pk}/").content.decode()
    assert "Đã chuyển đi" in client.get(address(made, "left-out")).content.decode()


def test_who_waits_longest_stands_first(made, signed_in, school_admin, province_admin, time_machine):
    make_approved(made.batch, made.school, school_admin, province_admin)
    client = signed_in(school_admin)
    assert "Giàng A Chu" not in client.get("/allocations/waiting/").content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=16))
    page = client.get("/allocations/waiting/").content.decode()
    assert "Giàng A Chu" in page
    assert ">16<" in page
    assert client.get("/allocations/").context["numbers"]["waiting_long"] == 1


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_list_is_printed_and_taken_along(ending, made, signed_in, school_admin):
    answer = signed_in(school_admin).get(f"/allocations/lists/{made.pk}/list.{ending}")
    assert answer.status_code == 200
    assert answer.content[:4] == (b"%PDF" if ending == "pdf" else b"PK\x03\x04")
    assert Look.objects.filter(what="allocation list as a file").count() == 1


def test_a_family_with_two_machines_is_shown_with_its_sources_and_the_next_act(
    giang, hoa, muong_nha, signed_in, school_admin, ms_lan
):
    make.give(giang, school_admin, make.make_device(muong_nha))
    lent = make.make_batch("nha-truong", name="Máy của trường", donor="")
    make.give(hoa, school_admin, make.make_device(muong_nha, batch=lent), tenure="school_loan")
    client = signed_in(school_admin)
    assert "Không hộ nào" in client.get("/allocations/duplicates/").content.decode()
    # Written down as one household only now.
    make_family(giang, hoa, head="Giàng A Chu")
    page = client.get("/allocations/duplicates/").content.decode()
    assert "Giàng A Chu" in page
    assert "Quỹ Hoa Ban" in page
    assert "Máy của trường" in page
    assert "Thu hồi" in page


def test_who_is_not_yet_equipped_opens_to_the_people(made, hoa, signed_in, school_admin, other_school_admin):
    page = signed_in(school_admin).get("/allocations/not-equipped/pupils/").content.decode()
    assert "Giàng A Sùng" in page
    assert "Lò Thị Hoa" in page
    assert "dự kiến" in page
    page = signed_in(other_school_admin).get("/allocations/not-equipped/pupils/").content.decode()
    assert "Giàng A Sùng" not in page


def order_form(*places, **more):
    told = {
        "decision_number": "34/QĐ-UBND",
        "starts_on": "01/11/2026",
        "tie": "more_children",
        "form-TOTAL_FORMS": str(len(places)),
        "form-INITIAL_FORMS": str(len(places)),
        **more,
    }
    for number, place in enumerate(places):
        told |= {f"form-{number}-{name}": value for name, value in place.items()}
    return told


def test_the_province_lays_down_an_order_and_it_stays_once_it_is_used(made, signed_in, province_admin):
    client = signed_in(province_admin)
    places = ({"criteria": ["poor"]}, {"grade_from": "1", "grade_to": "5"}, {})
    assert client.post("/allocations/orders/add/", order_form(*places)).status_code == 302
    order = PriorityOrder.objects.get(decision_number="34/QĐ-UBND")
    assert [rule.in_words for rule in order.rules.all()] == ["hộ nghèo", "khối 1–5"]
    used = PriorityOrder.objects.exclude(pk=order.pk).get()
    answer = client.get(f"/allocations/orders/{used.pk}/edit/", follow=True)
    assert "giữ nguyên" in answer.content.decode()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"criteria": ["poor", "near_poor"]}, "vừa nghèo vừa cận nghèo"),
        ({"grade_from": "9", "grade_to": "6"}, "Khối cuối"),
        ({}, "ai trước tiên"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_a_sentence(place, told, signed_in, province_admin):
    answer = signed_in(province_admin).post("/allocations/orders/add/", order_form(place))
    assert answer.status_code == 400
    assert told in answer.content.decode()


def test_only_the_province_lays_down_orders_shares_and_decisions(batch, signed_in, school_admin, auditor):
    for person in (school_admin, auditor):
        client = signed_in(person)
        for path in ("orders/add/", f"shares/{batch.code}/", "decisions/add/"):
            assert client.get(f"/allocations/{path}").status_code == 403


def test_the_province_shares_a_batch_out(batch, muong_nha, signed_in, province_admin):
    client = signed_in(province_admin)
    client.post(f"/allocations/shares/{batch.code}/", {f"school-{muong_nha.pk}": "25"})
    assert BatchQuota.objects.get().quota == 25
    page = client.post(f"/allocations/shares/{batch.code}/", {f"school-{muong_nha.pk}": "-1"})
    assert page.status_code == 400


def test_a_decision_lets_the_school_hand_a_second_machine_over(
    giang, muong_nha, signed_in, province_admin, school_admin
):
    make_family(giang, head="Giàng A Chu")
    make.give(giang, school_admin, make.make_device(muong_nha))
    told = {"pupil": giang.code, "decision_number": "99/QĐ", "reason": "Hai em học xa nhau"}
    assert signed_in(province_admin).post("/allocations/decisions/add/", told).status_code == 302
    make.give(giang, school_admin, make.make_device(muong_nha), override_decision="99/QĐ")
    override = ProgrammeOverride.objects.get()
    assert override.assignments.count() == 1
    page = signed_in(school_admin).get("/allocations/decisions/").content.decode()
    assert "99/QĐ" in page


def test_the_front_costs_the_same_for_one_school_and_for_many(
    made, na_hy, signed_in, province_admin, django_assert_max_num_queries
):
    give_quota(na_hy, batch=made.batch)
    builders.make_school("THCS Thanh Xương", commune="Thanh An")
    client = signed_in(province_admin)
    client.get("/allocations/")
    with django_assert_max_num_queries(22):
        client.get("/allocations/")
