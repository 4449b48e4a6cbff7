"""The workbook that goes out, in the ministry's columns, comes back as it is."""

import io
from datetime import date

import openpyxl

from courses.mark_book import rights, writing
from courses.models import ColumnMark, MarkList
from lms.models import Look
from students.models import Student, Subject
from tests import builders

from .builders import fill, rows_of

MINISTRY = [
    *(
        "STT",
        "Lớp",
        "Mã định danh Bộ GD&ĐT",
        "Họ và tên",
        "Ngày sinh",
        "ĐĐGtx1",
        "ĐĐGtx2",
        "ĐĐGtx3",
        "ĐĐGtx4",
    ),
    *("ĐĐGtx5", "ĐĐGgk", "ĐĐGck", "Nhận xét"),
]
PRIMARY = [
    *("STT", "Lớp", "Mã định danh Bộ GD&ĐT", "Họ và tên", "Ngày sinh", "Mức đạt được GK", "Nhận xét GK"),
    *("Mức đạt được CK", "Điểm KTĐK", "Nhận xét CK"),
]


def test_a_term_goes_out_word_for_word_and_comes_back_changing_nothing(
    ms_lan, giang, hoa, class_6a, upload, signed_in
):
    Student.objects.filter(pk=giang.pk).update(ministry_id="1100000001", date_of_birth=date(2015, 3, 9))
    fill(class_6a, ms_lan, {giang: {"regular1": "8,5", "midterm": "7", "remark": "Chăm chỉ"}})
    content = signed_in(ms_lan).get(f"/mark-book/{class_6a.uid}/1.xlsx").content
    rows = rows_of(content)["Toán"]
    assert rows[0] == MINISTRY
    assert rows[2][1:7] == ["6A", "1100000001", "Giàng A Sùng", date(2015, 3, 9), 8.5, ""]
    assert Look.objects.filter(what="mark book as a file").count() == 2
    page = upload(content).content.decode()
    assert "1 dòng đã đúng như vậy" in page
    assert "Nhập" not in page.split("<h1>")[1].split("<table")[0].replace("Nhập điểm", "")
    assert ColumnMark.objects.count() == 3


def test_a_file_holds_the_subjects_that_were_asked_for_and_to_fill_in_only_ones_own(
    ms_lan, giang, class_6a, signed_in
):
    builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    client, path = signed_in(ms_lan), f"/mark-book/{class_6a.uid}/1.xlsx"
    assert set(rows_of(client.get(path).content)) == {"Toán", "Ngữ văn"}
    one = client.get(path, {"subject": "toan"})
    assert set(rows_of(one.content)) == {"Toán"}
    assert "so-diem-toan-6a-hk1.xlsx" in one["Content-Disposition"]
    for strange in ("vat-li", "toan' OR 1=1"):
        assert client.get(path, {"subject": strange}).status_code == 404
    page = client.get(f"/mark-book/{class_6a.uid}/1/-/file/").content.decode()
    assert f'href="{path}?subject=toan"' in page
    assert f'href="{path}?subject=toan"' in client.get(f"/mark-book/{class_6a.uid}/1/toan/").content.decode()


def test_the_primary_sheet_has_its_own_columns(mr_pao, vang, class_3b, signed_in):
    fill(class_3b, mr_pao, {vang: {"endlevel": "T", "endtest": "9"}}, code="tieng-viet")
    rows = rows_of(signed_in(mr_pao).get(f"/mark-book/{class_3b.uid}/1.xlsx").content)["Tiếng Việt"]
    assert rows[0] == PRIMARY
    assert rows[1][7:9] == ["T", 9]


def test_more_regular_marks_than_the_ministrys_five_come_back_as_they_went_out(
    ms_lan, giang, class_6a, upload, signed_in
):
    subject = Subject.objects.get(code="toan")
    [term, *_rest] = rights.terms_of(class_6a)
    entries = [writing.Entry(str(giang.pk), f"regular{n}", str(n)) for n in range(1, 8)]
    writing.write(class_6a, subject, term, entries, ms_lan, regular=7)
    content = signed_in(ms_lan).get(f"/mark-book/{class_6a.uid}/1.xlsx").content
    page = upload(content).content.decode()
    assert "1 dòng đã đúng như vậy" in page
    assert MarkList.objects.get().unknown == []
    changed = openpyxl.load_workbook(io.BytesIO(content))
    changed["Toán"].cell(2, 12).value = 9
    file = io.BytesIO()
    changed.save(file)
    upload(file.getvalue())
    kept = MarkList.objects.latest("uploaded_at")
    signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/apply/")
    assert str(ColumnMark.objects.get(column__number=7, mark=9).mark) == "9.0"
