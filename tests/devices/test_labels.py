"""Labels for the back of machines: what is printed leads back to the machine."""

import pytest

from devices import papers
from devices.label_sheets import SHEETS
from devices.views import labels
from tests.devices import builders as make


def test_a_label_is_printed_for_each_device_that_the_list_shows(
    tablet, other_tablet, muong_nha, signed_in, school_admin, monkeypatch
):
    printed = []
    monkeypatch.setattr(
        labels, "labels_pdf", lambda devices, *_sheet: printed.append(list(devices)) or b"%PDF"
    )
    second = make.make_device(muong_nha)
    client = signed_in(school_admin)
    for asked in ("?sheet=24", "?q=K7M3PX&sheet=24", "?batch=dot-1&sheet=24", "?code=K7M3PX&sheet=24"):
        assert client.get(f"/devices/labels/{asked}&first=1").status_code == 200
    assert printed == [[tablet, second], [tablet], [tablet, second], [tablet]]


def test_labels_are_a_pdf_whose_code_opens_the_machine(tablet, signed_in, school_admin, settings):
    client = signed_in(school_admin)
    answer = client.get("/devices/labels/?q=K7M3PX&sheet=65&first=65")
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get("/d/K7M3PX/")["Location"] == "/devices/K7M3PX/"


def test_the_sheet_is_asked_for_and_which_machines_goes_along(tablet, signed_in, school_admin):
    page = signed_in(school_admin).get("/devices/labels/?q=K7M3PX").content.decode()
    assert "65 nhãn một tờ" in page
    assert '<input type="hidden" name="q" value="K7M3PX">' in page


@pytest.mark.parametrize(
    "wrong", ["sheet=24&first=25", "sheet=24&first=0", "sheet=24&first=x", "sheet=7&first=1"]
)
def test_a_place_that_the_sheet_does_not_have_is_refused(wrong, tablet, signed_in, school_admin):
    assert signed_in(school_admin).get(f"/devices/labels/?{wrong}").status_code == 400


def test_labels_of_a_used_sheet_begin_where_it_is_empty_and_fit_on_the_paper(tablet, monkeypatch):
    told = []
    monkeypatch.setattr(papers, "render_pdf", lambda _name, facts: told.append(facts))
    for sheet in SHEETS.values():
        papers.labels_pdf([tablet], sheet, first=sheet.places)
        assert told[-1]["first"] == sheet.places == int(sheet.key)
        across = sheet.left + sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap
        assert across <= 210 - sheet.left + 1
        assert sheet.top + sheet.rows * sheet.height <= 297 - sheet.top + 1
        assert sheet.qr < min(sheet.width / 2, sheet.height)


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


def test_those_ticked_in_the_list_are_printed_and_none_is_not_all(tablet, muong_nha, signed_in, school_admin):
    other = make.make_device(muong_nha)
    client = signed_in(school_admin)
    assert f'value="{tablet.code}" form="chosen"' in client.get("/devices/").content.decode()
    page = client.get(f"/devices/labels/?code=&code={tablet.code}").content.decode()
    assert tablet.code in page
    assert other.code not in page
    assert client.get("/devices/labels/?code=").status_code == 302
