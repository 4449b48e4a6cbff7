"""The formulas of Word (OMML) → LaTeX, as far as they are those of schools."""

import re
import unicodedata

from courses.importing.mathml import DEEPEST, SIGNS, base, escaped, joined

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FUNCTIONS = re.compile(
    r"(?<![A-Za-z\\])(arcsin|arccos|arctan|sin|cos|tan|cot|log|ln|lim|max|min|exp)(?![a-zA-Z]{2})"
)
BIG = {
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint",
    "⋃": r"\bigcup", "⋂": r"\bigcap", "∐": r"\coprod",
}  # fmt: skip
# Above one letter, and above several.
OVER = {
    "\u0302": ("hat", "widehat"), "^": ("hat", "widehat"), "\u0303": ("tilde", "widetilde"),
    "~": ("tilde", "widetilde"), "\u0304": ("bar", "overline"), "\u0305": ("bar", "overline"),
    "¯": ("bar", "overline"), "‾": ("bar", "overline"), "\u20d7": ("vec", "overrightarrow"),
    "→": ("vec", "overrightarrow"), "\u20d6": ("overleftarrow", "overleftarrow"), "\u0307": ("dot", "dot"),
    "\u0308": ("ddot", "ddot"), "\u20db": ("dddot", "dddot"), "\u030c": ("check", "check"),
    "⏞": ("overbrace", "overbrace"), "←": ("overleftarrow", "overleftarrow"),
}  # fmt: skip
ARCS = {"⏜", "⌒", "\u0311", "︵"}
FENCES = {
    "{": r"\{", "}": r"\}", "": ".", "‖": r"\|", "∥": r"\|", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil",
    "⌉": r"\rceil", "⟨": r"\langle", "⟩": r"\rangle", "〈": r"\langle", "〉": r"\rangle", "∣": "|",
}  # fmt: skip
PLAIN_FENCES = "()[]|/."
MATRICES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix"}
# What says nothing of the formula itself, and what is walked through.
PASSED = {
    "oMath",
    "oMathPara",
    "e",
    "num",
    "den",
    "deg",
    "sup",
    "sub",
    "fName",
    "lim",
    "box",
    "borderBox",
    "phant",
}


def to_latex(element):
    """(LaTeX, whether something of it is unknown)."""
    reading = _Reading()
    latex = reading.inside(element, 0).strip()
    return latex, reading.unknown


class _Reading:
    def __init__(self):
        self.unknown = False

    def inside(self, element, depth):
        """All children side by side."""
        if element is None:
            return ""
        if depth > DEEPEST:
            self.unknown = True
            return ""
        return joined(self._one(child, depth + 1) for child in element)

    def _one(self, element, depth):
        space, _sign, tag = element.tag.rpartition("}")
        if space + "}" == W:
            return self._of_word(element, tag, depth)
        if tag == "r":
            return self._run(element)
        if tag.endswith("Pr"):
            return ""
        if tag in PASSED:
            return self.inside(element, depth)
        builder = BUILDERS.get(tag)
        if builder is None:
            self.unknown = True
            return self.inside(element, depth)
        return builder(self, element, depth)

    def _of_word(self, element, tag, depth):
        if tag in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "hyperlink"):
            return self.inside(element, depth)
        if tag == "r":
            return rf"\text{{{escaped(''.join(one.text or '' for one in element.iter(f'{W}t')))}}}"
        return ""

    def _run(self, element):
        text = "".join(one.text or "" for one in element if one.tag.endswith("}t"))
        told = element.find(f"{M}rPr")
        is_words = told is not None and told.find(f"{M}nor") is not None
        if not text.strip():
            return r"\; " if text and is_words else ""
        return words_or_signs(text, is_words)

    def part(self, element, name, depth):
        return self.inside(element.find(f"{M}{name}"), depth).strip()

    def fraction(self, element, depth):
        top, below = self.part(element, "num", depth), self.part(element, "den", depth)
        form = prop(element, "fPr", "type")
        if form == "lin":
            return f"{top}/{below}"
        if form == "noBar":
            return rf"\begin{{matrix}} {top} \\ {below} \end{{matrix}}"
        return rf"\frac{{{top}}}{{{below}}}"

    def root(self, element, depth):
        degree, inner = self.part(element, "deg", depth), self.part(element, "e", depth)
        return rf"\sqrt[{degree}]{{{inner}}}" if degree else rf"\sqrt{{{inner}}}"

    def raised(self, element, depth):
        return self._scripts(self.part(element, "e", depth), element, depth)

    def before(self, element, depth):
        return f"{self._scripts('{}', element, depth)} {self.part(element, 'e', depth)}"

    def _scripts(self, of, element, depth):
        sub, sup = self.part(element, "sub", depth), self.part(element, "sup", depth)
        if sup in ("'", "''", r"^{\circ}", r"\circ") and not sub:
            return of + (sup if sup[0] in "'^" else r"^{\circ}")
        of = of if of == "{}" else base(of)
        return of + (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")

    def big(self, element, depth):
        sign = prop(element, "naryPr", "chr", "∫")
        command = BIG.get(sign)
        if command is None:
            self.unknown = self.unknown or not sign
            command = SIGNS.get(sign, sign)
        sub, sup = self.part(element, "sub", depth), self.part(element, "sup", depth)
        limits = (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")
        return f"{command}{limits} {self.part(element, 'e', depth)}"

    def fenced(self, element, depth):
        opened = prop(element, "dPr", "begChr", "(")
        closed = prop(element, "dPr", "endChr", ")")
        between = prop(element, "dPr", "sepChr", "|")
        inner = element.findall(f"{M}e")
        only = [one for one in inner[0] if not one.tag.endswith("Pr")] if len(inner) == 1 else []
        if len(only) == 1 and only[0].tag == f"{M}eqArr" and (opened, closed) == ("{", ""):
            return rf"\begin{{cases}} {self._rows(only[0], depth + 1)} \end{{cases}}"
        if len(only) == 1 and only[0].tag == f"{M}m" and (opened, closed) in MATRICES:
            return self.matrix(only[0], depth + 1, MATRICES[opened, closed])
        told = f" {SIGNS.get(between, between)} ".join(self.inside(one, depth).strip() for one in inner)
        return rf"\left{self._fence(opened)} {told} \right{self._fence(closed)}"

    def _fence(self, sign):
        if sign in FENCES:
            return FENCES[sign]
        if sign not in PLAIN_FENCES:
            self.unknown = True
        return sign

    def matrix(self, element, depth, form="matrix"):
        rows = [
            " & ".join(self.inside(cell, depth).strip() for cell in row.iterfind(f"{M}e"))
            for row in element.iterfind(f"{M}mr")
        ]
        return rf"\begin{{{form}}} " + r" \\ ".join(rows) + rf" \end{{{form}}}"

    def lined_up(self, element, depth):
        return rf"\begin{{matrix}} {self._rows(element, depth)} \end{{matrix}}"

    def _rows(self, element, depth):
        # A & only says where the lines are to meet.
        return r" \\ ".join(
            self.inside(one, depth).replace(r"\&", "").strip() for one in element.iterfind(f"{M}e")
        )

    def function(self, element, depth):
        name, inner = self.part(element, "fName", depth), self.part(element, "e", depth)
        return f"{name} {inner}"

    def accent(self, element, depth):
        return self._over(prop(element, "accPr", "chr", "\u0302"), self.part(element, "e", depth))

    def grouped(self, element, depth):
        sign = prop(element, "groupChrPr", "chr", "⏟")
        inner = self.part(element, "e", depth)
        if prop(element, "groupChrPr", "pos", "bot") == "top":
            return self._over(sign, inner)
        return (
            rf"\underbrace{{{inner}}}" if sign == "⏟" else rf"\underset{{{SIGNS.get(sign, sign)}}}{{{inner}}}"
        )

    def _over(self, sign, inner):
        if sign in ARCS:
            return rf"\overset{{\frown}}{{{inner}}}"
        if sign not in OVER:
            self.unknown = True
            return inner
        return rf"\{OVER[sign][len(inner) > 1]}{{{inner}}}"

    def bar(self, element, depth):
        inner = self.part(element, "e", depth)
        above = prop(element, "barPr", "pos", "bot") == "top"
        return rf"\overline{{{inner}}}" if above else rf"\underline{{{inner}}}"

    def below(self, element, depth):
        of, limit = self.part(element, "e", depth), self.part(element, "lim", depth)
        if re.fullmatch(r"\\(lim|max|min|sum|prod)", of):
            return rf"{of}_{{{limit}}}"
        return rf"{of}_{{{limit}}}" if of.startswith(r"\underbrace") else rf"\underset{{{limit}}}{{{of}}}"

    def above(self, element, depth):
        of, limit = self.part(element, "e", depth), self.part(element, "lim", depth)
        return rf"{of}^{{{limit}}}" if of.startswith(r"\overbrace") else rf"\overset{{{limit}}}{{{of}}}"


BUILDERS = {
    "f": _Reading.fraction,
    "rad": _Reading.root,
    "sSup": _Reading.raised,
    "sSub": _Reading.raised,
    "sSubSup": _Reading.raised,
    "sPre": _Reading.before,
    "nary": _Reading.big,
    "d": _Reading.fenced,
    "m": _Reading.matrix,
    "eqArr": _Reading.lined_up,
    "func": _Reading.function,
    "acc": _Reading.accent,
    "bar": _Reading.bar,
    "groupChr": _Reading.grouped,
    "limLow": _Reading.below,
    "limUpp": _Reading.above,
}


def prop(element, of, name, otherwise=""):
    """The value of <m:name> in the properties <m:of>; there without a value, it is nothing."""
    found = element.find(f"{M}{of}/{M}{name}")
    return otherwise if found is None else found.get(f"{M}val", "")


def words_or_signs(text, is_words=False):
    """A run of a formula: words of a language are words, all else are signs."""
    text = "".join(MATHEMATICAL.get(sign, sign) for sign in text)
    if is_words or re.search(r"[À-ỹĐđ]", re.sub("[×÷]", "", text)):
        if all(sign in "0123456789.,+-=()<>" for sign in text.strip()):
            return text.strip()
        return rf"\text{{{escaped(text)}}}"
    out, at = "", 0
    for found in FUNCTIONS.finditer(text):
        out = joined([out, _signs(text[at : found.start()]), "\\" + found[1]])
        at = found.end()
    return joined([out, _signs(text[at:])])


def _signs(text):
    return joined(SIGNS[sign] if sign in SIGNS else escaped(sign) for sign in text if not sign.isspace())


def _alphabets():
    """Letters of formulas that Unicode has of their own, as the letters they are."""
    table = {}
    for code in range(0x1D400, 0x1D800):
        meant = unicodedata.normalize("NFKC", chr(code))
        if meant != chr(code):
            table[chr(code)] = meant
    return table | {"ℎ": "h", "\u2061": "", "\u2062": "", "\u2063": ","}


MATHEMATICAL = _alphabets()
