"""From one school to another: the same pupil, who has a say, what each school sees, undone exactly."""

from datetime import date

import pytest

from lms.models import Change, Look
from students import cards
from students.forms.movements import TransferOut
from students.models import CardToken, Enrolment, Student, Transfer, User
from students.movement import arrivals, pupils, strokes, transfers
from students.movement.rules import CannotMove
from students.movement.transfers import Paper
from tests import builders
from tests.students.test_movement import refusal, stays

BORN = date(2014, 3, 2)
PAPER = Paper("12/GCT", date(2026, 11, 20))
MONDAY, TODAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def giang(giang):
    giang.ministry_id, giang.date_of_birth = "1101234567", BORN
    giang.save()
    return giang


@pytest.fixture
def class_6k(na_hy):
    """6K at the other school."""
    na_hy.levels = "primary lower_secondary"
    na_hy.save()
    return builders.make_class(na_hy, "6K")


def everything(student):
    """What undo must bring back."""
    return (
        stays(student),
        Student.objects.values("status", "school", "card_version").get(pk=student.pk),
        list(Transfer.objects.values_list("state", "to_class", "arrived_on", "to_name")),
        list(CardToken.objects.values_list("revoked_at", flat=True)),
    )


@pytest.fixture
def asked(giang, class_6k, other_school_admin):
    return transfers.ask(giang, class_6k, MONDAY, other_school_admin, PAPER)


# The paper written by the old school, the pupil taken in by the new one


def test_the_new_school_takes_over_the_same_pupil(giang, class_6k, school_admin, other_school_admin):
    transfers.leave_for(giang, MONDAY, school_admin, PAPER, to_school=class_6k.school)
    assert stays(giang) == [("6A", date(2026, 9, 5), date(2026, 11, 22), "moved_out")]
    arrivals.take_in(giang, class_6k, MONDAY, other_school_admin, Paper("12/GCT", PAPER.day))
    assert stays(giang)[1] == ("6K", MONDAY, None, "studying")
    again = Student.objects.get(full_name="Giàng A Sùng")
    assert (again.pk, again.code, again.school) == (giang.pk, "HSGIANG1", class_6k.school)
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.left_on, transfer.arrived_on) == ("arrived", MONDAY, MONDAY)
    assert (transfer.paper_number, transfer.paper_date) == ("12/GCT", PAPER.day)
    assert set(
        Change.objects.filter(act__contains="take a pupil of").values_list("school_id", flat=True)
    ) == {
        school_admin.roles.get().school_id,
        class_6k.school_id,
    }


def test_a_grade_far_from_the_last_is_taken_for_a_slip(giang, na_hy, school_admin, other_school_admin):
    class_4a = builders.make_class(na_hy, "4A", grade=4)
    transfers.leave_for(giang, MONDAY, school_admin, PAPER, to_school=na_hy)
    told = (giang, class_4a, MONDAY, other_school_admin, PAPER)
    assert "vừa học khối 6" in refusal(arrivals.take_in, *told)
    assert giang.enrolments.count() == 1
    arrivals.take_in(*told, other_grade=True)
    assert stays(giang)[1][0] == "4A"


def test_cards_and_sessions_of_the_old_school_end(giang, class_6k, school_admin, other_school_admin, client):
    cards.make_cards([giang], by=school_admin)
    client.force_login(giang.user, backend="students.sign_in.Accounts")
    transfers.leave_for(giang, TODAY, school_admin, PAPER, to_name="Trường ở Lai Châu")
    arrivals.take_in(giang, class_6k, TODAY, other_school_admin, PAPER)
    assert client.get("/today/").status_code == 302
    assert not CardToken.objects.filter(revoked_at=None).exists()
    assert Transfer.objects.get().to_school == class_6k.school, "came here after all"


def test_the_old_school_loses_sight_and_keeps_the_history(
    signed_in, giang, class_6a, class_6k, school_admin, ms_lan, other_school_admin
):
    transfers.leave_for(giang, TODAY, school_admin, PAPER, to_school=class_6k.school)
    assert giang not in Student.objects.visible_to(User.objects.get(pk=ms_lan.pk))
    assert signed_in(school_admin).get(f"/students/{giang.pk}/").status_code == 200, "to mend a slip"
    arrivals.take_in(giang, class_6k, TODAY, other_school_admin, PAPER)
    client = signed_in(school_admin)
    assert client.get(f"/students/{giang.pk}/").status_code == 404
    shown = client.get(f"/classes/{class_6a.uid}/").content.decode()
    assert "Giàng A Sùng" in shown
    assert f"/students/{giang.pk}/" not in shown
    assert "Giàng A Sùng" in client.get(f"/classes/{class_6a.uid}/?on=05/10/2026").content.decode()
    assert signed_in(other_school_admin).get(f"/students/{giang.pk}/").status_code == 200


def test_undo_gives_the_pupil_back_exactly(giang, class_6k, school_admin, other_school_admin):
    cards.make_cards([giang], by=school_admin)
    first = everything(giang)
    gone = transfers.leave_for(giang, MONDAY, school_admin, PAPER, to_school=class_6k.school)
    second = everything(giang)
    came = arrivals.take_in(giang, class_6k, TODAY, other_school_admin, PAPER)
    assert "thay đổi sau đó" in refusal(strokes.undo, gone, by=school_admin)
    strokes.undo(came, by=other_school_admin)
    assert everything(giang) == second
    strokes.undo(gone, by=school_admin)
    assert everything(giang) == first


def test_a_transfer_without_its_paper_or_school_is_refused(giang, na_hy, school_admin):
    for paper, words in [
        (Paper(), "số giấy"),
        (Paper("1"), "ngày của giấy"),
        (Paper("1", date(2026, 12, 1)), "chưa đến"),
    ]:
        assert words in refusal(transfers.leave_for, giang, TODAY, school_admin, paper, to_school=na_hy)
    assert "một trong hai" in refusal(transfers.leave_for, giang, TODAY, school_admin, PAPER)
    assert "trường khác" in refusal(
        transfers.leave_for, giang, TODAY, school_admin, PAPER, to_school=giang.school
    )
    assert not Transfer.objects.exists()


def test_leaving_twice_is_leaving_once(giang, na_hy, school_admin):
    transfers.leave_for(giang, TODAY, school_admin, PAPER, to_school=na_hy)
    assert "không còn học" in refusal(transfers.leave_for, giang, TODAY, school_admin, PAPER, to_school=na_hy)
    assert Transfer.objects.count() == 1


def test_who_stays_after_all_comes_back_to_the_class(giang, class_6a, na_hy, school_admin):
    transfers.leave_for(giang, MONDAY, school_admin, PAPER, to_school=na_hy)
    back = pupils.come_back(giang, class_6a, on=TODAY, by=school_admin)
    assert Transfer.objects.get().state == "called_off"
    strokes.undo(back, by=school_admin)
    assert Transfer.objects.get().state == "left"


# Asked by the new school


def test_a_pupil_who_sits_in_a_class_is_asked_for(giang, class_6k, other_school_admin, asked):
    assert (asked.state, asked.from_school) == ("asked", giang.school)
    assert stays(giang) == [("6A", date(2026, 9, 5), None, "studying")]
    assert "vẫn đang học" in refusal(arrivals.take_in, giang, class_6k, TODAY, other_school_admin, PAPER)
    assert "đã xin nhận" in refusal(transfers.ask, giang, class_6k, TODAY, other_school_admin, PAPER)


def test_the_old_school_agrees_with_one_button(giang, asked, school_admin):
    movement = transfers.settle(asked, by=school_admin)
    assert stays(giang) == [
        ("6A", date(2026, 9, 5), date(2026, 11, 22), "moved_out"),
        ("6K", MONDAY, None, "studying"),
    ]
    assert "giải quyết xong" in refusal(transfers.settle, asked, by=school_admin)
    strokes.undo(movement, by=school_admin)
    assert stays(giang) == [("6A", date(2026, 9, 5), None, "studying")]
    assert Transfer.objects.get().state == "asked"


def test_the_new_school_need_not_wait_longer_than_three_days(giang, asked, other_school_admin, time_machine):
    assert "còn thời gian trả lời" in refusal(transfers.settle, asked, by=other_school_admin)
    time_machine.move_to("2026-11-27T09:01:00+07:00")
    asked.refresh_from_db()
    transfers.settle(asked, by=User.objects.get(pk=other_school_admin.pk))
    assert giang.current_enrolment().school_class.name == "6K"


def test_the_old_school_refuses_with_a_reason_and_time_does_not_change_it(
    asked, school_admin, other_school_admin, time_machine
):
    assert "lí do" in refusal(transfers.refuse, asked, school_admin, "")
    transfers.refuse(asked, school_admin, "Em vẫn đi học ở trường")
    time_machine.move_to("2026-12-10T09:00:00+07:00")
    assert "giải quyết xong" in refusal(transfers.settle, asked, by=other_school_admin)
    assert Transfer.objects.get().refusal == "Em vẫn đi học ở trường"


def test_who_went_elsewhere_meanwhile_is_not_moved(giang, asked, school_admin, muong_nha):
    third = builders.make_class(builders.make_school("THCS Mường Nhé", commune="Mường Nhé"), "6M")
    pupils.drop_out(giang, on=TODAY, by=school_admin)
    arrivals.take_in(giang, third, TODAY, None, PAPER)
    assert "giải quyết xong" in refusal(transfers.settle, asked, by=school_admin)
    assert sorted(Transfer.objects.values_list("state", flat=True)) == ["arrived", "called_off"]


def test_whoever_stopped_or_finished_school_is_taken_in_without_a_paper(
    giang, class_6k, school_admin, other_school_admin
):
    pupils.drop_out(giang, on=date(2026, 10, 1), by=school_admin)
    arrivals.take_in(giang, class_6k, MONDAY, other_school_admin, Paper())
    assert giang.current_enrolment().school_class == class_6k


def test_nobody_is_asked_for_pupils_of_the_last_grade_of_a_year_that_is_over(
    class_3b, muong_nha, school_admin, time_machine
):
    last = builders.make_class(class_3b.school, "5A", grade=5)
    ca = builders.make_student("Lầu Thị Ca", last, date_of_birth=BORN)
    assert arrivals.must_ask(ca)
    time_machine.move_to("2027-08-20T09:00:00+07:00")
    assert not arrivals.must_ask(ca)
    new = builders.make_class(muong_nha, "6A1", year=builders.make_year("2027-2028"))
    arrivals.take_in(ca, new, date(2027, 8, 20), school_admin, Paper())
    assert stays(ca) == [
        ("5A", date(2026, 9, 5), date(2027, 5, 31), "finished"),
        ("6A1", date(2027, 9, 5), None, "studying"),
    ]


# On screen


def find(client, code="1101234567", born="02/03/2014", **more):
    return client.post("/arrivals/", {"code": code, "born": born}, **more)


def test_a_pupil_is_found_by_exact_id_and_birth_date_only(signed_in, other_school_admin, giang, class_6k):
    client = signed_in(other_school_admin)
    for code, born in [("1101234567", "03/03/2014"), ("110123456", "02/03/2014"), ("", ""), ("x\0", "x")]:
        answer = find(client, code, born)
        assert answer.status_code == 400
        assert "Giàng" not in answer.content.decode()
    assert not Look.objects.exists()
    for code in ("1101234567", "hsgiang1"):
        answer = find(client, code)
        assert answer.status_code == 302
        assert "Giàng A Sùng" in client.get(answer["Location"]).content.decode()
    assert Look.objects.count() == 2


def test_many_misses_shut_the_door(signed_in, other_school_admin, giang):
    client = signed_in(other_school_admin)
    for number in range(15):
        find(client, f"11000000{number:02d}")
    answer = find(client)
    assert answer.status_code == 400
    assert "phút" in answer.content.decode()


def test_what_was_found_is_found_for_one_person(signed_in, other_school_admin, school_admin, giang):
    path = find(signed_in(other_school_admin))["Location"]
    assert signed_in(school_admin).get(path).status_code == 404
    assert signed_in(other_school_admin).get("/arrivals/x:y:z/").status_code == 404


def test_two_schools_settle_a_transfer_on_screen(
    signed_in, other_school_admin, school_admin, giang, class_6k
):
    path = find(signed_in(other_school_admin))["Location"]
    told = {"to": str(class_6k.uid), "on": "23/11/2026", "paper_number": "12/GCT"}
    assert signed_in(other_school_admin).post(path, told).status_code == 400, "the date is missing"
    answer = signed_in(other_school_admin).post(path, {**told, "paper_date": "20/11/2026"})
    transfer = Transfer.objects.get()
    assert answer["Location"] == f"/transfers/{transfer.pk}/"
    assert "đến 09:00 27/11/2026" in signed_in(other_school_admin).get(answer["Location"]).content.decode()

    client = signed_in(school_admin)
    assert "xin nhận 1 em" in client.get("/classes/").content.decode()
    assert transfer.get_absolute_url() in client.get("/movements/").content.decode()
    client.get(transfer.get_absolute_url())
    for _twice in range(2):
        assert client.post(f"/transfers/{transfer.pk}/answer/", {"answer": "agree"}).status_code == 302
    assert [one[0] for one in stays(giang)] == ["6A", "6K"]
    assert client.get(transfer.get_absolute_url()).status_code == 200, "the transfer stays with both"


def test_the_paper_of_the_old_school_leads_the_new_one_to_the_pupil(
    signed_in, other_school_admin, school_admin, giang, class_6k
):
    paper = {"paper_number": "12/GCT", "paper_date": "20/11/2026", "on": "24/11/2026"}
    path = f"/students/{giang.pk}/move/school/"
    client = signed_in(school_admin)
    assert client.post(path, paper).status_code == 400
    assert client.post(path, {**paper, "to_school": class_6k.school.code}).status_code == 302
    shown = signed_in(other_school_admin).get("/movements/").content.decode()
    assert "Giàng A Sùng" in shown
    token = shown.split("/arrivals/")[2].split("/")[0]
    answer = signed_in(other_school_admin).post(f"/arrivals/{token}/", {"to": str(class_6k.uid), **paper})
    assert answer["Location"] == f"/students/{giang.pk}/"


def test_only_schools_that_teach_the_grade_are_offered(signed_in, school_admin, giang, na_hy, muong_nha):
    secondary = builders.make_school("THCS Mường Nhé", "Mường Nhé", levels="lower_secondary")
    high = builders.make_school("THPT Mường Nhé", "Mường Nhé", levels="upper_secondary")
    untold = builders.make_school("Trung tâm GDNN-GDTX Mường Nhé", "Mường Nhé", levels="")
    client = signed_in(school_admin)
    path = f"/students/{giang.pk}/move/school/"
    shown = client.get(path).content.decode()
    assert [one.code in shown for one in (secondary, untold, na_hy, high)] == [True, True, False, False]
    assert "Chỉ có các trường dạy khối 6" in shown
    paper = {"paper_number": "12/GCT", "paper_date": "20/11/2026", "on": "24/11/2026"}
    assert client.post(path, {**paper, "to_school": na_hy.code}).status_code == 400
    assert Student.objects.get(pk=giang.pk).status == "studying"


def test_in_summer_schools_of_the_next_grade_are_offered_too(giang, muong_nha, time_machine):
    builders.make_school("THCS Mường Nhé", "Mường Nhé", levels="lower_secondary")
    builders.make_school("THPT Mường Nhé", "Mường Nhé", levels="upper_secondary")
    giang.enrolments.update(school_class=builders.make_class(muong_nha, "9A", grade=9))
    time_machine.move_to("2027-07-10T09:00:00+07:00")
    offered = [school.name for school in TransferOut(student=giang).fields["to_school"].queryset]
    assert offered == ["THCS Mường Nhé", "THPT Mường Nhé"]


def test_the_page_of_the_transfer_leads_the_new_school_to_its_classes(
    signed_in, other_school_admin, school_admin, giang, class_6k
):
    transfers.leave_for(giang, MONDAY, school_admin, PAPER, to_school=class_6k.school)
    transfer = Transfer.objects.get()
    path = transfer.get_absolute_url()
    assert "/arrivals/" not in signed_in(school_admin).get(path).content.decode()
    shown = signed_in(other_school_admin).get(path).content.decode()
    assert "Xếp vào lớp" in shown
    door = shown.split('href="/arrivals/')[1].split('"')[0]
    told = {"to": str(class_6k.uid), "on": "24/11/2026"}
    assert signed_in(other_school_admin).post(f"/arrivals/{door}", told).status_code == 302
    assert [one[0] for one in stays(giang)] == ["6A", "6K"]
    assert "/arrivals/" not in signed_in(other_school_admin).get(path).content.decode()


def test_only_the_two_schools_answer(signed_in, asked, ms_lan, other_school_admin, commune_officer):
    path = f"/transfers/{asked.pk}/answer/"
    assert signed_in(ms_lan).post(path, {"answer": "agree"}).status_code == 403
    assert signed_in(other_school_admin).post(path, {"answer": "refuse", "refusal": "x"}).status_code == 404
    stranger = builders.make_staff(
        "admin.khac", "Lò Văn Ơn", "school_admin", school=builders.make_school("THCS Mường Nhé", "Mường Nhé")
    )
    for method in ("get", "post"):
        answer = getattr(signed_in(stranger), method)(path if method == "post" else asked.get_absolute_url())
        assert answer.status_code == 404
    assert "Giàng" not in signed_in(stranger).get("/movements/").content.decode()
    assert Transfer.objects.get().state == "asked"
    assert signed_in(other_school_admin).post(path, {"answer": "call-off"}).status_code == 302
    assert Transfer.objects.get().state == "called_off"


def test_the_province_says_which_school_takes_the_pupil_in(
    signed_in, province_admin, giang, class_6k, school_admin
):
    pupils.drop_out(giang, on=MONDAY, by=school_admin)
    client = signed_in(province_admin)
    path = find(client)["Location"]
    assert class_6k.school.code in client.get(path).content.decode()
    answer = client.post(
        f"{path}?school={class_6k.school.code}", {"to": str(class_6k.uid), "on": "24/11/2026"}
    )
    assert answer.status_code == 302
    assert giang.current_enrolment().school_class == class_6k


def test_a_pupil_from_another_province_is_added_with_the_paper(signed_in, school_admin, class_6a):
    told = {
        "full_name": "Lầu Thị Ca",
        "school_class": str(class_6a.uid),
        "from_name": "THCS Sìn Hồ, Lai Châu",
        "on": "23/11/2026",
        "paper_number": "7",
        "paper_date": "20/11/2026",
    }
    client = signed_in(school_admin)
    assert client.post("/arrivals/new/", {**told, "on": "25/11/2026"}).status_code == 400
    assert client.post("/arrivals/new/", told).status_code == 302
    transfer = Transfer.objects.get()
    assert (transfer.from_name, transfer.state) == ("THCS Sìn Hồ, Lai Châu", "arrived")
    assert stays(transfer.student) == [("6A", MONDAY, None, "studying")]
    assert client.get(transfer.get_absolute_url()).status_code == 200


def test_nobody_gets_a_second_record_by_accident(signed_in, other_school_admin, giang, class_6k):
    told = {"full_name": "giàng a sùng", "school_class": str(class_6k.uid), "date_of_birth": "02/03/2014"}
    client = signed_in(other_school_admin)
    same_id = client.post("/students/new/", {**told, "ministry_id": "1101234567"})
    assert "Nhận em chuyển đến" in same_id.content.decode()
    same_name = client.post("/students/new/", told)
    assert "là em khác" in same_name.content.decode()
    assert Student.objects.count() == 1
    assert client.post("/students/new/", {**told, "is_other": "on"}).status_code == 302
    assert Student.objects.count() == 2


def test_the_database_keeps_one_unsettled_transfer_and_one_open_enrolment(giang, class_6k, asked):
    assert Enrolment.objects.open().filter(student=giang).count() == 1
    with pytest.raises(CannotMove):
        transfers.ask(giang, class_6k, TODAY, None, PAPER)
