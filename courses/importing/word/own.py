"""Exams that our own export wrote: all that the bank knew of their questions comes back.

It is believed of a question only where the exam still says the same: written once more and read once more, it
must give the same lines.
"""

from types import SimpleNamespace

from courses.exporting import exam_question
from courses.exporting.passages import MORE
from courses.exporting.word import OWN
from courses.exporting.word_xml import elements
from courses.importing import exact, xml_tree
from courses.importing.exam.flow import Flow
from courses.importing.exam.marked import ANCHOR, Text
from courses.importing.exam.tables import Pairs
from courses.importing.found import CannotRead, Picture, Refused
from courses.importing.judging import STUMBLES

from .body import Body
from .numbering import Numbering
from .styles import Styles

KIND = "/customXml"


class Own:
    """What a file carries, by the number of the question."""

    def __init__(self, parts):
        self.words = {}
        for name in parts.related(KIND):
            try:
                root = xml_tree.parse(parts.package.main(name))
            except (xml_tree.Damaged, Refused):
                continue
            if root.tag == f"{{{OWN}}}cauhoi":
                self.words = {one.get("so", ""): one.text or "" for one in root}

    def take(self, block, found):
        """Make `found` what the bank had said, where the lines of `block` are those it wrote."""
        said = exact.known(self.words.get(str(block.number), ""), MORE)
        if said is None:
            return
        try:
            lines = _lines_of(said, block.number)
        except (*STUMBLES, CannotRead):
            return
        if lines is None or lines != _told(block.items):
            return
        options = said["content"].get("options", [])
        ids = dict(zip("abcdefghijklmnopqrst", (one["id"] for one in options), strict=False))
        exact.fill(found, said)
        found.issues, found.expects = [], []
        if block.passage and (about := exact.passage_of(said)) and _is_passage(block.passage, about):
            found.passage = about
        for picture in found.pictures:
            picture.option = ids.get(picture.option, picture.option)
            if not picture.option:
                picture.alt = picture.alt or said["alt"]


def _lines_of(said, number):
    """How the reader would see the question as the bank writes it."""
    body = Body(_Nothing())
    for element in elements(exam_question.blocks(SimpleNamespace(**said), number)):
        body.take(element)
    flow = Flow(body.document).run()
    return _told(flow.blocks[0].items) if len(flow.blocks) == 1 and not flow.before else None


def _is_passage(passage, about):
    """Whether the lines of a passage are those that the bank wrote of `about`."""
    body = Body(_Nothing())
    for element in elements(exam_question.passage(about.title, about.text, 1, 2)[1:]):
        body.take(element)
    return _told(body.document.items) == _told(passage.lines)


def _told(items):
    """Lines and columns without pictures, as they can be compared."""
    told = []
    for item in items:
        if isinstance(item, Pairs):
            told.append(
                [
                    (label, ANCHOR.sub("", text.signs))
                    for side in (item.left, item.right)
                    for label, text in side
                ]
            )
        elif isinstance(item, Text) and (words := ANCHOR.sub("", item.signs).strip()):
            told.append(
                (
                    words,
                    [
                        mark.underline
                        for sign, mark in zip(item.signs, item.marks, strict=True)
                        if not sign.isspace()
                    ],
                )
            )
    return told


class _Nothing:
    """A file without styles, lists and pictures."""

    def __init__(self):
        self.styles = Styles()
        self.numbering = Numbering(None, self.styles)

    def picture(self, id_, alt="", cut=()):
        return Picture(id_, b"")

    def address(self, id_):
        return ""

    def equation(self, id_):
        return ""
