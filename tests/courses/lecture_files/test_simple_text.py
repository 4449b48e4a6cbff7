"""Rich text typed into a plain field: what comes back is what was there."""

import pytest

from courses.lecture_files.simple_text import to_html, to_simple

WHOLE = [
    "<p>Một <b>hai</b> <i>ba</i></p><p>bốn</p>",
    "<ul><li>một<ul><li>con</li></ul></li><li>hai</li></ul><p>sau</p>",
    "<ol><li>một</li><li>hai</li></ol>",
    r"<p>\( a*b*c \) và \( [x](y) \)</p>",
    '<p><a href="https://moet.gov.vn/x">trang</a></p>',
    "<p>một<br/>hai</p>",
    "<p>1 &lt; 2 &amp; 3</p>",
    "<p>H<sub>2</sub>O và <b>x</b><sup>2</sup>, còn \\( a^{2}_{1} \\) là công thức</p>",
]


@pytest.mark.parametrize("html", WHOLE)
def test_there_and_back(html):
    assert to_html(to_simple(html)) == html


def test_what_is_typed_is_never_markup():
    assert to_html("<script>x</script> [a](javascript:x)") == (
        "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:x)</p>"
    )
