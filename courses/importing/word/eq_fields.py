"""The formulas of old Word: { EQ \\f(1;2) }, { EQ \\r(3;x) } and what lies in one another of these."""

import re

FIELD = re.compile(r"\s*eq\b", re.IGNORECASE)
MOST_SIGNS = 600
DEEPEST = 12
# What can be told; switches in front of the bracket only move the parts.
PART = re.compile(r"\\([fraosbi])((?:\\[a-z]{2}[0-9]*\(?[0-9]*\)?\s*)*)\(", re.IGNORECASE)


class _CannotTell(ValueError):
    pass


def is_one(code):
    return bool(FIELD.match(code))


def to_latex(code):
    """LaTeX of a field; empty for what is not of schools."""
    told = FIELD.sub("", code).strip()
    try:
        return _told(told, 0) if len(told) <= MOST_SIGNS else ""
    except _CannotTell:
        return ""


def _told(text, depth):
    if depth > DEEPEST:
        raise _CannotTell
    out, at = "", 0
    while found := PART.search(text, at):
        out += _plain(text[at : found.start()])
        end = _closing(text, found.end())
        parts = [_told(part, depth + 1) for part in _parted(text[found.end() : end])]
        out += _built(found[1].lower(), found[2].lower(), parts)
        at = end + 1
    return out + _plain(text[at:])


def _built(kind, switches, parts):
    if kind == "f" and len(parts) == 2:
        return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
    if kind == "r" and len(parts) == 1:
        return rf"\sqrt{{{parts[0]}}}"
    if kind == "r" and len(parts) == 2:
        return rf"\sqrt[{parts[0]}]{{{parts[1]}}}"
    if kind == "s" and len(parts) == 1:
        return f"{{}}{'_' if 'do' in switches else '^'}{{{parts[0]}}}"
    if kind == "s" and len(parts) == 2:
        return f"{{}}^{{{parts[0]}}}_{{{parts[1]}}}"
    if kind == "b" and len(parts) == 1 and not switches:
        return rf"\left( {parts[0]} \right)"
    if kind == "b" and len(parts) == 1 and "lc" in switches:
        return rf"\left\{{ {parts[0]} \right."
    if kind == "a" and parts:
        return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"
    raise _CannotTell


def _plain(text):
    if "\\" in text:
        raise _CannotTell
    return "".join(f"\\{sign}" if sign in "{}%&#$_^" else sign for sign in text)


def _closing(text, at):
    depth = 1
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise _CannotTell


def _parted(text):
    """Parts stand with a semicolon between, where that is the sign of lists, or with a comma."""
    sign = ";" if ";" in text else ","
    parts, depth, part = [], 0, ""
    for one in text:
        depth += {"(": 1, ")": -1}.get(one, 0)
        if one == sign and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += one
    return [*parts, part]
