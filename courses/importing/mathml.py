"""MathML → LaTeX, for what school books write; `Unknown` for the rest."""

import re

SIGNS = {
    "×": r"\times", "⋅": r"\cdot", "·": r"\cdot", "÷": r"\div", "±": r"\pm", "∓": r"\mp", "≤": r"\le",
    "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim", "∞": r"\infty", "∈": r"\in",
    "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq", "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset",
    "∀": r"\forall", "∃": r"\exists", "→": r"\to", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "↦": r"\mapsto", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "√": r"\surd", "∠": r"\angle",
    "⊥": r"\perp", "∥": r"\parallel", "△": r"\triangle", "…": r"\ldots", "⋯": r"\cdots", "−": "-", "∗": "*",
    "∂": r"\partial", "∇": r"\nabla", "′": "'", "°": r"^{\circ}", "α": r"\alpha", "β": r"\beta",
    "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta",
    "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "µ": r"\mu", "ν": r"\nu", "ξ": r"\xi",
    "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "τ": r"\tau", "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi",
    "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda",
    "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega", "{": r"\{",
    "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_", "\u2061": "", "\u2062": "",
    "\u2063": ",", "\u00a0": " ", "‖": r"\|",
}  # fmt: skip
NAMES = {"sin", "cos", "tan", "cot", "log", "ln", "lim", "max", "min", "exp", "gcd"}
OVER = {
    "¯": "overline",
    "‾": "overline",
    "_": "overline",
    "→": "vec",
    "^": "hat",
    "~": "tilde",
    "˙": "dot",
    "⏞": "overbrace",
}
# Some programs write the signs around a formula with it.
DELIMITED = re.compile(r"^(?:\$\$?(.*?)\$\$?|\\\((.*)\\\)|\\\[(.*)\\\])$", re.DOTALL)
GROUPS = {"math", "mrow", "mstyle", "mpadded", "menclose", "semantics", "merror", "mphantom"}
DEEPEST = 40


class Unknown(ValueError):
    """A piece that has no plain LaTeX."""


class Node:
    """An element of a formula, as the reader of HTML collects it."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children, self.text = tag, attributes, [], ""


def to_latex(node, depth=0):
    """LaTeX of a formula; raises `Unknown` for what cannot be told."""
    if depth > DEEPEST:
        raise Unknown("…")
    tag, inner = (
        node.tag,
        [
            child
            for child in node.children
            if child.tag not in ("annotation", "annotation-xml", "mspace", "none")
        ],
    )
    if tag == "semantics":
        written = [
            one
            for one in node.children
            if one.tag == "annotation" and "tex" in one.attributes.get("encoding", "").lower()
        ]
        if written:
            return DELIMITED.sub(r"\1\2\3", written[0].text.strip()).strip()
        inner = inner[:1]
    if tag in GROUPS:
        return joined(to_latex(one, depth + 1) for one in inner)
    if tag in ("mi", "mn", "mo"):
        return _sign(tag, node.text.strip())
    if tag in ("mtext", "ms"):
        return rf"\text{{{escaped(node.text)}}}" if node.text.strip() else " "
    parts = [to_latex(one, depth + 1) for one in inner]
    return _built(node, tag, parts)


def _built(node, tag, parts):
    many = len(parts)
    if tag == "msqrt":
        return rf"\sqrt{{{joined(parts)}}}"
    if tag == "mfenced":
        opened, closed = node.attributes.get("open", "("), node.attributes.get("close", ")")
        between = (node.attributes.get("separators", ",").strip() or ",")[0]
        return rf"\left{fence(opened)} {between.join(parts)} \right{fence(closed)}"
    if tag == "mtable":
        return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"
    if tag in ("mtr", "mlabeledtr"):
        return " & ".join(parts)
    if tag == "mtd":
        return joined(parts)
    if tag == "mfrac" and many == 2:
        return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
    if tag == "mroot" and many == 2:
        return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
    if tag == "msup" and many == 2:
        return rf"{base(parts[0])}^{{{parts[1]}}}"
    if tag == "msub" and many == 2 or tag == "munder" and many == 2:
        return rf"{base(parts[0])}_{{{parts[1]}}}"
    if tag in ("msubsup", "munderover") and many == 3:
        return rf"{base(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"
    if tag == "mover" and many == 2:
        mark = node.children[1].text.strip()
        return rf"\{OVER[mark]}{{{parts[0]}}}" if mark in OVER else rf"\overset{{{parts[1]}}}{{{parts[0]}}}"
    raise Unknown(tag)


def base(latex):
    return latex if len(latex) == 1 or latex.isalnum() or latex in SIGNS.values() else f"{{{latex}}}"


def fence(sign):
    return {"{": r"\{", "}": r"\}", "": "."}.get(sign, sign)


def _sign(tag, text):
    if text in SIGNS:
        return SIGNS[text]
    if tag == "mi" and text in NAMES:
        return "\\" + text
    if tag == "mi" and len(text) > 1:
        return rf"\text{{{escaped(text)}}}"
    return "".join(SIGNS.get(sign, sign) if sign in SIGNS else escaped(sign) for sign in text)


def escaped(text):
    return "".join("" if sign == "\\" else f"\\{sign}" if sign in "{}%&#$_" else sign for sign in text)


def joined(parts):
    """Side by side; a command is parted from the letter that follows it."""
    out = ""
    for part in parts:
        if out and part and part[0].isalpha() and out[-1].isalpha() and "\\" in out:
            out += " "
        out += part
    return out
