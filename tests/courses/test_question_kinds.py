"""Every kind, sat by a pupil: with the plain form and with events, marked alike, and told again."""

import json
import re
import uuid

import pytest

from courses.models import AnswerEvent, Attempt
from courses.questions import KINDS, is_by_hand, veiled
from tests.courses import quizzes

# What a pupil fills in, right in all of it (keys as kept: `veil` gives new ids), and what it looks like then.
RIGHT = {
    "one_choice": lambda key: {"": [key["right"]]},
    "several_choices": lambda key: {"": key["right"]},
    "true_false": lambda key: {"": [key["right"]]},
    "four_statements": lambda key: {letter: [f"{letter}:{key[letter]}"] for letter in "abcd"},
    "short_number": lambda key: {"": ["2.50"]},
    "short_text": lambda key: {"": ["điện biên"]},
    "cloze": lambda key: {"-1": ["hà nội"], "-2": ["12,0"], "-3": ["a"]},
    "matching": lambda key: {f"-{left}": [right] for left, right in key["pairs"].items()},
    "ordering": lambda key: {f"-{one}": [str(place)] for place, one in enumerate(key["order"], start=1)},
    "classify": lambda key: {f"-{one}": [group] for one, group in key["groups"].items()},
    "picture_spots": lambda key: {f"-{spot}": [item] for spot, item in key["spots"].items()},
}


@pytest.fixture
def bank(db):
    return quizzes.make_bank()


def sit(client, bank, questions, **rules):
    """A begun attempt of the signed-in pupil at a quiz of these questions."""
    page = quizzes.make_quiz(quizzes.make_course(), questions, **rules)
    client.post(f"/attempts/new/{page.uid}/")
    return Attempt.objects.get(page=page)


def post(client, attempt, fields, act="save"):
    address = f"/attempts/papers/{attempt.paper_id}/form/"
    told = {"attempt": str(attempt.pk), "act": act, **fields}
    return client.post(address, told, headers={"Origin": "http://testserver"})


@pytest.mark.parametrize("kind", RIGHT)
def test_an_answer_by_the_plain_form_is_kept_shown_again_and_marked(kind, bank, giang, signed_in):
    client = signed_in(giang)
    question = quizzes.make_question(bank, kind)
    attempt = sit(client, bank, [question])
    fields = {f"q1{part}": values for part, values in RIGHT[kind](question.current.key).items()}
    assert post(client, attempt, fields).status_code == 302
    page = client.get(f"/attempts/papers/{attempt.paper_id}/form/").content.decode()
    assert filled_in(page) >= {(name, value) for name, values in fields.items() for value in values} - {
        ("q1", "2.50")
    }
    # Sent again as it stands, it is no new answer.
    post(client, attempt, fields, act="submit")
    assert AnswerEvent.objects.exclude(place=None).count() == 1
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.answered, attempt.to_mark) == (10, 1, 0)
    assert client.get(f"/attempts/{attempt.pk}/").status_code == 200


def filled_in(page):
    """(name, value) of what is ticked, chosen or written in a form."""
    found = set(re.findall(r'name="(q1[^"]*)" value="([^"]+)" checked', page))
    found |= set(re.findall(r'<input[^>]*type="text"[^>]*name="(q1[^"]*)" value="([^"]+)"', page))
    for name, options in re.findall(r'<select[^>]*name="(q1[^"]*)"[^>]*>(.*?)</select>', page):
        found |= {(name, value) for value in re.findall(r'value="([^"]*)" selected', options)}
    return found


@pytest.mark.parametrize("kind", RIGHT)
def test_an_event_of_the_browser_says_the_same(kind, bank, giang, signed_in):
    client = signed_in(giang)
    question = quizzes.make_question(bank, kind)
    attempt = sit(client, bank, [question])
    values = [
        f"{part[1:]}:{value}" if part.startswith("-") else value
        for part, found in RIGHT[kind](question.current.key).items()
        for value in found
    ]
    told = send(client, giang, attempt, values)
    assert told["status"] == "stored"
    attempt.refresh_from_db()
    assert attempt.points == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "raw",
    [
        {"1": {"a": 1}},
        {"1": ["a"]},
        [["a"]],
        [1, None, True],
        7,
        "x" * 3000,
        ["1:" + "y" * 3000],
        ["a:b:c", ":", ""],
    ],
)
def test_nonsense_is_no_answer_and_no_error(kind, raw):
    content, key = quizzes.QUESTIONS[kind]
    response = KINDS[kind].read_response(raw, content)
    json.dumps(response)
    points = KINDS[kind].score(response, content, key)
    assert is_by_hand(kind) or 0 <= points <= 1
    if response is not None:
        assert isinstance(KINDS[kind].shown_response(response, content), str)


def send(client, pupil, attempt, response, place=1, kind="answer.saved"):
    event = {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "stream": str(attempt.pk),
        "install": "tablet",
        "seq": AnswerEvent.objects.filter(attempt=attempt).count() + 1,
        "learner": str(pupil.pk),
        "payload": {"place": place, "response": response} if kind == "answer.saved" else {},
    }
    told = client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
    return told.json()["results"][0]


@pytest.mark.parametrize("kind", ["matching", "ordering", "classify", "picture_spots"])
def test_neither_order_nor_ids_tell_what_belongs_together(kind, bank):
    content, key = quizzes.QUESTIONS[kind]
    many = [f"thứ {number}" for number in range(1, 9)]
    if kind == "matching":
        content = {"left": quizzes.things(*many), "right": quizzes.things(*(f"{one} kia" for one in many))}
        key = {"pairs": {str(number): str(number) for number in range(1, 9)}}
    elif kind == "ordering":
        content, key = {"items": quizzes.things(*many)}, {"order": [str(number) for number in range(1, 9)]}
    elif kind == "classify":
        content = {**content, "items": quizzes.things(*many)}
        key = {"groups": {str(number): "1" if number < 5 else "2" for number in range(1, 9)}}
    else:
        spots = [{"id": str(number), "x": number, "y": 1, "w": 1, "h": 1} for number in range(1, 9)]
        content = {"spots": spots, "items": quizzes.things(*many)}
        key = {"spots": {str(number): str(number) for number in range(1, 9)}}
    kept = quizzes.make_question(bank, kind, content=content, key=key).current
    assert kept.key != key
    assert KINDS[kind].problems(kept.content, kept.key) == []
    assert KINDS[kind].shown_key(kept.content, kept.key).count("thứ") == KINDS[kind].shown_key(
        content, key
    ).count("thứ")
    # Written anew from what is kept, it stays as it is.
    assert veiled(kind, kept.content, kept.key) == (kept.content, kept.key)


def test_information_has_no_number_no_points_and_counts_for_nothing(bank, giang, signed_in):
    client = signed_in(giang)
    asked = [quizzes.make_question(bank, "information", text="Đọc đoạn văn sau"), quizzes.make_question(bank)]
    attempt = sit(client, bank, asked)
    page = client.get(f"/attempts/papers/{attempt.paper_id}/form/").content.decode()
    assert "Đọc đoạn văn sau" in page
    assert "<span data-number>1</span>" in page
    assert "<span data-number>2</span>" not in page
    post(client, attempt, {"q2": "b"}, act="submit")
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.out_of) == (10, 1)


def test_a_remark_on_an_option_is_read_in_practice_and_never_before_it_is_answered_in_a_quiz(
    bank, giang, signed_in
):
    key = {"right": "b", "said": {"a": "Em cộng nhầm rồi."}}
    question = quizzes.make_question(bank, key=key)
    client = signed_in(giang)
    attempt = sit(client, bank, [question])
    paper = client.get(f"/attempts/papers/{attempt.paper_id}/").content.decode()
    assert "Em cộng nhầm" not in paper
    other = quizzes.make_question(bank, key=key)
    practice = quizzes.make_quiz(quizzes.make_course(), [other], practice=True)
    assert json.dumps("Em cộng nhầm rồi.") in client.get(practice.url).content.decode()


def test_a_text_with_gaps_is_written_and_read_back_as_it_was():
    from courses.questions import gap_writing

    written = (
        r"\(\frac{1}{2}\) là [[phân số | ps (50%)]], [[= 2,5 ± 0,1 | = 3 (25%)]] và "
        r"[[*tăng | giảm (33,33333%) | không]](x2)."
    )
    content, key = gap_writing.read(written)
    assert list(content["gaps"]) == ["1", "2", "3"]
    assert content["gaps"]["3"]["weight"] == 2
    assert key["gaps"]["1"] == {"accepted": ["phân số", "ps"], "worth": {"ps": "0.5"}}
    again = gap_writing.read(gap_writing.written(content, key))
    assert again == (content, key)
