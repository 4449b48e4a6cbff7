"""Short lectures outside the back office: begun, written and kept piece by piece."""

import uuid

import pytest

from courses.models import LecturePage
from courses.writing import drafts, pieces
from tests.courses.writing.builders import JSON, QUESTIONS, body_of, photo, send_piece, voice, where


def test_the_numbers_of_the_other_editor_change_nothing():
    before = {"type": "text", "value": {"text": "<p>Hai</p>"}}
    after = {"type": "text", "value": {"text": '<p data-block-key="x">Hai</p>', "reading": None}}
    assert pieces.digest(before) == pieces.digest(after)


def test_an_order_keeps_what_it_does_not_name_where_it_was():
    body = [{"id": key} for key in "abcd"]
    assert [one["id"] for one in pieces.ordered(body, ["c", "a", "x"])] == ["c", "d", "a", "b"]


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


@pytest.mark.parametrize("told", [{"kind": "x"}, {}, {"kind": "question"}, {"kind": "picture", "photo": "x"}])
def test_nonsense_is_refused(told, ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    for key in ("x", str(uuid.uuid4())):
        assert client.post(where(lecture, "pieces", key), told).status_code in (404, 422)
    assert client.post(where(lecture, "restore"), {"undo": "x"}).status_code == 404
    assert client.post(where(lecture, "order"), {"ids": "a b", "piece": "\0"}).status_code == 302
    assert not body_of(lecture)
