"""Aiken, the simplest of all."""

from courses.importing import aiken, judging

GOOD = "Mây là gì?\nA. hơi nước\nB) khói\nC. bụi\nANSWER: A\n"


def questions(text):
    found, _issues = aiken.read(text.encode())
    judging.judge(found)
    return found


def test_a_question_with_its_answer():
    (found,) = questions(GOOD)
    assert (found.kind, found.text, found.key) == ("one_choice", "Mây là gì?", {"right": "a"})
    assert [option["text"] for option in found.content["options"]] == ["hơi nước", "khói", "bụi"]


def test_a_question_over_several_lines_and_no_empty_line_between():
    first, second = questions("Đọc câu sau.\nAi là tác giả?\nA. Nguyễn Du\nB. Tố Hữu\nANSWER: B\n" + GOOD)
    assert first.text == "Đọc câu sau.\nAi là tác giả?"
    assert second.text == "Mây là gì?"


def test_signs_of_html_are_signs():
    (found,) = questions("Thẻ <b> & <i>?\nA. 1 < 2\nB. 2 < 1\nANSWER: A")
    assert found.text == "Thẻ <b> & <i>?"
    assert found.content["options"][0]["text"] == "1 < 2"


def test_what_is_missing_is_named_and_nothing_disappears():
    found = questions("Không có đáp án\nA. một\nB. hai\n\nMột phương án\nA. một\nANSWER: A\n\n" + GOOD)
    assert [[issue.code for issue in one.issues] for one in found] == [
        ["no_key_line"],
        ["only_one_option"],
        [],
    ]


def test_an_answer_that_is_no_option():
    (found,) = questions("Chọn\nA. một\nB. hai\nANSWER: D")
    assert [issue.code for issue in found.issues] == ["key_not_there"]


def test_windows_line_ends_and_a_mark_at_the_beginning():
    found, _issues = aiken.read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert found[0].text == "Mây là gì?"
