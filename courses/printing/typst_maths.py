"""Formulas as the typesetter draws them: LaTeX → the MathML of the pages → a tree of JSON.

What a formula may hold is decided in one place, courses/formulas.py. The tree travels as data and is drawn by
`templates/typst/maths.typ`, so that nothing an author writes can become a command of the typesetter.
"""

import re
from functools import lru_cache
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from courses.formulas import INLINE, BadFormula, mathml

# Operators under and over which their bounds stand.
WITH_LIMITS = {"∑", "∏", "⋃", "⋂", "lim", "max", "min", "sup", "inf"}
OPENING, CLOSING = {"(", "[", "{", "|", "‖", "⟨", "⌊", "⌈"}, {")", "]", "}", "|", "‖", "⟩", "⌋", "⌉"}
# What stands over or under letters, as maths.typ calls it.
MARKS = {
    "→": "arrow",
    "⟶": "arrow",
    "←": "arrow-left",
    "↔": "arrow-both",
    "^": "hat",
    "ˆ": "hat",
    "~": "tilde",
    "˜": "tilde",
    "―": "line",
    "¯": "line",
    "‾": "line",
    "_": "line",
    "˙": "dot",
    "¨": "dots",
    "⏜": "paren",
    "⏞": "brace",
    "⏟": "brace",
    "⎴": "bracket",
    "⎵": "bracket",
}
MOST_EM = 4


def pieces(text):
    """`text` as [["text", words] | ["maths", tree, LaTeX] | ["break"]]; a formula that cannot be
    drawn stays as it was written, and lms/pdf.py does the same with one that the typesetter refuses."""
    found = []
    for number, stretch in enumerate(INLINE.split(text or "")):
        if number % 2:
            tree = drawn(stretch)
            found.append(["text", f"\\({stretch}\\)"] if tree is None else ["maths", tree, stretch])
            continue
        for step, line in enumerate(re.split(r"\r\n?|\n", stretch)):
            if step:
                found.append(["break"])
            if line:
                found.append(["text", line])
    return found


@lru_cache(maxsize=2000)
def drawn(latex):
    """The tree of a formula; None when it cannot be drawn."""
    try:
        return _row(fromstring(mathml(latex)))
    except (BadFormula, ParseError, LookupError, TypeError, RecursionError):
        return None


def not_drawn(text):
    """The formulas in `text` that stay as they were written."""
    return [latex for latex in INLINE.findall(text or "") if drawn(latex) is None]


def _row(element):
    """The children of an element as one node; brackets that grow lie around what is between them."""
    children, nodes, at = list(element), [], 0
    while at < len(children):
        child = children[at]
        if (end := _closing(children, at)) is not None:
            last = children[end] if end < len(children) else None
            inside = [_node(one) for one in children[at + 1 : end]]
            nodes.append(["fence", _words(child), ["row", inside], "" if last is None else _words(last)])
            at = end + 1
        elif child.tag == "mi" and child.text == "⏜" and at + 1 < len(children):
            nodes.append(["mark", "paren", _node(children[at + 1]), True])
            at += 2
        else:
            nodes.append(_node(child))
            at += 1
    return nodes[0] if len(nodes) == 1 else ["row", nodes]


def _closing(children, at):
    """Where the growing bracket that opens at `at` closes; the end of the row for a brace of cases."""
    opening = children[at]
    if opening.tag != "mo":
        return None
    if opening.get("fence") == "true" and opening.get("form") == "prefix":
        for place in range(len(children) - 1, at, -1):
            if children[place].tag == "mo" and children[place].get("form") == "postfix":
                return place
        return len(children)
    grows = opening.get("minsize") or (at + 1 < len(children) and children[at + 1].tag == "mtable")
    if grows and _words(opening) in OPENING:
        last = at + 2
        if last < len(children) and children[last].tag == "mo" and _words(children[last]) in CLOSING:
            return last
    return None


def _node(element):
    tag, parts = element.tag, list(element)
    if tag in ("mi", "mo", "mn", "mtext"):
        return _token(tag, element)
    if tag == "mfrac":
        return ["frac", _node(parts[0]), _node(parts[1]), element.get("linethickness") != "0"]
    if tag == "msqrt":
        return ["root", _row(element), None]
    if tag == "mroot":
        return ["root", _node(parts[0]), _node(parts[1])]
    if tag in ("msub", "msup", "msubsup"):
        return _scripts(tag, parts)
    if tag in ("mover", "munder", "munderover"):
        return _above_or_below(tag, parts)
    if tag == "mtable":
        return _table(element)
    if tag == "mspace":
        return ["space", _em(element.get("width"))]
    if tag == "menclose":
        return ["box" if element.get("notation") == "box" else "cancel", _row(element)]
    if tag == "mphantom":
        return ["hidden", _row(element)]
    return _row(element)


def _token(tag, element):
    words = _words(element)
    if tag == "mtext":
        return ["words", element.text or ""]
    if tag == "mn" or not words:
        return ["number", words]
    if len(words) > 1:
        return ["name", words, words in WITH_LIMITS]
    return ["upright" if element.get("mathvariant") == "normal" else "sign", words]


def _scripts(tag, parts):
    base = _node(parts[0])
    low = _node(parts[1]) if tag in ("msub", "msubsup") else None
    high = _node(parts[-1]) if tag in ("msup", "msubsup") else None
    stacked = _words(parts[0]) in WITH_LIMITS
    return ["stacked" if stacked else "scripts", base, low, high]


def _above_or_below(tag, parts):
    mark = MARKS.get(_words(parts[1])) if len(parts) == 2 and parts[1].tag == "mo" else None
    # An arrow between two things carries words; over letters it is a mark.
    if mark and not _holds_only_an_arrow(parts[0]):
        return ["mark", mark, _node(parts[0]), tag == "mover"]
    low = _node(parts[1]) if tag in ("munder", "munderover") else None
    high = _node(parts[-1]) if tag in ("mover", "munderover") else None
    return ["stacked", _node(parts[0]), low, high]


def _holds_only_an_arrow(element):
    return "".join(element.itertext()).strip() in ("→", "⟶", "⇒", "←", "⇄", "⇌")


def _table(element):
    rows = [[_row(cell) for cell in row] for row in element]
    # `align` numbers its lines; nobody refers to such numbers here.
    if element.get("displaystyle"):
        rows = [[cell for cell in row if cell[0] != "words"] for row in rows]
    widest = max((len(row) for row in rows), default=0)
    rows = [row + [["row", []]] * (widest - len(row)) for row in rows]
    first = next(iter(element), ())
    sides = [cell.get("columnalign") or "center" for cell in first][:widest]
    return ["table", rows, sides]


def _words(element):
    return (element.text or "").strip() if not len(element) else ""


def _em(width):
    number = re.match(r"[0-9]*\.?[0-9]+", width or "")
    return min(float(number[0]), MOST_EM) if number else 0
