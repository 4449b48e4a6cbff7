"""LaTeX becomes MathML that is safe to put on a page, or a sentence for its author."""

import pytest

from courses.formulas import BadFormula, mathml, with_formulas


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\frac{1}{2}", "<mfrac>"),
        (r"x^2 + y_1", "<msup>"),
        (r"\sqrt[3]{x}", "<mroot>"),
        (r"a < b", "<mo>&lt;</mo>"),
        (r"\text{Diện tích}", "<mtext>Diện\xa0tích</mtext>"),
        (r"3,5 + 1", "<mn>3,5</mn>"),
        (r"1.000", "<mn>1.000</mn>"),
        (r"\begin{cases} x=1 \\ y=2 \end{cases}", "<mtable>"),
        (r"\widehat{ABC} = 90^\circ", "<mover>"),
    ],
)
def test_what_school_needs_is_drawn(latex, part):
    assert part in mathml(latex)


@pytest.mark.parametrize(
    "latex",
    ["", r"\frac{1}", r"\frac{1}{", r"\foo", "x^", "x^2^3", r"\left( x", r"\begin{foo}x\end{foo}", "}{"]
    + ["{" * 200 + "}" * 200, "x" * 5000, "x\0y", r"\sqrt", r"\begin{cases}", r"x_", "\\"],
)
def test_what_cannot_be_drawn_is_refused(latex):
    with pytest.raises(BadFormula) as refusal:
        mathml(latex)
    assert str(refusal.value)


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(//x)}{x}",
        r"\class{button}{x}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        r"\mathrm{<img/src=x>}",
    ],
)
def test_nothing_typed_becomes_html(latex):
    try:
        drawn = mathml(latex)
    except BadFormula:
        return
    assert "<script" not in drawn
    assert "<img" not in drawn
    for attribute in ("href", "style", "class", "onerror="):
        assert f" {attribute}" not in drawn.replace("&lt;img src=x onerror", "")


def test_formulas_in_text_are_drawn_and_bad_ones_stay_text():
    assert "<mfrac>" in with_formulas(r"<p>Nửa là \( \frac{1}{2} \).</p>")
    assert with_formulas(r"<p>\( \foo \)</p>") == r"<p>\( \foo \)</p>"
    assert "<mo>&lt;</mo>" in with_formulas(r"<p>\( a &lt; b \)</p>")


@pytest.mark.parametrize("command", [r"\sqrt ", r"\hat ", r"\frac 1"])
def test_commands_that_nest_without_braces_are_refused_too(command):
    with pytest.raises(BadFormula):
        mathml(command * 70 + "2")
    assert mathml(command * 10 + "2")
