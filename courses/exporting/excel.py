"""Questions as a sheet, one a row, in the columns of our template; and the template itself.

Every cell is written as a text, so that «=1+1» is an option and never a formula. What has no room in cells
stands in a hidden column.
"""

import io
from datetime import UTC, datetime

import xlsxwriter
from django.utils.translation import gettext as _

from . import excel_row, office, passages
from .moodle_xml import own_words
from .written import all_beside

LABEL = "Excel"
ENDING = "xlsx"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The words above the columns are those that importing/excel/headings.py knows.
HEADS = [
    ("ref", "STT", 6),
    ("kind", "Dạng", 18),
    ("passage", "Đoạn văn", 40),
    ("text", "Câu hỏi", 60),
    ("options", "", 22),
    ("right", "Đáp án", 16),
    ("level", "Mức độ", 13),
    ("topic", "Chủ đề", 22),
    ("curriculum", "Mã chương trình", 16),
    ("feedback", "Lời giải", 40),
    ("picture", "Hình", 24),
]
DATA = "Dữ liệu gốc"
USUAL_OPTIONS = 8
# What Excel takes in a cell.
MOST_SIGNS = 32_000
SHOWN_HEIGHT = 110
# (kind, question, options, right answer, level)
EXAMPLES = [
    ("Một lựa chọn", "Số nào chia hết cho cả 2 và 5?", ["12", "15", "20", "25"], "C", "Nhận biết"),
    ("Nhiều lựa chọn đúng", "Những số nào là số nguyên tố?", ["2", "4", "5", "9"], "A, C", "Thông hiểu"),
    ("Đúng sai", "Trái Đất quay quanh Mặt Trời.", [], "Đúng", "Nhận biết"),
    (
        "Bốn ý đúng sai",
        "Cho số 12. Mỗi ý sau đúng hay sai?",
        ["12 là số chẵn", "12 chia hết cho 5", "12 chia hết cho 3", "12 là số nguyên tố"],
        "Đ, S, Đ, S",
        "Thông hiểu",
    ),
    ("Trả lời số", "Một phần hai là số thập phân nào?", [], "0,5", "Nhận biết"),
    ("Trả lời ngắn", "Thủ đô nước ta là thành phố nào?", [], "Hà Nội / Thủ đô Hà Nội", "Nhận biết"),
    ("Điền chỗ trống", "Điền số thích hợp.", ["Nước sôi ở [[= 100]] độ, đóng băng ở [[= 0]] độ."], "", ""),
    ("Ghép đôi", "Nối tên nước với thủ đô.", ["Lào = Viêng Chăn", "Thái Lan = Băng Cốc"], "", ""),
    ("Sắp xếp", "Xếp từ bé đến lớn.", ["0,5", "1", "1,2"], "", "Thông hiểu"),
    ("Xếp nhóm", "Xếp vào nhóm thích hợp.", ["mèo = Thú", "sẻ = Chim", "gà = Chim"], "", "Thông hiểu"),
    ("Tự luận", "Tả con vật em yêu thích.", [], "", "Vận dụng"),
]


tell = all_beside


def write(versions):
    written, file = all_beside(versions), io.BytesIO()
    rows = [excel_row.cells(version, passages.text_of(version)) for version in versions]
    many = max([USUAL_OPTIONS, *(sum(name in excel_row.LETTERS for name in row) for row in rows)])
    book = _book(file)
    has_passages = any(row["passage"] for row in rows)
    sheet, columns = _sheet(book, "Câu hỏi", many, has_data=True, has_passages=has_passages)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, (version, row) in enumerate(zip(versions, rows, strict=True), start=1):
        for name, text in {"ref": str(at), **row}.items():
            if text:
                sheet.write_string(at, columns[name], _kept(text), wrapped)
        shown = version.pictures_of_options()
        names = {option: f"hinh-{option}" for option in shown}
        words = passages.carried(own_words(version, "hinh" if version.picture_id else "", names), version)
        for place in range(0, len(words), MOST_SIGNS):
            sheet.write_string(at, columns["data"] + place // MOST_SIGNS, words[place : place + MOST_SIGNS])
        if version.picture_id:
            _show(sheet, at, columns["picture"], version.picture, version.alt)
        for option, picture in shown.items():
            _show(sheet, at, columns[option.upper()], picture, "")
    book.close()
    written.content = file.getvalue()
    return written


def template():
    """An empty sheet to fill in, one with examples, and one that explains."""
    file = io.BytesIO()
    book = _book(file)
    _sheet(book, "Câu hỏi", USUAL_OPTIONS)
    example, columns = _sheet(book, "Ví dụ", USUAL_OPTIONS)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, (kind, text, options, right, level) in enumerate(EXAMPLES, start=1):
        told = {"ref": str(at), "kind": kind, "text": text, "right": right, "level": level}
        told |= dict(zip(excel_row.LETTERS, options, strict=False))
        for name, words in told.items():
            if words:
                example.write_string(at, columns[name], words, wrapped)
    explained = book.add_worksheet("Hướng dẫn")
    explained.set_column(0, 0, 24, book.add_format({"bold": True, "valign": "top"}))
    explained.set_column(1, 1, 90, wrapped)
    for at, (name, sentence) in enumerate(_explanations()):
        explained.write_string(at, 0, name)
        explained.write_string(at, 1, sentence)
    book.close()
    return file.getvalue()


def _explanations():
    return [
        (
            "Câu hỏi",
            _("Fill in the first sheet, one question a row. Only this column must always be filled in."),
        ),
        (
            "Dạng",
            _("One of the words of the sheet «Ví dụ». Left empty, it is told by the options and the answer."),
        ),
        ("A, B, C …", _("The options, one a cell. Pairs and groups are written with = between.")),
        ("Đáp án", _("A letter; several letters with a comma; Đúng or Sai; Đ, S, Đ, S; a number; words.")),
        ("Mức độ", _("Nhận biết, Thông hiểu or Vận dụng.")),
        ("Hình", _("Put the picture into this cell (Insert › Pictures). It comes along.")),
        (
            _("Formulas"),
            _("Between \\( and \\), in LaTeX: \\(\\frac{1}{2}\\). Simple ones as they are: x², H₂O."),
        ),
    ]


def _book(file):
    book = xlsxwriter.Workbook(
        file, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    # The same questions give the same bytes.
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    return book


def _sheet(book, name, options, has_data=False, has_passages=False):
    """(the sheet with its headings, the column of each field)."""
    sheet = book.add_worksheet(name)
    heading = book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8F1EA"}
    )
    # Numbers that are typed stay as they are typed: 3/4 is no day.
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    columns, at = {}, 0
    for field, words, width in HEADS:
        if field == "passage" and not has_passages:
            continue
        names = excel_row.LETTERS[:options] if field == "options" else [field]
        for one in names:
            sheet.set_column(at, at, width, text)
            sheet.write_string(0, at, one if field == "options" else words, heading)
            columns[one] = at
            at += 1
    if has_data:
        columns["data"] = at
        for more in range(2):
            sheet.write_string(0, at + more, DATA if more == 0 else f"{DATA} {more + 1}", heading)
        sheet.set_column(at, at + 1, 10, None, {"hidden": True})
    sheet.freeze_panes(1, 0)
    return sheet, columns


def _kept(text):
    return text.replace("\x00", "")[:MOST_SIGNS]


def _show(sheet, row, column, picture, alt):
    """A picture over its cell, small; its file is whole."""
    content, _ending = office.shown(picture)
    scale = min(1, SHOWN_HEIGHT / max(picture.height, 1))
    sheet.set_row_pixels(row, SHOWN_HEIGHT + 10)
    place = {"x_scale": scale, "y_scale": scale, "description": alt, "object_position": 1}
    sheet.insert_image(row, column, "hinh", {**place, "image_data": io.BytesIO(content)})
