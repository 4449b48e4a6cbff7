"""HTML, Moodle's own text, formulas of all kinds: plain text of the bank, and nothing lost in silence."""

import base64

import pytest

from courses.formulas import check_formulas
from courses.importing import plain
from tests.courses.importing.builders import a_png


def text(source, form="html"):
    return plain.read(source, form).text


def codes(source, form="html"):
    return [code for code, _values in plain.read(source, form).issues]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\n\nHai"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("x<sup>2</sup> + H<sub>2</sub>O", "x² + H₂O"),
        ("x<sup>n+1</sup>", "xⁿ⁺¹"),
        ("x<sup>ab</sup>", r"\(x^{\text{ab}}\)"),
        ("<ul><li>một</li><li>hai</li></ul>", "- một\n\n- hai"),
        ("<ol><li>một</li><li>hai</li></ol>", "1. một\n\n2. hai"),
        ("Nếu x<y thì", "Nếu x<y thì"),
        ("<p>Nếu x<y thì</p>", "Nếu x<y thì"),
        ('<a href="https://vi.wikipedia.org/">bài</a>', "bài (https://vi.wikipedia.org/)"),
        ("<script>alert(1)</script>Hỏi", "Hỏi"),
        ("dòng <br> mới", "dòng\nmới"),
    ],
)
def test_html_as_plain_text(source, told):
    assert text(source).replace("\n\n", "\n") == told.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("$$x^2$$", r"\( x^2 \)"),
        (r"\[x^2\]", r"\( x^2 \)"),
        (r"[tex]\frac{1}{2}[/tex]", r"\( \frac{1}{2} \)"),
        ("Giải $x^2 = 4$ nhé", r"Giải \( x^2 = 4 \) nhé"),
        ("Giá $5 và $6", "Giá $5 và $6"),
        ('<script type="math/tex">x+1</script>', r"\( x+1 \)"),
    ],
)
def test_formulas_of_other_programs(source, told):
    assert text(source) == told


@pytest.mark.parametrize(
    ("mathml", "latex"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", r"\frac{1}{2}"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><mn>4</mn>", r"x^{2}\le4"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", r"\sqrt{a+b}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<mover><mi>AB</mi><mo>→</mo></mover>", r"\vec{\text{AB}}"),
        ("<mi>sin</mi><mi>α</mi>", r"\sin\alpha"),
        ("<mi>π</mi><mi>r</mi>", r"\pi r"),
        (
            "<semantics><mi>q</mi><annotation encoding='application/x-tex'>q^2</annotation></semantics>",
            "q^2",
        ),
    ],
)
def test_mathml_becomes_latex_that_can_be_drawn(mathml, latex):
    told = text(f"<p>Tính <math>{mathml}</math></p>")
    assert told == rf"Tính \( {latex} \)"
    check_formulas(told)


def test_mathml_that_has_no_latex_is_told():
    assert codes("<math><mglyph/></math>") == ["mathml"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<p>Chọn từ <b>đậm</b></p>", "emphasis"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "table"),
        ('<img src="https://example.org/a.png">', "picture_outside"),
        ('<img src="@@PLUGINFILE@@/a.png">', "picture_missing"),
        ('<audio src="@@PLUGINFILE@@/nghe.mp3"></audio>', "sound"),
        ('<a href="@@PLUGINFILE@@/bai.pdf">bài</a>', "attachment"),
        ('<iframe src="https://example.org"></iframe>', "embedded"),
    ],
)
def test_what_has_no_place_is_told(source, code):
    assert code in codes(source)


def test_a_text_that_is_bold_as_a_whole_loses_nothing():
    assert codes("<p><b>Câu hỏi</b></p>") == []


def test_a_table_keeps_its_columns_apart():
    assert text("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>").split("\n") == [
        "1 | 2",
        "",
        "3 | 4",
    ]


def test_pictures_inside_the_text_come_along():
    data = base64.b64encode(a_png()).decode()
    piece = plain.read(f'<p>Hình <img src="data:image/png;base64,{data}" alt="Cái cân"></p>')
    assert [(one.content, one.alt) for one in piece.pictures] == [(a_png(), "Cái cân")]


def test_invisible_signs_and_a_nul_go():
    assert text("a\x00b\x07c\u200b", "plain") == "abc"


def test_lines_of_code_keep_their_beginnings():
    assert text("<pre>if x:\n    y</pre>") == "if x:\n\xa0\xa0\xa0\xa0y"
