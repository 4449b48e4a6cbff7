"""An answer as it is written on paper: the key that is printed is the answer that gets all points."""

from decimal import Decimal

import pytest

from courses import scoring
from courses.printing import layout, written
from tests.courses import quizzes
from tests.courses.printing.builders import make_paper_quiz, papers_of, place_of


@pytest.fixture
def papers(muong_nha):
    return papers_of(make_paper_quiz(quizzes.make_bank(school=muong_nha)))


def test_the_key_of_each_code_filled_in_gets_ten(papers):
    assert len({paper.code for paper in papers}) == 4
    for paper in papers:
        asked = layout.questions_of(paper)
        responses = {one.place: written.read(one, written.key_of(one)) for one in asked}
        given = {one.place: one.points for one in asked if one.by_hand}
        result = scoring.score([one.item for one in asked], responses, given)
        assert result.mark == Decimal("10.0"), paper.code


def test_codes_have_different_keys(papers):
    keys = {tuple(written.key_of(one) for one in layout.questions_of(paper)) for paper in papers}
    assert len(keys) > 1


def test_what_was_read_is_written_the_same_way(papers):
    for paper in papers:
        for one in layout.questions_of(paper):
            response = written.read(one, written.key_of(one))
            assert written.read(one, written.write(one, response)) == response, one.version.kind


@pytest.mark.parametrize(
    ("kind", "text", "response"),
    [
        ("four_statements", "đ s đ -", {"a": "true", "b": "false", "c": "true"}),
        (
            "four_statements",
            "a) Đúng b) Sai c) Đúng d) Sai",
            {"a": "true", "b": "false", "c": "true", "d": "false"},
        ),
        ("four_statements", "DSDS", {"a": "true", "b": "false", "c": "true", "d": "false"}),
        ("short_number", "2.5", "2,5"),
        ("short_number", "−2,5", "-2,5"),
        ("short_number", "1,2-", "1,2-"),
        ("true_false", "sai", "false"),
        ("short_text", "  Điện   Biên ", "Điện Biên"),
        ("cloze", "Hà Nội; 12; A", {"1": "Hà Nội", "2": "12", "3": "a"}),
        ("cloze", "-; 12", {"2": "12"}),
        ("four_statements", "----", None),
        ("one_choice", " ", None),
        ("one_choice", "-", None),
    ],
)
def test_people_type_in_their_own_ways(muong_nha, kind, text, response):
    page = make_paper_quiz(quizzes.make_bank(school=muong_nha), kinds=[kind], codes=1)
    assert written.read(place_of(page.paper, kind), text) == response


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("one_choice", "E", "A đến C"),
        ("one_choice", "AB", "A đến C"),
        ("several_choices", "AZ", "A đến D"),
        ("four_statements", "ĐSĐ", "bốn dấu"),
        ("short_number", "hai", "không phải là số"),
        ("short_number", "12345", "bốn ô"),
        ("matching", "A", "2 ý"),
        ("matching", "AD", "2 ý"),
        ("ordering", "1 2 9", "3 ý"),
        ("cloze", "a;b;c;d", "3 chỗ trống"),
        ("true_false", "X", "Đ nếu đúng"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(muong_nha, kind, text, said):
    page = make_paper_quiz(quizzes.make_bank(school=muong_nha), kinds=[kind], codes=1)
    with pytest.raises(written.Unreadable, match=said):
        written.read(place_of(page.paper, kind), text)


def test_independent_statements_have_the_letters_of_their_place(muong_nha):
    content, key = quizzes.QUESTIONS["four_statements"]
    bank = quizzes.make_bank(school=muong_nha)
    asked = quizzes.make_question(bank, "four_statements", content={**content, "independent": True}, key=key)
    page = quizzes.make_quiz(
        quizzes.make_course(), [asked], part={"shuffle": True, "shuffle_options": True}, codes=6
    )
    keys = set()
    for paper in papers_of(page):
        one = place_of(paper, "four_statements")
        keys.add(written.key_of(one))
        assert written.read(one, written.key_of(one)) == key
    assert len(keys) > 1
