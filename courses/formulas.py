"""LaTeX → MathML on the server, so that a formula needs no JavaScript.

latex2mathml forgives a lot and un-escapes what it writes; here its tree is checked, stripped to
known elements and attributes, and serialised again, so that nothing an author types becomes HTML.
"""

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import tostring

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

LONGEST = 600
# Of elements: commands nest without braces too (\sqrt \sqrt x), deeper than the typesetter draws.
DEEPEST = 45
INLINE = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
ENVIRONMENTS = {"cases", "matrix", "pmatrix", "bmatrix", "vmatrix", "array", "align", "align*", "split"}
# How many children an element must have to be drawn.
CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "mover": 2,
    "munder": 2,
    "msubsup": 3,
    "munderover": 3,
}
ELEMENTS = {
    *CHILDREN,
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mtable", "mtr", "mtd"),
    *("mpadded", "mphantom", "menclose", "mstyle"),
}
ATTRIBUTES = {
    *("display", "stretchy", "fence", "form", "accent", "columnalign", "linethickness", "mathvariant"),
    *("displaystyle", "scriptlevel", "width", "minsize", "maxsize", "notation", "largeop", "movablelimits"),
}
WRONG = {
    exceptions.DenominatorNotFoundError: gettext_lazy("a fraction has no denominator"),
    exceptions.NumeratorNotFoundError: gettext_lazy("a fraction has no numerator"),
    exceptions.DoubleSubscriptsError: gettext_lazy(
        "two subscripts follow each other; put the first in braces { }"
    ),
    exceptions.DoubleSuperscriptsError: gettext_lazy(
        "two powers follow each other; put the first in braces { }"
    ),
    exceptions.ExtraLeftOrMissingRightError: gettext_lazy("\\left and \\right do not pair"),
    exceptions.MissingSuperScriptOrSubscriptError: gettext_lazy("nothing follows ^ or _"),
    exceptions.MissingEndError: gettext_lazy("\\begin has no \\end"),
    exceptions.NoAvailableTokensError: gettext_lazy("something is missing after the last sign"),
}
REFUSALS = tuple(kind for kind in vars(exceptions).values() if isinstance(kind, type))
# What latex2mathml stumbles over when a piece is missing.
STUMBLES = (IndexError, KeyError, TypeError, ValueError, AttributeError, StopIteration, RuntimeError)


class BadFormula(ValueError):
    """Why a formula cannot be drawn, in words for its author."""


@lru_cache(maxsize=2000)
def mathml(latex, display="inline"):
    """MathML of `latex`, safe to put on a page; raises BadFormula."""
    latex = latex.strip()
    _check_source(latex)
    dotted = set(re.findall(r"\d+\.\d+", latex))
    try:
        # The decimal comma: 3,5 is one number (a pair is written with a semicolon).
        tree = convert_to_element(re.sub(r"(?<=\d),(?=\d)", ".", latex), display=display)
    except (*REFUSALS, *STUMBLES) as error:
        raise BadFormula(WRONG.get(type(error)) or _("the formula is not complete")) from error
    _tidy(tree, dotted)
    tree.attrib.pop("xmlns", None)
    return mark_safe(tostring(tree, encoding="unicode"))


def with_formulas(markup):
    """Rich text whose \\( … \\) are drawn; what cannot be drawn stays as it was written."""

    def draw(match):
        try:
            return mathml(_plain(match[1]))
        except BadFormula:
            return match[0]

    return INLINE.sub(draw, markup)


def check_formulas(markup):
    """Raise BadFormula for the first \\( … \\) in rich text that cannot be drawn."""
    for match in INLINE.finditer(markup):
        latex = _plain(match[1])
        try:
            mathml(latex)
        except BadFormula as why:
            raise BadFormula(
                _("The formula «%(latex)s» cannot be drawn: %(why)s.") % {"latex": latex[:60], "why": why}
            ) from why


def _plain(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).replace("\xa0", " ")


def _check_source(latex):
    if not latex:
        raise BadFormula(_("it is empty"))
    if len(latex) > LONGEST:
        raise BadFormula(_("it is longer than %(limit)d signs; split it") % {"limit": LONGEST})
    if re.search(r"[\x00-\x08\x0b-\x1f]", latex):
        raise BadFormula(_("it holds invisible signs; type it anew"))
    depth = deepest = 0
    for sign in re.sub(r"\\[\\{}]", "", latex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth:
        raise BadFormula(_("the braces { } do not pair"))
    if deepest > 20:
        raise BadFormula(_("too many braces lie inside one another"))
    for name in re.findall(r"\\begin\{([^}]*)\}", latex):
        if name not in ENVIRONMENTS:
            raise BadFormula(_("«%(name)s» is not known") % {"name": f"\\begin{{{name}}}"})


def _tidy(element, dotted, depth=0):
    tag = element.tag
    if depth > DEEPEST:
        raise BadFormula(_("too many braces lie inside one another"))
    if tag not in ELEMENTS:
        raise BadFormula(_("«%(name)s» is not known") % {"name": tag})
    if len(element) < CHILDREN.get(tag, 0):
        raise BadFormula(_("the formula is not complete"))
    element.attrib = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    if element.text:
        element.text = html.unescape(element.text)
        if element.text.startswith("\\"):
            raise BadFormula(_("«%(name)s» is not known") % {"name": element.text})
        if tag == "mn" and "." in element.text and element.text not in dotted:
            element.text = element.text.replace(".", ",")
    element.tail = None
    for child in element:
        _tidy(child, dotted, depth + 1)
