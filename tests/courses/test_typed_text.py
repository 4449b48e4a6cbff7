"""Rich text typed into a plain field: what comes back is what was there. js/marks.js reads the same."""

import json
from pathlib import Path

import pytest

from courses import typed_text

CASES = json.loads((Path(__file__).parents[1] / "golden/marks.json").read_text())


@pytest.mark.parametrize(("text", "html"), CASES)
def test_marks_become_rich_text_and_back(text, html):
    assert typed_text.to_html(text) == html
    back = typed_text.to_html(typed_text.to_marks(html))
    assert typed_text.canonical(back) == typed_text.canonical(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Một <b>hai</b> <i>ba</i></p><p>bốn</p>",
        "<ul><li>một<ul><li>con</li></ul></li><li>hai</li></ul><p>sau</p>",
        r"<p>\( a*b*c \) và \( [x](y) \)</p>",
        '<p><a href="https://moet.gov.vn/x">trang</a></p>',
        "<p>H<sub>2</sub>O và <b>x</b><sup>2</sup>, còn \\( a^{2}_{1} \\) là công thức</p>",
    ],
)
def test_there_and_back(html):
    assert typed_text.to_html(typed_text.to_marks(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        '<p><a linktype="page" id="3">bài trước</a></p>',
        "<ol><li>một mình</li></ol>",
        "<p>• không phải danh sách</p>",
        "<p>x^{2} là hai chữ</p>",
        "<h2>Đề mục</h2>",
    ],
)
def test_what_marks_cannot_say_is_not_touched(html):
    assert typed_text.to_marks(html) is None
    assert typed_text.nearly(html) != ""


def test_the_numbers_of_the_other_editor_are_not_seen():
    assert typed_text.to_marks('<p data-block-key="a1">Hai <strong>nửa</strong></p>') == "Hai **nửa**"


def test_what_is_typed_is_never_markup():
    assert typed_text.to_html('<script>x</script> [a](https://a.vn/"onx=1)') == (
        '<p>&lt;script&gt;x&lt;/script&gt; <a href="https://a.vn/%22onx=1">a</a></p>'
    )
    assert "<a" not in typed_text.to_html("[a](javascript:x)")
