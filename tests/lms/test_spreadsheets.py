"""Rows out of files and into them; what is no honest file is refused with a sentence, unread."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lms import spreadsheets
from lms.spreadsheets.reading import column_letters


def refused(content, name="a.xlsx"):
    with pytest.raises(spreadsheets.Refused) as caught:
        spreadsheets.read(content, name)
    assert len(caught.value.sentence) > 40
    return caught.value.code


def xlsx(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_rows_have_the_numbers_excel_shows():
    def fill(sheet):
        sheet["C5"] = "Họ tên"
        sheet["C8"] = "Lò Văn An"
        sheet.merge_cells("C9:D11")

    (sheet,) = spreadsheets.read(xlsx(fill)).sheets
    assert list(sheet.rows) == [(5, ["", "", "Họ tên"]), (8, ["", "", "Lò Văn An"])]
    assert sheet.merged == [(9, 2, 11, 3)]


def test_cells_keep_their_types():
    def fill(sheet):
        sheet.append(["012", 12, 12.6, date(2015, 9, 5), True, 356938035643809])

    (sheet,) = spreadsheets.read(xlsx(fill)).sheets
    assert list(sheet.rows) == [(1, ["012", 12, 12.6, date(2015, 9, 5), True, 356938035643809])]


def test_a_number_without_end_comes_as_a_word():
    with zipfile.ZipFile(io.BytesIO(xlsx(lambda sheet: sheet.append([12345, 7])))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"12345", b"1e999")
    (sheet,) = spreadsheets.read(zipped(parts)).sheets
    assert list(sheet.rows) == [(1, ["inf", 7])], "JSON knows no infinity, and no database keeps one"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_each_unicode_form_and_separator(encoding, separator):
    text = f"STT{separator}Họ tên\r\n\r\n1{separator}Giàng A Sùng\r\n"
    book = spreadsheets.read(text.encode(encoding), "6A.csv")
    assert book.is_text
    assert list(book.sheets[0].rows) == [(1, ["STT", "Họ tên"]), (3, ["1", "Giàng A Sùng"])]


def test_text_in_an_old_encoding_comes_as_latin_signs_and_says_so():
    book = spreadsheets.read(b"STT;H\xe4 v\xb5 t\xaan;Ng\xb5y sinh\r\n1;L\xdf V\xa8n An;5/9/2015", "a.csv")
    assert (book.is_text, book.text_encoding) == (True, "")
    assert book.sheets[0].rows[1] == (2, ["1", "Lß V¨n An", "5/9/2015"])


def test_text_that_no_encoding_fits_is_refused_not_guessed():
    assert refused("Họ tên;Giàng A Sùng".encode()[:-1] + b"\xe4") == "unknown_letters"
    assert refused(b"\xff\xfeH\xd8") == "unknown_letters"
    assert refused("Größe;Füße;Äpfel;Öl".encode("latin-1")) == "unknown_letters"


def test_a_bomb_is_refused_on_what_it_declares_in_less_than_a_second():
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    bomb = zipped({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet + b"a" * 300_000_000})
    assert len(bomb) < 400_000
    start = time.monotonic()
    assert refused(bomb) == "unpacks_too_large"
    assert time.monotonic() - start < 1


def test_a_bomb_that_lies_about_its_size_is_refused():
    small, large = b"<x/>", b"a" * 30_000_000
    honest = zipped({"xl/workbook.xml": large})
    lying = honest.replace(len(large).to_bytes(4, "little"), len(small).to_bytes(4, "little"))
    assert refused(lying) == "damaged"


def test_two_cells_far_apart_do_not_take_the_memory():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("xa")
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    assert refused(file.getvalue()) in ("unpacks_too_large", "too_many_cells")


def test_an_external_entity_is_refused():
    entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>'
    assert refused(zipped({"xl/workbook.xml": entity})) == "damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "not_a_spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"\x00" * 50, "not_a_spreadsheet"),
        (b"PK\x03\x04 torn", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (zipped({"word/document.xml": "<w/>"}), "not_a_spreadsheet"),
        (zipped({f"xl/{n}.xml": "" for n in range(2_100)}), "unpacks_too_large"),
        (b"a" * (spreadsheets.MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(content, code):
    assert refused(content) == code


def test_a_torn_workbook_is_refused():
    whole = xlsx(lambda sheet: sheet.append(["a"] * 50))
    assert refused(whole[: len(whole) // 2]) == "damaged"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-3", "@a", "\tx", "\ry", "_x0041_", "0123", "a\nb", "1E5"])
def test_a_written_text_stays_text_and_reads_back_the_same(text):
    content = spreadsheets.write([("S", [["Tên"], [text]])])
    assert spreadsheets.read(content).sheets[0].rows[1][1] == [text]
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type == "s"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_otherwise_than_with_a_sentence(content):
    with suppress(spreadsheets.Refused):
        spreadsheets.read(content, "x.csv")


def test_a_text_of_endless_rows_is_refused():
    assert refused(b"a,b\n" * 200_001, "a.csv") == "too_many_rows"


def test_columns_are_lettered_as_in_excel():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("first_line", [b'sep="\n', b"sep=\r\r\n", b"sep=\xcc\x81\n", b"sep= \n"])
def test_a_strange_separator_breaks_nothing(first_line):
    assert spreadsheets.read(first_line + b"a,b\n1,2\n", "a.csv").sheets[0].rows


def test_long_sheets_are_read_in_blocks_as_often_as_one_likes():
    def book():
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as made:
            for name, count in (("Một", 1_203), ("Hai", 2)):
                sheet = made.add_worksheet(name)
                for row in range(count):
                    sheet.write_row(row, 0, [row + 1, f"{name} {row + 1}"])
        return file.getvalue()

    read = spreadsheets.read(book())
    assert read.row_count == 1_205
    first, second = read.sheets
    for _time in range(2):
        assert [number for number, _cells in first.rows] == list(range(1, 1_204))
        assert list(second.rows) == [(1, [1, "Hai 1"]), (2, [2, "Hai 2"])]
    # Two goings-through at once do not disturb each other.
    assert all(one == other for one, other in zip(first.rows, first.rows, strict=True))
    assert first.rows[700] == (701, [701, "Một 701"])


def test_a_book_comes_back_from_its_outline_and_blocks():
    content = xlsx(lambda sheet: sheet.append(["012", 12, date(2015, 9, 5)]))
    book = spreadsheets.read(content)
    blocks = [list(sheet.rows.blocks()) for sheet in book.sheets]
    again = spreadsheets.Book.from_outline(book.outline(), lambda sheet, block: blocks[sheet][block])
    assert list(again.sheets[0].rows) == list(book.sheets[0].rows)
