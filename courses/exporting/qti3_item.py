"""One question as an item of QTI 3: pure, out of what a version says."""

from xml.etree.ElementTree import SubElement

from .qti3_kinds import BUILDERS
from .qti3_xml import outcome, paragraph, put, root, set_to, words

MEDIA, STIMULI = "../media/", "../stimuli/"
# Never the name of an answer: what is hidden only then is always shown.
NOBODY = "nobody"


def element(said, name, picture="", option_pictures=None, size=(100, 100), stimulus=""):
    """`said`: whatever has the fields of a version; `name`: of the item in the package; `picture`: the file
    shown under it, of `size`; `option_pictures`: files by the id of an option; `stimulus`: the passage."""
    item = Item(said, name, picture, option_pictures or {}, size)
    item.stimulus = stimulus
    BUILDERS[said.kind](item, said.content, said.key)
    return item.finished()


class Item:
    """The pieces of an item, as the kinds fill them."""

    def __init__(self, said, name, picture, option_pictures, size):
        self.said, self.shown, self.alt = said, picture, said.alt
        self.option_pictures, self.size = option_pictures, size
        title = " ".join(said.text.split())[:60] or name
        self.root = root(
            "assessment-item", identifier=name, title=title, adaptive="false", time_dependent="false"
        )
        self.root.set("xml:lang", "vi")
        # They are put in the order of the standard in the end.
        self.body, self.rules = root("item-body"), root("response-processing")
        for one in (self.body, self.rules):
            del one.attrib["xmlns"]
        self.feedback = []
        if said.kind != "cloze":
            paragraph(self.body, said.text)
        if picture and said.kind != "picture_spots":
            self.picture(SubElement(self.body, "p"), picture, self.alt)

    def picture(self, parent, name, alt, sized=False):
        sides = dict(zip(("width", "height"), map(str, self.size), strict=True)) if sized else {}
        return SubElement(parent, "img", {"src": f"{MEDIA}{name}", "alt": alt, **sides})

    def declare_score(self, base="", cardinality="single"):
        """The outcomes; `base`: that of the answer, where its options have remarks."""
        outcome(self.root, "SCORE", normal_maximum="1")
        if self.said.feedback or base and self.said.key.get("said"):
            outcome(self.root, "FEEDBACK", base or "identifier", cardinality if base else "single", usual="")
            if base:
                self.answer_is_feedback = True

    answer_is_feedback, stimulus = False, ""

    def remarks(self, said):
        """What is said to whoever chose an option."""
        self.feedback += [(name, "show", text) for name, text in said.items() if text]

    def finished(self):
        said = self.said
        guide = [f"{one['text']} ({one['points']})" for one in said.key.get("rubric") or []]
        if told := "\n".join(filter(None, [said.key.get("model", ""), *guide])):
            self._rubric(told)
        if said.feedback:
            self.feedback.append((NOBODY, "hide", said.feedback))
            if said.kind == "information":
                outcome(self.root, "FEEDBACK", "identifier", usual="")
        if self.answer_is_feedback:
            put(set_to(self.rules, "FEEDBACK"), "variable", identifier="RESPONSE")
        if self.stimulus:
            named = {"identifier": self.stimulus, "href": f"{STIMULI}{self.stimulus}.xml"}
            put(self.root, "assessment-stimulus-ref", **named)
        self.root.append(self.body)
        if len(self.rules):
            self.root.append(self.rules)
        for name, shown, text in self.feedback:
            told = put(
                self.root, "modal-feedback", outcome_identifier="FEEDBACK", identifier=name, show_hide=shown
            )
            paragraph(put(told, "content-body"), text)
        return self.root

    def _rubric(self, text):
        block = put(self.body, "rubric-block", view="scorer", use="scoring")
        words(SubElement(put(block, "content-body"), "p"), text)


def stimulus(passage, name):
    """A passage as a document of its own."""
    told = root("assessment-stimulus", identifier=name, title=passage.title)
    told.set("xml:lang", "vi")
    body = put(told, "stimulus-body")
    for text in passage.text.split("\n\n"):
        paragraph(body, text)
    return told
