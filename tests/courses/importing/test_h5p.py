"""H5P: exercises one by one or in sets, their pictures, and a reason for each that cannot be asked."""

import json
import time

import pytest

from courses import importing
from tests.courses.importing.builders import a_png
from tests.courses.importing.qti_builders import packed


def h5p(library, params, files=()):
    head = {"title": "Bài tập", "mainLibrary": library}
    told = {"h5p.json": json.dumps(head), "content/content.json": json.dumps(params)}
    return packed({**told, **dict(files)})


def read(library, params, files=()):
    result = importing.read(h5p(library, params, files))
    assert result.format == "h5p"
    return result.questions


def codes(found):
    return {issue.code for issue in found.issues}


MANY = {
    "question": "<p>Số nào <b>chẵn</b>?</p>",
    "answers": [
        {"text": "<div>2</div>", "correct": True, "tipsAndFeedback": {"chosenFeedback": "<p>Giỏi</p>"}},
        {"text": "<div>3</div>", "correct": False, "tipsAndFeedback": {"tip": "Chia cho 2"}},
        {"text": "<div>4</div>", "correct": True},
    ],
}
ONE = {"question": "1 + 1?", "answers": [{"text": "2", "correct": True}, {"text": "3", "correct": False}]}


def test_several_choices_with_remarks():
    (found,) = read("H5P.MultiChoice", MANY)
    assert (found.kind, found.text) == ("several_choices", "Số nào chẵn?")
    assert found.key == {"right": ["a", "c"], "said": {"a": "Giỏi"}}
    assert codes(found) == {"emphasis", "hints"}


def test_one_right_answer_is_one_choice_with_its_picture():
    image = {"library": "H5P.Image 1.1", "params": {"file": {"path": "images/a.png"}, "alt": "Hai quả"}}
    params = {
        **ONE,
        "media": {"type": image},
        "overallFeedback": [{"from": 0, "to": 100, "feedback": "Vì 1 + 1"}],
    }
    (found,) = read("H5P.MultiChoice", params, {"content/images/a.png": a_png()})
    assert (found.kind, found.key, found.feedback) == ("one_choice", {"right": "a"}, "Vì 1 + 1")
    assert [(one.name, one.alt) for one in found.pictures] == [("a.png", "Hai quả")]
    assert not codes(found)


def test_true_or_false():
    params = {"question": "Trái Đất tròn?", "correct": "true", "behaviour": {"feedbackOnWrong": "Xem lại"}}
    (found,) = read("H5P.TrueFalse", params)
    assert found.key == {"right": "true", "said": {"false": "Xem lại"}}


def test_gaps_to_write():
    params = {
        "text": "<p>Điền</p>",
        "questions": ["<p>Thủ đô là *Hà Nội/Thăng Long*.</p>", "<p>3 ** 2 = *6:nhân*</p>"],
        "behaviour": {"caseSensitive": False},
    }
    (found,) = read("H5P.Blanks", params)
    assert found.content["text"] == "Điền\nThủ đô là {1}.\n\n3 * 2 = {2}"
    assert found.key["gaps"] == {"1": {"accepted": ["Hà Nội", "Thăng Long"]}, "2": {"accepted": ["6"]}}
    assert codes(found) == {"hints"}


def test_words_to_drag():
    params = {"taskDescription": "Kéo", "textField": "Em *gặt*\nrồi *phơi* lúa", "distractors": "*ăn*"}
    (found,) = read("H5P.DragText", params)
    assert found.content["text"] == "Kéo\nEm {1}\nrồi {2} lúa"
    assert [one["text"] for one in found.content["gaps"]["1"]["options"]] == ["gặt", "phơi", "ăn"]
    assert codes(found) == {"dragging"}


def test_words_to_mark_are_listed_where_they_are_few():
    (found,) = read(
        "H5P.MarkTheWords", {"taskDescription": "Tìm động từ", "textField": "Em *chạy* rất nhanh."}
    )
    assert [one["text"] for one in found.content["options"]] == ["Em", "chạy", "rất", "nhanh"]
    assert found.key == {"right": ["b"]}
    (found,) = read("H5P.MarkTheWords", {"textField": " ".join(f"*từ{at}*" for at in range(30))})
    assert codes(found) == {"unknown_kind"}


def test_places_in_a_picture():
    zone = {"x": 10, "y": 20, "width": 10, "height": 5, "correctElements": ["0"]}
    text = {"library": "H5P.AdvancedText 1.1", "params": {"text": "<p>lá</p>"}}
    other = {"library": "H5P.AdvancedText 1.1", "params": {"text": "<p>rễ</p>"}}
    params = {
        "taskDescription": "Đặt tên",
        "question": {
            "settings": {"background": {"path": "images/cay.png"}, "size": {"width": 640, "height": 320}},
            "task": {"elements": [{"type": text}, {"type": other}], "dropZones": [zone]},
        },
    }
    (found,) = read("H5P.DragQuestion", params, {"content/images/cay.png": a_png()})
    assert found.content["spots"] == [{"id": "1", "x": 10.0, "y": 20.0, "w": 25.0, "h": 25.0}]
    (item,) = found.key["spots"].values()
    assert {one["id"]: one["text"] for one in found.content["items"]}[item] == "lá"


def test_sets_of_questions_give_each_of_them_and_name_what_cannot_be_asked():
    inside = [
        {"library": "H5P.MultiChoice 1.16", "params": ONE},
        {"library": "H5P.Crossword 0.4", "params": {}, "metadata": {"title": "Ô chữ"}},
        {
            "library": "H5P.SingleChoiceSet 1.11",
            "params": {"choices": [{"question": "a?", "answers": ["x", "y"]}] * 2},
        },
        {
            "library": "H5P.Summary 1.10",
            "params": {"intro": "Chọn", "summaries": [{"summary": ["đúng", "sai"]}]},
        },
        {"library": "H5P.MultiChoice 1.16", "params": {"answers": "hỏng"}},
        {"library": "H5P.AdvancedText 1.1", "params": {"text": "Đọc"}},
    ]
    result = importing.read(h5p("H5P.QuestionSet", {"questions": inside}))
    assert [one.kind for one in result.questions] == [
        *("one_choice", "Crossword", "one_choice", "one_choice", "one_choice", "MultiChoice")
    ]
    assert [one.is_refused for one in result.questions] == [False, True, False, False, False, True]
    assert result.questions[1].text == "Ô chữ"
    assert codes(result.questions[1]) == {"unknown_kind"}
    assert [issue.code for issue in result.issues] == ["not_questions"]


@pytest.mark.parametrize(
    ("library", "params", "kind"),
    [
        ("H5P.Essay", {"taskDescription": "Kể", "solution": {"sample": "Mẫu"}}, "essay"),
        ("H5P.SortParagraphs", {"taskDescription": "Xếp", "paragraphs": ["một", "hai"]}, "ordering"),
        ("H5P.Flashcards", {"cards": [{"text": "dog", "answer": "chó/con chó"}]}, "short_text"),
    ],
)
def test_further_kinds(library, params, kind):
    (found,) = read(library, params)
    assert found.kind == kind
    assert not found.is_refused


def nested(depth):
    return {"params": nested(depth - 1), "library": "H5P.Column 1.1"} if depth else {}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed({"h5p.json": "{", "content/content.json": "{}"}), "damaged_h5p"),
        (packed({"h5p.json": "[]", "content/content.json": "[]"}), "damaged_h5p"),
        (packed({"h5p.json": b"\xff\xfe\xff", "content/content.json": "{}"}), "damaged_h5p"),
        (packed({"h5p.json": "{}", "content/content.json": "[" * 200_000}), "damaged_h5p"),
        (h5p("H5P.Column", nested(200)), "too_deep"),
        (packed({"h5p.json": "{}", "content/content.json": "{}", "../x": ""}), "package_unsafe_names"),
        (h5p("H5P.QuestionSet", {"questions": [{"library": "H5P.A", "params": {}}] * 5_001}), "too_many"),
    ],
)
def test_it_is_refused_with_a_sentence_within_a_second(content, code):
    began = time.process_time()
    with pytest.raises(importing.Refused) as refused:
        importing.read(content)
    assert time.process_time() - began < 1
    assert refused.value.issue.code == code


@pytest.mark.parametrize(
    "params",
    [
        {"questions": ["*" * 50_000]},
        {"questions": ["*a" * 20_000]},
        {"questions": ["*a* " * 10_000]},
        {"questions": [{"x": 1}, None, 7]},
        {"questions": "x"},
        {"questions": ["*a*"], "media": "x", "behaviour": [], "overallFeedback": {"a": 1}},
    ],
)
def test_whatever_stands_inside_is_one_question(params):
    began = time.process_time()
    assert len(read("H5P.Blanks", params)) == 1
    assert time.process_time() - began < 1
