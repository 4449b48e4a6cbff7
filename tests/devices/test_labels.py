"""Labels for the back of machines: what is printed leads back to the machine."""

from devices.views import labels
from tests.devices import builders as make


def test_a_label_is_printed_for_each_device_that_the_list_shows(
    tablet, other_tablet, muong_nha, signed_in, school_admin, monkeypatch
):
    printed = []
    monkeypatch.setattr(labels, "labels_pdf", lambda devices: printed.append(list(devices)) or b"%PDF")
    second = make.make_device(muong_nha)
    client = signed_in(school_admin)
    for address in ("/devices/labels/", "/devices/labels/?q=K7M3PX", "/devices/labels/?batch=dot-1"):
        assert client.get(address).status_code == 200
    assert printed == [[tablet, second], [tablet], [tablet, second]]


def test_labels_are_a_pdf_whose_code_opens_the_machine(tablet, signed_in, school_admin, settings):
    client = signed_in(school_admin)
    answer = client.get("/devices/labels/?q=K7M3PX")
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get("/d/K7M3PX/")["Location"] == "/devices/K7M3PX/"


def test_none_and_too_many_are_refused_in_words(
    tablet, muong_nha, signed_in, school_admin, other_school_admin, monkeypatch
):
    monkeypatch.setattr(labels, "MOST", 1)
    make.make_device(muong_nha)
    page = signed_in(school_admin).get("/devices/labels/", follow=True).content.decode()
    assert "Đang chọn 2 máy; mỗi lần in nhiều nhất 1 nhãn." in page
    page = signed_in(other_school_admin).get("/devices/labels/?q=K7M3PX", follow=True).content.decode()
    assert "không có nhãn nào để in" in page


def test_who_only_looks_prints_no_labels(tablet, signed_in, auditor, ms_lan):
    for person in (auditor, ms_lan):
        assert signed_in(person).get("/devices/labels/").status_code == 403
