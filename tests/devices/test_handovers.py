"""Hand over on screen, print the paper, take back: the clerk's part."""

import pytest

from devices.models import Assignment, Handover
from devices.papers import handover_facts
from students.models import Consent, Guardian, Guardianship
from tests.devices import builders as make


def form(**more):
    return {
        "device": "",
        "sim": "",
        "receiver_name": "Giàng Thị Dua",
        "relation": "mother",
        "signed_how": "thumbprint",
        "signed_on": "2026-11-23",
        "request_id": "0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa",
        **more,
    }


def test_a_clerk_hands_over_device_sim_and_charger(tablet, sim, giang, signed_in, school_admin):
    client = signed_in(school_admin)
    path = f"/handovers/new/?student={giang.pk}"
    assert "Giàng A Sùng" in client.get(path).content.decode()
    told = form(device="K7M3PX · R9TX 70 1234", sim="0912 345 678", accessories=[make.make_charger().pk])
    response = client.post(path, told)
    paper = Handover.objects.get()
    assert response["Location"] == f"/handovers/{paper.pk}/"
    assert paper.lines.count() == 3
    assert client.post(path, told)["Location"] == response["Location"]
    assert Handover.objects.count() == 1
    assert not Consent.objects.exists()


@pytest.mark.parametrize("number", ["9" * 30, "-1", "x", "\x00"])
def test_an_accessory_that_cannot_be_is_refused_in_words(number, tablet, giang, signed_in, school_admin):
    told = form(device="R9TX701234", accessories=[number])
    response = signed_in(school_admin).post(f"/handovers/new/?student={giang.pk}", told)
    assert response.status_code == 400
    assert not Handover.objects.exists()


def test_the_familys_yes_to_usage_is_recorded_only_when_ticked(tablet, giang, signed_in, school_admin):
    told = form(device="R9TX701234", usage_agreed="on")
    signed_in(school_admin).post(f"/handovers/new/?student={giang.pk}", told)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.given_by, consent.given_how) == ("usage", "Giàng Thị Dua", "thumbprint")


def test_a_forged_request_agrees_for_no_family_elsewhere(
    tablet, other_tablet, giang, vang, signed_in, school_admin, other_school_admin
):
    other = make.give(vang, other_school_admin, other_tablet)
    told = form(device="K7M3PX", usage_agreed="on", request_id=str(other.request_id))
    response = signed_in(school_admin).post(f"/handovers/new/?student={giang.pk}", told)
    assert (response.status_code, Consent.objects.count(), Handover.objects.count()) == (400, 0, 1)
    assert str(other.pk) not in response.text


def test_a_taken_device_is_refused_in_words_and_the_form_is_kept(paper, hoa, signed_in, school_admin):
    response = signed_in(school_admin).post(f"/handovers/new/?student={hoa.pk}", form(device="K7M3PX"))
    page = response.content.decode()
    assert response.status_code == 400
    assert "đang do hộ Giàng A Chu (em Giàng A Sùng) giữ từ 24/11/2026" in page
    assert "Giàng Thị Dua" in page


@pytest.mark.parametrize("typed", ["K7M3PY", "\x00", "Q4W8ZB", "999"])
def test_what_is_not_in_the_school_cannot_be_handed_over(
    typed, tablet, other_tablet, giang, signed_in, school_admin
):
    path = f"/handovers/new/?student={giang.pk}"
    assert signed_in(school_admin).post(path, form(device=typed)).status_code == 400
    assert not Handover.objects.exists()


def test_a_clerk_takes_back_and_strikes_out(paper, giang, signed_in, school_admin):
    client = signed_in(school_admin)
    lines = [str(line.pk) for line in paper.lines.all()]
    told = {"lines": lines, "condition": "worn", "on": "2026-11-24", "note": "Xước"}
    assert client.post(f"/handovers/{paper.pk}/return/", told).status_code == 302
    assert not Assignment.objects.open().exists()
    assert client.post(f"/handovers/{paper.pk}/return/", told).status_code == 302
    assert {line.return_note for line in paper.lines.all() if not line.device} == {""}
    struck = f"/handovers/{paper.pk}/void/{lines[0]}/"
    assert client.post(struck, {"reason": ""}).status_code == 400
    assert client.post(struck, {"reason": "Ghi nhầm"}).status_code == 302
    assert Assignment.objects.exclude(voided_at=None).count() == 1


def test_the_paper_is_a_pdf_with_every_vietnamese_letter(paper, signed_in, school_admin):
    response = signed_in(school_admin).get(f"/handovers/{paper.pk}/paper/")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert response["Cache-Control"] == "private, no-store"
    facts = handover_facts(paper)
    assert facts["issuer"] == "UBND xã Mường Nhà"
    assert facts["pupil"]["name"] == "Giàng A Sùng"
    assert [item["what"] for item in facts["items"]] == [
        "Máy tính bảng Samsung Galaxy Tab A9",
        "SIM VNPT VinaPhone",
        "Bộ sạc",
    ]
    assert "Số sê-ri: R9TX 70 1234" in facts["items"][0]["numbers"]


def test_a_class_has_a_list_to_sign(paper, class_6a, hoa, signed_in, school_admin):
    response = signed_in(school_admin).get(f"/handovers/classes/{class_6a.uid}/")
    assert response.content.startswith(b"%PDF")


def test_a_teacher_sees_no_list_of_the_class_where_the_own_child_sits(class_3b, vang, signed_in, ms_lan):
    parent = Guardian.objects.create(user=ms_lan, full_name=ms_lan.full_name)
    Guardianship.objects.create(guardian=parent, student=vang, relation="mother")
    client = signed_in(ms_lan)
    path = f"/handovers/classes/{class_3b.uid}/"
    assert client.get(path).status_code == 404
    assert path not in client.get("/handovers/").content.decode()


def test_the_device_from_whose_page_one_comes_stands_in_the_form(
    tablet, other_tablet, class_6a, giang, signed_in, school_admin
):
    client = signed_in(school_admin)
    assert "/handovers/new/?device=K7M3PX" in client.get("/devices/K7M3PX/").content.decode()
    path = f"/handovers/new/?device=K7M3PX&class={class_6a.uid}"
    assert f"student={giang.pk}" in client.get(path).content.decode()
    page = client.get(f"/handovers/new/?device=K7M3PX&student={giang.pk}").content.decode()
    assert 'value="K7M3PX"' in page
    page = client.get(f"/handovers/new/?device={other_tablet.code}&student={giang.pk}").content.decode()
    assert f'value="{other_tablet.code}"' not in page


def test_the_list_of_pupils_tells_whose_household_has_a_device(
    tablet, class_6a, giang, hoa, signed_in, school_admin
):
    make.make_household(giang, hoa)
    make.give(giang, school_admin, tablet)
    page = signed_in(school_admin).get(f"/handovers/new/?class={class_6a.uid}").content.decode()
    assert page.count("đã có máy") == 2
    assert page.count("hộ đã có máy") == 1


def test_a_sim_whose_plan_is_over_says_so_where_it_is_held(
    paper, tablet, signed_in, school_admin, time_machine
):
    client = signed_in(school_admin)
    places = [
        f"/handovers/{paper.pk}/",
        "/devices/K7M3PX/",
        f"/sims/{paper.lines.get(sim__isnull=False).sim.iccid}/",
    ]
    for path in places:
        assert "gói cước đến 30/11/2026" in client.get(path).content.decode()
    time_machine.move_to("2026-12-01T08:00:00+07:00")
    for path in places:
        assert "gói cước hết hạn ngày 30/11/2026" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("condition", "said", "unsaid"),
    [
        ("good", "Đã thu hồi. Lịch sử", "mất"),
        ("broken", "Đã thu hồi máy K7M3PX bị hỏng", "mất"),
        ("lost", "Đã ghi máy K7M3PX bị mất", "thu hồi"),
    ],
)
def test_the_words_after_a_return_follow_its_condition(
    condition, said, unsaid, paper, giang, signed_in, school_admin
):
    client = signed_in(school_admin)
    lines = [str(line.pk) for line in paper.lines.filter(device__isnull=False)]
    told = {"lines": lines, "condition": condition, "on": "24/11/2026", "note": "Trả lại"}
    page = client.post(f"/handovers/{paper.pk}/return/", told, follow=True).content.decode()
    assert said in page
    line = page.split("R9TX 70 1234")[1].split("</tr>")[0]
    assert unsaid not in line, "the row of the record tells the same"
    assert ("không trả được: mất" in client.get(f"/students/{giang.pk}/").content.decode()) == (
        condition == "lost"
    )


def test_the_family_says_yes_or_no_on_the_paper_itself(paper):
    assert handover_facts(paper)["asks_consent"]
    assert not any("đồng ý" in term for term in handover_facts(paper)["terms"])


def test_a_paper_signed_on_older_terms_is_printed_as_it_was_signed(paper):
    paper.terms_version = "2026-09"
    facts = handover_facts(paper)
    assert not facts["asks_consent"]
    assert "rút lại sự đồng ý" in facts["terms"][-1]


def test_a_sim_that_comes_back_is_in_stock_and_one_inside_a_lost_machine_is_blocked(
    paper, sim, muong_nha, hoa, signed_in, school_admin
):
    client = signed_in(school_admin)

    def give_back(paper, condition):
        lines = [str(line.pk) for line in paper.lines.all()]
        told = {"lines": lines, "condition": condition, "on": "24/11/2026", "note": "Trả lại"}
        assert client.post(f"/handovers/{paper.pk}/return/", told).status_code == 302
        sim.refresh_from_db()
        return sim.status

    assert give_back(paper, "worn") == "stock"
    again = make.give(hoa, school_admin, make.make_device(muong_nha), sims=[sim])
    assert give_back(again, "lost") == "blocked"
    assert not sim.assignments.open().exists()
