"""What all kinds of a Moodle file have: texts with their form and files, points, tags, feedback."""

from dataclasses import replace
from decimal import Decimal

from . import options, plain
from .found import MOST_ANSWERS, CannotRead, Picture
from .pieces import explain, leave_out, lose_feedback, take_issues, use_tags

FORMS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "moodle": "moodle",
    "plain_text": "plain",
    "plain": "plain",
    "markdown": "markdown",
}
WHOLE = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


class Source:
    """A <question> and the question that comes of it."""

    def __init__(self, element, found):
        self.element, self.found = element, found

    def take_common(self):
        """What every kind has, also one that cannot be asked."""
        found = self.found
        found.points = _points(self.element.findtext("defaultgrade"))
        use_tags(found, [tag.findtext("text") or "" for tag in self.element.iterfind("tags/tag")])
        found.feedback = self.text(self.element.find("generalfeedback"))
        whole = self.element.find("questiontext")
        if whole is not None:
            piece = self.piece(whole)
            found.text = piece.text
            found.pictures = piece.pictures + found.pictures
        if old := plain.decoded(self.element.findtext("image_base64") or ""):
            name = (self.element.findtext("image") or "").rpartition("/")[2]
            found.pictures.insert(0, Picture(name or "image", old))
        if not found.text:
            found.text = (self.element.findtext("name/text") or "").strip()[:4000]
        self._tell_losses()

    def _tell_losses(self):
        found = self.found
        if hints := len(
            [hint for hint in self.element.iterfind("hint") if (hint.findtext("text") or "").strip()]
        ):
            found.say("hints", many=hints)
        for name in WHOLE:
            lose_feedback(found, plain.read(self.element.findtext(f"{name}/text"), "html").text)
        shuffles = (self.element.findtext("shuffleanswers") or "").strip().lower() not in ("0", "false")
        if not shuffles and self.element.get("type") in ("multichoice", "oumultiresponse"):
            found.say("fixed_order")

    def piece(self, element, source=None):
        """A text with its form and files; what it loses is told of the question."""
        if element is None:
            return plain.Piece("")
        form = FORMS.get(element.get("format", "html"), "html")
        words = element.findtext("text") if source is None else source
        if words is None:
            words = element.text or ""
        piece = plain.read(words, form, self._files(element))
        take_issues(self.found, piece)
        return piece

    def text(self, element, is_answer=False):
        """A text beside the question itself, in which no picture fits."""
        piece = self.piece(element)
        leave_out(self.found, piece, is_answer)
        return piece.text

    def pictures_of_answers(self, content):
        """The picture of each option of `content`, whose answers stand in the same order."""
        pairs = zip(content.get("options", []), self.element.findall("answer"), strict=False)
        shown = [(one["id"], self.piece(answer).pictures) for one, answer in pairs]
        return [replace(found[0], option=option) for option, found in shown if found]

    def _files(self, element):
        files = {}
        # Files stand beside the text, in old exports inside it.
        for file in [
            *element.iterfind("file"),
            *self.element.iterfind("questiontext/file"),
            *self.element.iterfind("file"),
        ]:
            if file.get("encoding", "base64") == "base64" and file.get("name"):
                files.setdefault(file.get("name"), plain.decoded(file.text or ""))
        return {name: content for name, content in files.items() if content}

    def flag(self, name):
        return (self.element.findtext(name) or "").strip().lower() in ("1", "true")

    def answers(self):
        """(element, worth in per cent) of each answer."""
        found = self.element.findall("answer")
        if len(found) > MOST_ANSWERS:
            raise CannotRead("many_options", many=len(found), limit=MOST_ANSWERS)
        for answer in found:
            yield answer, options.as_percent(answer.get("fraction") or answer.findtext("fraction"))

    def explain(self, pairs):
        explain(self.found, pairs)


def _points(text):
    value = options.as_percent(text, otherwise=1)
    return options.told(Decimal(value))
