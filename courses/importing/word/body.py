"""The body of a Word file → lines and tables (`exam.marked`). Headers and footers are no part of it."""

import re

from courses.importing.exam.marked import ISSUE, MOST_ANCHORS, PICTURE, Document, Table, Text
from courses.importing.found import Issue, Refused

from . import eq_fields, omml, signs
from .places import MC, PASSED, M, O, R, V, chosen, is_line, outermost, pictures_in, rows
from .runs import Runs
from .styles import W, changed

# Taken out by whoever tracked changes.
GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
DEEPEST = 12
# Of text alone; five thousand questions have less.
MOST_SIGNS = 4_000_000
# Empty ones cost as much as a few words.
A_PARAGRAPH = 20


class Body:
    """Reads the blocks of a body one by one; `parts` gives styles, numbers, pictures and objects.

    What is a line, a label, a footnote and a link is said here for exams; lectures say it otherwise
    (courses/lecture_files/word.py).
    """

    def __init__(self, parts):
        self.parts, self.styles, self.numbering = parts, parts.styles, parts.numbering
        self.document = Document([], [], [])
        self.said, self.fields, self.boxes = {}, [], []
        self.signs = 0

    def take(self, element):
        self.document.items += self.block(element)
        if self.signs > MOST_SIGNS:
            raise Refused("too_large", limit=MOST_SIGNS // 1_000_000)

    def block(self, element, depth=0):
        """The lines and tables that a block comes to."""
        tag = element.tag
        if tag == f"{W}p":
            return self._paragraph(element, depth)
        if tag == f"{W}tbl":
            return [self.table(element, depth)] if depth < DEEPEST else []
        if tag in PASSED:
            return [item for child in element for item in self.block(child, depth)]
        if tag == f"{MC}AlternateContent":
            return [item for child in chosen(element) for item in self.block(child, depth)]
        if tag == f"{M}oMathPara":
            runs = Runs(self.say)
            self._inline(element, runs, self.styles.usual)
            return [runs.taken()]
        return []

    def say(self, code, **values):
        """The sign that stands for a loss where it happened."""
        issue = Issue(code, values)
        key = (code, *values.values())
        if key not in self.said:
            if len(self.document.issues) >= MOST_ANCHORS:
                return ""
            self.said[key] = chr(ISSUE + len(self.document.issues))
            self.document.issues.append(issue)
        return self.said[key]

    def _paragraph(self, element, depth):
        told = element.find(f"{W}pPr")
        style, own, numbering = self.styles.default, None, None
        if told is not None:
            named = told.find(f"{W}pStyle")
            style = named.get(f"{W}val", "") if named is not None else style
            own, numbering = told.find(f"{W}rPr"), told.find(f"{W}numPr")
        look = self.styles.look(style)
        if numbering is None:
            numbering = self.styles.numbering(style)
        runs, boxes = Runs(self.say), self.boxes
        self.boxes = []
        if numbering is not None:
            self.label(runs, numbering, look, own)
        for child in element:
            self._inline(child, runs, look)
        text = runs.taken()
        self.signs += len(text) + A_PARAGRAPH
        lines = self.lines(text, style, told)
        inside, self.boxes = self.boxes, boxes
        if depth < DEEPEST:
            lines += [item for box in inside for child in box for item in self.block(child, depth + 1)]
        return lines

    def lines(self, text, style, told):
        """What the text of a paragraph comes to, written in `style`; `told`: its <w:pPr>."""
        return text.split("\n")

    def footnote(self, element):
        """What stands in the text where a note at the foot of the page, or at the end, is meant."""
        return self.say("footnote")

    def linked(self, element, look):
        """The look of what leads elsewhere; for an exam as any other text."""
        return look

    def label(self, runs, numbering, look, own):
        """Put what Word writes before a paragraph by itself."""
        words, told = self.numbering.label(numbering)
        if not words:
            return
        # Word writes the number as it writes the mark at the end of the paragraph.
        if own is not None:
            look = changed(look, own)
        if told is not None:
            look = changed(look, told)
        if signs.is_drawn(look.font):
            runs.put_sign(words + " ", look)
        else:
            runs.put(words + " ", look)

    def _inline(self, element, runs, look):
        tag = element.tag
        if tag == f"{W}r":
            self._run(element, runs, self.styles.of_run(element, look))
        elif tag == f"{M}oMath":
            self._formula(element, runs, look)
        elif tag == f"{M}oMathPara" or tag in PASSED:
            look = self.linked(element, look)
            for child in element:
                self._inline(child, runs, look)
        elif tag == f"{MC}AlternateContent":
            for child in chosen(element):
                self._inline(child, runs, look)
        elif tag not in GONE:
            self._drawn(element, runs, look)

    def _run(self, element, runs, look):
        for child in element:
            tag = child.tag.removeprefix(W)
            if tag == "t":
                if not self._is_in_code():
                    runs.put(child.text or "", look)
            elif tag in SIGNS:
                if not (tag == "br" and child.get(f"{W}type") == "column"):
                    runs.put(SIGNS[tag], look)
            elif tag == "sym":
                self._sign(child, runs, look)
            elif tag == "instrText":
                if self.fields:
                    self.fields[-1][1] += child.text or ""
            elif tag == "fldChar":
                self._field(child.get(f"{W}fldCharType"), runs, look)
            elif tag in ("footnoteReference", "endnoteReference"):
                runs.put_sign(self.footnote(child), look)
            elif tag == "ruby":
                for run in child.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(run, runs, look)
            elif child.tag == f"{MC}AlternateContent":
                for inner in chosen(child):
                    self._drawn(inner, runs, look)
            else:
                self._drawn(child, runs, look)

    def _sign(self, element, runs, look):
        font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
        sign = signs.sign_of(font, int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
        runs.put_sign(sign or "□" + self.say("unknown_signs", font=font), look)

    def _is_in_code(self):
        return any(state == "code" for state, _code in self.fields)

    def _field(self, kind, runs, look):
        """Formulas of old Word are fields: { EQ \\f(1;2) }, of which nothing else is written."""
        if kind == "begin":
            self.fields.append(["code", ""])
        elif self.fields and kind == "separate":
            self.fields[-1][0] = "shown"
        elif self.fields and kind == "end":
            _state, code = self.fields.pop()
            if eq_fields.is_one(code):
                latex = eq_fields.to_latex(code)
                if latex:
                    runs.put_formula(latex, look.marks)
                else:
                    runs.put_sign(self.say("formula_field", formula=code.strip()), look)

    def _formula(self, element, runs, look):
        told = element.find(f"{M}r/{W}rPr")
        if told is not None:
            look = changed(look, told)
        latex, unknown = omml.to_latex(element)
        if unknown:
            runs.put_sign(self.say("mathml", formula=latex), look)
        if latex:
            runs.put_formula(latex, look.marks)

    def _drawn(self, element, runs, look):
        """Whatever is no text: pictures, objects, shapes, boxes with text."""
        if element.tag == f"{W}object" or next(element.iter(f"{O}OLEObject"), None) is not None:
            self._object(element, runs, look)
            return
        if element.tag not in (f"{W}drawing", f"{W}pict") and not element.tag.startswith(V):
            return
        before = len(self.boxes)
        pictures = pictures_in(element)
        self.boxes += list(outermost(element, f"{W}txbxContent"))
        for one in pictures:
            runs.put_sign(self.picture(one), look)
        if not pictures and len(self.boxes) == before and not is_line(element):
            runs.put_sign(self.say("drawing"), look)

    def _object(self, element, runs, look):
        """A formula of MathType, or something else of another program with a picture of it."""
        ole = next(element.iter(f"{O}OLEObject"), None)
        made_by = ole.get("ProgID", "") if ole is not None else ""
        if made_by.startswith("Equation"):
            latex = self.parts.equation(ole.get(f"{R}id", ""))
            if latex:
                runs.put_formula(latex, look.marks)
                return
            runs.put_sign(self.say("equation_object"), look)
        elif made_by:
            runs.put_sign(self.say("embedded", name=made_by), look)
        for one in pictures_in(element):
            runs.put_sign(self.picture(one, is_preview=True), look)

    def picture(self, shown, is_preview=False):
        """The sign of a picture, or of why there is none."""
        if not shown.id:
            link = self.parts.address(shown.link) if shown.link else ""
            return self.say("picture_outside", address=link) if link else ""
        picture = self.parts.picture(shown.id, shown.alt, shown.cut)
        if picture is None:
            address = self.parts.address(shown.id)
            return (
                self.say("picture_outside", address=address)
                if address
                else self.say("picture_missing", name=shown.id)
            )
        if is_preview and picture.name.lower().endswith((".wmf", ".emf")):
            # Nobody can show it, and the loss of the formula is named.
            return ""
        if len(self.document.pictures) >= MOST_ANCHORS:
            return ""
        self.document.pictures.append(picture)
        return chr(PICTURE + len(self.document.pictures) - 1)

    def table(self, element, depth):
        table = Table([])
        for row in rows(element, f"{W}tr"):
            cells = []
            for cell in rows(row, f"{W}tc"):
                told = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = told is not None and told.get(f"{W}val", "continue") == "continue"
                inside = [] if goes_on else [item for child in cell for item in self.block(child, depth + 1)]
                cells.append([item for item in inside if not isinstance(item, Text) or item.strip()])
            table.rows.append(cells)
        return table
