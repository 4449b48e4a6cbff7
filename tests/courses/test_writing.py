"""Short lectures outside the back office: piece by piece, kept again and again, by two people, sent out."""

import json
import uuid
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from courses.media import copies
from courses.models import LecturePage, Question, QuizPage
from courses.writing import drafts, pieces, sending
from lms.models import MediaFile, Picture
from students.models import Role
from tests import builders
from tests.courses import builders as lectures
from tests.courses.media import films

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def course(muong_nha, ms_lan):
    page = lectures.make_course("Toán 6 Mường Nhà", school=muong_nha)
    page.save_revision().publish()
    return page


@pytest.fixture
def lecture(ms_lan, course):
    """Begun by Ms Lan, who is no author."""
    return drafts.begin(course, ms_lan, "Phân số quanh em")


@pytest.fixture
def colleague(class_6a, course):
    """An author of the school, who works on all its lectures."""
    return builders.make_staff("ha", "Bạc Thị Hà", Role.Kind.AUTHOR, school=class_6a.school)


def where(lecture, *more):
    return f"/writing/{lecture.translation_key}/" + "".join(f"{one}/" for one in more)


def send_piece(client, lecture, kind="text", key=None, **told):
    key = key or str(uuid.uuid4())
    told = {"kind": kind, "was": "", "after": "", **told}
    return key, client.post(where(lecture, "pieces", key), told, **JSON)


def body_of(lecture):
    return pieces.of(drafts.of(LecturePage.objects.get(pk=lecture.pk)))


def photo(name="anh.jpg", place=True):
    """A photo as a telephone takes it, lying on its side and telling where it was."""
    file, exif = BytesIO(), Image.Exif()
    if place:
        exif[0x0112], exif[0x010F] = 6, "Canary Phone"
        exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((80, 40), 20).convert("RGB").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def voice():
    content = b"\x1a\x45\xdf\xa3" + b"\0" * 20 + b"webm" + b"A_OPUS" + b"\0" * 200
    return SimpleUploadedFile("answer.webm", content, "audio/webm")


# --- Pieces ---


def test_the_numbers_of_the_other_editor_change_nothing():
    before = {"type": "text", "value": {"text": "<p>Hai</p>"}}
    after = {"type": "text", "value": {"text": '<p data-block-key="x">Hai</p>', "reading": None}}
    assert pieces.digest(before) == pieces.digest(after)


def test_an_order_keeps_what_it_does_not_name_where_it_was():
    body = [{"id": key} for key in "abcd"]
    assert [one["id"] for one in pieces.ordered(body, ["c", "a", "x"])] == ["c", "d", "a", "b"]


# --- Writing ---


def test_a_teacher_writes_a_lecture_without_javascript(ms_lan, course, signed_in):
    client = signed_in(ms_lan)
    assert "Viết bài ngắn" in client.get("/writing/").content.decode()
    answer = client.post("/writing/new/", {"title": "Phân số", "course": course.pk})
    lecture = LecturePage.objects.get()
    assert answer.url == where(lecture)
    assert (lecture.live, lecture.audience, lecture.owner) == (False, "school", ms_lan)
    page = client.get(where(lecture))
    address = page.context["adds"][0][3]
    told = {"kind": "text", "text": "Một **nửa**\n\n• cái bánh\n• quả cam \\( \\frac{1}{2} \\)"}
    assert client.post(where(lecture, "pieces", address), told).status_code == 302
    shown = client.get(where(lecture)).content.decode()
    assert "<b>nửa</b>" in shown
    assert "<math" in shown
    assert "<math" in client.get(where(lecture, "preview")).content.decode()


def test_the_licence_is_the_teachers_visible_choice(ms_lan, course, signed_in):
    client = signed_in(ms_lan)
    shown = client.get("/writing/new/").content.decode()
    assert '<option value="own" selected>' in shown
    assert f">{course.get_parent().title}: Toán 6 Mường Nhà</option>" in shown
    answer = client.post("/writing/new/", {"title": "Phân số", "course": course.pk, "licence": ""})
    draft = lambda: drafts.of(LecturePage.objects.get())  # noqa: E731
    assert draft().licence is None
    # Other schools do not find what is for the own school alone.
    assert "Khi bài chưa ghi giấy phép" not in client.get(answer.url).content.decode()
    drafts.change(LecturePage.objects.get(), ms_lan, lambda page: setattr(page, "audience", "public"))
    assert "Khi bài chưa ghi giấy phép" in client.get(answer.url).content.decode()
    head = {"title": "Phân số", "summary": "", "minutes": "", "was": drafts.head_digest(draft())}
    client.post(f"{answer.url}head/", {**head, "licence": "own-kept"})
    assert draft().licence_id == "own-kept"
    # A form kept on a telephone from before says nothing of it.
    client.post(f"{answer.url}head/", {**head, "title": "Số", "was": drafts.head_digest(draft())})
    assert (draft().title, draft().licence_id) == ("Số", "own-kept")
    assert "Khi bài chưa ghi giấy phép" not in client.get(answer.url).content.decode()


def test_what_comes_twice_is_kept_once(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    key, first = send_piece(client, lecture, text="Chào em")
    _key, again = send_piece(client, lecture, key=key, text="Chào em")
    assert (first.status_code, again.status_code) == (200, 200)
    assert [piece["value"]["text"] for piece in body_of(lecture)] == ["<p>Chào em</p>"]
    # One sitting is one revision of the history, besides the first.
    assert lecture.revisions.count() <= 2


def test_pieces_are_moved_taken_out_and_brought_back(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    one, _ = send_piece(client, lecture, text="Một")
    two, answer = send_piece(client, lecture, text="Hai", after=one)
    client.post(where(lecture, "order"), {"piece": two, "way": "up"})
    assert [piece["id"] for piece in body_of(lecture)] == [two, one]
    dropped = client.post(where(lecture, "pieces", two, "drop"), {"was": answer.json()["was"]}, **JSON)
    assert [piece["id"] for piece in body_of(lecture)] == [one]
    for _twice in range(2):
        client.post(where(lecture, "restore"), {"undo": dropped.json()["undo"]})
        assert [piece["id"] for piece in body_of(lecture)] == [two, one]


def test_a_photo_is_upright_and_tells_nothing_of_where_it_was(ms_lan, lecture, signed_in, muong_nha):
    client = signed_in(ms_lan)
    told = {"alt": "Ruộng bậc thang", "pupils": "nobody", "photo": photo()}
    key, answer = send_piece(client, lecture, "picture", **told)
    assert answer.status_code == 200
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (40, 80)
    assert b"Canary" not in picture.file.read()
    assert muong_nha.code in picture.collection.name
    # The answer was lost on the way: the same comes once more.
    told["photo"] = photo()
    told["photo"].seek(0)
    assert [piece["value"]["picture"] for piece in body_of(lecture)] == [picture.pk]


def test_a_photo_without_words_is_refused_and_not_sent_twice(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    key = str(uuid.uuid4())
    answer = client.post(
        where(lecture, "pieces", key), {"kind": "picture", "photo": photo(), "pupils": "nobody"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Thầy cô ghi vài chữ" in page
    kept = answer.context["form"]["kept_photo"].value()
    told = {"kind": "picture", "kept_photo": kept, "alt": "Ruộng", "pupils": "nobody"}
    assert client.post(where(lecture, "pieces", key), told).status_code == 302
    assert body_of(lecture)[0]["value"]["picture"] == Picture.objects.get().pk


def test_a_photo_with_pupils_waits_for_their_consent(ms_lan, lecture, giang, signed_in):
    client = signed_in(ms_lan)
    told = {"alt": "Lớp 6A", "pupils": "seen", "photo": photo(), "who": "Không Có Ai, 6A"}
    _key, answer = send_piece(client, lecture, "picture", **told)
    assert "who" in answer.json()["errors"]
    told |= {"photo": photo(), "who": "Giàng A Sùng, 6A"}
    _key, answer = send_piece(client, lecture, "picture", **told)
    assert answer.status_code == 200
    client.post(where(lecture, "send"))
    assert not LecturePage.objects.get().live
    assert "chưa đồng ý" in client.get(where(lecture)).content.decode()


def test_a_voice_reads_a_text_or_stands_alone(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    send_piece(client, lecture, text="Nghe nhé", sound=voice())
    send_piece(client, lecture, "sound", title="Cô đọc", sound=voice())
    text, sound = body_of(lecture)
    file = MediaFile.objects.get()
    assert (text["value"]["readings"][0]["value"]["file"], sound["value"]["file"]) == (file.pk, file.pk)
    # Heard by whoever sent it before anything is published, by nobody else.
    address = f"/files/{file.file_hash}/{file.filename}"
    assert client.get(address).status_code == 200


def test_what_a_telephone_records_becomes_playable(ms_lan, lecture, signed_in):
    recorded = films.sound("giong.webm", seconds=1, more=("-c:a", "libopus"))
    client = signed_in(ms_lan)
    told = {"title": "Cô đọc", "sound": SimpleUploadedFile("recording.webm", recorded, "audio/webm")}
    assert send_piece(client, lecture, "sound", **told)[1].status_code == 200
    assert "làm nhẹ" in client.get(where(lecture)).content.decode()
    call_command("work", "--once", stdout=StringIO())
    file = MediaFile.objects.get()
    assert (file.file_extension, file.content_type) == ("weba", "audio/webm")
    assert [one.form for one in copies.of(file).sounds] == ["opus", "aac"]
    page = client.get(where(lecture)).content.decode()
    assert "<sound-player" in page
    assert "làm nhẹ" not in page


def test_a_voice_that_cannot_be_played_is_told(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    send_piece(client, lecture, "sound", title="Cô đọc", sound=voice())
    call_command("work", "--once", stdout=StringIO())
    assert "không đọc được" in client.get(where(lecture)).content.decode()


QUESTIONS = [
    {
        "asked": "one_choice",
        "text": "1/2 + 1/2 = ?",
        "option_a": "1",
        "option_b": "2",
        "option_c": "3",
        "option_d": "4",
        "right": "a",
        "feedback": "Hai nửa là một.",
    },
    {"asked": "true_false", "text": "1/2 lớn hơn 1/3.", "truth": "true"},
    {"asked": "short", "text": "Một nửa viết là số thập phân nào?", "accepted": "0,5"},
]


def test_questions_are_real_ones_and_asked_as_practice(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    key = str(uuid.uuid4())
    for told in QUESTIONS:
        told = {**told, "question": str(uuid.uuid4())}
        for _twice in range(2):
            assert send_piece(client, lecture, "question", key, **told)[1].status_code == 200
    asked = list(Question.objects.order_by("number"))
    assert [one.current.kind for one in asked] == ["one_choice", "true_false", "short_number"]
    assert {one.bank.school for one in asked} == {lecture.school}
    page = client.get(where(lecture)).content.decode()
    assert page.count("data-place=") == 3
    client.post(where(lecture, "send"))
    quiz = QuizPage.objects.get()
    assert (quiz.live, quiz.practice, len(quiz.paper.all_items)) == (True, True, 3)
    shown = client.get(LecturePage.objects.get().url).content.decode()
    assert "practice-form" in shown


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"asked": "one_choice", "text": "?", "option_a": "1", "right": "a"}, "ít nhất hai"),
        ({"asked": "short", "text": "?"}, "câu trả lời"),
        ({"asked": "true_false", "text": "?"}, "đúng hay sai"),
    ],
)
def test_an_unfinished_question_is_refused_with_a_sentence(told, said, ms_lan, lecture, signed_in):
    _key, answer = send_piece(
        signed_in(ms_lan), lecture, "question", **{**told, "question": str(uuid.uuid4())}
    )
    assert answer.status_code == 422
    assert said in json.dumps(answer.json(), ensure_ascii=False)
    assert not Question.objects.exists()


def test_what_is_written_in_the_full_editor_stays_as_it_is(ms_lan, lecture, signed_in):
    strange = {"type": "text", "value": {"text": "<h2>x</h2>"}, "id": str(uuid.uuid4())}
    formula = {"type": "formula", "value": {"latex": "a^2"}, "id": str(uuid.uuid4())}
    drafts.change(lecture, ms_lan, lambda draft: drafts.keep_pieces(draft, [strange, formula]))
    client = signed_in(ms_lan)
    page = client.get(where(lecture)).content.decode()
    assert page.count("sửa ở màn soạn đầy đủ") == 2
    assert "đề nghị trường giao vai trò" in page
    assert send_piece(client, lecture, "formula", formula["id"], text="x")[1].status_code == 404
    send_piece(client, lecture, text="Thêm")
    assert [piece["value"] for piece in body_of(lecture)][:2] == [strange["value"], formula["value"]]


@pytest.mark.parametrize("many", [1, 4])
def test_keeping_a_change_asks_little_whatever_the_lecture_holds(
    many, ms_lan, lecture, signed_in, django_assert_max_num_queries
):
    client = signed_in(ms_lan)
    for n in range(many):
        told = {"photo": photo(f"{n}.jpg"), "alt": f"Ảnh {n}", "pupils": "nobody"}
        assert send_piece(client, lecture, "picture", **told)[1].status_code == 200
        assert send_piece(client, lecture, "sound", title="Nghe", sound=voice())[1].status_code == 200
        told = {**QUESTIONS[n % 3], "question": str(uuid.uuid4())}
        assert send_piece(client, lecture, "question", **told)[1].status_code == 200
    key, first = send_piece(client, lecture, text="Chào")
    with django_assert_max_num_queries(40):
        answer = send_piece(client, lecture, key=key, text="Chào các em", was=first.json()["was"])[1]
    assert answer.status_code == 200


# --- Two people ---


def test_two_on_one_piece_lose_nothing(ms_lan, colleague, lecture, signed_in):
    key, first = send_piece(signed_in(ms_lan), lecture, text="Bản đầu")
    was = first.json()["was"]
    other = send_piece(signed_in(colleague), lecture, key=key, text="Bản của Hà", was=was)[1]
    assert other.status_code == 200
    clash = send_piece(signed_in(ms_lan), lecture, key=key, text="Bản của Lan", was=was)[1]
    assert clash.status_code == 409
    assert "Bạc Thị Hà cũng vừa sửa phần này" in clash.json()["sentence"]
    assert "Bản của Hà" in clash.json()["html"]
    assert "Bản của Hà" in body_of(lecture)[0]["value"]["text"]
    # Without JavaScript both stand side by side.
    told = {"kind": "text", "text": "Bản của Lan", "was": was}
    page = signed_in(ms_lan).post(where(lecture, "pieces", key), told)
    assert page.status_code == 409
    assert "Bản của Hà" in page.content.decode()
    mine = dict(page.context["mine"])
    assert signed_in(ms_lan).post(where(lecture, "pieces", key), mine).status_code == 302
    assert "Bản của Lan" in body_of(lecture)[0]["value"]["text"]


def test_two_on_two_pieces_do_not_hinder_each_other(ms_lan, colleague, lecture, signed_in):
    one, first = send_piece(signed_in(ms_lan), lecture, text="Một")
    two, second = send_piece(signed_in(colleague), lecture, text="Hai")
    answer = send_piece(signed_in(ms_lan), lecture, key=one, text="Một nữa", was=first.json()["was"])[1]
    assert answer.status_code == 200
    assert [key for key, _was in answer.json()["pieces"]] == [one, two]


def test_who_locked_it_is_told(ms_lan, colleague, lecture, signed_in):
    lecture.locked, lecture.locked_by = True, colleague
    lecture.save()
    answer = send_piece(signed_in(ms_lan), lecture, text="x")[1]
    assert answer.status_code == 423
    assert "Bạc Thị Hà đã khóa bài này" in answer.json()["sentence"]
    assert not body_of(lecture)


# --- Sending ---


def test_what_is_missing_is_told_and_then_the_class_reads_it(ms_lan, lecture, giang, vang, signed_in):
    client = signed_in(ms_lan)
    client.post(where(lecture, "send"))
    assert "Bài chưa có gì" in client.get(where(lecture)).content.decode()
    send_piece(client, lecture, text="Chào các em")
    client.post(where(lecture, "send"))
    page = LecturePage.objects.get()
    assert page.live
    assert f"/desk/give/?page={page.translation_key}" in client.get(where(lecture)).content.decode()
    assert signed_in(giang).get(page.url).status_code == 200
    assert signed_in(vang).get(page.url).status_code == 404
    client = signed_in(ms_lan)
    client.post(where(lecture, "take-back"))
    assert not LecturePage.objects.get().live


def test_where_the_school_has_an_approver_it_is_sent_in(ms_lan, lecture, signed_in, muong_nha):
    builders.make_staff("duyet.mn", "Quàng Thị Mai", Role.Kind.APPROVER, school=muong_nha)
    client = signed_in(ms_lan)
    _key, first = send_piece(client, lecture, text="Chào các em")
    assert "Quàng Thị Mai" in client.get(where(lecture)).content.decode()
    client.post(where(lecture, "send"))
    page = LecturePage.objects.get()
    assert (page.live, page.workflow_in_progress) == (False, True)
    assert send_piece(client, lecture, text="nữa")[1].status_code == 423
    client.post(where(lecture, "take-back"))
    assert not LecturePage.objects.get().workflow_in_progress
    assert send_piece(client, lecture, text="nữa")[1].status_code == 200


def test_the_other_school_finds_nothing(mr_pao, lecture, signed_in):
    client = signed_in(mr_pao)
    key = str(uuid.uuid4())
    for address in ((), ("preview",)):
        assert client.get(where(lecture, *address)).status_code == 404
    for address in (
        ("head",),
        ("pieces", key),
        ("pieces", key, "drop"),
        ("order",),
        ("send",),
        ("take-back",),
    ):
        assert client.post(where(lecture, *address), {"kind": "text", "text": "x"}).status_code == 404
    assert "Phân số quanh em" not in client.get("/writing/").content.decode()
    assert not body_of(lecture)


def test_a_question_of_another_school_is_not_taken_in(ms_lan, lecture, na_hy, signed_in):
    from tests.courses import quizzes

    foreign = quizzes.make_question(quizzes.make_bank("BAI-X", "Khác", school=na_hy))
    told = {**QUESTIONS[1], "question": str(foreign.pk)}
    assert send_piece(signed_in(ms_lan), lecture, "question", **told)[1].status_code == 404
    foreign.refresh_from_db()
    assert foreign.current.text != QUESTIONS[1]["text"]


def test_a_question_of_a_colleagues_lecture_is_not_overwritten(ms_lan, colleague, lecture, course, signed_in):
    theirs = {**QUESTIONS[1], "question": str(uuid.uuid4())}
    assert send_piece(signed_in(ms_lan), lecture, "question", **theirs)[1].status_code == 200
    own = drafts.begin(course, colleague, "Bài của Hà")
    told = {**theirs, "text": "Sai hết."}
    assert send_piece(signed_in(colleague), own, "question", **told)[1].status_code == 404
    assert Question.objects.get().current.text == QUESTIONS[1]["text"]


def test_what_goes_out_is_judged_not_what_is_out(ms_lan, lecture, signed_in):
    """Whoever may write for all in the back office still needs somebody to publish it for all."""
    client = signed_in(ms_lan)
    send_piece(client, lecture, text="Chào các em")
    drafts.change(lecture, ms_lan, lambda draft: setattr(draft, "audience", "public"))
    page = LecturePage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert draft.audience == "public"
    assert sending.way_for(page, draft, ms_lan) != "publish"
    client.post(where(lecture, "send"))
    page = LecturePage.objects.get()
    assert (page.live, page.audience) == (False, "school")


def test_what_a_pattern_left_open_is_asked_here_too(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    send_piece(client, lecture, text="✎ Viết mục tiêu ở đây")
    client.post(where(lecture, "send"))
    assert not LecturePage.objects.get().live
    assert "1 chỗ" in client.get(where(lecture)).content.decode()


@pytest.mark.parametrize("told", [{"kind": "x"}, {}, {"kind": "question"}, {"kind": "picture", "photo": "x"}])
def test_nonsense_is_refused(told, ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    for key in ("x", str(uuid.uuid4())):
        assert client.post(where(lecture, "pieces", key), told).status_code in (404, 422)
    assert client.post(where(lecture, "restore"), {"undo": "x"}).status_code == 404
    assert client.post(where(lecture, "order"), {"ids": "a b", "piece": "\0"}).status_code == 302
    assert not body_of(lecture)
