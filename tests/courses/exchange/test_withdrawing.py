"""Whoever wrote a post takes it back; it does not vanish without a word."""

import uuid

import pytest
from django.db.models import QuerySet

from courses.dossier import exchange as dossier
from courses.exchange import ending, moderating, posting, withdrawing
from courses.exchange.files import keep
from courses.models import Post, Thread
from lms.models import Change
from tests import builders as students
from tests.courses.builders import a_photo
from tests.courses.exchange import at, begin, page_of
from tests.courses.test_progress import tell

State = Post.State


def test_the_class_reads_a_line_in_its_place_and_the_teacher_the_words(
    class_6a, giang, hoa, ms_lan, school_admin, signed_in
):
    thread = begin(ms_lan, class_6a).thread
    post = posting.reply(giang.user, thread, uuid.uuid4(), "Mình ghét Hoa", [])[0]
    address = f"/exchange/posts/{post.pk}/take-back/"
    client = signed_in(giang)
    assert f'action="{address}"' in page_of(client, thread)
    for _twice in range(2):
        assert client.post(address)["Location"] == at(thread)
    page = page_of(client, thread)
    assert "Em đã rút lại bài này" in page
    assert "ghét" not in page
    page = page_of(signed_in(hoa), thread)
    assert "Người viết đã rút lại bài này" in page
    assert "ghét" not in page
    for leader in (ms_lan, school_admin):
        page = page_of(signed_in(leader), thread)
        assert "Mình ghét Hoa" in page
        assert "đã rút lại" in page
    post.refresh_from_db()
    assert post.withdrawn_at


def test_a_teacher_takes_an_answer_back_and_the_question_waits_again(
    asked, giang, ms_lan, school_admin, signed_in
):
    answer = posting.reply(ms_lan, asked, uuid.uuid4(), "Nhầm bạn khác rồi", [])[0]
    signed_in(ms_lan).post(f"/exchange/posts/{answer.pk}/take-back/")
    page = page_of(signed_in(giang), asked)
    assert "Thầy cô đã rút lại bài này" in page
    assert "Nhầm bạn" not in page
    assert "Nhầm bạn khác" in page_of(signed_in(school_admin), asked)
    assert Thread.objects.waiting().filter(pk=asked.pk).exists()


def test_nobody_takes_back_what_others_wrote(class_6a, giang, hoa, vang, ms_lan, mr_pao, signed_in):
    post = begin(giang.user, class_6a)
    for other in (hoa, vang, ms_lan, mr_pao):
        assert signed_in(other).post(f"/exchange/posts/{post.pk}/take-back/").status_code == 404
    told = {"post": str(post.pk)}
    assert tell(signed_in(hoa), hoa, told, kind="post.withdrawn")["status"] == "rejected"
    post.refresh_from_db()
    assert post.state == State.SHOWN


def test_taken_back_without_signal_it_is_once_and_may_be_said_again(class_6a, giang, ms_lan, signed_in):
    thread = begin(ms_lan, class_6a).thread
    post = posting.reply(giang.user, thread, uuid.uuid4(), "Mai nhé", [])[0]
    client, told = signed_in(giang), {"post": str(post.pk)}
    for _twice in range(2):
        assert tell(client, giang, told, kind="post.withdrawn")["status"] == "stored"
    for broken in ({}, {"post": 5}, {"post": str(uuid.uuid4())}):
        assert tell(client, giang, broken, kind="post.withdrawn")["status"] == "rejected"
    again, is_new = posting.reply(giang.user, thread, uuid.uuid4(), "Mai nhé", [])
    assert is_new
    assert again.state == State.SHOWN


def test_a_question_taken_back_waits_no_more_and_an_unanswered_thread_leaves_the_board(
    asked, class_6a, giang, hoa, ms_lan, signed_in
):
    topic = begin(giang.user, class_6a).thread
    client = signed_in(giang)
    for thread in (asked, topic):
        client.post(f"/exchange/posts/{thread.pk}/take-back/")
    assert not Thread.objects.waiting().exists()
    assert "Vì sao 2/4" in page_of(signed_in(ms_lan), asked)
    client = signed_in(hoa)
    assert client.get(at(topic)).status_code == 404
    assert "Sân chơi" not in client.get(f"/exchange/classes/{class_6a.uid}/").content.decode()


def test_a_thread_that_others_answered_stays_without_the_words_of_its_beginning(
    class_6a, giang, hoa, ms_lan, signed_in
):
    topic = begin(giang.user, class_6a).thread
    posting.reply(hoa.user, topic, uuid.uuid4(), "Mình ra nhé", [])
    signed_in(giang).post(f"/exchange/posts/{topic.pk}/take-back/")
    page = page_of(signed_in(hoa), topic)
    assert "Mình ra nhé" in page
    for gone in ("Sân chơi", "Mai ra sân"):
        assert gone not in page


def test_what_was_hidden_is_not_taken_back_and_what_was_taken_back_is_not_shown_again(
    class_6a, giang, hoa, ms_lan, signed_in
):
    thread = begin(ms_lan, class_6a).thread
    hidden, other = (
        posting.reply(giang.user, thread, uuid.uuid4(), words, [])[0] for words in ("Một", "Hai")
    )
    moderating.flag(other, hoa.user, "unkind", "")
    moderating.decide(hidden, State.HIDDEN, ms_lan, "Chưa hay")
    client = signed_in(giang)
    answer = client.post(f"/exchange/posts/{hidden.pk}/take-back/", follow=True).content.decode()
    assert "Thầy cô đã ẩn bài này rồi" in answer
    client.post(f"/exchange/posts/{other.pk}/take-back/")
    teacher, judge = signed_in(ms_lan), f"/exchange/posts/{other.pk}/"
    assert "Đã xem bài này" in teacher.get("/exchange/").content.decode()
    for act in ("show", "hide"):
        assert teacher.post(judge, {"act": act, "reason": "x"}).status_code == 422
    assert teacher.post(judge, {"act": "fine"}).status_code == 302
    assert not Post.objects.flagged().exists()
    assert Post.objects.get(pk=other.pk).state == State.WITHDRAWN


def test_who_sits_in_another_class_now_still_takes_back_what_stands_in_the_former_one(
    class_6a, giang, hoa, ms_lan, signed_in
):
    thread = begin(ms_lan, class_6a).thread
    first, second = (
        posting.reply(giang.user, thread, uuid.uuid4(), words, [])[0] for words in ("Một nhé", "Hai nhé")
    )
    giang.enrolments.update(school_class=students.make_class(class_6a.school, "6B"))
    client = signed_in(giang)
    assert client.get(at(thread)).status_code == 404
    assert tell(client, giang, {"post": str(first.pk)}, kind="post.withdrawn")["status"] == "stored"
    answer = client.post(f"/exchange/posts/{second.pk}/take-back/", follow=True)
    assert answer.redirect_chain[-1][0] == "/exchange/"
    assert "Đã rút lại." in answer.content.decode()
    page = page_of(signed_in(hoa), thread)
    for gone in ("Một nhé", "Hai nhé"):
        assert gone not in page


def test_who_was_erased_meanwhile_is_told_so(class_6a, giang, hoa, ms_lan):
    thread = begin(ms_lan, class_6a).thread
    post = posting.reply(giang.user, thread, uuid.uuid4(), "Một", [])[0]
    ending.forget_of(giang)
    with pytest.raises(posting.NotTaken, match="vừa bị xóa"):
        withdrawing.withdraw(post, giang.user)
    Thread.objects.filter(pk=thread.pk).delete()
    with pytest.raises(moderating.NotDone, match="vừa bị xóa"):
        moderating.decide(post, State.HIDDEN, ms_lan, "Chưa hay")
    with pytest.raises(moderating.NotDone, match="vừa bị xóa"):
        moderating.close(thread, ms_lan)
    with pytest.raises(posting.NotTaken, match="vừa bị xóa"):
        posting.reply(hoa.user, thread, uuid.uuid4(), "Hai", [])


def test_the_thread_is_held_before_its_posts_by_whatever_is_done(asked, giang, ms_lan, monkeypatch):
    key, held = uuid.uuid4(), []
    hold = QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet, "select_for_update", lambda rows, **how: held.append(rows.model) or hold(rows, **how)
    )
    post = posting.reply(giang.user, asked, uuid.uuid4(), "Một", [])[0]
    acts = {
        "reply": lambda: posting.reply(giang.user, asked, key, "Hai", []),
        "keep a file": lambda: keep(giang.user, key, a_photo(60, 40)),
        "share": lambda: moderating.share(asked, ms_lan),
        "hide": lambda: moderating.decide(post, State.HIDDEN, ms_lan, "Chưa hay"),
        "take back": lambda: withdrawing.withdraw(Post.objects.get(pk=key), giang.user),
        "erase": lambda: ending.forget_of(giang),
    }
    for act, do in acts.items():
        held.clear()
        do()
        assert held[0] is Thread, act
        assert Thread not in held[held.index(Post) :] if Post in held else True, act


def test_staff_take_back_what_they_wrote_and_it_is_kept_that_they_did(
    class_6a, giang, ms_lan, school_admin, signed_in
):
    thread = begin(ms_lan, class_6a).thread
    post = posting.reply(ms_lan, thread, uuid.uuid4(), "Mai nghỉ học nhé", [])[0]
    client, address = signed_in(ms_lan), f"/exchange/posts/{post.pk}/take-back/"
    page = page_of(client, thread)
    assert f'action="{address}"' in page
    assert "Cả lớp không đọc được nữa." in page
    assert "Thầy cô thì vẫn đọc được" not in page
    for _twice in range(2):
        assert client.post(address)["Location"] == at(thread)
    assert ">Đã rút lại bài này.<" in page_of(client, thread)
    page = page_of(signed_in(giang), thread)
    assert "Thầy cô đã rút lại bài này." in page
    assert "Mai nghỉ học" not in page
    assert "Mai nghỉ học" in page_of(signed_in(school_admin), thread)
    kept = Change.objects.get(act="take a post back")
    assert (kept.actor, kept.object_id, kept.school_id) == (ms_lan, str(post.pk), class_6a.school_id)


def test_the_dossier_tells_when_a_post_was_taken_back_and_the_name_given(asked, giang, ms_lan):
    later = posting.reply(giang.user, asked, uuid.uuid4(), "Một", [])[0]
    moderating.name_asker(asked)
    withdrawing.withdraw(later, giang.user)
    asked.refresh_from_db()
    later.refresh_from_db()
    posts = next(one for one in dossier.tables(giang) if one.key == "posts")
    told = [(row["named_at"][0], row["withdrawn_at"][0]) for row in posts.rows]
    assert told == [(asked.named_at, None), (None, later.withdrawn_at)]
