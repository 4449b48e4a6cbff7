"""A term goes out as Excel in the ministry's columns, comes back in once, and is undone."""

import io
import unicodedata
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.mark_book import closing, rights, writing
from courses.models import ColumnMark, MarkList
from lms import spreadsheets
from lms.models import Look
from students.models import Student, Subject
from tests import builders

from .builders import book, fill

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


def rows_of(content):
    return {
        sheet.name: [cells for _n, cells in sheet.rows]
        for sheet in spreadsheets.read(content, "a.xlsx").sheets
    }


@pytest.fixture
def upload(class_6a, signed_in, ms_lan):
    """Upload as Ms Lan; the page of the list comes back."""

    def send(content, name="diem.xlsx", by=ms_lan, **told):
        file = SimpleUploadedFile(name, content)
        path = f"/mark-book/{class_6a.uid}/1/-/file/"
        return signed_in(by).post(path, {"file": file, **told}, follow=True)

    return send


def standing():
    return {
        (row.student.full_name, str(row.column.kind)): row.words or str(row.mark)
        for row in ColumnMark.objects.order_by("pk")
    }


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


def test_a_file_is_looked_at_taken_over_once_and_undone(ms_lan, giang, hoa, class_6a, upload, signed_in):
    fill(class_6a, ms_lan, {giang: {"midterm": "6"}})
    # In the letters of a Mac, with a comma, a point and a rounding.
    name = unicodedata.normalize("NFD", "Giàng A Sùng")
    content = book(
        [1, "6A", "", name, "", "8,25", 7.5, "", "Có tiến bộ"], [2, "Lớp 6A", "", "LÒ THỊ HOA", "", "8.5"]
    )
    page = upload(content)
    kept = MarkList.objects.get()
    assert "8,25 được làm tròn thành 8,3" in page.content.decode()
    assert standing() == {("Giàng A Sùng", "midterm"): "6.0"}
    client = signed_in(ms_lan)
    for _twice in range(2):
        assert client.post(f"/mark-book/lists/{kept.pk}/apply/").status_code == 302
    assert standing() == {
        ("Giàng A Sùng", "regular"): "8.3",
        ("Giàng A Sùng", "midterm"): "7.5",
        ("Giàng A Sùng", "remark"): "Có tiến bộ",
        ("Lò Thị Hoa", "regular"): "8.5",
    }
    assert ColumnMark.objects.count() == 5
    client.post(f"/mark-book/lists/{kept.pk}/undo/")
    assert standing()["Giàng A Sùng", "midterm"] == "6.0"
    assert standing()["Lò Thị Hoa", "regular"] == "None"
    kept.refresh_from_db()
    assert kept.state == MarkList.State.UNDONE


def test_what_was_written_anew_since_keeps_the_file_from_being_undone(
    ms_lan, giang, class_6a, upload, signed_in
):
    upload(book([1, "6A", "", "Giàng A Sùng", "", 8]))
    kept = MarkList.objects.get()
    signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/apply/")
    fill(class_6a, ms_lan, {giang: {"regular1": "9"}})
    page = signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/undo/", follow=True).content.decode()
    assert "Có người đã ghi lại những em này" in page
    assert standing() == {("Giàng A Sùng", "regular"): "9.0"}


def test_a_subject_teacher_undoes_no_marks_of_another_subject(
    ms_lan, school_admin, giang, class_6a, upload, signed_in
):
    van = builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    content = book([1, "6A", "", "Giàng A Sùng", "", 8], name="Ngữ văn")
    upload(content, by=school_admin)
    kept = MarkList.objects.get()
    page = signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/discard/", follow=True).content.decode()
    assert "chưa bỏ đi" in page
    signed_in(school_admin).post(f"/mark-book/lists/{kept.pk}/apply/")
    page = signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/undo/", follow=True).content.decode()
    assert "còn đưa vào điểm môn Ngữ văn" in page
    assert standing() == {("Giàng A Sùng", "regular"): "8.0"}
    signed_in(van).post(f"/mark-book/lists/{kept.pk}/undo/")
    assert standing() == {("Giàng A Sùng", "regular"): "None"}
    # The own upload one throws away, whatever it holds.
    upload(content)
    signed_in(ms_lan).post(f"/mark-book/lists/{MarkList.objects.latest('uploaded_at').pk}/discard/")
    assert MarkList.objects.get() == kept


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


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([1, "6B", "", "Giàng A Sùng", "", 8], "Dòng này là của lớp 6B"),
        ([1, "6A", "1199999999", "Ai Đó", "", 8], "Không em nào trong lớp"),
        ([1, "6A", "", "Giàng A Sùng", "01/01/1990", 8], "Không em nào trong lớp"),
        ([1, "6A", "", "Giàng A Sùng", "", 11], "lớn hơn 10"),
        ([1, "6A", "", "Giàng A Sùng", "", 85], "8,5?"),
        ([1, "6A", "", "Giàng A Sùng", "", "đạt"], "không phải là điểm"),
        ([1, "6A", "", "Giàng A Sùng", "", date(2026, 5, 8)], "đã đổi điểm kiểu 8.5 thành ngày"),
        ([1, "6A", "", "Giàng A Sùng", "", "'=1+1"], "không phải là điểm"),
    ],
)
def test_a_row_that_cannot_be_taken_is_left_out_with_a_sentence(
    row, said, giang, hoa, upload, signed_in, ms_lan
):
    Student.objects.filter(pk=giang.pk).update(date_of_birth=date(2015, 3, 9))
    page = upload(book(row, [2, "6A", "", "Lò Thị Hoa", "", 7])).content.decode()
    assert said in page.replace("&#x27;", "'")
    kept = MarkList.objects.get()
    signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/apply/")
    assert standing() == {("Lò Thị Hoa", "regular"): "7.0"}
    left = rows_of(signed_in(ms_lan).get(f"/mark-book/lists/{kept.pk}/left-out.xlsx").content)["Toán"]
    assert len(left) == 2
    assert left[1][-1]


def test_two_pupils_of_one_name_are_told_apart_by_id_or_day_of_birth(class_6a, upload, ms_lan, signed_in):
    one, other = (
        builders.make_student("Giàng A Sùng", class_6a, date_of_birth=date(2015, 3, day), ministry_id=key)
        for day, key in ((9, "1100000001"), (10, "1100000002"))
    )
    upload(
        book(
            [1, "6A", "1100000002", "Giàng A Sùng", "", 5],
            [2, "6A", "", "Giàng A Sùng", "09/03/2015", 9],
            [3, "6A", "", "Giàng A Sùng", "", 7],
        )
    )
    signed_in(ms_lan).post(f"/mark-book/lists/{MarkList.objects.get().pk}/apply/")
    assert {row.student_id: str(row.mark) for row in ColumnMark.objects.all()} == {
        one.pk: "9.0",
        other.pk: "5.0",
    }


def test_titles_above_and_headings_in_two_rows_are_read(giang, upload, ms_lan, signed_in):
    above = [["TRƯỜNG PTDTBT THCS MƯỜNG NHÀ"], ["BẢNG ĐIỂM MÔN TOÁN - HỌC KỲ I"], []]
    head = ["TT", "Họ và tên", "ĐĐGtx", "", "ĐĐGgk", "ĐĐGck"]
    below = ["", "", "1", "2", "", ""]
    content = book(
        below,
        [1, "Giàng A Sùng", 8, 9, 7, 6],
        ["", "Cộng", "", "", "", ""],
        head=head,
        name="Sheet1",
        above=above,
    )
    upload(content, subject="")
    signed_in(ms_lan).post(f"/mark-book/lists/{MarkList.objects.get().pk}/apply/")
    rows = ColumnMark.objects.order_by("column__kind", "column__number")
    assert {(row.column.title, str(row.mark)) for row in rows} == {
        ("ĐĐGtx1", "8.0"),
        ("ĐĐGtx2", "9.0"),
        ("ĐĐGgk", "7.0"),
        ("ĐĐGck", "6.0"),
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        (b"%PDF-1.7", "không phải"),
        (book(["x"], head=["Tên", "Điểm"]), "Không trang tính nào"),
        (book([1, "6A", "", "Giàng A Sùng", "", 8], name="Sheet1"), "không rõ môn nào"),
        (book([1, "6A", "", "Giàng A Sùng", "", 8], above=[["Học kỳ 2"]]), "học kỳ khác"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(content, said, giang, upload):
    response = upload(content)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not MarkList.objects.exists()


def test_nobody_takes_over_another_subject_or_a_closed_term(
    ms_lan, giang, class_6a, upload, signed_in, mr_pao
):
    builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    page = upload(book([1, "6A", "", "Giàng A Sùng", "", 8], name="Ngữ văn")).content.decode()
    assert "không ghi trang điểm môn Ngữ văn" in page
    upload(book([1, "6A", "", "Giàng A Sùng", "", 8]))
    kept = MarkList.objects.order_by("uploaded_at").last()
    assert signed_in(mr_pao).get(f"/mark-book/lists/{kept.pk}/").status_code == 404
    closing.close(class_6a, rights.terms_of(class_6a)[0], ms_lan)
    signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/apply/")
    assert not ColumnMark.objects.exists()


def test_a_closed_term_says_at_once_who_can_open_it_again(
    ms_lan, school_admin, giang, class_6a, upload, signed_in
):
    upload(book([1, "6A", "", "Giàng A Sùng", "", 8]))
    kept = MarkList.objects.get()
    signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/apply/")
    closing.close(class_6a, rights.terms_of(class_6a)[0], school_admin)
    said = "Chỉ người quản lí nhà trường mới mở lại được"
    page = signed_in(ms_lan).get(f"/mark-book/{class_6a.uid}/1/-/file/").content.decode()
    assert said in page
    assert 'type="file"' not in page
    response = upload(book([1, "6A", "", "Giàng A Sùng", "", 9]))
    assert response.status_code == 409
    assert said in response.content.decode()
    assert MarkList.objects.get() == kept
    # What was taken over before it was closed says so too, and offers nothing that would only fail.
    page = signed_in(ms_lan).get(f"/mark-book/lists/{kept.pk}/").content.decode()
    assert said in page
    assert f"/mark-book/lists/{kept.pk}/undo/" not in page
    page = signed_in(ms_lan).post(f"/mark-book/lists/{kept.pk}/undo/", follow=True).content.decode()
    assert "đã khóa học kỳ 1" in page
    assert standing() == {("Giàng A Sùng", "regular"): "8.0"}
