"""An item of QTI 2 or 3: its texts, its declarations, and what its own rules say about an answer."""

from decimal import Decimal

from . import options, qti_values, xml_names
from .effort import Unknown
from .found import MOST_ANSWERS, CannotRead
from .lines import collapsed
from .marked import Marked
from .qti_rules import Rules
from .xml_texts import Texts

# Shown only when a rule says so, or to nobody who answers.
HIDDEN = {
    *("feedbackInline", "feedbackBlock", "templateInline", "templateBlock", "infoControl", "stylesheet"),
    *("endAttemptInteraction", "catalogInfo"),
}
FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")
# Whom a rubric of the item speaks to.
FOR_PUPILS, FOR_MARKERS = "candidate", {"scorer", "author", "testConstructor", "tutor"}


class Item(Marked):
    def __init__(self, root, found, files=None, effort=None):
        self.root, self.found, self.texts = root, found, Texts(found, files)
        self.responses = _by_id(root.iterfind("responseDeclaration"), qti_values.response)
        self.outcomes = _by_id(root.iterfind("outcomeDeclaration"), qti_values.outcome)
        self.rules = Rules(root.find("responseProcessing"), self.responses, self.outcomes, effort)
        self.body = root.find("itemBody")
        inside = [] if self.body is None else list(self.body.iter())
        self.interactions = [one for one in inside if one.tag.endswith("Interaction")]
        self.places, self.feedback = {}, None

    # Texts

    def take_body(self):
        """The words of the item with its pictures; interactions say in `places` what stands for them."""
        if self.body is None:
            raise CannotRead("no_text")
        piece = self.texts.piece(xml_names.markup(self.body, self._instead))
        self.found.pictures = piece.pictures + self.found.pictures
        return piece.text

    def _instead(self, child):
        tag = child.tag
        if tag in HIDDEN:
            return ""
        if (told := self.places.get(child)) is not None:
            return told
        if tag == "rubricBlock":
            return self._rubric(child)
        if tag.endswith("Interaction"):
            prompt = child.find("prompt")
            return "" if prompt is None else f"<p>{self.inside(prompt)}</p>"
        if tag == "printedVariable":
            return "…"
        return self.inside(child) if tag == "contentBody" else None

    def inside(self, element):
        return xml_names.markup(element, self._instead)

    def outside(self, element):
        """The HTML of a piece itself, where `places` says that it stands elsewhere."""
        return xml_names.whole(element, self._instead)

    def _rubric(self, element):
        views = element.get("view", FOR_PUPILS).split()
        if FOR_PUPILS in views:
            return f"<p>{self.inside(element)}</p>"
        if not FOR_MARKERS & set(views):
            self.found.say("rubric", said=self.words(element))
        return ""

    def piece(self, element):
        """The words inside an element, with their pictures."""
        return self.texts.piece(self.inside(element))

    def words(self, element, is_answer=False):
        return self.texts.of(element, is_answer, self._instead)

    def for_markers(self):
        """What a rubric tells those who mark."""
        blocks = [] if self.body is None else self.body.iter("rubricBlock")
        told = [self.words(one) for one in blocks if set(one.get("view", "").split()) & FOR_MARKERS]
        return "\n".join(filter(None, dict.fromkeys(told)))

    # Declarations

    def declared(self, interaction):
        """The response that an interaction gives. Raises `CannotRead`."""
        name = interaction.get("responseIdentifier", "")
        if name not in self.responses:
            raise CannotRead("damaged_question", why=f"responseDeclaration {name}")
        return self.responses[name]

    # Marks

    @property
    def has_rules(self):
        return self.rules.are_there

    def score(self, responses):
        """What the file's rules give for an answer; None when they are not carried out here."""
        try:
            return self.rules.score(responses)
        except Unknown as why:
            self.why = str(why)
            return None

    # What is said after an answer

    def shown(self, responses):
        """Texts of feedback that an answer makes the file show; None when that cannot be told."""
        try:
            outcomes = self.rules.run(responses)
        except Unknown:
            return None
        told = []
        for element, words in self._feedback():
            value = outcomes.get(element.get("outcomeIdentifier", ""))
            names = {str(one) for one in (value if isinstance(value, list) else [value]) if one is not None}
            if (element.get("identifier") in names) == (element.get("showHide", "show") == "show"):
                told.append(words)
        return list(dict.fromkeys(filter(None, told)))

    def all_feedback(self):
        return [words for _element, words in self._feedback()]

    def _feedback(self):
        """[(element, its words)], read once."""
        if self.feedback is None:
            told = [one for one in self.root.iter() if one.tag in FEEDBACK]
            self.feedback = [(one, self.words(one)) for one in told[:MOST_ANSWERS]]
        return self.feedback

    # What all of them have

    def take_common(self):
        found = self.found
        highest = self.outcomes.get("MAXSCORE")
        points = highest.usual if highest else getattr(self.outcomes.get("SCORE"), "highest", None)
        if isinstance(points, Decimal) and 0 < points < 1000:
            found.points = options.told(points)
        if self.root.get("adaptive") == "true":
            found.say("several_tries")
        if hints := sum(one.tag == "endAttemptInteraction" for one in self.interactions):
            found.say("hints", many=hints)
        self.interactions = [one for one in self.interactions if one.tag != "endAttemptInteraction"]

    def title(self):
        return collapsed(self.root.get("title", ""))[:4000]


def _by_id(elements, read):
    return {one.id: one for one in map(read, elements)}
