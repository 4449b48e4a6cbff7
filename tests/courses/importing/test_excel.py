"""Sheets of questions: ours, and those that schools and other programs have."""

import datetime
import io
import json

import openpyxl
import pytest
from openpyxl.drawing.image import Image

from courses import importing
from courses.exporting import excel
from tests.courses.importing.builders import a_png

HEADS = ["STT", "Nội dung câu hỏi", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án D", "Đáp án đúng", "Mức độ"]


def book(*rows, name="Sheet1", before=(), change=None):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    for row in [*before, *rows]:
        sheet.append(row)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(*rows, heads=HEADS, **more):
    return importing.read(book(heads, *rows, **more)).questions


def right_of(found):
    assert not found.is_refused, [issue.sentence for issue in found.issues]
    texts = {option["id"]: option["text"] for option in found.content["options"]}
    right = found.key["right"]
    return [texts[id_] for id_ in right] if isinstance(right, list) else texts[right]


@pytest.mark.parametrize("answer", ["B", "b", "Hà Nội", "B.", "2"])
def test_the_right_one_is_named_by_letter_by_number_or_by_what_it_says(answer):
    (found,) = read([1, "Thủ đô?", "Huế", "Hà Nội", "Vinh", "Lào Cai", answer, "Nhận biết"])
    assert (found.ref, found.kind, found.level, right_of(found)) == ("1", "one_choice", "recognise", "Hà Nội")


def test_numbers_that_are_options_are_no_places():
    found = read(
        [1, "1 + 1?", 1, 2, 3, 4, 2, ""], [2, "2 + 2?", 1, 2, 3, 4, 4, ""], [3, "1 + 0?", 1, 2, 3, 4, 1, ""]
    )
    assert [right_of(one) for one in found] == ["2", "4", "1"]
    assert [issue.code for issue in found[0].issues] == []
    (found,) = read([1, "1 + 1?", 5, 3, 2, 4, 2, ""])
    assert (right_of(found), [issue.code for issue in found.issues]) == ("2", ["answer_by_words"])
    found = read([1, "1 + 1?", 5, 2, 3, 4, 2, ""], [2, "2 + 2?", 10, 20, 4, 30, 3, ""])
    assert [right_of(one) for one in found] == ["2", "4"]


@pytest.mark.parametrize(
    "heads",
    [
        ["Câu", "Câu hỏi", "A", "B", "C", "D", "Đáp án", "Mức độ nhận thức"],
        ["TT", "NỘI DUNG", "Phương án A", "Phương án B", "Phương án C", "Phương án D", "ĐÁP ÁN", "Độ khó"],
        ["STT", "Câu dẫn", *(f"Phương án {at}" for at in range(1, 5)), "Trả lời đúng", "Level"],
        ["No", "Question Text", *(f"Option {at}" for at in range(1, 5)), "Correct Answer", "Time in seconds"],
        [
            "#", "Question - max 120 characters", *(f"Answer {at} - max 75 characters" for at in range(1, 5)),
            "Correct answer(s) - choose at least one", "Time limit (sec)",
        ],
    ],
)  # fmt: skip
def test_columns_are_known_by_their_words(heads):
    before = [["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], ["NGÂN HÀNG CÂU HỎI"], []]
    (found,) = read([1, "Thủ đô?", "Huế", "Hà Nội", "Vinh", "Lào", 2, ""], heads=heads, before=before)
    assert right_of(found) == "Hà Nội"


def test_columns_may_stand_in_any_order():
    (found,) = read(["B", "Hà Nội", "Huế", "Thủ đô?"], heads=["Đáp án", "B", "A", "Câu hỏi"])
    assert [option["text"] for option in found.content["options"]] == ["Huế", "Hà Nội"]
    assert right_of(found) == "Hà Nội"


def test_numbers_are_kept_as_they_are_shown_and_texts_are_texts():
    (found,) = read([1, 12, 0.5, 2.25, 3, "=1+1", "A", ""], change=_as_text)
    assert found.text == "12"
    assert [option["text"] for option in found.content["options"]] == ["0,5", "2,25", "3", "=1+1"]


def _as_text(made):
    made.active["F2"].data_type = "s"


def test_what_excel_made_a_day_is_told():
    (found,) = read([1, "Phân số nào?", datetime.date(2026, 4, 3), "1/2 ", "x", "y", "B", ""])
    assert found.content["options"][0]["text"] == "3/4"
    assert [issue.code for issue in found.issues] == ["cell_is_day"]


def test_our_template_is_read_as_it_explains_itself():
    made = openpyxl.load_workbook(io.BytesIO(excel.template()))
    assert made.sheetnames == ["Câu hỏi", "Ví dụ", "Hướng dẫn"]
    with pytest.raises(importing.Refused) as refused:
        importing.read(excel.template())
    assert refused.value.issue.code == "no_questions"
    del made["Câu hỏi"]
    out = io.BytesIO()
    made.save(out)
    found = importing.read(out.getvalue()).questions
    assert [one.kind for one in found] == [
        *(
            "one_choice",
            "several_choices",
            "true_false",
            "four_statements",
            "short_number",
            "short_text",
            "cloze",
        ),
        *("matching", "ordering", "classify", "essay"),
    ]
    assert not [issue.sentence for one in found for issue in one.issues]


def test_kinds_are_told_by_options_and_answer_where_no_column_says_them():
    found = read(
        [1, "Một nửa?", "", "", "", "", 0.5, ""],
        [2, "Thủ đô?", "", "", "", "", "Hà Nội", ""],
        [3, "Đất tròn?", "", "", "", "", "Đúng", ""],
        [4, "Bốn ý?", "a", "b", "c", "d", "Đ, S, Đ, S", ""],
        [5, "Tả em bé.", "", "", "", "", "", ""],
        [6, "Số lẻ?", "1", "2", "3", "4", "A, C", ""],
    )
    assert [one.kind for one in found] == [
        *("short_number", "short_text", "true_false", "four_statements", "essay", "several_choices"),
    ]
    assert found[0].key["value"] == "0,5"


def test_what_is_missing_is_named_and_the_other_rows_are_read():
    found = read(
        [1, "Một?", "a", "b", "", "", "", ""],
        [2, "Hai?", "a", "b", "", "", "D", ""],
        [3, "", "a", "b", "", "", "A", ""],
        [4, "Bốn?", "a", "b", "", "", "A", ""],
    )
    assert [[issue.code for issue in one.issues] for one in found] == [
        ["no_key_seen"],
        ["key_not_there"],
        ["no_text"],
        [],
    ]


def test_a_kind_that_nobody_knows_is_named():
    (found,) = read(["Múa", "Em hãy múa."], heads=["Dạng", "Câu hỏi"])
    assert (found.kind, found.issues[0].code) == ("Múa", "unknown_kind")


def test_a_picture_on_the_row_comes_along():
    def put(made):
        made.active.add_image(Image(io.BytesIO(a_png())), "H3")

    first, second = read(
        [1, "Một?", "a", "b", "", "", "A", ""], [2, "Hình?", "a", "b", "", "", "A", ""], change=put
    )
    assert (len(first.pictures), len(second.pictures)) == (0, 1)


def test_sheets_without_questions_are_passed_by_and_all_others_read():
    def more(made):
        made.create_sheet("Danh sách lớp").append(["STT", "Họ và tên"])
        other = made.create_sheet("Chương 2")
        other.append(HEADS)
        other.append([1, "Hai?", "a", "b", "", "", "B", ""])

    found = read([1, "Một?", "a", "b", "", "", "A", ""], change=more)
    assert [one.text for one in found] == ["Một?", "Hai?"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (book(["Họ và tên", "Ngày sinh"], ["Giàng A Páo", "1/1"]), "no_headings"),
        (book(HEADS), "no_questions"),
        (book(HEADS, [1, "x", "a", "b", "", "", "A", ""])[:-500], "package_damaged"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_with_a_sentence(content, code):
    with pytest.raises(importing.Refused) as refused:
        importing.read(content)
    assert refused.value.issue.code == code
    assert str(refused.value).endswith(".")


def test_a_table_as_text_is_read_too():
    (found,) = importing.read("Câu hỏi;A;B;Đáp án\nThủ đô?;Huế;Hà Nội;B\n".encode()).questions
    assert right_of(found) == "Hà Nội"


def test_signs_that_no_database_keeps_are_left_behind():
    heads = [*HEADS, "Ghi chú_x0000_lạ"]
    result = importing.read(book(heads, [1, "Hỏi_x0000_?", "a_x0001_", "b", "", "", "A", "", ""]))
    told = json.dumps([issue.kept() for issue in result.issues]) + result.questions[0].text
    assert "\\u0000" not in told
    assert "\x00" not in told
    assert result.questions[0].content["options"][0]["text"].isprintable()
