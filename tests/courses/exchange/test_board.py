"""The board of a class: who reads and writes what."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.exchange import posting
from courses.models import Post, Thread
from tests import builders as students
from tests.courses.exchange import at, begin, page_of
from tests.courses.test_progress import tell

State = Post.State


def test_a_class_writes_and_the_other_school_sees_nothing(
    board, class_6a, giang, hoa, vang, ms_lan, mr_pao, signed_in
):
    client = signed_in(giang)
    client.post(f"{board}new/", {"title": "Sân chơi", "words": "Mai ra sân nhé"})
    thread = Thread.objects.get()
    assert "Giàng A Sùng" in signed_in(hoa).get(board).content.decode()
    signed_in(hoa).post(at(thread), {"words": "Mình ra nhé"})
    assert "Mình ra nhé" in page_of(signed_in(ms_lan), thread)
    for stranger in (vang, mr_pao):
        client = signed_in(stranger)
        assert client.get(board).status_code == 404
        assert client.get(at(thread)).status_code == 404
        assert client.post(at(thread), {"words": "x"}).status_code == 404
    told = {"post": str(uuid.uuid4()), "thread": str(thread.pk), "words": "x"}
    assert tell(signed_in(vang), vang, told, kind="post.written")["reason"] == "forbidden"
    assert thread.posts.count() == 2


def test_nothing_is_added_to_a_closed_thread_and_nobody_takes_another_ones_post(
    class_6a, giang, hoa, ms_lan, signed_in
):
    post = begin(giang.user, class_6a)
    client = signed_in(hoa)
    told = {"post": str(post.pk), "thread": str(post.thread_id), "words": "đổi chữ"}
    assert tell(client, hoa, told, kind="post.written")["status"] == "rejected"
    signed_in(ms_lan).post(f"{at(post.thread)}act/", {"act": "close"})
    answer = signed_in(hoa).post(at(post.thread), {"words": "Mình nữa"})
    assert answer.status_code == 422
    assert "đã đóng" in answer.content.decode()
    post.refresh_from_db()
    assert (post.words, Post.objects.count()) == ("Mai ra sân nhé", 1)


def test_a_child_that_presses_send_thirty_times_says_it_once_and_one_that_floods_waits(
    class_6a, giang, ms_lan
):
    thread = begin(ms_lan, class_6a).thread
    for _press in range(30):
        posting.reply(giang.user, thread, uuid.uuid4(), "Em đây", [])
    assert Post.objects.filter(student=giang).count() == 1
    for n in range(posting.MOST_IN_A_WHILE - 1):
        posting.reply(giang.user, thread, uuid.uuid4(), f"Em đây {n}", [])
    with pytest.raises(posting.NotTaken, match="nửa giờ"):
        posting.reply(giang.user, thread, uuid.uuid4(), "Em vẫn đây", [])


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "a\u202egnud\u202c",
        "\u200b\u200b",
        "\0",
        "a" * 1_000_000,
        "a" + "\u0301" * 500,
    ],
)
def test_hostile_words_harm_nobody(class_6a, giang, ms_lan, signed_in, words):
    thread = begin(ms_lan, class_6a).thread
    client = signed_in(giang)
    assert client.post(at(thread), {"words": words}).status_code in (302, 422)
    shown = page_of(client, thread)
    assert "<script>alert" not in shown
    for post in Post.objects.filter(student=giang):
        assert len(post.words) < 50
        assert not set(post.words) & {"\u202e", "\u200b", "\0"}


def test_a_pupil_who_left_the_class_leaves_its_board_and_still_reads_the_own_question(
    class_6a, giang, ms_lan, asked, signed_in
):
    topic = begin(giang.user, class_6a).thread
    other = students.make_class(class_6a.school, "6B")
    giang.enrolments.update(school_class=other)
    client = signed_in(giang)
    assert client.get(at(topic)).status_code == 404
    assert "Bây giờ em học lớp khác" in page_of(client, asked)
    assert client.post(at(asked), {"words": "Em hỏi nữa"}).status_code == 422
    assert asked.posts.count() == 1


def test_the_same_post_twice_at_one_moment_is_one(class_6a, giang, ms_lan, monkeypatch):
    thread, key = begin(ms_lan, class_6a).thread, uuid.uuid4()
    first, _is_new = posting.reply(giang.user, thread, key, "Em đây", [])
    known, asked = posting._known, []
    # The first look finds nothing yet, and neither do the same words.
    monkeypatch.setattr(posting, "_known", lambda *told: asked.append(1) or len(asked) > 1 and known(*told))
    monkeypatch.setattr(posting, "SAME_FOR", timedelta())
    assert posting.reply(giang.user, thread, key, "Em đây", [])[0] == first


def test_the_lists_of_a_pupil_ask_as_many_queries_however_long_they_are(
    board, class_6a, giang, hoa, ms_lan, lecture, signed_in, django_assert_num_queries
):
    def write(numbers):
        for n in numbers:
            begin(hoa.user, class_6a, title=f"Việc {n}")
            posting.ask(giang.user, uuid.uuid4(), f"Câu {n}", [], lecture)

    write(range(2))
    client = signed_in(giang)
    counts = {}
    for address in (board, "/exchange/"):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        counts[address] = len(few)
    write(range(2, 7))
    for address, count in counts.items():
        with django_assert_num_queries(count):
            client.get(address)


def test_what_was_begun_without_signal_stands_on_the_board_once(
    class_6a, giang, vang, ms_lan, hoa, board, signed_in
):
    told = {"post": str(uuid.uuid4()), "class": str(class_6a.uid), "title": "Sân chơi", "words": "Mai nhé"}
    client = signed_in(giang)
    assert f'data-class="{class_6a.uid}"' in client.get(f"{board}new/").content.decode()
    for status in ("stored", "duplicate"):
        assert tell(client, giang, told, kind="post.begun")["status"] == status
    assert "Mai nhé" in signed_in(hoa).get(board).content.decode()
    broken = [{"title": 5}, {"title": ""}, {"words": None}, {"class": "x"}, {"class": str(uuid.uuid4())}]
    for changes in [*broken, {"pairing": str(uuid.uuid4())}, {"pairing": None}, {"files": 5}]:
        anew = told | {"post": str(uuid.uuid4())} | changes
        assert tell(client, giang, anew, kind="post.begun")["status"] == "rejected", changes
    stranger = tell(signed_in(vang), vang, told | {"post": str(uuid.uuid4())}, kind="post.begun")
    assert stranger["reason"] == "forbidden"
    assert Thread.objects.count() == 1
