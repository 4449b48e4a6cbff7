"""What a raised sign stands on, when together they become one formula: «2» and x are \\(2^{x}\\)."""

import re

from courses.importing.mathml import SIGNS

NOTHING = r"\({}"
BASE = re.compile(r"(?:\d+(?:,\d+)?|[^\W\d_]+|[)\]′'])$")
# A longer formula is no base.
LONGEST = 120


def joined_to(written, formula):
    r"""(how much of `written` stays, the formula with what it stands on).

    >>> joined_to("của phương trình 2", r"\({}^{x}\)")
    (17, '\\(2^{x}\\)')
    >>> joined_to("một dấu cách ", r"\({}^{x}\)")
    (13, '\\({}^{x}\\)')
    """
    if not formula.startswith(NOTHING):
        return len(written), formula
    rest = formula[len(NOTHING) :]
    if written.endswith(r"\)"):
        begins = written.rfind(r"\(", max(0, len(written) - LONGEST))
        inner = written[begins + 2 : -2].strip() if begins >= 0 else ""
        return (begins, rf"\({{{inner}}}{rest}") if inner else (len(written), formula)
    found = BASE.search(written[-40:])
    if not found:
        return len(written), formula
    base = found[0]
    if len(base) > 1 and base.isalpha():
        base = rf"\text{{{base}}}"
    return len(written) - len(found[0]), rf"\({SIGNS.get(base, base)}{rest}"
