"""Formulas of MathType as Word files hold them: read to LaTeX, or named – never guessed."""

import struct
import time
import tracemalloc

import pytest

from courses import importing
from courses.formulas import mathml
from courses.importing.word import mathtype
from tests.courses.importing.mathtype_files import (
    EXPAND,
    EXTRA,
    FUNCTION,
    GREEK,
    NUMBER,
    SYMBOL,
    TEXT,
    char,
    empty,
    line,
    matrix,
    mtef_3,
    mtef_5,
    of_font,
    ole,
    pile,
    template,
)
from tests.courses.importing.word_files import docx, p, r

SUM, MINUS, ALPHA = char("∑", SYMBOL), char("−", SYMBOL), char("α", GREEK)


def words(text, typeface=TEXT):
    return b"".join(char(sign, typeface) for sign in text)


@pytest.mark.parametrize(
    ("pieces", "latex"),
    [
        ([template(11, 0, line("1"), line("2"))], r"\frac{1}{2}"),
        ([template(10, 0, line("x"), empty())], r"\sqrt{x}"),
        ([template(10, 1, line("x"), line("3"))], r"\sqrt[3]{x}"),
        (["x", template(28, 0, empty(), line("2")), "+1"], "x^{2}+1"),
        (["x", template(27, 0, line("1"), empty())], "x_{1}"),
        (["x", template(29, 0, line("1"), line("2"))], "x_{1}^{2}"),
        ([template(27, 1, line("2"), empty()), "H"], "{}_{2}H"),
        (["2", char("×", SYMBOL), ALPHA, char("≤", SYMBOL), "b"], r"2\times\alpha\le b"),
        ([template(1, 3, line("x"), char("(", EXPAND), char(")", EXPAND))], r"\left( x \right)"),
        ([template(4, 3, line("x"), char("\uec07", EXPAND), char("\uec08", EXPAND))], r"\left| x \right|"),
        ([template(9, 0x22, line("1;2"))], r"\left[ 1;2 \right["),
        (
            [template(2, 1, line(pile(line("x+y"), line("x"))))],
            r"\begin{cases} x+y \\ x \end{cases}",
        ),
        (
            [template(16, 0x70, line("i"), line("i=1"), line("n"), SUM)],
            r"\sum_{i=1}^{n} i",
        ),
        ([template(15, 0x31, line("x"), line("0"), line("1"))], r"\int_{0}^{1} x"),
        (
            [template(23, 0x10, line(words("lim", FUNCTION)), line("x", char("→", SYMBOL), "0"), empty())],
            r"\lim_{x\to0}",
        ),
        ([words("sin", FUNCTION), "x"], r"\sin x"),
        ([words("quãng đường"), "=5"], r"\text{quãng đường}=5"),
        ([template(31, 2, line("AB"))], r"\overrightarrow{AB}"),
        ([char("u", marks=[11])], r"\vec{u}"),
        ([char("f", marks=[5])], "f'"),
        ([template(33, 0, line("ABC"))], r"\widehat{ABC}"),
        ([template(13, 0, line("AB"))], r"\overline{AB}"),
        (
            [template(1, 3, line(matrix(2, 2, line("a"), line("b"), line("c"), line("d"))))],
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        ),
        ([pile(line("x"), line("y"))], r"\begin{matrix} x \\ y \end{matrix}"),
        (["2", of_font(0xB4, SYMBOL), "3,", of_font(0x4B, EXTRA)], r"2\times3,\ldots"),
        ([char("3", NUMBER), char("\uef02", 24), "x"], r"3\,x"),
    ],
)
def test_a_formula_of_mathtype_becomes_latex_that_can_be_drawn(pieces, latex):
    assert mathtype.to_latex(ole(mtef_5(*pieces))) == latex
    assert mathml(latex)


def sign(code, typeface=3):
    return bytes([2, typeface + 128]) + code.to_bytes(2, "little")


def slot(*signs):
    return bytes([1]) + b"".join(signs) + b"\0"


@pytest.mark.parametrize(
    ("records", "latex"),
    [
        ([bytes([3, 14, 0, 0]), slot(sign(0x31, 8)), slot(sign(0x32, 8)), b"\0"], r"\frac{1}{2}"),
        ([sign(0x78), bytes([3, 15, 0, 0]), bytes([0x11]), slot(sign(0x32, 8)), b"\0"], "x^{2}"),
        ([sign(0x61, 4), sign(0x2264, 6), sign(0x62)], r"\alpha\le b"),
        ([bytes([3, 13, 0, 0]), slot(sign(0x78)), bytes([0x11]), b"\0"], r"\sqrt{x}"),
    ],
)
def test_formulas_of_the_editor_before_it_are_read_too(records, latex):
    assert mathtype.to_latex(ole(mtef_3(*records))) == latex


def in_word(content):
    told = (
        '<w:r><w:object><v:shape><v:imagedata r:id="image1"/></v:shape>'
        '<o:OLEObject ProgID="Equation.DSMT4" r:id="oleObject1"/></w:object></w:r>'
    )
    blocks = [p("Câu 1. Tính ", told, "."), p(r("A", "u"), ". 1"), "B. 2"]
    parts = {"embeddings/oleObject1.bin": content, "media/image1.wmf": b"\xd7\xcd\xc6\x9a"}
    (found,) = importing.read(docx(*blocks, parts=parts)).questions
    return found


def test_in_a_word_file_the_formula_stands_in_the_text():
    found = in_word(ole(mtef_5(template(11, 0, line("1"), line("2")))))
    assert (found.text, found.issues) == (r"Tính \( \frac{1}{2} \).", [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        ole(mtef_5("x"), name="Other"),
        ole(mtef_5("x"))[:700],
        ole(mtef_5(template(26, 0, line("1")))),
        ole(mtef_5(bytes([99]))),
        ole(bytes([4]) * 40),
        ole(mtef_5(template(11, 0, *[bytes([1, 0])] * 60))),
    ],
)
def test_what_cannot_be_read_is_named_and_not_guessed(content):
    found = in_word(content)
    assert [issue.code for issue in found.issues] == ["equation_object"]
    assert found.is_lossy


def test_objects_that_lead_in_circles_end():
    content = bytearray(ole(mtef_5("x" * 30)))
    # The first sector of the directory follows itself.
    content[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    for at in range(len(content) // 64):
        changed = bytearray(content)
        changed[at * 64 : at * 64 + 2] = b"\xff\xfe"
        began = time.process_time()
        with pytest.raises(mathtype.Unreadable):
            raise mathtype.Unreadable(mathtype.to_latex(bytes(changed)))
        assert time.process_time() - began < 1


@pytest.mark.parametrize("shift", [9, 12, 16])
def test_an_object_that_names_one_sector_many_times_takes_no_more_memory_than_it_is_large(shift):
    size = 1 << shift
    head = bytearray(size)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 0x1E, shift, 6)
    # Sector 0 is the directory, each part of the table, and what names the parts: eight times, itself next.
    struct.pack_into("<IIIIII", head, 0x30, 0, 0, 4096, 0, 0, 0)
    struct.pack_into("<II109I", head, 0x44, 0, 8, *[0] * 109)
    tracemalloc.start()
    try:
        with pytest.raises(mathtype.Unreadable):
            mathtype.to_latex(bytes(head) + bytes(size))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
