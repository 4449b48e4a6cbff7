"""The screens of the device clerk, and what strangers find: nothing."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from devices import binding
from devices.lend_while_repaired import lend_while_repaired
from devices.models import Device, Incident
from devices.repair.steps import open_repair
from students.models import Guardian, Guardianship, Role
from tests.devices import builders as make


def open_as(signed_in, person, path, **more):
    return signed_in(person).get(path, **more)


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
    assert "Nhà trường đã biết máy hỏng từ ngày 24/11/2026" in client.get("/devices/mine/").content.decode()


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


@pytest.mark.parametrize("path", ["/sims/", "/handovers/", "/repairs/", "/grants/", "/allocations/"])
def test_the_door_of_devices_is_marked_in_all_its_rooms(path, signed_in, school_admin):
    page = signed_in(school_admin).get(path).content.decode()
    assert re.search(r'<a class="nav__link" href="/devices/" aria-current="page">', page)


def test_a_machine_that_is_not_measured_says_the_one_true_reason(signed_in, school_admin, tablet, giang):
    client = signed_in(school_admin)
    assert "máy chưa gắn trình duyệt nào" in client.get(f"/devices/{tablet.code}/").text
    make.give(giang, school_admin, tablet)
    binding.bind(binding.new_code(tablet, by=school_admin))
    page = client.get(f"/devices/{tablet.code}/").text
    assert "gia đình chưa đồng ý đo" in page
    assert "máy chưa gắn trình duyệt nào" not in page


def test_a_lost_machine_is_never_called_in_use(signed_in, school_admin, tablet):
    binding.bind(binding.new_code(tablet, by=school_admin))
    Device.objects.filter(pk=tablet.pk).update(last_seen_day=timezone.localdate(), lifecycle="lost")
    client = signed_in(school_admin)
    for address in ("/devices/", f"/devices/{tablet.code}/"):
        page = BeautifulSoup(client.get(address).content, "html.parser").select_one("main")
        assert tablet.code in page.text
        assert not page.select(".badge--done"), address


def test_a_broken_machine_has_one_door_for_its_damage(signed_in, school_admin, tablet):
    client = signed_in(school_admin)
    assert f"/devices/{tablet.code}/report/" not in client.get(f"/devices/{tablet.code}/").text
    open_repair(tablet, school_admin, None, "Màn hình vỡ")
    assert f"/devices/{tablet.code}/report/" not in client.get(f"/devices/{tablet.code}/").text


def test_nobody_is_lent_a_second_machine_for_one_repair(signed_in, school_admin, tablet, giang):
    make.give(giang, school_admin, tablet)
    ticket, spare = open_repair(tablet, school_admin, None, "Màn hình vỡ"), make.make_device(tablet.school)
    client = signed_in(school_admin)
    lend = f"/devices/{tablet.code}/lend/"
    assert lend in client.get(f"/repairs/{ticket.pk}/").text
    lend_while_repaired(ticket, spare, school_admin)
    page = client.get(f"/repairs/{ticket.pk}/").text
    assert lend not in page
    assert f"Đang cho mượn tạm: {spare.code}" in page
    assert lend not in client.get(f"/devices/{tablet.code}/").text
