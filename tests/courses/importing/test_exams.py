"""Exams as teachers type them: what is a question, what says which option is right."""

import pytest

from courses import importing
from tests.courses.importing.word_files import docx, p, r, table


def read(*blocks, **more):
    return importing.read(docx(*blocks, **more)).questions


def one(*blocks, **more):
    (found,) = read(*blocks, **more)
    return found


def right_of(found):
    assert not found.is_refused, [issue.sentence for issue in found.issues]
    texts = {option["id"]: option["text"] for option in found.content["options"]}
    right = found.key["right"]
    return [texts[id_] for id_ in right] if isinstance(right, list) else texts[right]


def codes(found):
    return [issue.code for issue in found.issues]


STEM = p(r("Câu 1.", "b"), " Thủ đô của nước ta là")


@pytest.mark.parametrize(
    "marked",
    [
        p(r("B", "u"), ". Hà Nội"),
        p("B. ", r("Hà Nội", "u")),
        p(r("B. Hà Nội", "b")),
        p(r("B. Hà Nội", colour="FF0000")),
        p(r("B.", colour="C00000"), " Hà Nội"),
        p("B. ", r("Hà Nội", highlight="yellow")),
        p("*B. Hà Nội"),
        p("B. Hà Nội*"),
        p("B. Hà Nội ✓"),
        p("B. Hà Nội (Đ)"),
    ],
)
def test_the_right_option_is_the_one_that_somebody_marked(marked):
    found = one(STEM, "A. Huế", marked, "C. Vinh", "D. Lào Cai")
    assert (found.kind, right_of(found)) == ("one_choice", "Hà Nội")


@pytest.mark.parametrize(
    "line",
    [
        "Đáp án: B",
        "Đáp án B",
        "Chọn B.",
        "ĐÁP ÁN ĐÚNG LÀ: B",
        "⇒ Chọn đáp án B",
        "Answer: B",
        "Đáp án: Hà Nội",
        "Key: b",
    ],
)
def test_the_right_option_is_written_below(line):
    assert right_of(one(STEM, "A. Huế", "B. Hà Nội", "C. Vinh", line)) == "Hà Nội"


@pytest.mark.parametrize(
    "options",
    [
        ["A. Huế\tB. Hà Nội\tC. Vinh\tD. Lào Cai"],
        ["A. Huế    B. Hà Nội", "C. Vinh    D. Lào Cai"],
        ["A. Huế B. Hà Nội C. Vinh D. Lào Cai"],
        ["A) Huế", "B) Hà Nội", "C) Vinh", "D) Lào Cai"],
        ["A/ Huế", "B/ Hà Nội", "C/ Vinh", "D/ Lào Cai"],
        ["(A) Huế", "(B) Hà Nội", "(C) Vinh", "(D) Lào Cai"],
        ["A.Huế\tB.Hà Nội\tC.Vinh\tD.Lào Cai"],
        [table(["A. Huế", "B. Hà Nội"], ["C. Vinh", "D. Lào Cai"])],
        [table(["A. Huế", "B. Hà Nội", "C. Vinh", "D. Lào Cai"])],
        [table(["A.", "Huế", "B.", "Hà Nội"], ["C.", "Vinh", "D.", "Lào Cai"])],
        ["a) Huế", "b) Hà Nội", "c) Vinh", "d) Lào Cai"],
    ],
)
def test_options_stand_on_lines_in_rows_and_in_cells(options):
    found = one(STEM, *options, "Đáp án: B")
    assert [option["text"] for option in found.content["options"]] == ["Huế", "Hà Nội", "Vinh", "Lào Cai"]
    assert right_of(found) == "Hà Nội"
    assert found.text == "Thủ đô của nước ta là"


def test_options_on_the_line_of_the_question():
    found = one(p("Câu 1: Thủ đô là: A. Huế B. ", r("Hà Nội", "u"), " C. Vinh D. Lào Cai"))
    assert (found.text, right_of(found)) == ("Thủ đô là:", "Hà Nội")


@pytest.mark.parametrize(
    "begin",
    [
        "Câu 1.",
        "Câu 1:",
        "CÂU 1.",
        "Câu hỏi 1:",
        "Bài 1.",
        "Question 1.",
        "Câu 1 (NB).",
        "1.",
        "1)",
        "Câu 1 -",
    ],
)
def test_how_a_question_may_begin(begin):
    found = one(f"{begin} Thủ đô là", "A. Huế", "*B. Hà Nội")
    assert (found.ref, found.text, right_of(found)) == ("1", "Thủ đô là", "Hà Nội")


def test_a_sign_that_all_options_bear_says_nothing():
    bold = [
        p(r(f"{letter}. {text}", "b")) for letter, text in zip("ABC", ("Huế", "Hà Nội", "Vinh"), strict=True)
    ]
    found = one(STEM, *bold)
    assert codes(found) == ["no_key_seen"]
    assert [option["text"] for option in found.content["options"]] == ["Huế", "Hà Nội", "Vinh"]
    blue = [p(r(f"{letter}.", "b", colour="0000FF"), " x", str(at)) for at, letter in enumerate("ABCD")]
    assert codes(one(STEM, *blue)) == ["no_key_seen"]


def test_the_one_in_another_colour_is_meant():
    lines = [
        p(r(f"{letter}.", colour="0000FF" if letter != "C" else "FF0000"), f" x{letter}") for letter in "ABCD"
    ]
    assert right_of(one(STEM, *lines)) == "xC"


def test_two_signs_that_differ_are_asked_about():
    found = one(STEM, "A. Huế", p(r("B", "u"), ". Hà Nội"), "C. Vinh", "Đáp án: C")
    assert codes(found) == ["signs_differ"]
    assert "B / C" in found.issues[0].sentence


def test_several_marked_options_are_right_only_where_several_are_asked_for():
    lines = ["A. hai", p(r("B", "u"), ". ba"), p(r("C", "u"), ". năm"), "D. sáu"]
    assert codes(one("Câu 1. Số nào là số lẻ?", *lines)) == ["several_marked"]
    found = one("Câu 1. Chọn các phương án là số lẻ.", *lines)
    assert (found.kind, right_of(found)) == ("several_choices", ["ba", "năm"])
    assert right_of(one("Câu 1. Số nào?", "A. hai", "B. ba", "C. năm", "Đáp án: B, C")) == ["ba", "năm"]


def test_words_underlined_inside_options_are_no_key():
    parts = [("th", "e", "m"), ("ph", "o", "ng"), ("h", "ai", ""), ("m", "ôi", "")]
    lines = [p(f"{letter}. {a}", r(b, "u"), c) for letter, (a, b, c) in zip("ABCD", parts, strict=True)]
    found = one("Câu 1. Chọn từ có phần gạch chân đọc khác.", *lines, "Đáp án: C")
    assert right_of(found) == "hai"
    assert "emphasis" in codes(found)


def test_the_level_points_and_topic_of_a_question():
    found = read(
        "Chủ đề 1: Phân số",
        "Câu 1. (NB) Hỏi gì?",
        "A. a\t*B. b",
        "Câu 2 [TH]: Hỏi gì nữa?",
        "A. a\t*B. b",
        "Câu 3. (VD) (0,5 điểm) Hỏi thêm?",
        "A. a\t*B. b",
        "THÔNG HIỂU",
        "Câu 4. Còn gì?",
        "A. a\t*B. b",
        "Câu 5. Gì đây?",
        "Mức độ: vận dụng",
        "A. a\t*B. b",
    )
    assert [one.level for one in found] == ["recognise", "understand", "apply", "understand", "apply"]
    assert {one.topic for one in found} == {"Phân số"}
    assert [one.points for one in found] == ["1", "1", "0.5", "1", "1"]
    assert found[2].text == "Hỏi thêm?"


EXAM = [
    "PHẦN I. Câu trắc nghiệm nhiều phương án lựa chọn",
    "Câu 1. Một",
    "A. a\tB. b\tC. c\tD. d",
    "Câu 2. Hai",
    "A. a\tB. b\tC. c\tD. d",
    "Câu 3. Ba",
    "A. a\tB. b\tC. c\tD. d",
    "PHẦN II. Câu trắc nghiệm đúng sai",
    "Câu 1. Xét bốn ý sau",
    "a) một là số lẻ",
    "b) hai là số lẻ",
    "c) ba là số lẻ",
    "d) bốn là số lẻ",
    "PHẦN III. Câu trả lời ngắn",
    "Câu 1. Một phần hai bằng bao nhiêu?",
    "Câu 2. 1 + 1 = ?",
    "PHẦN IV. Tự luận",
    "Câu 1. Giải phương trình sau: a) x = 1; b) 2x = 1",
    "--- HẾT ---",
]
KEYS = {
    "lines": [
        "ĐÁP ÁN",
        "PHẦN I",
        "1.A 2.B 3-D",
        "PHẦN II",
        "Câu 1: a) Đ b) S c) Đ d) S",
        "PHẦN III",
        "Câu 1: 0,5",
        "Câu 2: 2",
    ],
    "tables": [
        "BẢNG ĐÁP ÁN",
        table(["Câu", "1", "2", "3"], ["Đáp án", "A", "B", "D"]),
        table(["Câu", "a", "b", "c", "d"], ["1", "Đ", "S", "Đ", "S"]),
        table(["Câu", "1", "2"], ["Đáp án", "0,5", "2"]),
    ],
    "cells": [
        "BẢNG ĐÁP ÁN",
        "PHẦN I",
        table(["1.A", "2.B", "3.D"]),
        "PHẦN II",
        "1: ĐSĐS",
        "PHẦN III",
        table(["1", "0,5"], ["2", "2"]),
    ],
    "below one another": [
        "Đáp án trắc nghiệm",
        "PHẦN I",
        "1A, 2B, 3D",
        "PHẦN II",
        "Câu 1. Đ - S - Đ - S",
        "PHẦN III",
        "1. 0,5\t2. 2",
    ],
}


@pytest.mark.parametrize("form", KEYS)
def test_an_exam_in_four_parts_with_its_key_at_the_end(form):
    found = read(*EXAM, *KEYS[form])
    assert [one.kind for one in found] == [
        *["one_choice"] * 3, "four_statements", "short_number", "short_number", "essay",
    ]  # fmt: skip
    assert [one.key.get("right") for one in found[:3]] == ["a", "b", "d"]
    assert found[3].key == {"a": "true", "b": "false", "c": "true", "d": "false"}
    assert [one.key["value"] for one in found[4:6]] == ["0,5", "2"]
    assert [one.ref for one in found] == ["I.1", "I.2", "I.3", "II.1", "III.1", "III.2", "IV.1"]
    assert not any(one.is_refused for one in found)


def test_without_a_key_every_question_is_found_and_says_what_is_missing():
    result = importing.read(docx(*EXAM))
    assert result.counts == {"found": 7, "importable": 1, "lossy": 0, "refused": 6}
    assert {code for one in result.questions[:-1] for code in codes(one)} == {"no_key_seen", "no_truths"}


@pytest.mark.parametrize(
    "lines",
    [
        [p(r("a)", "u"), " một"), "b) hai", p(r("c)", "u"), " ba"), "d) bốn"],
        [p(r("a) một", "b")), "b) hai", p(r("c) ba", "b")), "d) bốn"],
        ["a) một (Đ)", "b) hai (S)", "c) ba (Đ)", "d) bốn (S)"],
        ["a) một – Đúng", "b) hai – Sai", "c) ba – Đúng", "d) bốn – Sai"],
        ["a) một", "b) hai", "c) ba", "d) bốn", "Đáp án: a) Đúng, b) Sai, c) Đúng, d) Sai"],
        [
            "a) một",
            "b) hai",
            "c) ba",
            "d) bốn",
            "Lời giải",
            "a) Đúng. Vì lẻ",
            "b) Sai. Vì chẵn",
            "c) Đúng",
            "d) Sai",
        ],
        [
            table(
                ["Phát biểu", "Đúng", "Sai"],
                ["một", "X", ""],
                ["hai", "", "X"],
                ["ba", "x", ""],
                ["bốn", "", "x"],
            )
        ],
    ],
)
def test_four_statements_say_which_are_true(lines):
    found = one("PHẦN II", "Câu 1. Các ý sau đúng hay sai?", *lines)
    assert (found.kind, found.key) == (
        "four_statements",
        {"a": "true", "b": "false", "c": "true", "d": "false"},
    )
    assert [option["text"] for option in found.content["statements"]] == ["một", "hai", "ba", "bốn"]


def test_an_explanation_belongs_to_its_question():
    first, second = read(
        STEM,
        "A. Huế",
        "B. Hà Nội",
        "Lời giải",
        "Từ năm 1010.",
        "Chọn B",
        "Câu 2. Hai?",
        "A. a\t*B. b",
        "Giải thích: vì vậy",
    )
    assert (first.feedback, right_of(first)) == ("Từ năm 1010.", "Hà Nội")
    assert second.feedback == "vì vậy"


def test_the_letter_in_bold_within_a_solution_ends_no_question():
    first, second = read(
        STEM, "A. Huế", "B. Hà Nội", p(r("Lời giải", "b")), p(r("Chọn B", "b")), "Thay trực tiếp, ta được.",
        "Câu 2. Hai?", "A. a\t*B. b",
    )  # fmt: skip
    assert (first.feedback, right_of(first)) == ("Thay trực tiếp, ta được.", "Hà Nội")
    assert right_of(second) == "b"


@pytest.mark.parametrize(
    "rows",
    [
        [["Câu", "1", "2"], ["a)", "Đ", "S"], ["b)", "S", "S"], ["c)", "Đ", "Đ"], ["d)", "S", "Đ"]],
        [["", "Câu 1", "Câu 2"], ["a", "Đ", "S"], ["b", "S", "S"], ["c", "Đ", "Đ"], ["d", "S", "Đ"]],
        [
            ["Ý", "Câu 1", "Câu 2"],
            ["a)", "Đúng", "Sai"],
            ["b)", "Sai", "Sai"],
            ["c)", "Đ", "Đ"],
            ["d)", "S", "Đ"],
        ],
        [["Câu 1", "Câu 2"], ["a) Đ", "a) S"], ["b) S", "b) S"], ["c) Đ", "c) Đ"], ["d) S", "d) Đ"]],
    ],
)
def test_a_key_of_statements_may_have_the_questions_above_and_the_letters_down_the_side(rows):
    asked = ["a) một", "b) hai", "c) ba", "d) bốn"]
    first, second = read(
        "PHẦN II. Câu trắc nghiệm đúng sai", "Câu 1. Cho số x.", *asked, "Câu 2. Cho số y.", *asked,
        "BẢNG ĐÁP ÁN", "PHẦN II", table(*rows),
    )  # fmt: skip
    assert "".join(first.key[letter][0] for letter in "abcd") == "tftf"
    assert "".join(second.key[letter][0] for letter in "abcd") == "fftt"


def test_a_chapter_of_solutions_explains_the_questions_before():
    first, second = read(
        STEM, "A. Huế\tB. Hà Nội", "Câu 2. Hai?", "A. a\tB. b",
        "HƯỚNG DẪN GIẢI CHI TIẾT",
        "Câu 1. Thủ đô của nước ta là", "A. Huế\tB. Hà Nội", "Lời giải", "Từ năm 1010.", "Chọn B.",
        "Câu 2. Chọn A.", "Vì thế.",
    )  # fmt: skip
    assert (right_of(first), first.feedback) == ("Hà Nội", "Từ năm 1010.")
    assert right_of(second) == "a"
    assert "Vì thế." in second.feedback


@pytest.mark.parametrize(
    ("line", "value", "unit"),
    [
        ("0,5", "0,5", ""),
        ("-3", "-3", ""),
        ("12 cm", "12", "cm"),
        ("0.25", "0,25", ""),
        ("x = 4", "4", ""),
        ("1.250", "1250", ""),
    ],
)
def test_a_short_number(line, value, unit):
    found = one("Câu 1. Tính.", f"Đáp án: {line}")
    assert (found.kind, found.key["value"], found.content["unit"]) == ("short_number", value, unit)
    assert ("grouped_number" in codes(found)) == (line == "1.250")


def test_other_kinds_by_what_their_answer_is():
    found = read(
        "Câu 1. Thủ đô nước ta?", "Đáp án: Hà Nội",
        "Câu 2. Trái Đất quay quanh Mặt Trời, đúng hay sai?", "Đáp án: Đúng",
        "Câu 3. Trái Đất phẳng.", "A. Đúng", p(r("B", "u"), ". Sai"),
        "Câu 4. Tả con trâu nhà em.", "..............................", "..............................",
        "Câu 5. Nối cột A với cột B",
        table(["Cột A", "Cột B"], ["1. Lào", "a. Pa-ri"], ["2. Pháp", "b. Viêng Chăn"]),
        "Đáp án: 1-b, 2-a",
    )  # fmt: skip
    assert [one.kind for one in found] == ["short_text", "true_false", "true_false", "essay", "matching"]
    assert found[0].key["accepted"] == ["Hà Nội"]
    assert [one.key["right"] for one in found[1:3]] == ["true", "false"]
    assert found[3].text == "Tả con trâu nhà em."
    left, right = ({one["id"]: one["text"] for one in found[4].content[side]} for side in ("left", "right"))
    assert {left[a]: right[b] for a, b in found[4].key["pairs"].items()} == {
        "Lào": "Viêng Chăn",
        "Pháp": "Pa-ri",
    }


def test_what_several_questions_are_about_is_their_passage():
    found = read(
        "Đọc đoạn văn sau và trả lời câu hỏi từ 1 đến 2", "Trâu ơi ta bảo trâu này.",
        "Câu 1. Ai nói?", "*A. người\tB. trâu", "Câu 2. Nói với ai?", "A. người\t*B. trâu",
        "Câu 3. Ngoài đoạn văn", "*A. a\tB. b",
    )  # fmt: skip
    assert [one.passage and one.passage.text for one in found] == ["Trâu ơi ta bảo trâu này."] * 2 + [None]
    assert found[0].passage.title == "Đọc đoạn văn sau và trả lời câu hỏi từ 1 đến 2"


def test_a_table_of_data_becomes_lines_and_that_is_said():
    found = one(
        "Câu 1. Cho bảng sau", table(["x", "1", "2"], ["y", "3", "4"]), "Tìm y khi x = 2", "A. 3\t*B. 4"
    )
    assert found.text == "Cho bảng sau\nx | 1 | 2\ny | 3 | 4\nTìm y khi x = 2"
    assert "table" in codes(found)


def test_a_question_in_a_frame_is_read_like_any_other():
    assert right_of(one(table([p("Câu 1. Hỏi gì?") + p("A. một") + p("*B. hai")]))) == "hai"


def test_letters_in_formulas_and_sentences_are_no_options():
    found = one(
        "Câu 1. Cho tam giác ABC có (A) và (B) là hai góc, điểm A: gốc. Tính góc C.", "A. 30\t*B. 60\tC. 90"
    )
    assert found.text.endswith("Tính góc C.")
    assert len(found.content["options"]) == 3


def test_a_collection_of_exams_keeps_each_key_with_its_exam():
    def exam(right):
        return [
            "Câu 1. Một?",
            "A. a\tB. b",
            "Câu 2. Hai?",
            "A. a\tB. b",
            "Câu 3. Ba?",
            "A. a\tB. b",
            "ĐÁP ÁN",
            right,
        ]

    found = read("ĐỀ SỐ 1", *exam("1.A 2.B 3.A"), "ĐỀ SỐ 2", *exam("1.B 2.A 3.B"))
    assert [one.key.get("right") for one in found] == ["a", "b", "a", "b", "a", "b"]


def test_what_belongs_to_no_question_is_said():
    result = importing.read(docx("SỞ GIÁO DỤC ĐIỆN BIÊN", STEM, "A. a\t*B. b"))
    assert [issue.code for issue in result.issues] == ["outside_questions"]
    assert "SỞ GIÁO DỤC" in result.issues[0].sentence


def test_an_instruction_above_several_questions_is_asked_where_they_say_nothing_themselves():
    sounds = "Mark the letter A or B to indicate the word whose underlined part differs."
    result = importing.read(
        docx(
            p(r(sounds, "b")),
            p("Question 1. A. r", r("oo", "u"), "f\tB. bl", r("oo", "u"), "d"),
            p(r("Choose the correct answer to each of the following questions.", "b")),
            "Question 2. She ____ to school.", "A. go\tB. goes",
            "ANSWER KEY", "1.B 2.B",
        )
    )  # fmt: skip
    first, second = result.questions
    assert (first.text, second.text) == (sounds, "She ____ to school.")
    assert [right_of(one) for one in (first, second)] == ["blood", "goes"]
    # What no question took is told.
    assert [issue.values["said"][:6] for issue in result.issues] == ["Choose"]


def test_a_text_without_numbers_is_the_passage_of_all_that_follow_in_its_part():
    found = read(
        "PHẦN I. ĐỌC HIỂU (4,0 điểm)",
        "Đọc văn bản sau và thực hiện các yêu cầu:", "Quê hương là chùm khế ngọt",
        "Câu 1 (0,5 điểm). Xác định thể thơ.", "Câu 2. Nêu biện pháp tu từ.",
        "PHẦN II. VIẾT (6,0 điểm)", "Câu 1. Viết đoạn văn. (2 điểm)",
        "HƯỚNG DẪN CHẤM",
        table(
            ["Phần", "Câu", "Nội dung", "Điểm"],
            ["I", "1", "Sáu chữ", "0,5"], ["", "2", "So sánh", "1"], ["II", "1", "Đoạn", "2"],
        ),
    )  # fmt: skip
    assert [one.passage and one.passage.text for one in found] == ["Quê hương là chùm khế ngọt"] * 2 + [None]
    assert [(one.kind, one.key["model"]) for one in found] == [
        ("essay", "Sáu chữ"),
        ("essay", "So sánh"),
        ("essay", "Đoạn"),
    ]
    assert [one.points for one in found] == ["0.5", "1", "2"]


def test_a_key_in_a_table_may_say_the_words_of_an_option():
    found = one(STEM, "A. Huế\tB. Hà Nội", "BẢNG ĐÁP ÁN", table(["Câu", "Đáp án"], ["1", "Hà Nội"]))
    assert right_of(found) == "Hà Nội"


@pytest.mark.parametrize(
    "key",
    [
        table(["Câu", "101", "102"], ["1", "A", "B"], ["2", "B", "A"]),
        table(["Mã đề", "1", "2"], ["101", "A", "B"], ["102", "B", "A"]),
    ],
)
def test_a_key_of_several_papers_gives_the_answers_of_this_one(key):
    exam = ["Câu 1. Một?", "A. a\tB. b", "Câu 2. Hai?", "A. c\tB. d", "ĐÁP ÁN", key]
    assert [right_of(one) for one in read("Mã đề: 102", *exam)] == ["b", "c"]
    # Nobody knows which paper it is, and nothing is guessed.
    assert [codes(one) for one in read(*exam)] == [["no_key_seen"]] * 2


def test_questions_in_the_rows_of_a_table():
    rows = [["Câu", "Nội dung", "Đáp án"]]
    rows += [
        ["Câu 1", p("Thủ đô?") + p("A. Huế") + p("B. Hà Nội"), "B"],
        ["2", p("Sông?") + p("A. a") + p("B. b"), "A"],
    ]
    assert [right_of(one) for one in read(table(*rows))] == ["Hà Nội", "a"]


def test_the_code_of_a_requirement_is_kept():
    found = one("Câu 1. [2D1-1] [NB] Hàm số nào?", "A. a\t*B. b")
    assert (found.text, found.curriculum, found.level) == ("Hàm số nào?", "2D1-1", "recognise")
