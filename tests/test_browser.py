"""The inspecting client finds what it is there to find."""

import pytest
from bs4 import BeautifulSoup

from tests import browser

GOOD = (
    '<html lang="vi"><head><meta name="viewport" content="x"><title>Lớp 6A · Sóng</title></head>'
    "<body><h1>Lớp 6A</h1>{}</body></html>"
)


class Answer:
    def __init__(self, html):
        self.content = html.encode()


def faults(piece="", page=GOOD, **options):
    return " ".join(browser.inspect(Answer(page.format(piece)), **options))


def test_a_good_page_has_no_fault():
    assert faults('<label>Tên <input name="q"></label>') == ""


@pytest.mark.parametrize(
    ("piece", "fault"),
    [
        ("<h1>Hai</h1>", "2 h1"),
        ('<input name="q">', "no label"),
        ('<label for="a">A</label>', "not there"),
        ("<script>go()</script>", "inline script"),
        ('<p style="color:red">x</p>', "CSP refuses"),
        ('<p onclick="x()">x</p>', "CSP refuses"),
        ("<p>None</p>", "said to nobody"),
        ('<a href="/x/"></a>', "nameless"),
        ('<img src="/x.png">', "without alt"),
        ('<img src="https://x.example/y.png" alt="">', "third party"),
        ('<textarea aria-label="x" maxlength="1.000"></textarea>', "no plain number"),
        ('<progress max="1.500" value="3"></progress>', "no plain number"),
        ('<input type="number" aria-label="x" max="12,5">', "no plain number"),
        ('<i id="a"></i><i id="a"></i>', "stands twice"),
    ],
)
def test_a_fault_is_named(piece, fault):
    assert fault in faults(piece)


def test_english_that_has_its_vietnamese_is_a_fault():
    english = min(text for text in browser.english_sentences() if text.isalpha())
    assert "is not translated" in faults(f"<p>{english}</p>")


def test_a_pupil_meets_no_row_numbers():
    assert "row number" in faults('<a href="/attempts/17/">x</a>', for_a_pupil=True)
    assert faults('<a href="/tin-tuc/2026/bai/">x</a>', for_a_pupil=True) == ""


def test_weight_counts_what_a_page_needs(client, db):
    weighed = browser.weight(client.get("/sign-in/"))
    assert weighed["total"] == weighed["html"] + weighed["css"] + weighed["js"]
    assert weighed["total"] > 0


def test_imports_of_modules_are_followed():
    source = 'import { a } from "./a.js"\nimport "../b.js"\nexport { c } from "./c.js"\n'
    assert browser.IMPORT.findall(source) == ["./a.js", "../b.js", "./c.js"]
    assert browser.beside(browser.PurePosixPath("lms/js"), "../ui/x.js") == "lms/ui/x.js"


def test_soup_reads_what_we_write():
    assert browser.said(BeautifulSoup("<p>a <b> b</b></p>", "html.parser").p) == "a b"
