"""A slide → pieces of a lecture, in the order in which a pupil reads them."""

import posixpath
import re

from courses.blocks.media import SOUND, VIDEO
from courses.importing.exam.marked import Table, Text
from courses.importing.word import mathtype
from courses.importing.word.places import cut_of
from courses.lecture_files import drawn
from courses.lecture_files.found import Issue
from courses.lecture_files.lines import Paragraph, Shown
from courses.lecture_files.pieces import LONGEST_HEADING, Assembly, as_html, plain

from . import figures, places
from .opened import A, P, R
from .texts import Texts

P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
MB = 1024 * 1024
# Films that a pupil can load; heavier ones are made light first.
MOST_MEDIA = 30 * MB
PLAYED = {*SOUND, *VIDEO}
# What PowerPoint writes by itself says nothing to a child.
NO_ALT = re.compile(
    r"automatically generated|AI-generated|^[\w\- ]+\.(png|jpe?g|gif|bmp|tiff?)$", re.IGNORECASE
)
# Lines and frames that only decorate.
PLAIN_FORMS = {"rect", "roundRect", "line", "straightConnector1", "round2SameRect", "snip1Rect"}
FEW_DRAWN = 2
ANIMATED = {f"{P}animEffect", f"{P}anim", f"{P}set"}


class Reading:
    """Reads slides one after the other into one `Assembly`."""

    def __init__(self, parts):
        self.parts, self.assembly = parts, Assembly()
        self.drawing, self.has_animations = drawn.Drawing(), False
        self.title, self.drawn_shapes = "", 0

    def take(self, number, name):
        self.assembly.go_to(number)
        before = len(self.assembly.pieces)
        root, self.name = self.parts.root(name), name
        self.links, self.drawn_shapes = self.parts.relations(name), 0
        self.texts = Texts(self._say, self.links)
        tree = root.find(f"{P}cSld/{P}spTree")
        layout = self.parts.related(name, "slideLayout")
        master = self.parts.related(layout, "slideMaster") if layout else ""
        trees = [self._tree(layout), self._tree(master)]
        for shape in places.in_order(places.shapes_of(tree if tree is not None else (), trees)):
            self._shape(shape)
        self.assembly.close()
        if self.drawn_shapes >= FEW_DRAWN:
            self.assembly.say("drawing")
        self._notes(name)
        if any(one.tag in ANIMATED for one in root.iter()):
            self.has_animations = True
        if root.get("show", "1") in ("0", "false"):
            self._hide(self.assembly.pieces[before:])

    def _tree(self, name):
        root = self.parts.shared(name) if name else None
        return root.find(f"{P}cSld/{P}spTree") if root is not None else None

    def _say(self, code, **values):
        self.assembly.say(code, **values)
        return ""

    def _hide(self, pieces):
        for piece in pieces:
            piece.is_left_out = True
        if pieces:
            pieces[0].issues.append(Issue("hidden_slide"))

    def _shape(self, shape):
        if shape.holder in places.OF_DESIGN:
            return
        if shape.kind == "grpSp":
            for inner in places.in_order(shape.inside):
                self._shape(inner)
        elif shape.kind == "pic":
            self._picture(shape.element)
        elif shape.kind == "graphicFrame":
            self._frame(shape.element)
        elif shape.kind == "sp":
            self._text(shape)
        else:
            self.drawn_shapes += 1

    def _text(self, shape):
        element = shape.element
        body = element.find(f"{P}txBody")
        lines = self.texts.paragraphs(body) if body is not None else []
        if not lines:
            self._drawn(element)
            return
        if shape.holder in places.TITLES:
            self._title(lines)
            return
        is_bulleted = shape.holder in ("body", "obj") and len(lines) > 1
        if is_bulleted:
            lines = self.texts.paragraphs(body, is_bulleted=True)
        for line in lines:
            self.assembly.take(line)
        # Each box of a slide is a thought of its own.
        self.assembly.close()
        self._filling(element)

    def _title(self, lines):
        words = " ".join(plain(line.text) for line in lines)
        if words == self.title:
            # The same thought goes on.
            return
        self.title = words
        if len(words) <= LONGEST_HEADING:
            self.assembly.close()
            self.assembly.add("heading", {"text": words, "size": "2"})
        else:
            for line in lines:
                self.assembly.take(Paragraph(line.text))

    def _drawn(self, element):
        if self._filling(element):
            return
        form = element.find(f"{P}spPr/{A}prstGeom")
        own = element.find(f"{P}spPr/{A}custGeom")
        if own is not None or (form is not None and form.get("prst", "") not in PLAIN_FORMS):
            self.drawn_shapes += 1

    def _filling(self, element):
        """A picture with which a shape is filled; whether there is one."""
        blip = element.find(f"{P}spPr/{A}blipFill/{A}blip")
        if blip is None:
            return False
        self._blip(blip, self._alt(element))
        return True

    def _picture(self, element):
        if self._media(element):
            return
        blip = element.find(f"{P}blipFill/{A}blip")
        if blip is not None:
            self._blip(blip, self._alt(element), cut_of(element.find(f"{P}blipFill/{A}srcRect")))

    def _blip(self, blip, alt="", cut=()):
        relation = self.links.get(blip.get(f"{R}embed", "") or blip.get(f"{R}link", ""))
        if relation is None or relation.is_outside:
            address = relation.target if relation else ""
            self._say("picture_outside", address=address) if address else self._say("picture_missing")
            return
        content = self.parts.content(relation.target)
        if content is None:
            self._say("picture_missing")
            return
        try:
            self.assembly.take(Shown(self.drawing(content, cut), alt))
        except drawn.Lost as why:
            if why.code:
                self._say(why.code)

    def _alt(self, element):
        told = next((one.get("descr", "") for one in element.iter(f"{P}cNvPr")), "")
        return "" if NO_ALT.search(told) else told

    def _media(self, element):
        """A film or a sound; its picture is only its first moment."""
        told = element.find(f"{P}nvPicPr/{P}nvPr")
        if told is None or not any(
            told.find(f"{A}{kind}") is not None for kind in ("videoFile", "audioFile", "wavAudioFile")
        ):
            return False
        ids = [one.get(f"{R}embed", "") for one in told.iter(f"{P14}media")]
        ids += [one.get(f"{R}link", "") or one.get(f"{R}embed", "") for one in told if one.tag.startswith(A)]
        relations = [self.links[id_] for id_ in ids if id_ in self.links]
        inside = next((one.target for one in relations if one.target in self.parts.package), "")
        if not inside:
            address = next((one.target for one in relations), "")
            self._say("media_outside", address=address)
            return True
        name = posixpath.basename(inside)
        called = next((one.get("name", "") for one in element.iter(f"{P}cNvPr")), "") or name
        size = self.parts.size(inside)
        if name.rpartition(".")[2].lower() not in PLAYED:
            self._say("media_kind", name=called)
        elif size > MOST_MEDIA:
            self._say("media_large", name=called, limit=MOST_MEDIA // MB)
        else:
            self.assembly.close()
            title = re.sub(r"\.\w{2,5}$", "", called)[:160]
            self.assembly.add("media", {"title": title, "name": name, "member": inside, "bytes": size})
        return True

    def _frame(self, element):
        table = next(element.iter(f"{A}tbl"), None)
        if table is not None:
            self._table(table)
        elif id_ := figures.relation_of(element, f"{figures.C}chart", "id"):
            self._chart(id_)
        elif id_ := figures.relation_of(element, f"{figures.DGM}relIds", "dm"):
            self._smart_art(id_)
        elif (embedded := next(element.iter(f"{P}oleObj"), None)) is not None:
            self._embedded(element, embedded)

    def _table(self, element):
        rows = []
        for row in element.iterfind(f"{A}tr"):
            cells = []
            for cell in row.iterfind(f"{A}tc"):
                if {"gridSpan", "rowSpan", "hMerge", "vMerge"} & set(cell.keys()):
                    self._say("merged_cells")
                body = cell.find(f"{A}txBody")
                cells.append(self.texts.paragraphs(body) if body is not None else [])
            rows.append(cells)
        self.assembly.take(Table(rows))

    def _chart(self, id_):
        name, rows = "", []
        if (root := self._part(id_)) is not None:
            name, rows = figures.chart(root)
        if not rows:
            self._say("chart_unread")
            return
        self.assembly.take(Table([[[Paragraph(Text(cell))] for cell in row] for row in rows]))
        last = self.assembly.pieces[-1]
        if name and last.kind == "table":
            last.content["caption"] = name
        self._say("chart_as_table")

    def _smart_art(self, id_):
        root = self._part(id_)
        lines = figures.smart_art(root) if root is not None else []
        for line in lines:
            self.assembly.take(line)
        self.assembly.close()
        self._say("smart_art" if lines else "drawing")

    def _part(self, id_):
        relation = self.links.get(id_)
        name = relation.target if relation is not None and not relation.is_outside else ""
        return self.parts.root(name) if name in self.parts.package else None

    def _embedded(self, frame, element):
        made_by, relation = element.get("progId", ""), self.links.get(element.get(f"{R}id", ""))
        if made_by.startswith("Equation"):
            content = self.parts.content(relation.target) if relation and not relation.is_outside else None
            try:
                latex = mathtype.to_latex(content) if content else ""
            except mathtype.Unreadable:
                latex = ""
            if latex:
                self.assembly.take(Paragraph(Text(rf"\( {latex} \)")))
                return
            self._say("equation_object")
        else:
            self._say("embedded", name=made_by or "OLE")
        blip = next(frame.iter(f"{A}blip"), None)
        if blip is not None:
            self._blip(blip, self._alt(frame))

    def _notes(self, name):
        """What the teacher wrote below the slide, to be said."""
        part = self.parts.related(name, "notesSlide")
        root = self.parts.root(part) if part else None
        tree = root.find(f"{P}cSld/{P}spTree") if root is not None else None
        texts = Texts(self._say, self.parts.relations(part)) if part else None
        lines = []
        for shape in places.shapes_of(tree if tree is not None else ()):
            body = shape.element.find(f"{P}txBody")
            if shape.holder == "body" and body is not None:
                lines += texts.paragraphs(body)
        if html := as_html(lines):
            self.assembly.add("spoken", {"html": html})
