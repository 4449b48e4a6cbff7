"""GIFT as teachers and Moodle write it."""

import pytest

from courses import importing
from courses.importing import gift, judging


def questions(text):
    found, _issues = gift.read(text.encode())
    judging.judge(found)
    return found


def one(text):
    (found,) = questions(text)
    return found


def codes(found):
    return [issue.code for issue in found.issues]


def test_one_right_answer_and_what_is_said_about_each():
    found = one("::Thủ đô::Thủ đô của nước ta là {=Hà Nội#Đúng rồi ~Huế#Đó là cố đô ~Đà Nẵng}")
    assert (found.kind, found.text) == ("one_choice", "Thủ đô của nước ta là")
    assert [option["text"] for option in found.content["options"]] == ["Hà Nội", "Huế", "Đà Nẵng"]
    assert found.key == {"right": "a", "said": {"a": "Đúng rồi", "b": "Đó là cố đô"}}


def test_weights_without_a_right_one_are_several_choices():
    found = one("Số chẵn {~%50%2 ~%50%4 ~%-50%3}")
    assert found.kind == "several_choices"
    # The bank's own rule gives the same marks: nothing is to be written down.
    assert found.key == {"right": ["a", "b"]}
    assert found.issues == []


def test_a_gap_in_a_sentence_stays_where_it_is():
    assert one("Con {=mèo ~chó} bắt chuột.").text == "Con _____ bắt chuột."


@pytest.mark.parametrize(
    ("written", "right", "said"),
    [
        ("{T}", "true", {}),
        ("{FALSE#Sai vì thế#Giỏi}", "false", {"true": "Sai vì thế", "false": "Giỏi"}),
        ("{ true }", "true", {}),
    ],
)
def test_true_and_false(written, right, said):
    found = one(f"Mặt trời mọc ở đằng đông.{written}")
    assert found.kind == "true_false"
    assert found.key == {"right": right, **({"said": said} if said else {})}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("{#3}", {"value": "3"}),
        ("{#3.14:0.005}", {"value": "3,14", "tolerance": "0,005"}),
        ("{#1..5}", {"value": "3", "tolerance": "2"}),
        ("{#1.4142135623730951:0.001}", {"value": "1,414213562373095", "tolerance": "0,001"}),
        (
            "{#=3:1 =%50%5:0.5}",
            {
                "value": "3",
                "tolerance": "1",
                "accepted": [{"value": "5", "tolerance": "0,5", "worth": "0.5"}],
            },
        ),
    ],
)
def test_numbers(written, key):
    found = one(f"Bao nhiêu? {written}")
    assert (found.kind, found.key) == ("short_number", key)


def test_short_texts_with_their_weights_and_the_explanation():
    found = one("Con vật nào? {=Ếch#Giỏi =%50%Mèo =%0%*#Chưa đúng ####Đọc lại bài 3}")
    assert found.kind == "short_text"
    assert found.key == {"accepted": ["Ếch", "Mèo"], "worth": {"Mèo": "0.5"}}
    assert found.feedback == "Đọc lại bài 3\nẾch: Giỏi\n*: Chưa đúng"
    assert "answer_feedback" in codes(found)


def test_pairs_with_one_that_misleads():
    found = one("Nối {=Lào -> Viêng Chăn =Nhật Bản -> Tô-ki-ô = -> Hà Nội}")
    assert found.kind == "matching"
    # In an order that tells nothing, as it will stand in the bank.
    left, right = ({one["id"]: one["text"] for one in found.content[side]} for side in ("left", "right"))
    assert set(right.values()) == {"Viêng Chăn", "Tô-ki-ô", "Hà Nội"}
    pairs = {left[one]: right[other] for one, other in found.key["pairs"].items()}
    assert pairs == {"Lào": "Viêng Chăn", "Nhật Bản": "Tô-ki-ô"}


def test_no_answers_is_an_essay_and_no_braces_an_information():
    assert [found.kind for found in questions("Tả con mèo. {}\n\nĐọc đoạn sau.")] == ["essay", "information"]


def test_escaped_signs_are_what_they_stand_for():
    found = one(r"Dấu nào\: \{ hay \}? {=\= ~\~ ~\#}")
    assert found.text == "Dấu nào: { hay }?"
    assert [option["text"] for option in found.content["options"]] == ["=", "~", "#"]


def test_a_new_line_is_written_with_a_backslash():
    assert one(r"Dòng một\nDòng hai {T}").text == "Dòng một\nDòng hai"


def test_formulas_are_read_even_where_nobody_escaped_their_braces():
    found = one(r"Tính \(\frac{1}{2} + x = 3\) {=\(x = \frac{5}{2}\) ~\(x \neq 1\)}")
    assert found.text == r"Tính \(\frac{1}{2} + x = 3\)"
    assert [option["text"] for option in found.content["options"]] == [
        r"\(x = \frac{5}{2}\)",
        r"\(x \neq 1\)",
    ]
    assert {"braces", "line_command"} <= set(codes(found))
    assert not found.is_lossy


def test_formulas_as_moodle_exports_them():
    found = one(r"Rút gọn \\(\\frac\{2\}\{4\}\\) và $$x^\{2\}$$ {=\\(\\neq\\) ~a}")
    assert found.text == r"Rút gọn \(\frac{2}{4}\) và \( x^{2} \)"
    assert found.content["options"][0]["text"] == r"\(\neq\)"


def test_categories_and_tags_become_topic_and_level():
    first, second = questions(
        "$CATEGORY: $course$/top/Lớp 6/Phân số\n\n// [tag:Vận dụng]\nMột? {T}\n\nHai? {F}"
    )
    assert (first.topic, first.level) == ("Phân số", "apply")
    assert (second.topic, second.level) == ("Phân số", "")


def test_html_becomes_plain_text_and_what_is_lost_is_told():
    found = one("[html]<p>Từ nào <u>gạch chân</u>?</p> {=<b>x<sup>2</sup></b> ~y}")
    assert found.text == "Từ nào gạch chân?"
    assert found.content["options"][0]["text"] == "x²"
    assert found.is_lossy
    assert "emphasis" in codes(found)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("Thiếu ngoặc {=a ~b", "unclosed"),
        ("Không dấu {a b}", "bad_syntax"),
        ("Không câu đúng {~a ~b}", "no_right"),
        ("Một mình {=a ~}", "kind_says"),
        ("Hai chỗ {=a ~b} và {=c ~d}", "bad_syntax"),
        ("Số {#hai}", "bad_number"),
    ],
)
def test_a_bad_question_is_named_and_the_good_ones_stay(bad, code):
    first, second, third = questions(f"Một? {{=a ~b}}\n\n{bad}\n\nBa? {{=c ~d}}")
    assert not first.is_refused
    assert not third.is_refused
    assert second.is_refused or code == "kind_says"
    assert code in codes(second) or not second.is_refused
    assert second.text


def test_an_empty_line_inside_braces_parts_nothing():
    found = one("Chọn {\n=đúng\n\n~sai\n}")
    assert len(found.content["options"]) == 2


def test_the_same_question_twice_is_told():
    _first, second = questions("Một? {=a ~b}\n\nMột? {=a ~b}")
    assert codes(second) == ["twice"]


def test_old_letters_become_unicode():
    text = "Thủ đô của nước ta là thành phố nào? {=Hà Nội ~Huế ~Đà Nẵng}"
    from lms import letters

    table = {meant: sign for sign, meant in letters._TCVN3_TABLE.items()}
    content = "".join(chr(table.get(sign, ord(sign))) for sign in text).encode("latin-1")
    result = importing.read(content)
    assert result.questions[0].text == "Thủ đô của nước ta là thành phố nào?"
    assert [issue.code for issue in result.issues] == ["old_letters"]
