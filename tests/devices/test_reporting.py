"""«Báo hỏng»: with a photo, twice as once, and first on the device where there is no signal."""

import base64
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from devices import reporting
from devices.models import Device, Incident, IncidentPhoto, RepairTicket
from lms.models import Look
from lms.outbox import Event, Sender
from tests.devices.test_scans import kept, with_place

PATH, ANY = "/devices/K7M3PX/report/", "/devices/report/"
WORDS = "Màn hình không lên"


def post(client, photo=None, **more):
    files = {"photo": SimpleUploadedFile("hong.jpg", photo)} if photo is not None else {}
    return client.post(PATH, {"kind": "broken", "words": WORDS, **files, **more})


def send(person, photo="", device="K7M3PX", **more):
    payload = {"device": device, "kind": "broken", "words": WORDS, "photo": photo, **more}
    user = getattr(person, "user", person)
    event = Event(uuid4(), "device.reported", f"report:{device}", "i", 1, "x", payload)
    return reporting.take(event, Sender(user, "x"))


@pytest.fixture
def picture():
    return base64.b64encode(with_place()).decode()


def test_a_photo_goes_with_the_form_and_tells_no_place(paper, giang, signed_in):
    assert post(signed_in(giang), with_place()).status_code == 302
    photo = IncidentPhoto.objects.get()
    assert photo.incident.words == WORDS
    assert b"Xu" not in kept(photo)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n%%EOF\n", b"GIF89a", b"<svg/>"])
def test_what_is_no_photo_is_refused_in_words_and_nothing_is_half_done(content, paper, giang, signed_in):
    answer = post(signed_in(giang), content)
    assert answer.status_code == 400
    assert not Incident.objects.exists()


def test_kept_on_the_device_first_it_arrives_like_the_form_and_twice_is_once(paper, giang, picture):
    for _ in range(2):
        assert send(giang, picture).status == "stored"
    incident = Incident.objects.get()
    assert (incident.holder_name, incident.reported_by) == ("Giàng A Sùng", giang.user)
    assert incident.photos.count() == 1


def test_words_arrive_even_if_the_photo_is_broken(paper, giang):
    for photo in ("không", base64.b64encode(b"GIF89a").decode(), 7):
        assert send(giang, photo).reason == "no_photo"
    assert Incident.objects.get().words == WORDS


@pytest.mark.parametrize("more", [{"kind": "eaten"}, {"words": " "}, {"words": None}, {"device": 5}])
def test_an_event_that_says_nothing_is_refused(more, paper, giang):
    assert send(giang, **more).status == "rejected"


def test_what_is_reported_broken_can_be_reported_lost_at_any_time(paper, giang, signed_in):
    client, lost = signed_in(giang), "/devices/K7M3PX/report/?kind=lost"
    for kind, told in (("broken", True), ("lost", False)):
        assert lost in client.get("/devices/mine/").text
        client.post("/devices/K7M3PX/report/", {"kind": kind, "words": WORDS})
        assert (lost in client.get("/devices/mine/").text) == told
    assert set(Incident.objects.values_list("kind", flat=True)) == {"broken", "lost"}


def test_a_pupil_keeps_the_form_that_says_what_is_broken_before_it_is(paper, giang, signed_in, school_admin):
    client, report = signed_in(giang), "/devices/K7M3PX/report/"
    assert f'href="{report}" data-keep' in client.get("/devices/mine/").text
    assert client.get(report)["X-Keep-For"] == giang.user.learner_key
    assert "X-Keep-For" not in signed_in(school_admin).get(report)


@pytest.mark.parametrize("typed", ["k7m 3px", "R9TX701234"])
def test_a_teacher_tells_of_a_machine_by_what_stands_on_it(typed, tablet, paper, ms_lan, signed_in):
    Device.objects.filter(pk=tablet.pk).update(serial="R9TX701234", serial_norm="R9TX701234")
    client = signed_in(ms_lan)
    answer = client.post(ANY, {"device": typed, "kind": "broken", "words": WORDS}, follow=True)
    assert "Nhà trường đã nhận được tin báo" in answer.text
    assert Incident.objects.get().device == tablet
    assert send(ms_lan, device=typed).status == "stored"
    assert Incident.objects.count() == 1


def test_what_names_no_machine_of_the_own_school_is_refused_in_words(paper, mr_pao, ms_lan, signed_in):
    for person, typed in ((mr_pao, "K7M3PX"), (ms_lan, "KHÔNG CÓ"), (ms_lan, "/c/bi-mat/")):
        answer = signed_in(person).post(ANY, {"device": typed, "kind": "broken", "words": WORDS})
        assert answer.status_code == 400
        assert "Không tìm thấy máy" in answer.text
    assert not Incident.objects.exists()


def test_staff_keep_the_form_that_asks_for_the_machine(paper, ms_lan, class_6a, signed_in):
    client = signed_in(ms_lan)
    assert f'href="{ANY}" data-keep' in client.get(f"/classes/{class_6a.uid}/").text
    assert client.get(ANY)["X-Keep-For"] == ms_lan.learner_key


def test_nobody_reports_somebody_elses_machine(paper, hoa, vang, mr_pao):
    for stranger in (hoa, vang, mr_pao):
        assert send(stranger).reason == "forbidden"
    assert not Incident.objects.exists()


def test_the_school_sees_the_photo_and_the_look_is_noted(paper, giang, picture, signed_in, school_admin):
    send(giang, picture)
    path = f"{PATH}photos/{IncidentPhoto.objects.get().pk}/"
    client = signed_in(school_admin)
    ticket = RepairTicket.objects.get()
    for page in ("/devices/K7M3PX/", f"/repairs/{ticket.pk}/"):
        assert path in client.get(page).content.decode()
    answer = client.get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert Look.objects.filter(what="photo of damage", object_id=str(giang.pk)).exists()


def test_another_school_and_the_classmates_do_not(paper, giang, hoa, picture, signed_in, other_school_admin):
    send(giang, picture)
    path = f"{PATH}photos/{IncidentPhoto.objects.get().pk}/"
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(hoa).get(path).status_code == 403


def test_a_form_from_another_site_reports_nothing(paper, giang, tablet):
    from tests.browser import Browser

    client = Browser(enforce_csrf_checks=True)
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    assert post(client).status_code == 403


def test_a_body_too_large_is_refused_unread(paper, giang, signed_in):
    told = {"CONTENT_LENGTH": str(10**9), "content_type": "multipart/form-data"}
    assert signed_in(giang).post(PATH, "x", **told).status_code == 413
