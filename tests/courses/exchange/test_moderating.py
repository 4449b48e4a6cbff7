"""What is held back and told, reported, hidden, paused."""

import uuid
from datetime import date

import pytest

from courses.exchange import moderating, posting, refusing
from courses.exchange.files import keep
from courses.models import Flag, HeldWord, Mute, Post
from lms.models import Change
from tests.courses.builders import a_photo
from tests.courses.exchange import at, begin, page_of

State = Post.State


def test_what_is_held_back_its_author_reads_why_and_the_teacher_decides(
    board, class_6a, giang, hoa, ms_lan, signed_in
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
    class_6a, board, giang, hoa, ms_lan, signed_in
):
    signed_in(ms_lan).post(f"{board}rules/", {"is_open": "on", "pupils_begin": "on", "approve_first": "on"})
    post = begin(giang.user, class_6a)
    assert post.state == State.WAITING
    assert "Thầy cô đọc trước" in page_of(signed_in(giang), post.thread)
    assert signed_in(hoa).get(at(post.thread)).status_code == 404
    assert "Sân chơi" not in signed_in(hoa).get(board).content.decode()
    signed_in(ms_lan).post(f"/exchange/posts/{post.pk}/", {"act": "show", "back": "room"})
    assert "Mai ra sân nhé" in page_of(signed_in(hoa), post.thread)


def test_a_title_is_looked_through_as_well(class_6a, giang, ms_lan):
    assert begin(giang.user, class_6a, title="zalo của mình là Giàng").state == State.HELD


def test_a_report_is_quiet_and_reaches_teacher_and_school(
    class_6a, giang, hoa, ms_lan, school_admin, mr_pao, signed_in
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
    class_6a, board, giang, hoa, ms_lan, mr_pao, signed_in
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


def test_the_department_keeps_the_words(class_6a, giang, ms_lan, province_admin, signed_in):
    client = signed_in(province_admin)
    client.post("/exchange/words/", {"text": "Đồ dở hơi"})
    assert begin(giang.user, class_6a, words="đ.ồ dở hơi do hoi").state == State.SHOWN
    assert begin(giang.user, class_6a, words="bạn là đồ dở hơi").state == State.HELD
    word = HeldWord.objects.get(text="đồ dở hơi")
    client.post(f"/exchange/words/{word.pk}/remove/")
    assert begin(giang.user, class_6a, words="đồ dở hơi nhé").state == State.SHOWN


def test_a_pause_holds_in_the_own_question_once_the_class_reads_it(asked, giang, ms_lan):
    moderating.mute(giang, date(2026, 11, 25), "Nói lời hay", ms_lan)
    assert refusing.why_not_reply(giang.user, asked) == ""
    moderating.share(asked, ms_lan)
    asked.refresh_from_db()
    assert "Nói lời hay" in refusing.why_not_reply(giang.user, asked)


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


def test_a_teacher_whose_post_the_school_hid_reads_who_did_and_why(class_6a, ms_lan, school_admin, signed_in):
    post = begin(ms_lan, class_6a)
    moderating.decide(post, State.HIDDEN, school_admin, "Có số điện thoại")
    client = signed_in(ms_lan)
    page = page_of(client, post.thread)
    assert f"{school_admin} đã ẩn bài này: Có số điện thoại." in page
    assert "Thầy cô (" not in page
    answer = client.post(f"/exchange/posts/{post.pk}/take-back/", follow=True).content.decode()
    assert "Bài này đã được ẩn rồi." in answer


def test_a_question_taken_off_the_board_lets_no_classmates_post_through(asked, giang, hoa, ms_lan, signed_in):
    moderating.share(asked, ms_lan)
    asked.refresh_from_db()
    for author in (giang, hoa):
        posting.reply(author.user, asked, uuid.uuid4(), "Số mình 0987 654 321", [])
    moderating.share(asked, ms_lan, is_shared=False)
    states = dict(asked.posts.filter(rule="phone").values_list("student", "state"))
    assert states == {giang.pk: State.SHOWN, hoa.pk: State.HELD}


def test_a_question_is_shown_to_the_class_without_the_name_unless_its_pupil_agreed(
    asked, giang, hoa, ms_lan, signed_in
):
    key = uuid.uuid4()
    photo = keep(giang.user, key, a_photo(60, 40))
    posting.reply(giang.user, asked, key, "Ảnh vở của em", [str(photo.pk)])
    posting.reply(ms_lan, asked, uuid.uuid4(), "Vì cùng chia cho 2", [])
    assert "không kèm tên" in page_of(signed_in(ms_lan), asked)
    moderating.share(asked, ms_lan)
    board = f"/exchange/classes/{asked.school_class.uid}/"
    post, file = f"/exchange/posts/{key}/report/", f"/exchange/files/{photo.pk}/"
    client = signed_in(hoa)
    for address in (at(asked), board, post):
        page = client.get(address).content.decode()
        assert ("một bạn trong lớp" in page) == (address != post)
        assert "Giàng" not in page
        assert "Sùng" not in page
    assert client.get(file).status_code == 404
    assert str(photo.pk) not in page_of(client, asked)
    posting.reply(hoa.user, asked, uuid.uuid4(), "Mình cũng hỏi thế", [])
    assert "Lò Thị Hoa" in page_of(signed_in(giang), asked)
    for reader in (giang, ms_lan):
        assert "Giàng A Sùng" in page_of(signed_in(reader), asked)
    signed_in(giang).post(f"{at(asked)}name/", {"name": "yes"})
    client = signed_in(hoa)
    assert "Giàng A Sùng" in page_of(client, asked)
    assert client.post(f"{at(asked)}name/", {"name": "no"}).status_code == 404
    signed_in(giang).post(f"{at(asked)}name/", {"name": "no"})
    assert "Giàng A Sùng" not in page_of(signed_in(hoa), asked)


def test_a_name_added_later_opens_no_photo_and_no_voice(asked, giang, hoa, ms_lan, signed_in, time_machine):
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    key = uuid.uuid4()
    photo = keep(giang.user, key, a_photo(60, 40))
    posting.reply(giang.user, asked, key, "Ảnh vở của em", [str(photo.pk)])
    act, file = f"{at(asked)}act/", f"/exchange/files/{photo.pk}/"
    signed_in(ms_lan).post(act, {"act": "share"})
    time_machine.shift(60)
    client = signed_in(giang)
    client.post(f"{at(asked)}name/", {"name": "yes"})
    assert "Ảnh và giọng nói chỉ thầy cô xem" in page_of(client, asked)
    client = signed_in(hoa)
    assert client.get(file).status_code == 404
    page = page_of(client, asked)
    assert "Giàng A Sùng" in page
    assert str(photo.pk) not in page
    teacher = signed_in(ms_lan)
    assert "Ảnh và giọng nói vẫn chỉ thầy cô xem" in page_of(teacher, asked)
    # A teacher who is told that they go along lets them.
    for step in ("unshare", "share-named"):
        time_machine.shift(60)
        teacher.post(act, {"act": step})
    client = signed_in(hoa)
    assert client.get(file).status_code == 200
    assert str(photo.pk) in page_of(client, asked)


def test_a_question_is_not_shown_otherwise_than_its_button_said(asked, giang, hoa, ms_lan, signed_in):
    moderating.name_asker(asked)
    client = signed_in(ms_lan)
    answer = client.post(f"{at(asked)}act/", {"act": "share"}, follow=True).content.decode()
    assert "Em vừa đổi ý" in answer
    assert 'value="share-named"' in answer
    assert signed_in(hoa).get(at(asked)).status_code == 404


def test_a_number_told_in_pieces_is_held_back_with_its_last_piece(class_6a, giang, hoa, ms_lan):
    thread = begin(ms_lan, class_6a).thread
    told = ["Số mình 0987", "654", "321 nhé", "Mai ra sân nhé"]
    posts = [posting.reply(giang.user, thread, uuid.uuid4(), words, [])[0] for words in told]
    assert [post.state for post in posts] == [State.SHOWN, State.SHOWN, State.HELD, State.SHOWN]
    assert (posts[2].rule, posts[2].found) == ("phone", "0987654321")
    posting.reply(giang.user, thread, uuid.uuid4(), "0987", [])
    assert posting.reply(hoa.user, thread, uuid.uuid4(), "654321", [])[0].state == State.SHOWN
