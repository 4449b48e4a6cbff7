"""Formulas as other programs mark them, written as the bank does: \\( … \\)."""

import re

from courses.formulas import BadFormula, check_formulas

# What is surely a formula, whatever stands in it.
MARKED = re.compile(
    r"\$\$(?P<dollars>[^$]{1,2000})\$\$"
    r"|\\\[(?P<square>(?:(?!\\\[).){1,2000}?)\\\]"
    r"|\[tex\](?P<tex>(?:(?!\[tex\]).){1,2000}?)\[/tex\]",
    re.DOTALL | re.IGNORECASE,
)
# Between single dollars only what looks like one: $5 and $6 are money.
SINGLE = re.compile(r"(?<![\\$\w])\$([^$\n]{1,600}?)(?<!\\)\$(?![\w$])")
LOOKS_LIKE_ONE = re.compile(
    r"\\[a-zA-Z]|[\^_{}=<>≤≥]|^[a-zA-Z]$|^-?[0-9]+([.,][0-9]+)?$|[a-zA-Z0-9)]\s?[+\-*/]\s?[a-zA-Z0-9(]"
)
INLINE = re.compile(r"\\\((?:(?!\\\().)+?\\\)", re.DOTALL)


def with_house_marks(text):
    """`text` with $$ … $$, \\[ … \\], [tex] … [/tex] and $ … $ as \\( … \\)."""
    if "$" not in text and "\\[" not in text and "[tex]" not in text.lower():
        return text
    text = MARKED.sub(lambda found: _inline(next(filter(None, found.groups()))), text)
    kept = INLINE.findall(text)
    if "$" not in text:
        return text
    # A dollar inside a formula ends none.
    parts = INLINE.split(text)
    parts = [SINGLE.sub(_single, part) for part in parts]
    return "".join(part + (kept[at] if at < len(kept) else "") for at, part in enumerate(parts))


def faults(text):
    """Why the first formula of `text` that cannot be drawn cannot; empty when all can."""
    try:
        check_formulas(text)
    except BadFormula as why:
        return str(why)
    return ""


def _single(found):
    inner = found[1]
    is_tight = inner == inner.strip() and LOOKS_LIKE_ONE.search(inner)
    return _inline(inner) if is_tight or re.search(r"\\[a-zA-Z]", inner) else found[0]


def _inline(latex):
    return rf"\( {latex.strip()} \)"
