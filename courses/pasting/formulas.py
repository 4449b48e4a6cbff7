"""Formulas in the HTML that Word puts on the clipboard → LaTeX.

Word writes each twice: as OMML in a comment («gte msEquation 12»), with <span> and <i> strewn into it and
bare text in its runs, and as a picture of it for programs that know no formulas.
"""

import re
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from courses.formulas import BadFormula, mathml
from courses.importing.word.omml import M, to_latex

from .spans import replaced

OMML = "<!--[if gte msEquation 12]>", "<![endif]-->"
PICTURE_OF_IT = "<![if !msEquation]>", "<![endif]>"
NAME = re.compile(r"</?m:(\w+)", re.IGNORECASE)


def written_out(html):
    """`html` with every formula as \\( … \\), and without the pictures of them."""
    return replaced(replaced(html, *PICTURE_OF_IT, lambda _inner: ""), *OMML, _latex_of)


def _latex_of(omml):
    reader = _Omml()
    reader.feed(omml)
    reader.close()
    latex, _unknown = to_latex(reader.root)
    latex = " ".join(latex.split())
    if not latex:
        return ""
    try:
        mathml(latex)
    except BadFormula:
        # Better the signs alone than a formula that keeps the page from being saved.
        return escape(" ".join(reader.words), quote=False)
    return escape(f" \\( {latex} \\) ", quote=False)


class _Omml(HTMLParser):
    """A tree of the m: elements alone."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element(f"{M}oMath")
        self.open = [self.root]
        self.words = []

    def handle_starttag(self, tag, attrs):
        if not tag.startswith("m:"):
            return
        # The parser tells names in small letters; OMML minds them.
        name = NAME.match(self.get_starttag_text())[1]
        values = {f"{M}{key[2:]}": value or "" for key, value in attrs if key.startswith("m:")}
        self.open.append(SubElement(self.open[-1], f"{M}{name}", values))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag.startswith("m:"):
            for place in range(len(self.open) - 1, 0, -1):
                if self.open[place].tag.lower() == f"{M}{tag[2:]}".lower():
                    del self.open[place:]
                    return

    def handle_data(self, text):
        within = self.open[-1]
        if not text.strip() or within.tag.rpartition("}")[2] not in ("r", "t"):
            return
        self.words.append(text.strip())
        told = within if within.tag == f"{M}t" else SubElement(within, f"{M}t")
        told.text = (told.text or "") + text
