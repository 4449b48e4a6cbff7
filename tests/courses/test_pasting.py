"""What is pasted out of Word, LibreOffice and Google Docs keeps its structure and loses its rubbish."""

import json
from pathlib import Path

import pytest
from django.urls import reverse

from courses import pasting

SAMPLES = Path(__file__).parent / "pasted"
WORD, LIBREOFFICE, GOOGLE = (
    (SAMPLES / f"{name}.html").read_text(encoding="utf-8") for name in ("word", "libreoffice", "google")
)


def test_word_keeps_headings_lists_marks_formulas_and_tables():
    assert pasting.blocks_of(pasting.read(WORD)) == [
        {"type": "heading", "value": {"text": "I. Phân số", "size": "2"}},
        {
            "type": "text",
            "value": {
                "text": "<p><b>Phân số</b> là <i>số</i> có tử và mẫu, "
                "ví dụ H<sub>2</sub>O và x<sup>2</sup>.</p>"
                "<ol><li>Rút gọn</li><li>Quy đồng</li></ol><ul><li>So sánh</li></ul>"
                r"<p>Cộng \( \frac{1}{2} \) vào.</p>"
            },
        },
        {"type": "formula", "value": {"latex": r"a^{2}=\sqrt{9}", "caption": ""}},
        {
            "type": "table",
            "value": {
                "caption": "",
                "table": {
                    "columns": [
                        {"type": "text", "heading": "Chất"},
                        {"type": "text", "heading": "Nhiệt độ"},
                    ],
                    "rows": [{"values": ["Nước", "100 độ"]}],
                    "caption": "",
                },
            },
        },
    ]


def test_all_of_it_goes_into_one_text_as_well():
    text = pasting.one_text(pasting.read(WORD))
    assert text.startswith("<p><b>I. Phân số</b></p>")
    assert "<p>Nước | 100 độ</p>" in text
    assert "mso" not in text
    assert "clip_image" not in text


def test_libreoffice_and_google_docs_are_read_alike():
    assert pasting.one_text(pasting.read(LIBREOFFICE)) == (
        "<p><b>Các bước</b></p><ol><li>Mở máy</li><li>Gõ <b>mã</b></li></ol>"
        "<p>Xong &amp; <i>tắt</i> máy &lt;nhẹ&gt;</p>"
    )
    assert pasting.one_text(pasting.read(GOOGLE)) == (
        '<p><b>Đậm</b><i> nghiêng</i> xấu <a href="https://moet.gov.vn">tốt</a></p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<td>lẻ</td></tr></table>",
        "<p><script>alert(1)</script><style>x</style></p>",
        "<!--[if gte msEquation 12]><m:oMath><m:f></b></m:f><![endif]-->",
        "<p>" * 3000 + "sâu",
        "<ul><li><table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
        "<p onclick=x>\x00\ud800</p>",
    ],
)
def test_whatever_it_is_it_is_read_without_an_error(html):
    pasting.blocks_of(pasting.read(html))
    assert "<script" not in pasting.one_text(pasting.read(html))


def test_the_editor_gets_it_as_it_fills_its_blocks(author, signed_in):
    answer = signed_in(author).post(reverse("courses_pasted"), {"html": WORD})
    told = json.loads(answer.content)
    assert [block["type"] for block in told["blocks"]] == ["heading", "text", "formula", "table"]
    assert "I. Phân số" in told["text"]["blocks"][0]["text"]


def test_too_much_and_a_stranger_are_refused(author, giang, signed_in, client):
    where = reverse("courses_pasted")
    answer = signed_in(author).post(where, {"html": "x" * 3_000_001})
    assert (answer.status_code, "dài quá" in answer.json()["refusal"]) == (400, True)
    assert signed_in(author).get(where).status_code == 405
    assert signed_in(giang.user).post(where, {"html": "x"}).status_code in (302, 403)


@pytest.mark.parametrize(
    "sign", ["<!--", "<![if !supportLists]>", "<!--[if gte msEquation 12]>", "<![if ", "<br>", "<!["]
)
def test_a_clipboard_of_signs_that_never_end_is_read_all_the_same(sign):
    # Looked for to the end from each of them, this would take an hour.
    assert pasting.read(sign * 50_000 + "</p>cuối") is not None


def test_a_table_inside_a_cell_is_words_of_that_cell():
    inner = "<table><tr><td>một</td><td>hai</td></tr></table>"
    html = f"<table><tr><td>Trước {inner} sau</td><td>Khác</td></tr><tr><td>A</td><td>B</td></tr></table>"
    (table,) = [one for one in pasting.read(html) if not hasattr(one, "kind")]
    assert table.rows == [["Trước một hai sau", "Khác"], ["A", "B"]]
