"""Pages with letters of the Thái name their font; all others know nothing of it."""

from pathlib import Path

import pytest

from courses import keeping
from lms import libraries, tai_viet
from tests.courses import builders, quizzes

WATER = "ꪙꪾ꫁"
PAGE = '<head><link rel="stylesheet" href="/static/lms/css/site.css"></head><p>{}</p>'


@pytest.fixture(autouse=True)
def fetched(tmp_path, monkeypatch):
    """As if set-up had fetched the font, whether it has or not."""
    keeping._memory.clear()
    monkeypatch.setattr(libraries, "FOLDER", tmp_path)
    (tmp_path / libraries.TAI_VIET).parent.mkdir(parents=True)
    (tmp_path / libraries.TAI_VIET).write_bytes(b"wOFF")
    return tmp_path


def test_a_lecture_names_the_font_only_when_it_shows_such_letters(db, client):
    plain = builders.make_lecture("Nước").url
    thai = builders.make_lecture("Chữ Thái", body=[("text", {"text": f"<p>nước: {WATER}</p>"})]).url
    for _visit in range(2):
        assert b"tai-viet" not in client.get(plain).content
        assert client.get(thai).content.count(b"tai-viet.css") == 1


def test_a_paper_and_a_page_of_one_pupil_name_it_too(db, signed_in, giang, client):
    question = quizzes.make_question(quizzes.make_bank(), text=f"{WATER} là gì?")
    quiz = quizzes.make_quiz(quizzes.make_course(), [question])
    paper = signed_in(giang).post(f"/attempts/new/{quiz.uid}/").url
    for address in (paper, f"{paper}form/"):
        answer = client.get(address, follow=True)
        assert WATER in answer.content.decode(), address
        assert answer.content.count(b"tai-viet.css") == 1, address


@pytest.mark.parametrize("letters", ["ꪀ", "꫟", r"\uaa99"])
def test_each_letter_counts(letters):
    assert "tai-viet.css" in tai_viet.with_font(PAGE.format(letters))


@pytest.mark.parametrize("letters", ["Thái", "\uaa7f", "\uaae0", "ꦀ", "nặm"])
def test_no_other_letter_does(letters):
    assert "tai-viet" not in tai_viet.with_font(PAGE.format(letters))


def test_nothing_is_put_in_twice_or_into_the_back_office():
    once = tai_viet.with_font(PAGE.format(WATER))
    assert tai_viet.with_font(once) == once
    assert "tai-viet" not in tai_viet.with_font(f"<head></head>{WATER}")


def test_without_the_font_the_page_does_without(fetched):
    (fetched / libraries.TAI_VIET).unlink()
    assert "tai-viet" not in tai_viet.with_font(PAGE.format(WATER))
    assert [name for name, _storage in libraries.Finder().list([])] == []


def test_the_licence_travels_along_and_the_font_is_light():
    package = libraries.TAI_VIET.split("/files/")[0]
    assert f"{package}/LICENSE" in libraries.FILES
    font = Path(libraries.settings.BASE_DIR) / "node_modules" / libraries.TAI_VIET
    if font.is_file():
        assert font.stat().st_size < 12_000
