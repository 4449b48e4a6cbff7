"""A file of marks is looked at, taken over once, and undone."""

import unicodedata
from datetime import date

import pytest

from courses.mark_book import closing, rights
from courses.models import ColumnMark, MarkList
from students.models import Student
from tests import builders

from .builders import book, fill, rows_of


def standing():
    return {
        (row.student.full_name, str(row.column.kind)): row.words or str(row.mark)
        for row in ColumnMark.objects.order_by("pk")
    }


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
