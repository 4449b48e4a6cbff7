"""Two people write one lecture."""

from tests.courses.writing.builders import body_of, send_piece, where


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
