"""Formulas for the typesetter are data: nothing of them is a command."""

import pytest

from courses.printing.typst_maths import drawn, not_drawn, pieces
from lms.pdf import render_pdf

FORMULAS = [
    r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    r"\begin{cases} x+y=3 \\ 2x-y=0 \end{cases}",
    r"\overrightarrow{AB} \cdot \vec{a}",
    r"\widehat{ABC} = 90^\circ",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\sum_{k=1}^{n} k^2 + \int_0^1 x\,dx",
    r"\lim_{x\to 0} \frac{\sin x}{x}",
    r"\left\{ a \right. + \binom{n}{k}",
    r"\sqrt[3]{x} \in \mathbb{R}",
    r"A \xrightarrow{t^0} \mathrm{H_2O}",
    r"\begin{align} x &= 1 \\ y &= 2 \end{align}",
    r"\underbrace{a+b}_{n} + \overline{abc} + \cancel{x} + \boxed{y} + \phantom{z}",
    r"\text{nếu } x>0",
    r"{}^{x}",
    r"{}_{1}^{2}H + \frac{}{2} + \sqrt{} + \overline{}",
    r"{}",
]


def head_of(text):
    return dict.fromkeys(("above", "school", "title", "subject", "grade", "year", "minutes"), text)


def test_a_text_is_cut_into_words_and_formulas():
    assert pieces("Tính \\(3,5\\)\nrồi viết") == [
        ["text", "Tính "],
        ["maths", ["number", "3,5"], "3,5"],
        ["break"],
        ["text", "rồi viết"],
    ]


def test_a_fraction_keeps_what_is_above_and_below():
    assert drawn(r"\frac{1}{2}") == ["frac", ["number", "1"], ["number", "2"], True]


def test_a_brace_of_cases_grows_with_its_lines():
    kind, opening, body, closing = drawn(r"\begin{cases} x=1 \\ y=2 \end{cases}")
    assert (kind, opening, closing) == ("fence", "{", "")
    assert body[1][0][0] == "table"


def test_what_cannot_be_drawn_stays_as_it_was_typed_and_is_named():
    assert pieces(r"Nước \(\ce{H2O}\)") == [["text", "Nước "], ["text", r"\(\ce{H2O}\)"]]
    assert not_drawn(r"Nước \(\ce{H2O}\) và \(x\)") == [r"\ce{H2O}"]


@pytest.mark.parametrize(
    "text", ["#panic()", '$x$ #read("/etc/passwd")', r"\(\text{#panic()}\)", "*a* _b_ @c <d>"]
)
def test_no_text_becomes_a_command(text):
    data = {
        "head": {},
        "title": text,
        "flipped": False,
        "sections": [{"title": text, "lines": [pieces(text)]}],
    }
    data["head"] = dict.fromkeys(("above", "school", "title", "subject", "grade", "year", "minutes"), text)
    data["sections"][0] |= {"new_page": False, "table": None}
    assert render_pdf("courses/paper_tables.typ", data).startswith(b"%PDF-")


def test_all_formulas_of_schools_are_set():
    lines = [pieces(f"Cho \\({latex}\\).") for latex in FORMULAS]
    assert all(line[1][0] == "maths" for line in lines)
    section = {"title": "", "lines": lines, "new_page": False, "table": None}
    data = {"head": head_of(""), "title": "", "flipped": False, "sections": [section]}
    assert render_pdf("courses/paper_tables.typ", data).startswith(b"%PDF-")


def test_a_formula_the_typesetter_refuses_is_set_as_it_was_typed(caplog):
    lines = [[["text", "Cho "], ["maths", ["mark", "unheard-of", ["sign", "x"], True], r"\strange{x}"]]]
    section = {"title": "", "lines": lines, "new_page": False, "table": None}
    data = {"head": head_of(""), "title": "", "flipped": False, "sections": [section]}
    assert render_pdf("courses/paper_tables.typ", data).startswith(b"%PDF-")
    assert r"strange{x}" in caplog.text
