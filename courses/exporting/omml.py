"""LaTeX → the formulas of Word (OMML), by way of the MathML that the site itself draws."""

from xml.etree.ElementTree import Element, SubElement, fromstring

from courses.formulas import BadFormula, mathml

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
M = f"{{{MATH}}}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BIG = "∑∏∫∬∭∮⋃⋂∐"
UNDER_LIMIT = {"lim", "max", "min"}
# What ends the part that a sum or an integral is of.
BREAKS = set("=<>≤≥≠≈⇒⇔→,;")
ACCENTS = {
    "→": "\u20d7",
    "⃗": "\u20d7",
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "←": "\u20d6",
}
BARS = {"―", "¯", "‾", "_", "\u0304", "\u0305"}
BRACES = {"⏞", "⏟"}
OPENS, CLOSES = set("([{|‖⌊⌈⟨"), set(")]}|‖⌋⌉⟩")
ROWS = {"math", "mrow", "mstyle", "mpadded", "mphantom", "mtd", "merror"}


def of_latex(latex):
    """The <m:oMath> of a formula; None for one that cannot be drawn."""
    try:
        drawn = fromstring(str(mathml(latex.strip())))  # noqa: S314 – of our own making
    except BadFormula:
        return None
    whole = Element(f"{M}oMath")
    _row(drawn, whole)
    return whole


def _row(parent, into):
    """The children of a row, one after the other; fences and big operators take what is theirs."""
    _sequence(list(parent), into)


def _sequence(nodes, into):
    at = 0
    while at < len(nodes):
        node = nodes[at]
        if _is_fence(node, "prefix") and (end := _closing(nodes, at)):
            _fenced(nodes[at : end + 1], into)
            at = end + 1
            continue
        if _is_table_in_fences(nodes, at):
            closes = at + 2 < len(nodes) and _sign(nodes[at + 2]) in CLOSES
            _fenced(nodes[at : at + 2 + closes], into, is_closed=closes)
            at += 2 + closes
            continue
        if _is_big(node) or _is_limit(node):
            end = at + 1
            while end < len(nodes) and not (nodes[end].tag == "mo" and _sign(nodes[end]) in BREAKS):
                end += 1
            (_big if _is_big(node) else _limit)(node, nodes[at + 1 : end], into)
            at = end
            continue
        _one(node, into)
        at += 1


def _one(node, into):
    tag, parts = node.tag, list(node)
    if tag in ROWS:
        _row(node, into)
    elif tag in ("mi", "mn", "mo", "mtext", "ms"):
        _run(node, into)
    elif tag == "mfrac":
        _parts(SubElement(into, f"{M}f"), parts, ("num", "den"))
    elif tag == "msqrt":
        root = SubElement(into, f"{M}rad")
        SubElement(SubElement(root, f"{M}radPr"), f"{M}degHide", {f"{M}val": "1"})
        SubElement(root, f"{M}deg")
        _row(node, SubElement(root, f"{M}e"))
    elif tag == "mroot":
        _parts(SubElement(into, f"{M}rad"), parts[::-1], ("deg", "e"))
    elif tag in SCRIPTS:
        _scripts(node, parts, into)
    elif tag in ("mover", "munder"):
        _over_or_under(tag, parts, into)
    elif tag == "munderover":
        upper = SubElement(SubElement(SubElement(into, f"{M}limLow"), f"{M}e"), f"{M}limUpp")
        _parts(upper, [parts[0], parts[2]], ("e", "lim"))
        _one(parts[1], SubElement(into[-1], f"{M}lim"))
    elif tag == "mtable":
        _table(node, into)
    elif tag == "menclose":
        _row(node, SubElement(SubElement(into, f"{M}borderBox"), f"{M}e"))


SCRIPTS = {
    "msub": ("sSub", ("e", "sub")),
    "msup": ("sSup", ("e", "sup")),
    "msubsup": ("sSubSup", ("e", "sub", "sup")),
}


def _parts(built, parts, names):
    for name, part in zip(names, parts, strict=True):
        _one(part, SubElement(built, f"{M}{name}"))


def _scripts(node, parts, into):
    name, names = SCRIPTS[node.tag]
    if parts[0].tag == "mrow" and not len(parts[0]):
        # Nothing stands before the script: it is of what follows.
        before = SubElement(into, f"{M}sPre")
        told = dict(zip(names[1:], parts[1:], strict=True))
        for part in ("sub", "sup"):
            slot = SubElement(before, f"{M}{part}")
            if part in told:
                _one(told[part], slot)
        SubElement(before, f"{M}e")
    else:
        _parts(SubElement(into, f"{M}{name}"), parts, names)


def _over_or_under(tag, parts, into):
    sign = _sign(parts[1])
    is_over = tag == "mover"
    if is_over and sign in ACCENTS:
        built = SubElement(into, f"{M}acc")
        SubElement(SubElement(built, f"{M}accPr"), f"{M}chr", {f"{M}val": ACCENTS[sign]})
    elif sign in BARS:
        built = SubElement(into, f"{M}bar")
        SubElement(SubElement(built, f"{M}barPr"), f"{M}pos", {f"{M}val": "top" if is_over else "bot"})
    elif sign in BRACES:
        built = SubElement(into, f"{M}groupChr")
        told = SubElement(built, f"{M}groupChrPr")
        SubElement(told, f"{M}chr", {f"{M}val": sign})
        SubElement(told, f"{M}pos", {f"{M}val": "top" if is_over else "bot"})
    else:
        _parts(SubElement(into, f"{M}{'limUpp' if is_over else 'limLow'}"), parts, ("e", "lim"))
        return
    _one(parts[0], SubElement(built, f"{M}e"))


def _fenced(nodes, into, is_closed=True):
    opened, closed = _sign(nodes[0]), _sign(nodes[-1]) if is_closed else ""
    inner = nodes[1:-1] if is_closed else nodes[1:]
    built = SubElement(into, f"{M}d")
    told = SubElement(built, f"{M}dPr")
    SubElement(told, f"{M}begChr", {f"{M}val": opened})
    SubElement(told, f"{M}endChr", {f"{M}val": closed})
    _sequence(inner, SubElement(built, f"{M}e"))


def _big(node, of, into):
    parts = list(node) or [node]
    built = SubElement(into, f"{M}nary")
    told = SubElement(built, f"{M}naryPr")
    SubElement(told, f"{M}chr", {f"{M}val": _sign(parts[0])})
    slots = {"msub": ("sub",), "munder": ("sub",), "msup": ("sup",), "mover": ("sup",)}.get(
        node.tag, ("sub", "sup")
    )
    given = dict(zip(slots, parts[1:], strict=False))
    for name in ("sub", "sup"):
        if name not in given:
            SubElement(told, f"{M}{name}Hide", {f"{M}val": "1"})
    for name in ("sub", "sup"):
        slot = SubElement(built, f"{M}{name}")
        if name in given:
            _one(given[name], slot)
    _sequence(of, SubElement(built, f"{M}e"))


def _limit(node, of, into):
    built = SubElement(into, f"{M}func")
    _parts(SubElement(SubElement(built, f"{M}fName"), f"{M}limLow"), list(node), ("e", "lim"))
    _sequence(of, SubElement(built, f"{M}e"))


def _table(node, into):
    rows = [[cell for cell in row if cell.tag == "mtd"] for row in node if row.tag == "mtr"]
    if all(len(row) == 1 for row in rows):
        built = SubElement(into, f"{M}eqArr")
        for row in rows:
            _row(row[0], SubElement(built, f"{M}e"))
        return
    built = SubElement(into, f"{M}m")
    for row in rows:
        line = SubElement(built, f"{M}mr")
        for cell in row:
            _row(cell, SubElement(line, f"{M}e"))


def _run(node, into):
    text = (node.text or "").replace("\xa0", " ")
    if not text:
        return
    run = SubElement(into, f"{M}r")
    if node.tag in ("mtext", "ms"):
        SubElement(SubElement(run, f"{M}rPr"), f"{M}nor")
    elif node.tag == "mi" and len(text) > 1:
        SubElement(SubElement(run, f"{M}rPr"), f"{M}sty", {f"{M}val": "p"})
    fonts = SubElement(SubElement(run, f"{W}rPr"), f"{W}rFonts")
    fonts.set(f"{W}ascii", "Cambria Math")
    fonts.set(f"{W}hAnsi", "Cambria Math")
    told = SubElement(run, f"{M}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    told.text = text


def _sign(node):
    return (node.text or "").strip() if not len(node) else ""


def _is_fence(node, form):
    return node.tag == "mo" and node.get("fence") == "true" and node.get("form") == form


def _closing(nodes, at):
    depth = 0
    for place in range(at, len(nodes)):
        depth += _is_fence(nodes[place], "prefix") - _is_fence(nodes[place], "postfix")
        if depth == 0:
            return place
    return 0


def _is_table_in_fences(nodes, at):
    return (
        at + 1 < len(nodes)
        and nodes[at].tag == "mo"
        and _sign(nodes[at]) in OPENS
        and nodes[at + 1].tag == "mtable"
    )


def _is_limit(node):
    return node.tag in ("msub", "munder") and len(node) == 2 and _sign(node[0]) in UNDER_LIMIT


def _is_big(node):
    if node.tag == "mo":
        return _sign(node) in BIG and bool(_sign(node))
    told = node.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover") and len(node)
    return bool(told) and bool(_sign(node[0])) and _sign(node[0]) in BIG
