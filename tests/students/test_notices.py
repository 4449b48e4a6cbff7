"""Notices: to class, school, commune, province; read receipts; corrected and withdrawn, never silently."""

import json
import uuid
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from home import waiting
from lms.models import Change, Look
from students.models import Guardian, Guardianship, Notice, NoticeRead, Role, User
from students.notices import counting, reading, sending
from tests import builders


def fields(target, **more):
    return {
        "targets": [target],
        "readers": ["pupils", "families"],
        "title": "Họp phụ huynh",
        "words": "Bảy giờ sáng thứ Bảy, tại lớp.",
        "due_on": "28/11/2026",
        "link": "",
        **more,
    }


@pytest.fixture
def notice(ms_lan, class_6a):
    told = {"title": "Họp phụ huynh", "words": "Bảy giờ sáng.", "for_pupils": True, "for_families": True}
    return sending.send(ms_lan, [{"school_class": class_6a}], due_on=date(2026, 11, 28), **told)[0]


def parent_of(student, username):
    user = builders.make_user(username, "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=student, relation="mother")
    return user


def send_events(client, payloads):
    """What the server says of `notice.read` with each of these payloads."""
    client.get("/today/")
    told = {"kind": "notice.read", "stream": "notice:1", "install": "may-1", "mono_ms": 5}
    told["learner"] = client.cookies["learner"].value
    events = [
        {**told, "id": str(uuid.uuid4()), "seq": seq, "payload": payload}
        for seq, payload in enumerate(payloads, start=1)
    ]
    body = json.dumps({"install": "may-1", "events": events})
    return client.post("/sync/", body, content_type="application/json").json()["results"]


def told_to(user):
    return list(Notice.objects.addressed_to(user))


class TestSending:
    def test_a_teacher_tells_the_own_class(self, signed_in, ms_lan, class_6a, giang, vang):
        answer = signed_in(ms_lan).post("/notices/new/", fields(f"class:{class_6a.uid}"), follow=True)
        notice = Notice.objects.get()
        assert (notice.school_class, notice.due_on) == (class_6a, date(2026, 11, 28))
        assert "Họp phụ huynh" in answer.content.decode()
        assert told_to(giang.user) == [notice]
        assert told_to(vang.user) == []
        assert Change.objects.filter(act="send notice", object_id=str(notice.pk)).count() == 1

    def test_sent_twice_is_sent_once(self, signed_in, ms_lan, class_6a):
        for _time in range(2):
            signed_in(ms_lan).post("/notices/new/", fields(f"class:{class_6a.uid}"))
        assert Notice.objects.count() == 1

    @pytest.mark.parametrize("wrong", ["school", "place", "class_3b", "nonsense"])
    def test_nobody_tells_where_nothing_is_theirs_to_tell(
        self, wrong, signed_in, ms_lan, muong_nha, class_3b, dien_bien
    ):
        keys = {"school": f"school:{muong_nha.code}", "place": f"place:{dien_bien.pk}"}
        keys |= {"class_3b": f"class:{class_3b.uid}", "nonsense": "x:1\u202e"}
        answer = signed_in(ms_lan).post("/notices/new/", fields(keys[wrong]))
        assert answer.status_code == 400
        assert not Notice.objects.exists()

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("due_on", "01/09/2026", "đã qua"),
            ("due_on", "31/02/2027", "ngày"),
            ("link", "https://example.com/", "không phải trang"),
            ("readers", [], "Chọn"),
            ("title", "", "field__error"),
            ("title", "\u200b", "chưa có chữ nào"),
            ("words", "\u200b\u202e", "chưa có chữ nào"),
        ],
    )
    def test_what_cannot_go_out_is_said(self, name, value, sentence, signed_in, ms_lan, class_6a):
        answer = signed_in(ms_lan).post("/notices/new/", fields(f"class:{class_6a.uid}", **{name: value}))
        assert answer.status_code == 400
        assert sentence in answer.content.decode()

    def test_an_own_address_is_kept_as_a_path(self, signed_in, ms_lan, class_6a, settings):
        link = f"{settings.PUBLIC_URL}/lectures/"
        signed_in(ms_lan).post("/notices/new/", fields(f"class:{class_6a.uid}", link=link))
        assert Notice.objects.get().link == "/lectures/"

    def test_a_day_has_an_end(self, ms_lan, class_6a, monkeypatch):
        monkeypatch.setattr(sending, "A_DAY", 2)
        target = [{"school_class": class_6a}]
        for number in range(2):
            sending.send(ms_lan, target, title=f"Việc {number}", words="…", for_pupils=True)
        with pytest.raises(sending.Refused, match="2"):
            sending.send(ms_lan, target, title="Việc nữa", words="…", for_pupils=True)


class TestWhoIsTold:
    @pytest.mark.parametrize("where", ["school", "grade", "commune", "province"])
    def test_wider_notices_reach_the_pupil(self, where, giang, muong_nha, school_admin, dien_bien):
        targets = {
            "school": {"school": muong_nha},
            "grade": {"school": muong_nha, "grade": 6},
            "commune": {"place": muong_nha.commune},
            "province": {"place": dien_bien},
        }
        told = {"title": "Nghỉ rét", "words": "Dưới 10 độ.", "for_pupils": True}
        (notice,) = sending.send(school_admin, [targets[where]], **told)
        assert told_to(giang.user) == [notice]
        assert counting.counts_of(notice)[0].all == 1
        if where == "commune":
            # The name of a place begins with its kind already.
            assert notice.to_words == muong_nha.commune.name

    def test_another_grade_and_another_kind_of_reader_are_not_told(self, giang, muong_nha, school_admin):
        told = {"title": "Thi", "words": "Lớp 9."}
        sending.send(school_admin, [{"school": muong_nha, "grade": 9}], for_pupils=True, **told)
        sending.send(school_admin, [{"school": muong_nha}], for_staff=True, **told)
        assert told_to(giang.user) == []

    def test_staff_of_the_school_and_the_commune_are_told(
        self, ms_lan, mr_pao, muong_nha, school_admin, commune_officer, province_admin
    ):
        (notice,) = sending.send(
            province_admin, [{"place": muong_nha.commune}], title="Tập huấn", words="…", for_staff=True
        )
        assert [told_to(one) for one in (ms_lan, school_admin, commune_officer)] == [[notice]] * 3
        assert told_to(mr_pao) == []
        counted = counting.counts_of(notice)[0]
        assert (counted.kind, counted.read) == ("staff", 0)
        assert counted.all == Role.objects.exclude(user=province_admin).values("user").distinct().count() - 1

    def test_the_family_is_told_of_its_own_child(self, notice, giang, vang):
        mother, other = parent_of(giang, "me.giang"), parent_of(vang, "me.vang")
        assert told_to(mother) == [notice]
        assert told_to(other) == []

    def test_the_school_s_admin_reads_what_its_teachers_send_and_the_other_school_finds_nothing(
        self, signed_in, notice, school_admin, other_school_admin, mr_pao, vang
    ):
        assert signed_in(school_admin).get(notice.get_absolute_url()).status_code == 200
        for stranger in (other_school_admin, mr_pao, vang):
            for path in ("", "read/", "correct/", "withdraw/"):
                client = signed_in(stranger)
                ask = client.post if path in ("read/", "withdraw/") else client.get
                assert ask(f"{notice.get_absolute_url()}{path}").status_code in (403, 404)


class TestReading:
    def test_the_button_counts_once(self, signed_in, notice, giang, ms_lan):
        for _time in range(2):
            signed_in(giang).post(f"{notice.get_absolute_url()}read/")
        page = signed_in(ms_lan).get(notice.get_absolute_url()).content.decode()
        assert "1/1" in page

    def test_the_event_counts_once_whatever_comes_first(self, signed_in, notice, giang, hoa):
        client = signed_in(giang)
        send_events(client, [{"notice": str(notice.pk)}] * 2)
        client.post(f"{notice.get_absolute_url()}read/")
        assert NoticeRead.objects.filter(notice=notice).count() == 1
        assert [str(one) for one in counting.not_yet(notice, notice.by)] == [str(hoa)]

    @pytest.mark.parametrize("payload", [{}, {"notice": 7}, {"notice": "x"}, {"notice": ["a"]}])
    def test_an_event_that_says_nothing_is_refused(self, payload, signed_in, giang):
        (result,) = send_events(signed_in(giang), [payload])
        assert (result["status"], result["reason"]) == ("rejected", "malformed")

    def test_an_event_of_the_other_school_is_refused(self, signed_in, notice, vang):
        (result,) = send_events(signed_in(vang), [{"notice": str(notice.pk)}])
        assert result["status"] == "rejected"
        assert not NoticeRead.objects.exists()

    def test_whoever_only_answers_for_the_school_is_not_counted(self, notice, school_admin):
        reading.read(notice, school_admin)
        assert not NoticeRead.objects.exists()

    def test_a_new_one_is_a_line_on_the_first_page_until_it_is_read(self, signed_in, notice, giang):
        assert "thông báo mới" in signed_in(giang).get("/today/").content.decode()
        reading.read(notice, giang.user)
        assert waiting.lines_for(giang.user, [waiting.NOTICES]) == ([], [])

    def test_what_is_over_waits_for_nobody(self, notice, giang, time_machine):
        time_machine.move_to("2026-11-30T09:00:00+07:00")
        assert waiting.lines_for(giang.user, [waiting.NOTICES]) == ([], [])


class TestChanging:
    def test_a_correction_keeps_the_first_wording_and_is_read_anew(self, signed_in, notice, giang, ms_lan):
        reading.read(notice, giang.user)
        told = {"title": "Họp phụ huynh", "words": "Tám giờ sáng.", "due_on": "28/11/2026", "link": ""}
        for _twice in range(2):
            answer = signed_in(ms_lan).post(f"{notice.get_absolute_url()}correct/", told)
            assert answer["Location"] == Notice.objects.get(instead_of=notice).get_absolute_url()
        corrected = Notice.objects.get(instead_of=notice)
        assert Notice.objects.get(pk=notice.pk).words == "Bảy giờ sáng."
        assert list(Notice.objects.addressed_to(giang.user).standing().unread_by(giang.user)) == [corrected]
        assert "sửa" in signed_in(giang).get(notice.get_absolute_url()).content.decode()

    def test_withdrawn_with_a_reason_that_its_readers_see(self, signed_in, notice, giang, ms_lan):
        signed_in(ms_lan).post(f"{notice.get_absolute_url()}withdraw/", {"why": ""})
        assert Notice.objects.get().stands
        for _twice in range(2):
            told = {"why": "Trời mưa lũ"}
            answer = signed_in(ms_lan).post(f"{notice.get_absolute_url()}withdraw/", told, follow=True)
            assert "Đã rút" in answer.content.decode()
        assert Change.objects.filter(act="withdraw notice").count() == 1
        page = signed_in(giang).get(notice.get_absolute_url()).content.decode()
        assert "Trời mưa lũ" in page
        with pytest.raises(sending.Refused):
            sending.correct(notice, ms_lan, title="…", words="…", for_pupils=True)

    def test_what_turns_lines_round_is_left_out(self, signed_in, ms_lan, class_6a):
        told = fields(f"class:{class_6a.uid}", title="Họp\u202e phụ\u200f huynh")
        signed_in(ms_lan).post("/notices/new/", told)
        assert Notice.objects.get().title == "Họp phụ huynh"

    def test_who_moved_to_another_school_reads_the_own_notice_and_corrects_it_no_more(
        self, notice, ms_lan, na_hy, signed_in
    ):
        assert Notice.objects.answered_for_by(ms_lan).get() == notice
        ms_lan.roles.update(school=na_hy)
        ms_lan.teacher.school = na_hy
        ms_lan.teacher.save()
        client = signed_in(User.objects.get(pk=ms_lan.pk))
        address = notice.get_absolute_url()
        page = client.get(address)
        assert (page.status_code, page.context["answers"]) == (200, False)
        told = {"title": "Khác", "words": "Khác", "due_on": "", "link": ""}
        assert client.post(f"{address}correct/", told).status_code == 404
        assert client.post(f"{address}withdraw/", {"why": "thôi"}).status_code == 404
        assert Notice.objects.get().stands

    def test_the_log_tells_that_it_was_sent_and_not_in_which_words(self, notice, ms_lan):
        corrected = sending.correct(notice, ms_lan, title="Giàng A Chớ", words="Tám giờ.", for_pupils=True)
        sending.withdraw(corrected, ms_lan, "Nhầm tên Chớ")
        lines = Change.objects.filter(model="students.notice")
        assert lines.count() == 3
        kept = " ".join(f"{line.label} {line.before} {line.after}" for line in lines)
        assert "6A" in kept
        assert not any(words in kept for words in ("Họp phụ huynh", "Chớ", "giờ"))

    def test_who_reads_which_pupils_have_not_read_it_is_noted_once_a_day(
        self, notice, giang, ms_lan, signed_in
    ):
        for _time in range(2):
            signed_in(ms_lan).get(notice.get_absolute_url())
        assert Look.objects.filter(what="notice not read", object_id=str(giang.pk)).count() == 1

    def test_a_colleague_of_the_class_corrects_nothing(self, notice, class_6a, signed_in):
        colleague = builders.make_teacher("mai", "Lò Thị Mai", class_6a)
        assert signed_in(colleague).get(f"{notice.get_absolute_url()}correct/").status_code in (403, 404)


def test_old_notices_are_forgotten_with_their_readers(notice, giang, time_machine):
    reading.read(notice, giang.user)
    time_machine.move_to("2027-12-20T09:00:00+07:00")
    call_command("forget", "--now", stdout=StringIO())
    assert not Notice.objects.exists()
    assert not NoticeRead.objects.exists()


def test_a_list_costs_few_queries(signed_in, giang, ms_lan, class_6a, django_assert_max_num_queries):
    for number in range(12):
        sending.send(ms_lan, [{"school_class": class_6a}], title=f"Việc {number}", words="…", for_pupils=True)
    client = signed_in(giang)
    with django_assert_max_num_queries(7):
        client.get("/notices/")
