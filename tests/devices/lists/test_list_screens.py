"""The screens: upload, look, answer what the file leaves open, take over, undo."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from devices.lists import jobs
from devices.models import Device, DeviceList, DeviceModel, Handover
from lms.models import Job
from students import erasing
from tests import builders
from tests.devices import builders as make
from tests.students.roster.lists import workbook

from . import sheets


@pytest.fixture
def upload(muong_nha, signed_in, school_admin):
    """`upload(content, kind=…)`: post a file as the school; the list that was kept, and the client."""
    make.make_batch(school=muong_nha)
    make.make_model()
    client = signed_in(school_admin)

    def post(content, kind="stock"):
        file = SimpleUploadedFile("may.xlsx", content)
        response = client.post("/devices/lists/new/", {"kind": kind, "batch": "dot-1", "file": file})
        assert response.status_code == 302
        return DeviceList.objects.order_by("-uploaded_at").first(), client

    return post


def take_over(kept, client):
    seen = client.get(kept.get_absolute_url()).context["shown"].fingerprint
    return client.post(f"{kept.get_absolute_url()}apply/", {"seen": seen}, follow=True)


def test_a_delivery_with_a_new_model_comes_in_and_goes_out_again(upload):
    kept, client = upload(
        sheets.delivery(sheets.machine("R9TX700001", model="Máy lạ X1"), sheets.machine("", "3.56E+14"))
    )
    page = client.get(kept.get_absolute_url())
    assert "Những loại máy chưa biết" in page.text
    answer = {"answer": "models", "model0-maker": "Lạ", "model0-name": "X1", "model0-kind": "tablet"}
    assert client.post(kept.get_absolute_url(), {"answer": "models"}).status_code == 400
    assert client.post(kept.get_absolute_url(), answer).status_code == 302
    assert not DeviceModel.objects.filter(maker="Lạ").exists()
    done = take_over(kept, client)
    assert "Đã nhập danh sách" in done.text
    assert "dòng đã nhập kho" in done.text
    assert "dòng sẽ nhập kho" not in done.text
    assert str(Device.objects.get().model) == "Lạ X1"
    left_out = client.get(f"{kept.get_absolute_url()}left-out.xlsx")
    _heading, row = openpyxl.load_workbook(io.BytesIO(left_out.content)).active.iter_rows(values_only=True)
    assert "Thiếu số sê-ri" in row[-1]
    client.post(f"{kept.get_absolute_url()}apply/", {"seen": ""})
    assert Device.objects.count() == 1
    earlier = make.make_device(Device.objects.get().school, batch=kept.batch, code="EARLY2")
    labels = client.get(f"/devices/labels/?list={kept.pk}")
    assert [device.serial for device in labels.context["some"]] != [earlier.serial]
    assert labels.context["count"] == 1
    assert f"?list={kept.pk}" in client.get(kept.get_absolute_url()).text
    earlier.delete()
    asked = client.post(f"{kept.get_absolute_url()}undo/")
    assert "1 máy mà danh sách này đã nhập" in asked.text
    assert Device.objects.count() == 1
    client.post(f"{kept.get_absolute_url()}undo/", {"sure": "1"})
    assert not Device.objects.exists()
    assert not DeviceModel.objects.filter(maker="Lạ").exists()


def test_a_hand_over_list_asks_for_its_day_and_names_its_records(upload, muong_nha, giang):
    make.make_device(muong_nha, serial="R9TX70A1234")
    kept, client = upload(
        sheets.handovers(sheets.row(serial="R9TX70A1234"), above=[["SỔ GIAO MÁY"]]), "handovers"
    )
    assert "Đã bàn giao ngày nào" in client.get(kept.get_absolute_url()).text
    answer = {"answer": "day", "date": "05/10/2026"}
    assert client.post(kept.get_absolute_url(), answer).status_code == 302
    done = take_over(kept, client)
    paper = Handover.objects.get()
    assert paper.signed_on == date(2026, 10, 5)
    assert paper.number in done.text
    assert "trong 1 biên bản" in client.post(f"{kept.get_absolute_url()}undo/").text
    assert Handover.objects.get().lines.get().voided_at is None
    undone = client.post(f"{kept.get_absolute_url()}undo/", {"sure": "1"}, follow=True)
    assert "đã được gạch bỏ" in undone.text


def test_nothing_is_taken_over_that_was_not_seen(upload, muong_nha):
    kept, client = upload(sheets.delivery(sheets.machine("R9TX700001")))
    seen = client.get(kept.get_absolute_url()).context["shown"].fingerprint
    make.make_device(muong_nha, serial="R9TX700001")
    page = client.post(f"{kept.get_absolute_url()}apply/", {"seen": seen}, follow=True)
    assert "Hãy xem lại danh sách một lần nữa" in page.text
    assert Device.objects.count() == 1


def test_a_school_fills_no_other_schools_stock(upload, na_hy):
    kept, client = upload(sheets.delivery(sheets.machine("R9TX700001", school=na_hy.name)))
    assert client.get(kept.get_absolute_url()).context["shown"].counts["skip"] == 1
    take_over(kept, client)
    assert not Device.objects.exists()


def test_a_long_list_goes_in_behind_the_page(upload, monkeypatch):
    monkeypatch.setitem(jobs.MOST_ROWS_AT_ONCE, "stock", 1)
    kept, client = upload(sheets.delivery(sheets.machine("R9TX700001")))
    take_over(kept, client)
    assert not Device.objects.exists()
    call_command("work", once=True)
    assert Job.objects.get().result["create"] == 1
    assert Device.objects.count() == 1


def test_a_file_that_is_no_table_is_refused_with_a_sentence(upload, client, signed_in, school_admin):
    client = signed_in(school_admin)
    file = SimpleUploadedFile("may.xlsx", b"%PDF-1.7 no table")
    page = client.post("/devices/lists/new/", {"kind": "stock", "batch": "dot-1", "file": file})
    assert page.status_code == 400
    assert "không phải là bảng tính" in page.text


def test_an_erased_pupil_stands_in_no_uploaded_list(upload, giang, school_admin):
    content = workbook(
        ("6A", [sheets.HEADING, sheets.row(serial="R9TX70A1234"), sheets.row("Lò Văn Ba", serial="X12345")])
    )
    kept, _client = upload(content, "handovers")
    erasing.erase(giang, by=school_admin, despite_bars=True)
    kept = DeviceList.objects.get(pk=kept.pk)
    rows = [cells for _number, cells in kept.book().sheets[0].rows]
    assert [row[1] for row in rows] == ["Họ và tên HS", "Lò Văn Ba"]


def swapped(*rows):
    """A list whose column of birthdays Excel swapped, as the days over 12 show."""
    names = [
        sheets.row(born=date(2015, day, 3), name=f"Lò Văn {name}") for day, name in enumerate("BCDEGH", 1)
    ]
    return sheets.handovers(*rows, *names, sheets.row(born="25/09/2015"))


def test_a_birthday_that_can_be_two_is_answered_in_its_row(upload, muong_nha, class_6a, giang):
    make.make_device(muong_nha, serial="R9TX70A1234")
    giang.date_of_birth = date(2015, 9, 5)
    giang.save()
    row = sheets.row(born=date(2015, 9, 5), serial="R9TX70A1234", school_class="")
    kept, client = upload(swapped(row), "handovers")
    page = client.get(kept.get_absolute_url())
    (asked, *_more) = page.context["shown"].unclear_rows
    assert "Dòng này là em nào" in page.text
    assert [words for _value, words, _chosen in asked.choices] == ["09/05/2015", "05/09/2015"]
    assert not page.context["shown"].plan.has_changes
    # The wrong day is nobody's, and what is neither of the two is no answer; the right one is Giàng's.
    for day, changes in (("2015-05-09", False), ("2020-01-01", False), ("2015-09-05", True)):
        client.post(kept.get_absolute_url(), {"answer": "rows", asked.field: day})
        assert client.get(kept.get_absolute_url()).context["shown"].plan.has_changes == changes
    take_over(kept, client)
    assert Handover.objects.get().pupil == giang


def test_of_two_pupils_of_one_name_the_clerk_says_which(upload, muong_nha, class_6a, giang, vang):
    make.make_device(muong_nha, serial="R9TX70A1234")
    twin = builders.make_student(giang.full_name, class_6a, date_of_birth=date(2015, 1, 2))
    kept, client = upload(sheets.handovers(sheets.row(serial="R9TX70A1234")), "handovers")
    shown = client.get(kept.get_absolute_url()).context["shown"]
    (asked,) = shown.unclear_rows
    assert {value for value, _words, _chosen in asked.choices} == {str(giang.pk), str(twin.pk)}
    assert not shown.plan.has_changes
    # A pupil of another school is no answer.
    client.post(kept.get_absolute_url(), {"answer": "rows", asked.field: str(vang.pk)})
    assert not client.get(kept.get_absolute_url()).context["shown"].plan.has_changes
    for _twice in range(2):
        client.post(kept.get_absolute_url(), {"answer": "rows", asked.field: str(twin.pk)})
    take_over(kept, client)
    assert Handover.objects.get().pupil == twin


def test_a_preview_left_alone_says_how_old_it_is_and_is_thrown_away(upload):
    kept, client = upload(sheets.delivery(sheets.machine("R9TX700001")))
    assert "Bỏ tệp này" not in client.get("/devices/lists/").text
    DeviceList.objects.update(uploaded_at=timezone.now() - timedelta(days=12))
    page = client.get("/devices/lists/").text
    assert "đã 12 ngày" in page
    assert f"{kept.get_absolute_url()}discard/" in page
    client.post(f"{kept.get_absolute_url()}discard/")
    assert not DeviceList.objects.exists()


def test_a_row_that_fills_in_says_what(upload, muong_nha):
    make.make_device(muong_nha, serial="R9TX700001", imei1=None, batch=make.make_batch())
    kept, client = upload(sheets.delivery(sheets.machine("R9TX700001", "356789121234569")))
    (row,) = client.get(kept.get_absolute_url()).context["page_obj"]
    assert row.words == "sẽ bổ sung: IMEI 1"
