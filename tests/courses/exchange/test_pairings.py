"""Two classes of two schools: both teachers' yes, names by consent alone, an end by either."""

import uuid
from datetime import date

import pytest

from courses.exchange import pairing as pairings
from courses.exchange import posting, refusing
from courses.models import Pairing, Post
from lms import retention
from students.models import Consent
from tests import builders

State = Post.State


@pytest.fixture
def running(class_6a, class_3b, ms_lan, mr_pao):
    made = pairings.invite(class_6a, "Viết thư", date(2026, 12, 31), ms_lan)
    made = pairings.accept(made.code, class_3b, mr_pao)
    pairings.agree(made, ms_lan)
    return Pairing.objects.get()


@pytest.fixture
def thread(running, class_6a, giang):
    return posting.begin(giang.user, uuid.uuid4(), class_6a, "Chào", "Chào các bạn", [], running)[0].thread


def at(thread):
    return f"/exchange/threads/{thread.pk}/"


def read(signed_in, who, thread):
    return signed_in(who).get(at(thread))


def test_it_begins_with_the_yes_of_both(class_6a, class_3b, giang, vang, ms_lan, mr_pao, signed_in):
    client = signed_in(ms_lan)
    answer = client.post(
        f"/exchange/classes/{class_6a.uid}/pair/", {"title": "Viết thư", "ends_on": "31/12/2026"}
    )
    made = Pairing.objects.get()
    address = f"/exchange/pairings/{made.pk}/"
    assert answer["Location"] == address
    assert made.code in client.get(address).content.decode()
    other = signed_in(mr_pao)
    assert other.get(address).status_code == 404
    typed = {"code": made.code.lower(), "school_class": str(class_3b.uid)}
    assert "Nguyễn Thị Lan mời" in other.post("/exchange/pairings/", typed).content.decode()
    other.post("/exchange/pairings/", typed | {"yes": "1"})
    other.post(f"{address}act/", {"act": "agree"})
    assert not Pairing.objects.running().exists()
    assert signed_in(giang).get(address).status_code == 404
    assert "Sùng A Páo đã nhận lời" in signed_in(ms_lan).get(address).content.decode()
    signed_in(ms_lan).post(f"{address}act/", {"act": "agree"})
    for pupil in (giang, vang):
        assert signed_in(pupil).get(address).status_code == 200


def test_a_code_that_is_wrong_used_or_of_the_own_school_is_refused(
    running, class_6a, class_3b, mr_pao, ms_lan
):
    for code in ("XXXXXXXX", running.code, "", "a" * 500):
        with pytest.raises(pairings.NotDone):
            pairings.accept(code, class_3b, mr_pao)
    own = pairings.invite(class_6a, "Khác", date(2026, 12, 31), ms_lan)
    with pytest.raises(pairings.NotDone):
        pairings.accept(own.code, builders.make_class(class_6a.school, "6B"), ms_lan)


def test_the_other_class_reads_a_given_name_only_with_consent(
    thread, giang, hoa, vang, ms_lan, mr_pao, signed_in
):
    shown = read(signed_in, vang, thread).content.decode()
    assert "một bạn lớp 6A" in shown
    for reader in (vang, mr_pao):
        shown = read(signed_in, reader, thread).content.decode()
        assert "Giàng" not in shown
        assert giang.code not in shown
    Consent.objects.create(
        student=giang, purpose="name", text_version="1", given_by="Mẹ", given_how="signed",
        given_on=date(2026, 9, 20), child_agreed_on=date(2026, 9, 20),
    )  # fmt: skip
    shown = read(signed_in, vang, thread).content.decode()
    assert "Sùng, lớp 6A" in shown
    assert "Giàng" not in shown
    assert "Giàng A Sùng" in read(signed_in, hoa, thread).content.decode()
    assert signed_in(mr_pao).get(f"/students/{giang.pk}/").status_code == 404


def test_what_waits_is_read_by_the_own_teacher_alone_and_either_hides(
    thread, giang, vang, ms_lan, mr_pao, signed_in
):
    held = posting.reply(vang.user, thread, uuid.uuid4(), "Số mình 0987654321", [])[0]
    assert held.state == State.HELD
    for reader in (giang, ms_lan):
        assert "0987654321" not in read(signed_in, reader, thread).content.decode()
    assert "0987654321" in read(signed_in, mr_pao, thread).content.decode()
    assert signed_in(ms_lan).post(f"/exchange/posts/{held.pk}/", {"act": "show"}).status_code == 404
    first = thread.posts.get(pk=thread.pk)
    assert signed_in(mr_pao).post(f"/exchange/posts/{first.pk}/", {"act": "show"}).status_code == 422
    signed_in(mr_pao).post(f"/exchange/posts/{first.pk}/", {"act": "hide", "reason": "Chưa hợp"})
    first.refresh_from_db()
    assert first.state == State.HIDDEN


def test_a_photo_for_another_school_waits_for_the_own_teacher(thread, vang, mr_pao, signed_in):
    post = posting.reply(vang.user, thread, uuid.uuid4(), "Ảnh", [str(uuid.uuid4())])[0]
    assert (post.state, post.rule) == (State.WAITING, "attached")
    assert "trường khác cũng xem" in read(signed_in, vang, thread).content.decode()


def test_either_teacher_and_either_school_end_it_and_the_pupils_read_it_no_more(
    thread, running, giang, vang, ms_lan, mr_pao, other_school_admin, hoa, signed_in
):
    address = f"/exchange/pairings/{running.pk}/act/"
    for _twice in range(2):
        signed_in(other_school_admin).post(address, {"act": "end", "reason": "Hết học kỳ", "sure": "1"})
    assert Pairing.objects.get().ended_by == other_school_admin
    for pupil in (giang, vang, hoa):
        assert read(signed_in, pupil, thread).status_code == 404
    for teacher in (ms_lan, mr_pao):
        assert "Chào các bạn" in read(signed_in, teacher, thread).content.decode()
    assert refusing.why_not_reply(ms_lan, thread.__class__.objects.get()) != ""


def test_after_its_last_day_it_is_over(thread, running, vang, signed_in, time_machine):
    time_machine.move_to("2027-01-04T09:00:00+07:00")
    assert read(signed_in, vang, thread).status_code == 404
    running.refresh_from_db()
    assert running.is_over


def test_what_ended_meanwhile_is_not_agreed_to(class_6a, class_3b, ms_lan, mr_pao):
    made = pairings.invite(class_6a, "Viết thư", date(2026, 12, 31), ms_lan)
    made = pairings.accept(made.code, class_3b, mr_pao)
    pairings.end(Pairing.objects.get(), "Thôi", mr_pao)
    # What the page of the other teacher still held.
    pairings.agree(made, ms_lan)
    assert Pairing.objects.get().agreed_at is None


def test_it_ends_with_a_reason_and_a_second_thought_alone(running, ms_lan, signed_in):
    client, address = signed_in(ms_lan), f"/exchange/pairings/{running.pk}/act/"
    for told, refusal in (
        ({"reason": "Hết học kỳ"}, "đánh dấu"),
        ({"sure": "1"}, "vì sao kết thúc"),
        ({"sure": "1", "reason": " "}, "vì sao kết thúc"),
    ):
        answer = client.post(address, {"act": "end"} | told)
        assert answer.status_code == 422
        assert refusal in answer.content.decode()
    assert Pairing.objects.running().exists()
    assert (
        'value="Hết học kỳ"' in client.post(address, {"act": "end", "reason": "Hết học kỳ"}).content.decode()
    )


def test_a_year_after_its_end_it_goes_once_its_threads_went(running, thread, ms_lan, class_6a):
    pairings.invite(class_6a, "Không ai nhận", date(2026, 12, 1), ms_lan)
    pairings.end(running, "Hết học kỳ", ms_lan)
    retention.forget(date(2027, 11, 24))
    assert Pairing.objects.count() == 2
    retention.forget(date(2027, 12, 30))
    assert not Pairing.objects.exists()
