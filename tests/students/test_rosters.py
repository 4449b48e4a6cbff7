"""The screens: upload, look, take over, undo; a school admin finds only the lists of the own school."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from lms.models import Job
from lms.uploaded_lists import CannotApply
from students.models import RosterImport, Student, Teacher, Transfer
from students.movement import arrivals, transfers
from students.roster import jobs
from students.roster.changes import apply
from tests import builders
from tests.students.roster import lists, old_letters


@pytest.fixture
def upload(muong_nha):
    """`upload(client, content)`: post a file; the response."""

    def post(client, content, name="6A1.xlsx", **fields):
        file = SimpleUploadedFile(name, content)
        return client.post("/rosters/new/", {"year": "2026-2027", "file": file, **fields})

    return post


@pytest.fixture
def previewed(upload, signed_in, school_admin):
    """A list of three pupils, of whom one has no date that could be."""
    rows = [*lists.pupils(2), lists.ministry_row(3, "Lò Văn Ba", **{"Ngày sinh": "31/02/2015"})]
    response = upload(signed_in(school_admin), lists.ministry(rows))
    assert response.status_code == 302
    return RosterImport.objects.get()


def test_a_school_admin_uploads_looks_takes_over_and_undoes(previewed, client):
    page = client.get(f"/rosters/{previewed.pk}/")
    assert "Xem trước khi lưu" in page.text
    assert "31/02/2015" in page.text
    assert not Student.objects.exists()
    seen = page.context["shown"].fingerprint
    done = client.post(f"/rosters/{previewed.pk}/apply/", {"seen": seen}, follow=True)
    assert "Đã nhập danh sách" in done.text
    assert Student.objects.count() == 2
    client.post(f"/rosters/{previewed.pk}/apply/", {"seen": seen})
    assert Student.objects.count() == 2
    undone = client.post(f"/rosters/{previewed.pk}/undo/", follow=True)
    assert "Đã hoàn tác" in undone.text
    assert not Student.objects.exists()
    again = client.post(f"/rosters/{previewed.pk}/apply/", {"seen": seen}, follow=True)
    assert "đã nhập rồi đã hoàn tác" in again.text
    assert not Student.objects.exists()


def test_who_is_back_in_class_is_not_on_the_way_to_another_school(upload, signed_in, school_admin):
    client = signed_in(school_admin)

    def take_over():
        upload(client, lists.ministry(lists.pupils(2)))
        kept = RosterImport.objects.order_by("-uploaded_at").first()
        seen = client.get(f"/rosters/{kept.pk}/").context["shown"].fingerprint
        client.post(f"/rosters/{kept.pk}/apply/", {"seen": seen})
        return kept

    take_over()
    student = Student.objects.first()
    paper = arrivals.Paper("12/GCT", date(2026, 11, 20))
    transfers.leave_for(student, date(2026, 11, 24), school_admin, paper, to_name="Trường ở Lai Châu")
    kept = take_over()
    assert Student.objects.get(pk=student.pk).status == "studying"
    assert Transfer.objects.get().state == "called_off"
    client.post(f"/rosters/{kept.pk}/undo/")
    assert Transfer.objects.get().state == "left"


def test_a_list_whose_rows_all_fail_is_not_called_right(upload, signed_in, school_admin):
    client = signed_in(school_admin)
    upload(client, lists.ministry([lists.ministry_row(1, "Lò Văn Ba", **{"Ngày sinh": "31/02/2015"})]))
    page = client.get(f"/rosters/{RosterImport.objects.get().pk}/").text
    assert "xem các ghi chú" in page
    assert "đều đã đúng" not in page


def test_nothing_is_taken_over_that_was_not_seen(previewed, client, class_6a):
    seen = client.get(f"/rosters/{previewed.pk}/").context["shown"].fingerprint
    builders.make_student("Lò A Sùng Hoa", class_6a, ministry_id="1100000001", date_of_birth="2015-02-02")
    page = client.post(f"/rosters/{previewed.pk}/apply/", {"seen": seen}, follow=True)
    assert "Hãy xem lại danh sách một lần nữa" in page.text
    assert Student.objects.count() == 1


def test_rows_left_out_come_back_in_the_same_layout_with_the_reason(previewed, client):
    response = client.get(f"/rosters/{previewed.pk}/left-out.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    heading, row = list(sheet.iter_rows(values_only=True))
    assert list(heading) == [*lists.MINISTRY, "Lí do"]
    assert row[2] == "Lò Văn Ba"
    assert "31/02/2015" in row[-1]


def test_the_rows_left_out_can_be_corrected_and_uploaded_again(previewed, client, upload):
    client.post(
        f"/rosters/{previewed.pk}/apply/",
        {"seen": client.get(f"/rosters/{previewed.pk}/").context["shown"].fingerprint},
    )
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/rosters/{previewed.pk}/left-out.xlsx").content))
    book.active["D2"] = "28/02/2015"
    file = io.BytesIO()
    book.save(file)
    again = upload(client, file.getvalue())
    page = client.get(again.url)
    assert page.context["shown"].counts["create"] == 1
    assert page.context["shown"].counts["errors"] == 0
    assert "Lí do" not in page.text, "the column we added ourselves is no riddle"


def test_a_row_left_out_twice_has_one_reason(previewed, client, upload):
    file = client.get(f"/rosters/{previewed.pk}/left-out.xlsx").content
    again = upload(client, file)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{again.url}left-out.xlsx").content)).active
    heading, row = list(sheet.iter_rows(values_only=True))
    assert list(heading) == [*lists.MINISTRY, "Lí do"]
    assert "31/02/2015" in row[-1]


def test_an_unclear_date_is_chosen_on_the_page(upload, signed_in, school_admin):
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Lớp", "Khối"],
        [1, "Lò Văn An", "25/09/2015", "6A", 6],
        [2, "Lò Văn Ba", date(2015, 5, 9), "6A", 6],
    ]
    client = signed_in(school_admin)
    url = upload(client, lists.workbook(("6A", rows))).url
    assert "05/09/2015" in client.get(url).text
    client.post(url, {"date:6A!3": "2015-09-05", "date:6A!2": "rubbish", "date:zz": "2015-01-01"})
    client.post(f"{url}apply/", {"seen": client.get(url).context["shown"].fingerprint})
    assert Student.objects.get(full_name="Lò Văn Ba").date_of_birth == date(2015, 9, 5)


@pytest.mark.parametrize(("answer", "born"), [("as_written", (9, 5)), ("swapped", (5, 9))])
def test_all_unclear_dates_are_chosen_at_once(upload, signed_in, school_admin, answer, born):
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Lớp", "Khối"],
        [1, "Lò Văn An", "09/25/2015", "6A", 6],
        [2, "Lò Văn Ba", "05/09/2015", "6A", 6],
        [3, "Lò Văn Ca", "05/09/2015", "6A", 6],
    ]
    client = signed_in(school_admin)
    url = upload(client, lists.workbook(("6A", rows))).url
    assert "Đổi chỗ ngày và tháng" in client.get(url).text
    client.post(url, {"all": answer})
    client.post(f"{url}apply/", {"seen": client.get(url).context["shown"].fingerprint})
    months = Student.objects.filter(full_name__in=["Lò Văn Ba", "Lò Văn Ca"]).values_list(
        "date_of_birth__month", "date_of_birth__day"
    )
    assert list(months) == [born, born]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"PK\x03\x04x", b"\x00\x01" * 40, "Họ tên".encode()[:-1] + b"\xe1"]
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(upload, signed_in, school_admin, content):
    page = upload(signed_in(school_admin), content)
    assert page.status_code == 400
    assert "Tệp" in page.text
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize("fields", [{"year": "2099-2100"}, {"year": ""}, {"file": ""}, {"year": "x\x00"}])
def test_wrong_input_is_said(upload, signed_in, school_admin, fields):
    content = lists.ministry(lists.pupils(1))
    page = signed_in(school_admin).post(
        "/rosters/new/", {"year": "2026-2027", "file": SimpleUploadedFile("a.xlsx", content), **fields}
    )
    assert page.status_code == 400


def test_a_file_without_a_list_shows_why_and_offers_nothing_to_confirm(upload, signed_in, school_admin):
    client = signed_in(school_admin)
    page = client.get(upload(client, lists.workbook(("S", [["a", "b"]]))).url)
    assert "Không tìm thấy danh sách loại này" in page.text
    assert "/apply/" not in page.text


def test_markup_in_a_file_is_shown_as_text(upload, signed_in, school_admin):
    rows = [lists.ministry_row(1, "<script>alert(1)</script>", **{"Dân tộc": "<img src=x onerror=alert(1)>"})]
    client = signed_in(school_admin)
    url = upload(client, lists.ministry(rows), name="<b>x</b>.xlsx").url
    for page in (client.get(url), client.get("/rosters/")):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "<b>x</b>" not in page.text


def test_the_admin_of_another_school_finds_nothing(previewed, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    assert previewed.file_name not in client.get("/rosters/").text
    assert client.get(f"/rosters/{previewed.pk}/").status_code == 404
    assert client.get(f"/rosters/{previewed.pk}/left-out.xlsx").status_code == 404
    for act in ("apply", "undo", "discard"):
        assert client.post(f"/rosters/{previewed.pk}/{act}/").status_code == 404
    previewed.refresh_from_db()
    assert previewed.state == "previewed"


def test_rows_of_pupils_of_another_school_are_listed_and_change_nothing(
    upload, signed_in, school_admin, vang, muong_nha
):
    Student.objects.filter(pk=vang.pk).update(ministry_id="1100000002")
    before = Student.objects.filter(pk=vang.pk).values().get()
    rows = [
        lists.ministry_row(1, "Lò Văn An"),
        lists.ministry_row(2, "Vàng Thị Mỷ", **{"SĐT liên hệ": "0912345678"}),
    ]
    client = signed_in(school_admin)
    url = upload(client, lists.ministry(rows)).url
    client.post(f"{url}apply/", {"seen": client.get(url).context["shown"].fingerprint})
    assert [student.full_name for student in Student.objects.filter(school=muong_nha)] == ["Lò Văn An"]
    assert Student.objects.filter(pk=vang.pk).values().get() == before
    left_out = openpyxl.load_workbook(io.BytesIO(client.get(f"{url}left-out.xlsx").content)).active
    (row,) = list(left_out.iter_rows(min_row=2, values_only=True))
    assert row[2] == "Vàng Thị Mỷ"
    assert "trường khác" in row[-1]
    assert "Nà Hỳ" not in row[-1]


def test_a_school_admin_cannot_upload_for_another_school(upload, signed_in, school_admin, na_hy, muong_nha):
    upload(signed_in(school_admin), lists.ministry(lists.pupils(1)), school=na_hy.code)
    assert RosterImport.objects.get().school == muong_nha


def test_the_province_chooses_the_school(upload, signed_in, province_admin, na_hy, muong_nha):
    client = signed_in(province_admin)
    assert "na_hy" not in client.get("/rosters/new/").text
    upload(client, lists.ministry(lists.pupils(1)), school=na_hy.code)
    assert RosterImport.objects.get().school == na_hy
    assert upload(client, lists.ministry(lists.pupils(1)), school="nope").status_code == 400


@pytest.mark.parametrize("who", ["ms_lan", "giang", "auditor", "commune_officer", "author"])
def test_others_may_not_import(who, request, signed_in):
    client = signed_in(request.getfixturevalue(who))
    for url in ("/rosters/", "/rosters/new/"):
        assert client.get(url).status_code == 403


def test_changes_are_posted(previewed, client):
    for act in ("apply", "undo", "discard"):
        assert client.get(f"/rosters/{previewed.pk}/{act}/").status_code == 405


def test_an_upload_can_be_thrown_away(previewed, client):
    client.post(f"/rosters/{previewed.pk}/discard/")
    assert not RosterImport.objects.exists()


def test_undo_that_cannot_be_says_why(previewed, client):
    client.post(
        f"/rosters/{previewed.pk}/apply/",
        {"seen": client.get(f"/rosters/{previewed.pk}/").context["shown"].fingerprint},
    )
    pupil = Student.objects.first()
    pupil.phone = "0912345678"
    pupil.save()
    page = client.post(f"/rosters/{previewed.pk}/undo/", follow=True)
    assert "có thay đổi sau đó nên chưa hoàn tác được" in page.text
    assert Student.objects.count() == 2


def test_the_list_of_imports_asks_a_fixed_number_of_queries(
    upload, signed_in, school_admin, django_assert_max_num_queries
):
    client = signed_in(school_admin)
    for number in range(4):
        upload(client, lists.ministry(lists.pupils(1)), name=f"{number}.xlsx")
    with django_assert_max_num_queries(12):
        client.get("/rosters/")


@pytest.fixture
def long_list(upload, signed_in, school_admin, monkeypatch):
    """A previewed list that is longer than what is taken over while the browser waits."""
    monkeypatch.setattr(jobs, "MOST_ROWS_AT_ONCE", 2)
    upload(signed_in(school_admin), lists.ministry(lists.pupils(4)))
    return RosterImport.objects.get()


def press_take_over(client, kept):
    seen = client.get(f"/rosters/{kept.pk}/").context["shown"].fingerprint
    return client.post(f"/rosters/{kept.pk}/apply/", {"seen": seen})


def test_a_long_list_is_taken_over_in_the_background(long_list, client, school_admin):
    begun = press_take_over(client, long_list)
    job = Job.objects.get()
    assert begun.url == f"/jobs/{job.pk}/"
    assert not Student.objects.exists()
    assert f'href="{begun.url}"' in client.get(f"/rosters/{long_list.pk}/").text
    call_command("work", once=True)
    job.refresh_from_db()
    assert (job.state, job.result["create"], job.percent) == (Job.State.DONE, 4, 100)
    assert client.get(begun.url).url == f"/rosters/{long_list.pk}/"
    assert f"/schools/{long_list.school.code}/cards/" not in client.get(f"/rosters/{long_list.pk}/").text, (
        "one class"
    )
    long_list.refresh_from_db()
    assert (long_list.state, long_list.applied_by) == (RosterImport.State.APPLIED, school_admin)


def test_a_long_list_is_taken_over_once_however_often_it_is_pressed(long_list, client):
    first, second = press_take_over(client, long_list), press_take_over(client, long_list)
    assert first.url == second.url
    call_command("work", once=True)
    job = Job.objects.get()
    jobs.take_over(job, **job.arguments)
    long_list.refresh_from_db()
    assert (Student.objects.count(), long_list.counts["create"]) == (4, 4)


def test_a_long_list_that_was_thrown_away_meanwhile_says_so(long_list, client):
    press_take_over(client, long_list)
    client.post(f"/rosters/{long_list.pk}/discard/")
    call_command("work", once=True)
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "Hãy tải tệp lên lần nữa" in job.message


def test_a_long_list_is_refused_when_the_school_changed_meanwhile(long_list, client, class_6a):
    press_take_over(client, long_list)
    builders.make_student("Lò A Sùng Hoa", class_6a, ministry_id="1100000001", date_of_birth="2015-02-02")
    call_command("work", once=True)
    assert "Hãy xem lại danh sách một lần nữa" in Job.objects.get().message
    assert Student.objects.count() == 1


def test_a_long_list_is_refused_to_who_lost_the_right_meanwhile(long_list, client, school_admin):
    press_take_over(client, long_list)
    school_admin.roles.all().delete()
    call_command("work", once=True)
    assert Job.objects.get().state == Job.State.FAILED
    assert not Student.objects.exists()


def test_a_list_taken_over_meanwhile_is_not_written_again(previewed, school_admin):
    stale = RosterImport.objects.get()
    apply(previewed, previewed.book(), by=school_admin, on=date(2026, 11, 24))
    with pytest.raises(CannotApply):
        apply(stale, stale.book(), by=school_admin, on=date(2026, 11, 24))
    previewed.refresh_from_db()
    assert previewed.counts["create"] == 2


@pytest.fixture
def old_list(upload, signed_in, school_admin):
    """A previewed list typed with TCVN3 fonts, and the page that shows it."""
    rows = ["STT;Họ và tên;Ngày sinh;Lớp;Khối", "1;Lò Thị Hòa;05/09/2015;6A;6", "2;Vừ A Dũng;06/09/2015;6A;6"]
    client = signed_in(school_admin)
    return upload(client, old_letters.tcvn3("\r\n".join(rows)), name="6A.txt").url


def test_an_old_list_shows_how_its_names_are_read_before_anything_is_confirmed(old_list, client):
    page = client.get(old_list)
    assert "Trang tính viết theo bảng mã TCVN3 (ABC)" in page.text
    assert "Lò Thị Hòa · Vừ A Dũng" in page.text
    assert 'value="tcvn3" checked' in page.text
    assert 'value="vni"' in page.text


def test_where_there_is_nothing_to_choose_the_letters_are_a_sentence(upload, signed_in, school_admin):
    client = signed_in(school_admin)
    page = client.get(upload(client, lists.ministry([lists.ministry_row(1, "Lò Thị Hoa")])).url).text
    assert "Chữ trong danh sách được đọc theo bảng mã Unicode" in page
    assert 'name="encoding"' not in page


def test_another_encoding_can_be_chosen_and_the_old_page_confirms_nothing(old_list, client):
    seen = client.get(old_list).context["shown"].fingerprint
    client.post(old_list, {"encoding": "unicode"})
    client.post(f"{old_list}apply/", {"seen": seen})
    assert not Student.objects.exists()
    client.post(old_list, {"encoding": "no such one"})
    page = client.get(old_list)
    assert 'value="unicode" checked' in page.text
    client.post(old_list, {"encoding": "tcvn3"})
    client.post(f"{old_list}apply/", {"seen": client.get(old_list).context["shown"].fingerprint})
    assert set(Student.objects.values_list("full_name", flat=True)) == {"Lò Thị Hòa", "Vừ A Dũng"}


TEACHERS = [
    ["STT", "Họ và tên", "Chức vụ", "Môn dạy", "Số điện thoại"],
    [1, "Lò Thị Mai", "Giáo viên", "Toán", "0912345678"],
    [2, "Cà Văn Kế", "Kế toán", "", "0912345679"],
]


def test_another_kind_of_list_goes_the_same_way(upload, signed_in, school_admin, other_school_admin):
    client = signed_in(school_admin)
    form = client.get("/rosters/new/?kind=staff")
    assert 'value="staff"' in form.text
    url = upload(client, lists.workbook(("CB", TEACHERS)), kind="staff").url
    page = client.get(url)
    assert "Giáo viên · PTDTBT THCS Mường Nhà" in page.text
    assert "không đứng lớp" in page.text
    client.post(f"{url}apply/", {"seen": page.context["shown"].fingerprint})
    assert Teacher.objects.get().full_name == "Lò Thị Mai"
    assert "Lò Thị Mai" in client.get("/staff/").text
    done = client.get(url)
    assert 'href="/staff/"' in done.text
    assert "Giáo viên" in client.get("/rosters/").text
    client.post(f"{url}undo/")
    assert not Teacher.objects.exists()
    assert signed_in(other_school_admin).get(url).status_code == 404


@pytest.mark.parametrize("kind", ["staff", "teaching", "guardians", "households"])
def test_a_list_of_the_wrong_kind_is_said(upload, signed_in, school_admin, kind):
    client = signed_in(school_admin)
    content = lists.workbook(
        ("S", [["STT", "Họ và tên", "Ngày sinh", "Lớp"], [1, "Lò Văn An", "05/09/2015", "6A"]])
    )
    page = client.get(upload(client, content, kind=kind).url)
    assert "chọn loại danh sách khác" in page.text
    assert "/apply/" not in page.text


def test_no_other_kind_than_those_offered_is_taken(upload, signed_in, school_admin):
    assert upload(signed_in(school_admin), lists.ministry(lists.pupils(1)), kind="users").status_code == 400
    assert not RosterImport.objects.exists()
