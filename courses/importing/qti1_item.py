"""An item of QTI 1.2: its words, its responses, and what its rules say about an answer."""

from dataclasses import dataclass, field

from . import options, qti1_rules, xml_names
from .effort import Unknown
from .found import MOST_ANSWERS
from .lines import Piece, collapsed
from .marked import Marked
from .pieces import leave_out
from .qti_values import Declared, number
from .xml_texts import Texts

RESPONSES = {
    "response_lid",
    "response_str",
    "response_num",
    "response_grp",
    "response_xy",
    "response_extension",
}
# Feedback that Canvas and its like show after every answer.
ALWAYS = {"general_fb", "general_feedback"}


@dataclass
class Label:
    """One of the things to choose from, or to write into."""

    id: str
    text: str
    element: object
    pictures: list = field(default_factory=list)


@dataclass
class Response:
    element: object
    id: str
    declared: Declared
    labels: list = field(default_factory=list)

    @property
    def render(self):
        """What shows it: render_choice, render_fib, render_hotspot, render_slider …"""
        told = [one.tag for one in self.element.iter() if one.tag.startswith(("render_", "ims_render"))]
        return told[0] if told else ""

    @property
    def cardinality(self):
        return self.element.get("rcardinality", "Single").lower()


class Item(Marked):
    def __init__(self, element, found, files=None, effort=None):
        self.element, self.found, self.texts = element, found, Texts(found, files)
        self.rules = qti1_rules.Rules(element, effort)
        self.meta = _metadata(element)
        self.presentation = element.find("presentation")
        # What stands for a response in the text; the option that a text stands for, by response.
        self.places, self.meant = {}, {}

    @property
    def type(self):
        """The kind that Canvas and others write beside the item."""
        return self.meta.get("question_type", "").removesuffix("_question")

    def responses(self):
        """All responses of the item, in its order."""
        if self.presentation is None:
            return []
        return [self._response(one) for one in self.presentation.iter() if one.tag in RESPONSES]

    def _response(self, element):
        name = element.get("ident", "")
        cardinality = {"multiple": "multiple", "ordered": "ordered"}.get(
            element.get("rcardinality", "Single").lower(), "single"
        )
        response = Response(element, name, Declared(name, cardinality, "identifier"))
        for label in list(element.iter("response_label"))[: MOST_ANSWERS + 1]:
            piece = self.texts.piece(self.markup(label))
            response.labels.append(Label(label.get("ident", ""), piece.text, label, piece.pictures))
        return response

    def words_only(self, responses):
        """Where options are no pictures: those are named and left."""
        for label in (label for one in responses for label in one.labels):
            leave_out(self.found, Piece(label.text, label.pictures), is_answer=True)

    # Texts

    def markup(self, element, skips=()):
        """The HTML of all materials inside `element`, without those of `skips`."""
        out = []
        self._collect(element, skips, out)
        return "".join(out)

    def _collect(self, element, skips, out):
        for child in element:
            if child in self.places:
                out.append(self.places[child])
            elif child.tag in ("mattext", "matemtext"):
                out.append(_material_text(child))
            elif child.tag in ("matimage", "matapplet", "mataudio", "matvideo"):
                out.append(_media(child))
            elif child.tag == "matbreak":
                out.append("<br>")
            elif child.tag not in skips:
                self._collect(child, skips, out)
                if child.tag in ("material", "flow", "flow_mat"):
                    out.append("<br>" if child.tag != "material" else " ")

    def material(self, element, is_answer=False, skips=()):
        return self.texts.words(self.markup(element, skips), is_answer)

    def take_text(self):
        """The words of the question with its pictures; responses say in `places` what stands for them."""
        if self.presentation is None:
            return ""
        piece = self.texts.piece(self.markup(self.presentation, {"response_label", *RESPONSES}))
        self.found.pictures = piece.pictures + self.found.pictures
        return piece.text

    # Marks

    @property
    def has_rules(self):
        return self.rules.are_there

    def _given(self, responses):
        """Each answer as the list of its values, as the rules compare them."""
        told = {}
        for name, value in dict(responses).items():
            values = value if isinstance(value, list) else [] if value is None else [value]
            meant = self.meant.get(name, {})
            told[name] = [meant.get(str(one).lower(), one) for one in values]
        return told

    def score(self, responses):
        try:
            return self.rules.run(self._given(responses))[0]
        except Unknown as why:
            self.why = str(why)
            return None

    def shown(self, responses):
        try:
            names = self.rules.run(self._given(responses))[1]
        except Unknown:
            return None
        known = self._feedback()
        always = [text for name, text in known.items() if name in ALWAYS]
        return list(dict.fromkeys(filter(None, [*always, *(known.get(name, "") for name in names)])))

    def all_feedback(self):
        return list(filter(None, self._feedback().values()))

    def _feedback(self):
        if not hasattr(self, "_known_feedback"):
            self._known_feedback = {
                one.get("ident", ""): self.material(one) for one in self.element.iterfind("itemfeedback")
            }
        return self._known_feedback

    # What all of them have

    def take_common(self):
        found = self.found
        highest = next(
            (one.get("maxvalue") for one in self.element.iter("decvar") if one.get("maxvalue")), ""
        )
        points = number(self.meta.get("points_possible") or self.meta.get("cc_weighting") or highest or "1")
        # A hundred is how Canvas says «all».
        if points and 0 < points < 1000 and not (points == 100 and highest == str(points)):
            found.points = options.told(points)
        found.text = collapsed(self.element.get("title", ""))[:4000]
        if hints := len(self.element.findall(".//hint")):
            found.say("hints", many=hints)


def _material_text(element):
    """A text as HTML, whether its tags are escaped, are elements, or there are none."""
    if len(element):
        return xml_names.markup(element)
    text = element.text or ""
    form = element.get("texttype", "text/plain").lower()
    if form == "text/plain" and "<" in text and not text.lstrip().startswith("<"):
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    if form == "text/plain":
        text = text.strip().replace("\n", "<br>") if "<" not in text else text
    return f"<b>{text}</b>" if element.tag == "matemtext" else text


def _media(element):
    address = xml_names.escape(element.get("uri", ""))
    if element.tag == "matimage":
        alt = xml_names.escape(element.get("label", ""))
        if element.get("embedded") and element.text and not address:
            kind = xml_names.escape(element.get("imagtype", "image/png"))
            address = f"data:{kind};base64,{xml_names.escape(''.join(element.text.split()))}"
        return f'<img src="{address}" alt="{alt}">'
    return f'<audio src="{address or element.tag}"></audio>'


def _metadata(element):
    """{label: entry} of the item."""
    told = {}
    for field_ in element.iter("qtimetadatafield"):
        label = (field_.findtext("fieldlabel") or "").strip().lower()
        told.setdefault(label, (field_.findtext("fieldentry") or "").strip())
    return told
