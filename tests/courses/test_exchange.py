"""Questions to teachers and boards of classes: who reads what, what is held back and told."""

import base64
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.exchange import ending, moderating, posting, refusing
from courses.models import ClassTalk, Flag, HeldWord, Mute, Post, PostFile, PostPiece, Thread
from lms import retention
from lms.models import Change, Look
from tests import builders as students
from tests.courses import builders, quizzes
from tests.courses.test_answer_files import a_photo
from tests.courses.test_progress import tell

HERE = {"headers": {"origin": "http://testserver"}}
State = Post.State


@pytest.fixture
def lecture(db):
    return builders.make_lecture()


@pytest.fixture
def asked(giang, ms_lan, lecture):
    """Giàng's question about the lecture."""
    block = str(lecture.body[1].id)
    return posting.ask(giang.user, uuid.uuid4(), "Vì sao 2/4 bằng 1/2 ạ?", [], lecture, block)[0].thread


@pytest.fixture
def board(class_6a):
    return f"/exchange/classes/{class_6a.uid}/"


def begin(user, school_class, words="Mai ra sân nhé", title="Sân chơi"):
    return posting.begin(user, uuid.uuid4(), school_class, title, words, [])[0]


def at(thing):
    return f"/exchange/threads/{thing.pk}/"


def page_of(client, thread):
    return client.get(at(thread)).content.decode()


class TestAsking:
    def test_a_form_of_the_lecture_is_enough_and_the_answer_comes_back(
        self, lecture, giang, ms_lan, signed_in, db
    ):
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
        assert "đã trả lời câu hỏi" not in client.get("/today/").content.decode()
        assert Look.objects.filter(what="posts").exists()

    def test_classmates_other_schools_and_parents_find_nothing(
        self, asked, hoa, mr_pao, other_school_admin, province_admin, auditor, school_admin, signed_in
    ):
        for stranger in (hoa, mr_pao, other_school_admin, province_admin, auditor):
            assert signed_in(stranger).get(at(asked)).status_code in (403, 404)
            assert not Thread.objects.visible_to(getattr(stranger, "user", stranger)).exists()
        assert "Vì sao 2/4" in page_of(signed_in(school_admin), asked)

    def test_asked_without_signal_it_arrives_once(self, lecture, giang, ms_lan, signed_in):
        client, event = signed_in(giang), str(uuid.uuid4())
        told = {"post": str(uuid.uuid4()), "lecture": str(lecture.public_id), "words": "Sao ạ?", "block": "x"}
        results = [tell(client, giang, told, kind="post.asked", id=event) for _time in range(2)]
        assert [one["status"] for one in results] == ["stored", "duplicate"]
        assert "Thầy cô đọc được" in results[0]["told"]
        # The same post under another event, and its words under another name.
        assert tell(client, giang, told, kind="post.asked")["status"] == "duplicate"
        assert (
            tell(client, giang, told | {"post": str(uuid.uuid4())}, kind="post.asked")["status"]
            == "duplicate"
        )
        assert Post.objects.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"post": 5}, {"post": None}, {"words": ["a"]}, {"words": None}, {"files": "x"}, {"files": [7]},
            {"files": [str(uuid.uuid4())] * 500}, {"lecture": "x"}, {"lecture": None}, {"words": ""},
            {"words": "a" * 5000}, {"paper": str(uuid.uuid4()), "place": 1}, {"paper": 5, "place": "x"},
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused(self, lecture, giang, ms_lan, signed_in, changes):
        told = {"post": str(uuid.uuid4()), "lecture": str(lecture.public_id), "words": "Sao ạ?", "files": []}
        result = tell(signed_in(giang), giang, told | changes, kind="post.asked")
        assert result["status"] == "rejected" or changes.get("files") and result["status"] == "stored"

    def test_a_muted_pupil_and_one_whose_board_is_closed_still_ask(self, giang, class_6a, ms_lan, lecture):
        ClassTalk.objects.create(school_class=class_6a, is_open=False)
        moderating.mute(giang, date(2026, 11, 25), "Nói lời hay", ms_lan)
        assert posting.ask(giang.user, uuid.uuid4(), "Em hỏi", [], lecture)[1]

    def test_a_class_without_a_teacher_says_so(self, giang, lecture, signed_in):
        answer = signed_in(giang).post(f"/exchange/ask/{lecture.public_id}/", {"words": "Ai ạ?"}, **HERE)
        assert answer.status_code == 422
        assert "chưa có thầy cô" in answer.content.decode()

    def test_a_foreign_page_cannot_ask_for_a_pupil(self, giang, ms_lan, lecture, signed_in):
        elsewhere = {"headers": {"origin": "http://elsewhere.example"}}
        signed_in(giang).post(f"/exchange/ask/{lecture.public_id}/", {"words": "x"}, **elsewhere)
        assert not Post.objects.exists()

    def test_the_words_go_along_to_where_a_photo_is_added(self, lecture, giang, ms_lan, signed_in):
        client, block = signed_in(giang), str(lecture.body[1].id)
        told = {"words": "Vì sao ạ?", "block": block, "attach": "1"}
        page = client.post(f"/exchange/ask/{lecture.public_id}/", told, **HERE).content.decode()
        assert not Post.objects.exists()
        assert ">Vì sao ạ?</textarea>" in page
        assert f'<option value="{block}" selected>' in page
        assert 'class="post-form__more" open' in page
        assert "courses/js/post-form" in page
        assert 'maxlength="1000"' in page

    def test_two_questions_about_one_lecture_are_told_apart(self, asked, giang, ms_lan, signed_in):
        page = signed_in(giang).get("/exchange/").content.decode()
        assert "Vì sao 2/4 bằng 1/2 ạ?" in page
        assert ">Em viết thêm<" in page_of(signed_in(giang), asked)
        client = signed_in(ms_lan)
        assert ">Trả lời em<" in page_of(client, asked)
        client.post(at(asked) + "act/", {"act": "share"})
        assert "Cả lớp đọc được câu hỏi này." in page_of(client, asked)


class TestAQuestionOnAPaper:
    @pytest.fixture
    def quiz(self, db):
        question = quizzes.make_question(quizzes.make_bank(), text="Thủ phủ tỉnh ta ở đâu?")
        return quizzes.make_quiz(quizzes.make_course(), [question])

    def test_only_the_teacher_reads_it_while_the_quiz_can_be_sat(self, quiz, giang, hoa, ms_lan, signed_in):
        from courses.models import Attempt

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


class TestTheBoard:
    def test_a_class_writes_and_the_other_school_sees_nothing(
        self, board, class_6a, giang, hoa, vang, ms_lan, mr_pao, signed_in
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

    def test_what_is_held_back_its_author_reads_why_and_the_teacher_decides(
        self, board, class_6a, giang, hoa, ms_lan, signed_in
    ):
        thread = begin(ms_lan, class_6a).thread
        client = signed_in(giang)
        client.post(at(thread), {"words": "Số mình 0987 654 321"})
        post = Post.objects.get(student=giang)
        assert (post.state, post.rule) == (State.HELD, "phone")
        assert "vì trong bài có số điện thoại: «0987654321»" in page_of(client, thread)
        assert "0987" not in page_of(signed_in(hoa), thread)
        teacher = signed_in(ms_lan)
        assert "0987 654 321" in teacher.get("/exchange/").content.decode()
        answer = teacher.post(f"/exchange/posts/{post.pk}/", {"act": "hide"})
        assert answer.status_code == 422
        assert "Ghi lí do" in answer.content.decode()
        for _twice in range(2):
            teacher.post(
                f"/exchange/posts/{post.pk}/", {"act": "hide", "reason": "Số điện thoại giữ cho riêng em"}
            )
        assert Change.objects.filter(act="hide a post").count() == 1
        assert "Số điện thoại giữ cho riêng em" in page_of(signed_in(giang), thread)
        assert "Thầy cô đã ẩn bài này" in page_of(signed_in(hoa), thread)
        signed_in(ms_lan).post(f"/exchange/posts/{post.pk}/", {"act": "show"})
        assert "0987" in page_of(signed_in(hoa), thread)

    def test_where_the_teacher_reads_first_the_class_sees_it_after_the_yes(
        self, class_6a, board, giang, hoa, ms_lan, signed_in
    ):
        signed_in(ms_lan).post(
            f"{board}rules/", {"is_open": "on", "pupils_begin": "on", "approve_first": "on"}
        )
        post = begin(giang.user, class_6a)
        assert post.state == State.WAITING
        assert "Thầy cô đọc trước" in page_of(signed_in(giang), post.thread)
        assert signed_in(hoa).get(at(post.thread)).status_code == 404
        assert "Sân chơi" not in signed_in(hoa).get(board).content.decode()
        signed_in(ms_lan).post(f"/exchange/posts/{post.pk}/", {"act": "show", "back": "room"})
        assert "Mai ra sân nhé" in page_of(signed_in(hoa), post.thread)

    def test_a_title_is_looked_through_as_well(self, class_6a, giang, ms_lan):
        assert begin(giang.user, class_6a, title="zalo của mình là Giàng").state == State.HELD

    def test_a_report_is_quiet_and_reaches_teacher_and_school(
        self, class_6a, giang, hoa, ms_lan, school_admin, mr_pao, signed_in
    ):
        post = begin(giang.user, class_6a)
        client = signed_in(hoa)
        for _twice in range(2):
            client.post(f"/exchange/posts/{post.pk}/report/", {"kind": "unkind", "words": "Bạn ấy trêu em"})
        assert Flag.objects.count() == 1
        empty = client.post(f"/exchange/posts/{post.pk}/report/", {"words": "x"}).content.decode()
        assert "Em chọn một điều nhé." in empty
        assert "– Chọn –" not in empty
        for reader in (giang, hoa):
            assert "trêu em" not in page_of(signed_in(reader), post.thread)
        for leader in (ms_lan, school_admin):
            assert "Bạn ấy trêu em" in signed_in(leader).get("/exchange/").content.decode()
        assert "trêu em" not in signed_in(mr_pao).get("/exchange/").content.decode()
        signed_in(ms_lan).post(f"/exchange/posts/{post.pk}/", {"act": "fine"})
        assert Flag.objects.get().settled_by == ms_lan

    def test_a_pause_is_told_with_its_reason_and_can_be_lifted(
        self, class_6a, board, giang, hoa, ms_lan, mr_pao, signed_in
    ):
        address = f"/exchange/pauses/{giang.pk}/"
        assert signed_in(mr_pao).get(address).status_code == 404
        client = signed_in(ms_lan)
        assert client.post(address, {"until": "31/12/2027", "reason": "x"}).status_code == 422
        client.post(address, {"until": "26/11/2026", "reason": "Em trêu bạn"})
        told = signed_in(giang).get(board).content.decode()
        assert "Đến hết ngày 26/11/2026" in told
        assert "Em trêu bạn." in told
        with pytest.raises(posting.NotTaken):
            begin(giang.user, class_6a)
        signed_in(ms_lan).post(f"/exchange/pauses/{Mute.objects.get().pk}/lift/")
        assert begin(giang.user, class_6a).state == State.SHOWN

    def test_nothing_is_added_to_a_closed_thread_and_nobody_takes_another_ones_post(
        self, class_6a, giang, hoa, ms_lan, signed_in
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
        self, class_6a, giang, ms_lan
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
    def test_hostile_words_harm_nobody(self, class_6a, giang, ms_lan, signed_in, words):
        thread = begin(ms_lan, class_6a).thread
        client = signed_in(giang)
        assert client.post(at(thread), {"words": words}).status_code in (302, 422)
        shown = page_of(client, thread)
        assert "<script>alert" not in shown
        for post in Post.objects.filter(student=giang):
            assert len(post.words) < 50
            assert not set(post.words) & {"\u202e", "\u200b", "\0"}

    def test_the_room_of_a_teacher_asks_as_many_queries_whatever_waits(
        self, class_6a, giang, hoa, ms_lan, lecture, signed_in, django_assert_max_num_queries
    ):
        for n in range(6):
            posting.ask(giang.user, uuid.uuid4(), f"Câu {n}", [], lecture)
            begin(hoa.user, class_6a, words=f"số 098765432{n}", title=f"Việc {n}")
        client = signed_in(ms_lan)
        client.get("/exchange/")
        with django_assert_max_num_queries(40):
            assert client.get("/exchange/").status_code == 200

    def test_the_department_keeps_the_words(self, class_6a, giang, ms_lan, province_admin, signed_in):
        client = signed_in(province_admin)
        client.post("/exchange/words/", {"text": "Đồ dở hơi"})
        assert begin(giang.user, class_6a, words="đ.ồ dở hơi do hoi").state == State.SHOWN
        assert begin(giang.user, class_6a, words="bạn là đồ dở hơi").state == State.HELD
        word = HeldWord.objects.get(text="đồ dở hơi")
        client.post(f"/exchange/words/{word.pk}/remove/")
        assert begin(giang.user, class_6a, words="đồ dở hơi nhé").state == State.SHOWN


class TestPhotosAndVoices:
    def test_a_photo_arrives_in_pieces_before_its_post_and_is_shut_to_strangers(
        self, class_6a, giang, hoa, vang, ms_lan, mr_pao, signed_in
    ):
        thread = begin(ms_lan, class_6a).thread
        client, raw = signed_in(giang), a_photo()
        post, file = str(uuid.uuid4()), str(uuid.uuid4())
        cuts = [raw[start : start + 30_000] for start in range(0, len(raw), 30_000)]
        for n, cut in reversed(list(enumerate(cuts, start=1))):
            piece = {"post": post, "file": file, "number": n, "of": len(cuts)}
            tell(client, giang, piece | {"content": base64.b64encode(cut).decode()}, kind="post.piece")
        assert not PostPiece.objects.exists()
        kept = PostFile.objects.get()
        assert kept.size <= 200 * 1024
        address = f"/exchange/files/{file}/"
        # No post names it yet.
        assert signed_in(hoa).get(address).status_code == 404
        told = {"post": post, "thread": str(thread.pk), "words": "", "files": [file]}
        assert tell(signed_in(giang), giang, told, kind="post.written")["status"] == "stored"
        for reader in (giang, hoa, ms_lan):
            assert signed_in(reader).get(address).status_code == 200
        for stranger in (vang, mr_pao):
            assert signed_in(stranger).get(address).status_code == 404
        moderating.decide(Post.objects.get(pk=post), State.HIDDEN, ms_lan, "Ảnh có mặt bạn khác")
        assert signed_in(hoa).get(address).status_code == 404

    def test_a_form_takes_a_photo_and_refuses_what_is_none(self, class_6a, giang, ms_lan, signed_in):
        thread = begin(ms_lan, class_6a).thread
        client = signed_in(giang)
        client.post(at(thread), {"words": "Đây ạ", "page-file": SimpleUploadedFile("a.jpg", a_photo())})
        assert "/exchange/files/" in page_of(client, thread)
        answer = client.post(
            at(thread), {"words": "Nữa", "page-file": SimpleUploadedFile("a.jpg", b"no photo")}
        )
        assert answer.status_code == 422
        assert Post.objects.filter(student=giang).count() == 1

    def test_nobody_names_the_photo_of_somebody_else(self, class_6a, giang, hoa, ms_lan, signed_in, asked):
        from courses.exchange.files import keep

        key = uuid.uuid4()
        secret = keep(giang.user, key, a_photo(60, 40))
        posting.reply(giang.user, asked, key, "Ảnh của em", [str(secret.pk)])
        thread = begin(ms_lan, class_6a).thread
        posting.reply(hoa.user, thread, uuid.uuid4(), "xem này", [str(secret.pk)])
        assert str(secret.pk) not in page_of(signed_in(hoa), thread)
        assert signed_in(hoa).get(f"/exchange/files/{secret.pk}/").status_code == 404


class TestEnding:
    def test_what_a_pupil_wrote_goes_and_the_thread_stays_readable(
        self, class_6a, giang, hoa, ms_lan, asked, signed_in
    ):
        post = begin(giang.user, class_6a)
        posting.reply(hoa.user, post.thread, uuid.uuid4(), "Mình ra nhé", [])
        for _twice in range(2):
            ending.forget_of(giang)
        shown = page_of(signed_in(hoa), post.thread)
        assert "Bài này đã xóa" in shown
        assert "Mình ra nhé" in shown
        assert "Mai ra sân" not in shown
        assert "Giàng" not in shown
        assert not Thread.objects.filter(pk=asked.pk).exists()

    def test_a_year_after_the_last_post_a_thread_goes(self, class_6a, giang, ms_lan):
        thread = begin(giang.user, class_6a).thread
        retention.forget(date(2027, 11, 20))
        assert Thread.objects.filter(pk=thread.pk).exists()
        retention.forget(date(2027, 11, 26))
        assert not Thread.objects.exists()


def test_a_question_taken_off_the_board_lets_no_classmates_post_through(asked, giang, hoa, ms_lan, signed_in):
    moderating.share(asked, ms_lan)
    asked.refresh_from_db()
    for author in (giang, hoa):
        posting.reply(author.user, asked, uuid.uuid4(), "Số mình 0987 654 321", [])
    moderating.share(asked, ms_lan, is_shared=False)
    states = dict(asked.posts.filter(rule="phone").values_list("student", "state"))
    assert states == {giang.pk: State.SHOWN, hoa.pk: State.HELD}


def test_a_photo_that_comes_after_the_yes_waits_for_another(class_6a, giang, hoa, ms_lan, signed_in):
    from courses.exchange.files import keep

    ClassTalk.objects.create(school_class=class_6a, approve_first=True)
    thread, key, file = begin(ms_lan, class_6a).thread, uuid.uuid4(), uuid.uuid4()
    post, _is_new = posting.reply(giang.user, thread, key, "Xem này", [str(file)])
    decide = f"/exchange/posts/{key}/"
    signed_in(ms_lan).post(decide, {"act": "show"})
    assert Post.objects.get(pk=key).state == State.SHOWN
    keep(giang.user, key, a_photo(60, 40), file)
    assert Post.objects.get(pk=key).state == State.WAITING
    assert signed_in(hoa).get(f"/exchange/files/{file}/").status_code == 404
    # The button of a page that did not show it yet.
    teacher = signed_in(ms_lan)
    assert teacher.post(decide, {"act": "show"}).status_code == 422
    assert f'name="seen" value="{file} "' in teacher.get(decide).content.decode()
    teacher.post(decide, {"act": "show", "seen": f"{file} "})
    assert signed_in(hoa).get(f"/exchange/files/{file}/").status_code == 200


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


def test_a_pause_holds_in_the_own_question_once_the_class_reads_it(asked, giang, ms_lan):
    moderating.mute(giang, date(2026, 11, 25), "Nói lời hay", ms_lan)
    assert refusing.why_not_reply(giang.user, asked) == ""
    moderating.share(asked, ms_lan)
    asked.refresh_from_db()
    assert "Nói lời hay" in refusing.why_not_reply(giang.user, asked)


def test_a_refused_post_leaves_no_photo_and_a_large_one_is_not_read(
    class_6a, giang, ms_lan, signed_in, monkeypatch
):
    thread = begin(ms_lan, class_6a).thread
    client, written = signed_in(giang), []
    write = PostFile._meta.get_field("file").storage.save

    def saved(*told, **more):
        written.append(write(*told, **more))
        return written[-1]

    storage = PostFile._meta.get_field("file").storage
    monkeypatch.setattr(storage, "save", saved, raising=False)
    photo = SimpleUploadedFile("a.jpg", a_photo(60, 40))
    assert client.post(at(thread), {"words": "a" * 1001, "page-file": photo}).status_code == 422
    assert [storage.exists(name) for name in written] == [False]
    assert not PostFile.objects.exists()
    monkeypatch.setattr("courses.views.exchange.MOST_BYTES", 10)
    monkeypatch.setattr("courses.views.exchange.keep", None)
    photo = SimpleUploadedFile("a.jpg", a_photo(60, 40))
    answer = client.post(at(thread), {"words": "Đây", "page-file": photo})
    assert (answer.status_code, Post.objects.filter(student=giang).count()) == (422, 0)


def test_a_pupil_sends_so_many_photos_a_day(giang, ms_lan, monkeypatch):
    from courses.exchange import files

    monkeypatch.setattr(files, "MOST_A_DAY", 1)
    files.keep(giang.user, uuid.uuid4(), a_photo(60, 40))
    with pytest.raises(files.NotKept, match="ngày mai"):
        files.keep(giang.user, uuid.uuid4(), a_photo(60, 41))


def test_a_report_of_what_a_teacher_wrote_reaches_the_school_and_not_the_teacher(
    class_6a, giang, ms_lan, school_admin, other_school_admin, signed_in
):
    post = begin(ms_lan, class_6a)
    client = signed_in(giang)
    assert f"/exchange/posts/{post.pk}/report/" in page_of(client, post.thread)
    client.post(f"/exchange/posts/{post.pk}/report/", {"kind": "unkind", "words": "Cô mắng em"})
    assert "Cô mắng em" in signed_in(school_admin).get("/exchange/").content.decode()
    for other in (ms_lan, other_school_admin):
        client = signed_in(other)
        assert "Cô mắng em" not in client.get("/exchange/").content.decode()
        assert client.get(f"/exchange/posts/{post.pk}/").status_code == 404
    signed_in(school_admin).post(f"/exchange/posts/{post.pk}/", {"act": "fine"})
    assert Flag.objects.get().settled_at


def test_an_unknown_act_is_refused(asked, ms_lan, signed_in):
    answer = signed_in(ms_lan).post(f"{at(asked)}act/", {"act": "x"}, follow=True)
    assert "chọn việc cần làm" in answer.content.decode()


def test_the_same_post_twice_at_one_moment_is_one(class_6a, giang, ms_lan, monkeypatch):
    thread, key = begin(ms_lan, class_6a).thread, uuid.uuid4()
    first, _is_new = posting.reply(giang.user, thread, key, "Em đây", [])
    known, asked = posting._known, []
    # The first look finds nothing yet, and neither do the same words.
    monkeypatch.setattr(posting, "_known", lambda *told: asked.append(1) or len(asked) > 1 and known(*told))
    monkeypatch.setattr(posting, "SAME_FOR", timedelta())
    assert posting.reply(giang.user, thread, key, "Em đây", [])[0] == first
