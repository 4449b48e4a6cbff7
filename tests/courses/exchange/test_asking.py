"""A pupil asks the teachers about a lecture or a question on a paper, and reads the answer."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.exchange import moderating, posting, showing, withdrawing
from courses.models import Attempt, ClassTalk, Post, Thread
from lms.models import Look
from tests.courses import quizzes
from tests.courses.exchange import HERE, at, begin, page_of
from tests.courses.sitting import send, submit
from tests.courses.test_progress import tell

State = Post.State


@pytest.fixture
def quiz(db):
    question = quizzes.make_question(quizzes.make_bank(), text="Thủ phủ tỉnh ta ở đâu?")
    return quizzes.make_quiz(quizzes.make_course(), [question])


def test_only_the_teacher_reads_it_while_the_quiz_can_be_sat(quiz, giang, hoa, ms_lan, signed_in):
    attempt = Attempt.objects.begin(giang, quiz)
    address = f"/exchange/ask/{attempt.paper_id}/q1/"
    assert signed_in(hoa).get(address).status_code == 404
    client = signed_in(giang)
    assert client.get(address).status_code == 200
    client.post(address, {"words": "Em không hiểu câu này"})
    thread = Thread.objects.get()
    assert "Thủ phủ tỉnh ta" not in page_of(client, thread)
    teacher = signed_in(ms_lan)
    assert "Thủ phủ tỉnh ta" in page_of(teacher, thread)
    answer = teacher.post(f"{at(thread)}act/", {"act": "share"}, follow=True).content.decode()
    assert "Bài kiểm tra chưa kết thúc" in answer
    assert signed_in(hoa).get(at(thread)).status_code == 404
    type(quiz).objects.filter(pk=quiz.pk).update(closes_at=timezone.now() - timedelta(days=1))
    signed_in(ms_lan).post(f"{at(thread)}act/", {"act": "share"})
    assert "Thủ phủ tỉnh ta" in page_of(signed_in(hoa), thread)


def test_a_form_of_the_lecture_is_enough_and_the_answer_comes_back(lecture, giang, ms_lan, signed_in, db):
    client, block = signed_in(giang), str(lecture.body[1].id)
    address = f"/exchange/ask/{lecture.public_id}/"
    assert f'action="{address}"' in client.get(lecture.url).content.decode()
    answer = client.post(address, {"words": "Vì sao ạ?", "block": block}, **HERE)
    thread = Thread.objects.get()
    assert answer["Location"] == at(thread)
    assert (thread.lecture, thread.block, thread.student) == (lecture, block, giang)
    assert "các bạn trong lớp thì không" in page_of(client, thread)
    client = signed_in(ms_lan)
    assert "1 câu hỏi chờ trả lời" in client.get("/desk/").content.decode()
    assert "Vì sao ạ?" in client.get("/exchange/").content.decode()
    client.post(at(thread), {"words": "Vì cùng chia cho 2", "back": "room"})
    assert "chờ trả lời" not in client.get("/desk/").content.decode()
    client = signed_in(giang)
    assert "Thầy cô đã trả lời 1 câu hỏi của em" in client.get("/today/").content.decode()
    assert "Vì cùng chia cho 2" in page_of(client, thread)
    # To open a page tells nothing: the button does, and the page itself where it can.
    assert "Thầy cô đã trả lời 1 câu hỏi của em" in client.get("/today/").content.decode()
    answer = Post.objects.get(student=None)
    assert f'action="/exchange/posts/{answer.pk}/read/"' in page_of(client, thread)
    for _twice in range(2):
        assert client.post(f"/exchange/posts/{answer.pk}/read/")["Location"].startswith(at(thread))
    assert "Thầy cô đã trả lời" not in client.get("/today/").content.decode()
    assert "/read/" not in page_of(client, thread)
    assert Look.objects.filter(what="posts").exists()


def test_classmates_other_schools_and_parents_find_nothing(
    asked, hoa, mr_pao, other_school_admin, province_admin, auditor, school_admin, signed_in
):
    for stranger in (hoa, mr_pao, other_school_admin, province_admin, auditor):
        assert signed_in(stranger).get(at(asked)).status_code in (403, 404)
        assert not Thread.objects.visible_to(getattr(stranger, "user", stranger)).exists()
    assert "Vì sao 2/4" in page_of(signed_in(school_admin), asked)


def test_asked_without_signal_it_arrives_once(lecture, giang, ms_lan, signed_in):
    client, event = signed_in(giang), str(uuid.uuid4())
    told = {"post": str(uuid.uuid4()), "lecture": str(lecture.public_id), "words": "Sao ạ?", "block": "x"}
    results = [tell(client, giang, told, kind="post.asked", id=event) for _time in range(2)]
    assert [one["status"] for one in results] == ["stored", "duplicate"]
    assert "Thầy cô đọc được" in results[0]["told"]
    # The same post under another event, and its words under another name.
    assert tell(client, giang, told, kind="post.asked")["status"] == "duplicate"
    assert tell(client, giang, told | {"post": str(uuid.uuid4())}, kind="post.asked")["status"] == "duplicate"
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"post": 5}, {"post": None}, {"words": ["a"]}, {"words": None}, {"files": "x"}, {"files": [7]},
        {"files": [str(uuid.uuid4())] * 500}, {"lecture": "x"}, {"lecture": None}, {"words": ""},
        {"words": "a" * 5000}, {"paper": str(uuid.uuid4()), "place": 1}, {"paper": 5, "place": "x"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(lecture, giang, ms_lan, signed_in, changes):
    told = {"post": str(uuid.uuid4()), "lecture": str(lecture.public_id), "words": "Sao ạ?", "files": []}
    result = tell(signed_in(giang), giang, told | changes, kind="post.asked")
    assert result["status"] == "rejected" or changes.get("files") and result["status"] == "stored"


def test_a_muted_pupil_and_one_whose_board_is_closed_still_ask(giang, class_6a, ms_lan, lecture):
    ClassTalk.objects.create(school_class=class_6a, is_open=False)
    moderating.mute(giang, date(2026, 11, 25), "Nói lời hay", ms_lan)
    assert posting.ask(giang.user, uuid.uuid4(), "Em hỏi", [], lecture)[1]


def test_a_class_without_a_teacher_says_so(giang, lecture, signed_in):
    answer = signed_in(giang).post(f"/exchange/ask/{lecture.public_id}/", {"words": "Ai ạ?"}, **HERE)
    assert answer.status_code == 422
    assert "chưa có thầy cô" in answer.content.decode()


def test_a_foreign_page_cannot_ask_for_a_pupil(giang, ms_lan, lecture, signed_in):
    elsewhere = {"headers": {"origin": "http://elsewhere.example"}}
    signed_in(giang).post(f"/exchange/ask/{lecture.public_id}/", {"words": "x"}, **elsewhere)
    assert not Post.objects.exists()


def test_the_words_go_along_to_where_a_photo_is_added(lecture, giang, ms_lan, signed_in):
    client, block = signed_in(giang), str(lecture.body[1].id)
    told = {"words": "Vì sao ạ?", "block": block, "attach": "1"}
    page = client.post(f"/exchange/ask/{lecture.public_id}/", told, **HERE).content.decode()
    assert not Post.objects.exists()
    assert ">Vì sao ạ?</textarea>" in page
    assert f'<option value="{block}" selected>' in page
    assert 'class="post-form__more" open' in page
    assert "courses/js/post-form" in page
    assert 'maxlength="1000"' in page


def test_two_questions_about_one_lecture_are_told_apart(asked, giang, ms_lan, signed_in):
    page = signed_in(giang).get("/exchange/").content.decode()
    assert "Vì sao 2/4 bằng 1/2 ạ?" in page
    assert "courses/asked-here" in page
    assert ">Em viết thêm<" in page_of(signed_in(giang), asked)
    client = signed_in(ms_lan)
    assert ">Trả lời em<" in page_of(client, asked)
    client.post(at(asked) + "act/", {"act": "share"})
    assert "Cả lớp đọc được câu hỏi này." in page_of(client, asked)


def test_an_unknown_act_is_refused(asked, ms_lan, signed_in):
    answer = signed_in(ms_lan).post(f"{at(asked)}act/", {"act": "x"}, follow=True)
    assert "chọn việc cần làm" in answer.content.decode()


def test_the_room_of_a_teacher_asks_as_many_queries_whatever_waits(
    class_6a, giang, hoa, ms_lan, lecture, signed_in, django_assert_num_queries
):
    bank = quizzes.make_bank()
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank) for _n in range(5)])
    items = Attempt.objects.begin(giang, quiz).paper.items.select_related("paper__page", "version")

    def ask(numbers):
        for n in numbers:
            posting.ask(giang.user, uuid.uuid4(), f"Câu {n}", [], lecture, str(lecture.body[n % 3].id))
            posting.ask(giang.user, uuid.uuid4(), f"Câu {n}", [], item=items[n])
            begin(hoa.user, class_6a, words=f"số 098765432{n}", title=f"Việc {n}")

    ask(range(2))
    client = signed_in(ms_lan)
    client.get("/exchange/")
    with CaptureQueriesContext(connection) as few:
        client.get("/exchange/")
    ask(range(2, 5))
    with django_assert_num_queries(len(few)):
        assert client.get("/exchange/").content.decode().count("chờ 0\xa0phút") == 10


def test_the_teacher_reads_what_was_asked_about_which_part_what_was_said_last_and_how_long_it_waits(
    asked, lecture, giang, ms_lan, signed_in, time_machine
):
    posting.reply(ms_lan, asked, uuid.uuid4(), "Vì cùng chia cho 2", [])
    time_machine.move_to("2026-11-25T08:00:00+07:00")
    posting.reply(giang.user, asked, uuid.uuid4(), "Chia cả hai số ạ?", [])
    time_machine.move_to("2026-11-25T10:00:00+07:00")
    posting.reply(giang.user, asked, uuid.uuid4(), "Còn 3/6 thì sao ạ?", [])
    time_machine.move_to("2026-11-25T11:00:00+07:00")
    page = signed_in(ms_lan).get("/exchange/").content.decode()
    for told in ("Vì sao 2/4 bằng 1/2 ạ?", "Còn 3/6 thì sao ạ?", "2. Văn bản: Hai phân số", "chờ 3\xa0giờ"):
        assert told in page
    assert "Chia cả hai số" not in page


def test_what_was_read_is_told_once_in_any_order_and_by_its_pupil_alone(asked, giang, hoa, ms_lan, signed_in):
    first, second = (posting.reply(ms_lan, asked, uuid.uuid4(), words, [])[0] for words in ("Vì …", "Và …"))
    client = signed_in(giang)
    assert Thread.objects.answered_unseen(giang).exists()
    for post in (second, first, second):
        assert tell(client, giang, {"post": str(post.pk)}, kind="post.read")["status"] == "stored"
    assert not Thread.objects.answered_unseen(giang).exists()
    posting.reply(ms_lan, asked, uuid.uuid4(), "Còn nữa", [])
    assert Thread.objects.answered_unseen(giang).exists()
    client = signed_in(hoa)
    for told in ({"post": str(first.pk)}, {"post": str(uuid.uuid4())}, {"post": 5}, {}):
        assert tell(client, hoa, told, kind="post.read")["status"] == "rejected"
    assert client.post(f"/exchange/posts/{first.pk}/read/").status_code == 404


def test_who_writes_on_has_read_the_answer(asked, giang, ms_lan, signed_in):
    answer = posting.reply(ms_lan, asked, uuid.uuid4(), "Vì …", [])[0]
    signed_in(giang).post(at(asked), {"words": "Em hiểu rồi ạ", "answer": str(answer.pk)})
    assert not Thread.objects.answered_unseen(giang).exists()


def test_from_the_question_a_way_leads_back_to_the_very_part(asked, lecture, giang, ms_lan, signed_in):
    part = f"{lecture.url}#phan-{lecture.body[1].id}"
    client = signed_in(giang)
    assert f'href="{part}"' in page_of(client, asked)
    assert f'id="phan-{lecture.body[1].id}"' in client.get(lecture.url).content.decode()
    assert f'href="{part}"' in signed_in(ms_lan).get("/exchange/").content.decode()


def test_from_a_question_on_a_paper_a_way_leads_back_to_its_place(giang, ms_lan, signed_in):
    question = quizzes.make_question(quizzes.make_bank())
    quiz = quizzes.make_quiz(quizzes.make_course(), [question], feedback="key_after_close")
    attempt = Attempt.objects.begin(giang, quiz)
    assert send(signed_in(giang), [submit(giang, attempt.pk)]) == ["stored"]
    client, address = signed_in(giang), f"/exchange/ask/{attempt.paper_id}/q1/"
    way = f"/attempts/{attempt.pk}/#cau-1"
    assert f'href="{way}"' in client.get(address).content.decode()
    client.post(address, {"words": "Sao ạ?"})
    assert f'href="{way}"' in page_of(client, Thread.objects.get())
    assert 'id="cau-1"' in client.get(f"/attempts/{attempt.pk}/").content.decode()


def test_the_question_opens_at_the_answer_that_is_still_to_be_read(
    asked, giang, ms_lan, signed_in, monkeypatch
):
    answer = posting.reply(ms_lan, asked, uuid.uuid4(), "Vì cùng chia cho 2", [])[0]
    posting.reply(giang.user, asked, uuid.uuid4(), "Em cảm ơn cô ạ", [])
    monkeypatch.setattr(showing, "A_PAGE", 1)
    client, last = signed_in(giang), f"{at(asked)}?page=last"
    page = client.get(last).content.decode()
    assert "Vì cùng chia cho 2" in page
    assert f'<answer-read data-post="{answer.pk}"' in page
    assert "<answer-read" not in client.get(f"{at(asked)}?page=3").content.decode()
    client.post(f"/exchange/posts/{answer.pk}/read/")
    assert "Em cảm ơn cô ạ" in client.get(last).content.decode()


def test_an_answer_that_was_hidden_or_taken_back_is_not_the_one_to_have_been_read(
    asked, giang, ms_lan, school_admin, signed_in
):
    answer, hidden, taken_back = (
        posting.reply(ms_lan, asked, uuid.uuid4(), words, [])[0] for words in ("Vì …", "Và …", "Nhầm")
    )
    moderating.decide(hidden, State.HIDDEN, school_admin, "Chưa đúng")
    withdrawing.withdraw(taken_back, ms_lan)
    client = signed_in(giang)
    page, address = page_of(client, asked), f"/exchange/posts/{answer.pk}/read/"
    assert f'action="{address}"' in page
    assert f'name="answer" value="{answer.pk}"' in page
    assert client.post(address).status_code == 302
    assert not Thread.objects.answered_unseen(giang).exists()


def test_a_classmate_who_sat_the_same_paper_is_led_to_the_own_one_in_words(
    quiz, giang, hoa, ms_lan, signed_in
):
    mine, other = (Attempt.objects.begin(pupil, quiz) for pupil in (giang, hoa))
    signed_in(giang).post(f"/exchange/ask/{mine.paper_id}/q1/", {"words": "Sao ạ?"})
    thread = Thread.objects.get()
    type(quiz).objects.filter(pk=quiz.pk).update(closes_at=timezone.now() - timedelta(days=1))
    moderating.share(thread, ms_lan)
    page = page_of(signed_in(hoa), thread)
    assert f'href="/attempts/{other.pk}/#cau-1"' in page
    assert f"Câu 1 trong «{other.paper.title}»" in page
