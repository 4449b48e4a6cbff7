"""Works handed in to a contest, taken back, confirmed by a teacher, seen by nobody else."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import ContestWork
from courses.work_contests import entering
from tests import builders
from tests.courses import works
from tests.courses.builders import a_photo


def words(response):
    return response.content.decode()


def mine(contest):
    return f"/work-contests/{contest.pk}/mine/"


def test_a_pupil_keeps_a_draft_hands_in_and_takes_back(contest, giang, ms_lan, signed_in):
    pupil = signed_in(giang)
    photo = SimpleUploadedFile("Giàng A Sùng.jpg", a_photo(60, 40))
    told = {"title": "Cái thước", "words": "Bằng tre", "file": photo, "act": "draft"}
    assert pupil.post(mine(contest), told).status_code == 302
    work = ContestWork.objects.get()
    assert (work.handed_at, work.school, len(work.shown_files)) == (None, giang.school, 1)
    kept = {"title": "Cái thước", "words": "Bằng tre", "keep": work.file_ids, "act": "hand_in"}
    assert pupil.post(mine(contest), kept).status_code == 302
    work.refresh_from_db()
    assert work.waits
    assert len(work.file_ids) == 1
    lan = signed_in(ms_lan)
    page = lan.get(f"/work-contests/{contest.pk}/works/")
    assert "Giàng A Sùng" in words(page)
    for _twice in range(2):
        lan.post(f"/work-contests/{contest.pk}/works/", ticked(work))
    work.refresh_from_db()
    assert work.stands
    pupil = signed_in(giang)
    for _twice in range(2):
        assert pupil.post(mine(contest), {"act": "take_back"}).status_code == 302
    work.refresh_from_db()
    assert not work.handed_at
    assert not work.stands


def ticked(work):
    return {"work": [str(work.pk)], f"handed-{work.pk}": work.as_handed}


def test_a_teacher_confirms_only_what_the_page_showed(contest, giang, ms_lan, signed_in):
    work = works.hand_in(contest, giang)
    lan, address = signed_in(ms_lan), f"/work-contests/{contest.pk}/works/"
    assert work.as_handed in words(lan.get(address))
    again = works.hand_in(contest, giang, words="Khác hẳn")
    for told in (ticked(work), {"work": [str(work.pk)]}, ticked(work) | {"turn_down": "1", "reason": "Mờ"}):
        response = lan.post(address, told)
        assert response.status_code == 422
        assert "đã đổi từ khi mở trang này: 1" in words(response)
    assert ContestWork.objects.get().waits
    assert lan.post(address, ticked(again)).status_code == 302
    assert ContestWork.objects.get().stands


def test_what_waits_stands_before_what_is_confirmed(contest, giang, hoa, ms_lan, signed_in):
    works.confirmed(contest, giang, title="Xong rồi")
    works.hand_in(contest, hoa, title="Còn chờ")
    page = words(signed_in(ms_lan).get(f"/work-contests/{contest.pk}/works/"))
    assert page.index("Còn chờ") < page.index("Xong rồi")


def test_a_work_is_turned_down_with_a_reason_and_handed_in_anew(contest, giang, ms_lan, signed_in):
    work = works.hand_in(contest, giang)
    lan = signed_in(ms_lan)
    address = f"/work-contests/{contest.pk}/works/"
    told = ticked(work) | {"turn_down": "1"}
    assert lan.post(address, told).status_code == 422
    assert lan.post(address, told | {"reason": "Ảnh mờ quá, em chụp lại nhé."}).status_code == 302
    assert "Ảnh mờ quá" in words(signed_in(giang).get(mine(contest)))
    again = works.hand_in(contest, giang)
    assert (again.pk, again.waits, again.reason) == (work.pk, True, "")


def test_what_is_empty_or_has_no_name_is_not_handed_in(contest, giang, signed_in):
    pupil = signed_in(giang)
    for told in ({"title": "Thước", "words": " "}, {"title": " ", "words": "Bằng tre"}):
        response = pupil.post(mine(contest), told | {"act": "hand_in"})
        assert response.status_code == 422
        assert 'role="alert"' in words(response)
    assert not ContestWork.objects.filter(handed_at__isnull=False).exists()


def test_nothing_comes_in_before_the_first_and_after_the_last_day(contest, giang, signed_in, time_machine):
    for day, said in (("2026-10-30", "01/11/2026"), ("2026-12-01", "30/11/2026")):
        time_machine.move_to(f"{day}T09:00:00+07:00")
        told = {"title": "Thước", "words": "Bằng tre", "act": "hand_in"}
        response = signed_in(giang).post(mine(contest), told)
        assert response.status_code == 422
        assert said in words(response)
    assert not ContestWork.objects.exists()


def test_the_other_school_sees_neither_contest_nor_work_nor_file(
    school_admin, giang, muong_nha, mr_pao, vang, other_school_admin, signed_in
):
    contest = works.make_contest(school_admin, level="school", school=muong_nha)
    work = works.hand_in(contest, giang, photo=True)
    row = work.files.get()
    for stranger in (mr_pao, vang, other_school_admin):
        client = signed_in(stranger)
        for path in (f"{contest.pk}/", f"works/{work.pk}/", f"files/{row.pk}/"):
            assert client.get(f"/work-contests/{path}").status_code == 404
        assert contest.title not in words(client.get("/work-contests/"))


def test_in_a_contest_of_the_province_a_foreign_teacher_and_a_classmate_open_nothing(
    contest, giang, hoa, mr_pao, signed_in
):
    work = works.hand_in(contest, giang, photo=True)
    for stranger in (mr_pao, hoa):
        client = signed_in(stranger)
        assert client.get(f"/work-contests/{contest.pk}/").status_code == 200
        assert client.get(f"/work-contests/works/{work.pk}/").status_code == 404
        assert client.get(f"/work-contests/files/{work.files.get().pk}/").status_code == 404


def test_a_draft_is_nobodys_but_its_authors(contest, giang, ms_lan, province_admin, signed_in):
    work = entering.begin(contest, giang.user)
    entering.save(work, giang.user, {"title": "Nháp", "words": "Zz", "lecture": ""})
    for other in (ms_lan, province_admin):
        assert signed_in(other).get(f"/work-contests/works/{work.pk}/").status_code == 404


def test_a_teacher_puts_a_team_together_once(province_admin, giang, hoa, ms_lan, class_6a, signed_in):
    contest = works.make_contest(province_admin, team_most=2)
    lan = signed_in(ms_lan)
    address = f"/work-contests/{contest.pk}/teams/{class_6a.uid}/"
    for _twice in range(2):
        assert lan.post(address, {"pupil": [str(giang.pk), str(hoa.pk)]}).status_code == 302
    work = ContestWork.objects.get()
    assert work.authors.count() == 2
    assert works.hand_in(contest, hoa).pk == work.pk
    third = builders.make_student("Cà Thị Ba", class_6a, code="HSBA3333")
    assert lan.post(address, {"pupil": [str(giang.pk), str(third.pk)]}).status_code == 422
    assert lan.post(address, {"pupil": []}).status_code == 422


def test_a_teacher_hands_in_a_lecture_that_counts_at_once(province_admin, ms_lan, mr_pao, giang, signed_in):
    contest = works.make_lecture_contest(province_admin)
    assert works.hand_in(contest, ms_lan, title="Đổi đơn vị").stands
    assert signed_in(giang).get(f"/work-contests/{contest.pk}/").status_code == 404
    told = {"title": "Bài", "words": "x", "lecture": "999999", "act": "hand_in"}
    response = signed_in(mr_pao).post(mine(contest), told)
    assert response.status_code == 422


def test_more_works_cost_no_more_queries(contest, giang, hoa, ms_lan, class_6a, province_admin, signed_in):
    client = signed_in(province_admin)
    works.hand_in(contest, giang)
    counts = []
    for number in range(2):
        client.get(f"/work-contests/{contest.pk}/works/")
        with CaptureQueriesContext(
            connection,
        ) as told:
            client.get(f"/work-contests/{contest.pk}/works/")
        counts.append(len(told))
        for turn in range(3):
            pupil = builders.make_student(f"Lò Văn {number}{turn}", class_6a, code=f"HSN{number}{turn}AAA")
            works.hand_in(contest, pupil)
    assert counts[0] == counts[1]


def test_a_teacher_is_asked_as_a_teacher_to_hand_in(province_admin, giang, ms_lan, signed_in):
    of_teachers = works.make_lecture_contest(province_admin)
    page = signed_in(ms_lan).get(f"/work-contests/{of_teachers.pk}/").content.decode()
    assert "Nộp bài dự thi" in page
    assert "Em dự thi" not in page
    of_pupils = works.make_contest(province_admin)
    assert "Em dự thi" in signed_in(giang.user).get(f"/work-contests/{of_pupils.pk}/").content.decode()
