"""The screens of the device clerk, and what strangers find: nothing."""

import re

import pytest

from devices import binding
from devices.models import Assignment, Handover, Incident
from devices.papers import handover_facts
from students.models import Consent, Guardian, Guardianship, Role
from tests.devices import builders as make


def open_as(signed_in, person, path, **more):
    return signed_in(person).get(path, **more)


@pytest.fixture
def paper(tablet, sim, giang, school_admin):
    make.make_household(giang)
    make.make_plan(sim)
    return make.give(giang, school_admin, tablet, sims=[sim], accessories={make.make_charger(): 1})


@pytest.mark.parametrize(
    "path",
    [
        "/devices/",
        "/devices/K7M3PX/",
        "/devices/K7M3PX/bind/",
        "/devices/K7M3PX/report/",
        "/devices/K7M3PX/repair/",
        "/devices/add/",
        "/devices/batches/",
        "/devices/batches/dot-1/",
        "/sims/",
        "/handovers/",
        "/handovers/new/",
        "/handovers/{paper}/",
        "/handovers/{paper}/return/",
        "/handovers/{paper}/void/{line}/",
    ],
)
def test_every_screen_opens_for_the_clerk(path, paper, signed_in, school_admin):
    path = path.format(paper=paper.pk, line=paper.lines.first().pk)
    response = open_as(signed_in, school_admin, path)
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/devices/K7M3PX/",
        "/devices/K7M3PX/bind/",
        "/devices/K7M3PX/report/",
        "/devices/K7M3PX/repair/",
        "/devices/batches/dot-1/",
        "/handovers/{paper}/",
        "/handovers/{paper}/paper/",
        "/handovers/{paper}/return/",
        "/handovers/{paper}/void/{line}/",
        "/handovers/classes/{school_class}/",
    ],
)
def test_the_other_school_finds_nothing(path, paper, class_6a, signed_in, other_school_admin):
    path = path.format(paper=paper.pk, line=paper.lines.first().pk, school_class=class_6a.uid)
    assert open_as(signed_in, other_school_admin, path).status_code == 404


def test_lists_of_the_other_school_hold_nothing_of_ours(paper, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    for path in ("/devices/", "/devices/?q=K7M3PX", "/sims/", "/handovers/", "/handovers/new/"):
        page = client.get(path).content.decode()
        assert "0912345678" not in page
        assert "Giàng A Sùng" not in page
        assert "/devices/K7M3PX/" not in page


def test_a_teacher_sees_the_devices_of_her_pupils_alone(paper, muong_nha, signed_in, ms_lan, mr_pao):
    in_stock = make.make_device(muong_nha)
    page = open_as(signed_in, ms_lan, "/devices/").content.decode()
    assert "K7M3PX" in page
    assert in_stock.code not in page
    assert open_as(signed_in, ms_lan, f"/devices/{in_stock.code}/").status_code == 404
    assert open_as(signed_in, mr_pao, "/devices/K7M3PX/").status_code == 404


def test_pupils_see_their_own_device_and_no_list(paper, signed_in, giang, hoa):
    assert open_as(signed_in, giang, "/devices/").status_code == 403
    assert "K7M3PX" in open_as(signed_in, giang, "/devices/mine/").content.decode()
    assert "K7M3PX" not in open_as(signed_in, hoa, "/devices/mine/").content.decode()
    assert open_as(signed_in, hoa, "/devices/K7M3PX/report/").status_code == 404


def test_a_guardian_finds_the_childs_device(paper, signed_in, giang):
    from tests.builders import make_user

    user = make_user("ph.dua", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name="Giàng Thị Dua")
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    assert "K7M3PX" in open_as(signed_in, user, "/devices/mine/").content.decode()


@pytest.mark.parametrize("typed", ["k7m3px", "R9TX 701 234", "r9tx-70", "Giang A"])
def test_the_search_finds_codes_serials_and_holders_however_they_are_typed(
    typed, paper, signed_in, school_admin
):
    assert "K7M3PX" in open_as(signed_in, school_admin, "/devices/", data={"q": typed}).content.decode()


def test_the_search_finds_an_imei(paper, tablet, signed_in, school_admin):
    spaced = f"{tablet.imei1[:6]} {tablet.imei1[6:]}"
    assert "K7M3PX" in open_as(signed_in, school_admin, "/devices/", data={"q": spaced}).content.decode()


@pytest.mark.parametrize("bad", ["\x00", "x" * 5000, "%", "'; DROP TABLE", "۴۵", "²"])
def test_no_search_breaks_a_list(bad, paper, signed_in, school_admin):
    client = signed_in(school_admin)
    for path in ("/devices/", "/sims/", "/handovers/", "/handovers/new/", "/devices/batches/"):
        for name in ("q", "school", "batch", "state", "use", "plan", "page", "class", "student"):
            # NUL is refused at the door, for every page.
            assert client.get(path, {name: bad}).status_code == (400 if "\x00" in bad else 200)


def test_the_list_costs_the_same_for_one_device_and_for_many(
    signed_in, school_admin, muong_nha, class_6a, django_assert_max_num_queries
):
    from tests.builders import make_student

    for number in range(12):
        make.give(make_student(f"Lò Văn {number}", class_6a), school_admin, make.make_device(muong_nha))
    client = signed_in(school_admin)
    with django_assert_max_num_queries(14):
        client.get("/devices/")
    with django_assert_max_num_queries(14):
        client.get("/handovers/")


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
    struck = f"/handovers/{paper.pk}/void/{lines[0]}/"
    assert client.post(struck, {"reason": ""}).status_code == 400
    assert client.post(struck, {"reason": "Ghi nhầm"}).status_code == 302
    assert Assignment.objects.exclude(voided_at=None).count() == 1


def test_an_auditor_reads_and_changes_nothing(paper, signed_in, auditor):
    client = signed_in(auditor)
    assert client.get("/devices/K7M3PX/").status_code == 200
    for path in (
        f"/handovers/{paper.pk}/return/",
        "/handovers/new/",
        "/devices/add/",
        "/devices/K7M3PX/bind/",
    ):
        assert client.post(path).status_code == 403


def test_the_paper_is_a_pdf_with_every_vietnamese_letter(paper, signed_in, school_admin):
    response = open_as(signed_in, school_admin, f"/handovers/{paper.pk}/paper/")
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
    response = open_as(signed_in, school_admin, f"/handovers/classes/{class_6a.uid}/")
    assert response.content.startswith(b"%PDF")


def test_staff_gets_a_code_with_a_picture_to_scan(tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    assert client.post("/devices/K7M3PX/bind/").status_code == 302
    page = client.get("/devices/K7M3PX/bind/").content.decode()
    assert "<svg" in page
    assert re.search(r"/d/[2-9A-Z]{8}/", page)


def test_unbinding_ends_the_token(tablet, signed_in, school_admin):
    install, token = binding.bind(binding.new_code(tablet, by=school_admin))
    path = f"/devices/K7M3PX/unbind/{install.pk}/"
    assert signed_in(school_admin).get(path).status_code == 405
    assert signed_in(school_admin).post(path).status_code == 302
    assert binding.install_of(token) is None


def test_a_pupil_reports_that_the_device_is_broken_once(paper, giang, signed_in):
    client = signed_in(giang)
    for _ in range(2):
        told = {"kind": "broken", "words": "Màn hình không lên"}
        assert client.post("/devices/K7M3PX/report/", told).status_code == 302
    incident = Incident.objects.get()
    assert incident.holder_name == "Giàng A Sùng"
    assert "Đã báo ngày 24/11/2026" in client.get("/devices/mine/").content.decode()


def test_a_repair_comes_back_to_the_same_hands(paper, tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    client.post("/devices/K7M3PX/repair/", {"fault": "Vỡ màn hình", "sent_on": "2026-11-20"})
    tablet.refresh_from_db()
    assert tablet.lifecycle == "repair"
    client.post("/devices/K7M3PX/repair/", {"outcome": "fixed", "back_on": "2026-11-24"})
    tablet.refresh_from_db()
    assert tablet.lifecycle == "in_service"
    assert tablet.open_line().pupil.full_name == "Giàng A Sùng"


def test_pupils_pages_count_their_use_and_the_sign_in_page_does_not(giang, signed_in, client):
    assert "devices/heartbeat.js" not in client.get("/sign-in/").content.decode()
    assert "devices/heartbeat.js" in signed_in(giang).get("/devices/mine/").content.decode()


def test_a_pupils_page_shows_what_is_held(paper, giang, hoa, signed_in, school_admin):
    client = signed_in(school_admin)
    assert "K7M3PX" in client.get(f"/students/{giang.pk}/").content.decode()
    assert "Chưa giữ máy nào" in client.get(f"/students/{hoa.pk}/").content.decode()


def test_a_school_admin_who_audits_another_school_changes_no_device_there(
    school_admin, other_tablet, na_hy, signed_in
):
    Role.objects.create(user=school_admin, kind="auditor", school=na_hy, starts_on="2026-09-05")
    client = signed_in(school_admin)
    assert client.get(f"/devices/{other_tablet.code}/").status_code == 200
    for act in ("bind", "repair"):
        assert client.post(f"/devices/{other_tablet.code}/{act}/").status_code == 404
