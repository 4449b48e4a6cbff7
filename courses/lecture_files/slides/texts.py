"""The text body of a shape → paragraphs with their lists, formulas and links."""

from courses.importing.exam.marked import Marks
from courses.importing.word import omml
from courses.importing.word.places import M, chosen
from courses.importing.word.runs import Runs
from courses.importing.word.styles import Look
from courses.lecture_files.lines import Paragraph

from .opened import A, R
from .places import MC

A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
OFF = ("0", "false", "off")
FORMULA_OF = (f"{A14}m", f"{M}oMath", f"{M}oMathPara")
DEEPEST = 30


class Texts:
    """Reads text bodies; `say(code, **values)` gives the sign of a loss, `links`: the slide's relations."""

    def __init__(self, say, links):
        self.say, self.links = say, links

    def paragraphs(self, body, is_bulleted=False):
        """The lines of a body; a break inside a paragraph makes two."""
        told = []
        for element in body.iterfind(f"{A}p"):
            runs = Runs(self.say)
            for child in element:
                self._inline(child, runs)
            text = runs.taken()
            if not text.strip():
                continue
            kind, level = _list(element, is_bulleted)
            for at, line in enumerate(text.split("\n")):
                if line.strip():
                    told.append(Paragraph(line.strip(), kind if at == 0 else "", level if at == 0 else 0))
        return told

    def _inline(self, element, runs, depth=0):
        if depth > DEEPEST:
            return
        tag = element.tag
        if tag in (f"{A}r", f"{A}fld"):
            words = element.find(f"{A}t")
            text = words.text or "" if words is not None else ""
            runs.put(text, self._look(element.find(f"{A}rPr")))
        elif tag == f"{A}br":
            runs.put_sign("\n", Look())
        elif tag in FORMULA_OF:
            self._formula(element, runs)
        elif tag == f"{MC}AlternateContent":
            for child in chosen(element):
                self._inline(child, runs, depth + 1)

    def _formula(self, element, runs):
        found = [element] if element.tag == f"{M}oMath" else list(element.iter(f"{M}oMath"))
        for one in found:
            latex, unknown = omml.to_latex(one)
            if unknown:
                runs.put_sign(self.say("mathml", formula=latex), Look())
            if latex:
                runs.put_formula(latex, Marks())

    def _look(self, told):
        if told is None:
            return Look()
        link = ""
        if (found := told.find(f"{A}hlinkClick")) is not None:
            relation = self.links.get(found.get(f"{R}id", ""))
            link = relation.target if relation is not None and relation.is_outside else ""
        font = told.find(f"{A}sym")
        font = told.find(f"{A}latin") if font is None else font
        name = font.get("typeface", "") if font is not None else ""
        marks = Marks(bold=_is_on(told, "b"), italic=_is_on(told, "i"), link=link)
        return Look(marks, "" if name.startswith("+") else name, _raised(told.get("baseline", "0")))


def _list(element, is_bulleted):
    told = element.find(f"{A}pPr")
    level = told.get("lvl", "0") if told is not None else "0"
    depth = int(level) if level in tuple("012345678") else 0
    if told is not None:
        if told.find(f"{A}buNone") is not None:
            return "", 0
        if told.find(f"{A}buAutoNum") is not None:
            return "number", depth
        if told.find(f"{A}buChar") is not None or told.find(f"{A}buBlip") is not None:
            return "bullet", depth
    return ("bullet", depth) if is_bulleted else ("", 0)


def _is_on(told, name):
    return told.get(name, "0") not in OFF


def _raised(value):
    try:
        height = int(value[:8].rstrip("%") or 0)
    except ValueError:
        return ""
    return "superscript" if height > 0 else "subscript" if height < 0 else ""
