"""Questions out of documents of QTI, whatever their version, as they come: one after the other."""

import re
from decimal import Decimal

from . import options, qti1, qti_exact, qti_item, qti_kinds, xml_names, xml_tree
from .effort import Effort
from .found import CannotRead, Found, FoundPassage, Refused, refuse_too_many
from .judging import STUMBLES
from .lines import collapsed
from .package import beside
from .xml_texts import PackageFiles, Texts

ITEM, TEST, OLD, STIMULUS = (
    "assessmentItem",
    {"assessmentTest", "assessmentSection"},
    "questestinterop",
    "assessmentStimulus",
)
# A document type without anything declared in it, as all files of QTI 1 begin.
DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+questestinterop(\s+(SYSTEM|PUBLIC)(\s+(\"[^\"<>]*\"|'[^'<>]*')){1,2})?\s*>"
)
ROOT = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?(?:qti-)?([A-Za-z-]+)[\s>/]")
# The names of documents with questions, as their first tag says them.
ROOTS = {
    b"questestinterop": OLD,
    b"assessmentItem": ITEM,
    b"assessment-item": ITEM,
    b"assessmentTest": "assessmentTest",
    b"assessment-test": "assessmentTest",
    b"assessmentSection": "assessmentSection",
    b"assessment-section": "assessmentSection",
    b"assessmentStimulus": STIMULUS,
    b"assessment-stimulus": STIMULUS,
    b"manifest": "manifest",
}


def root_of(head):
    """What the first tag of a document is, in the names of QTI 2; empty for others."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    head = re.sub(rb"<!--.*?(-->|$)|<\?.*?(\?>|$)|<![A-Z][^>]*>", b"", head, flags=re.DOTALL)
    found = ROOT.search(head)
    return ROOTS.get(found[1], "") if found else ""


def parse(content):
    """The root of a document, its names plain. Raises `xml_tree.Damaged` and `Refused`."""
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \r\n\t")
    return xml_names.plain_names(xml_tree.parse(DOCTYPE.sub(b"", content, count=1)))


class Reading:
    """The questions found so far, and the pictures of the package they are in."""

    def __init__(self, package=None):
        self.package, self.questions = package, []
        self.passages, self.effort = {}, Effort()
        self.own = qti_exact.own_words(package)

    def new(self, kind, topic=""):
        found = Found(str(len(self.questions) + 1), kind, topic=topic[:120])
        self.questions.append(found)
        refuse_too_many(self.questions)
        return found

    def document(self, root, name="", topic=""):
        """All questions of a document."""
        files = PackageFiles(self.package, name)
        if root.tag == ITEM:
            self.item(root, files, topic, self.own.get(name))
        elif root.tag == OLD:
            passages = qti1.passages(root)
            for element, its_topic in qti1.items(root):
                if element.get("ident") not in passages:
                    qti1.fill(element, self.new("?", its_topic or topic), files, passages, self.effort)

    def item(self, root, files, topic, own=None):
        found = self.new("?", topic)
        self._passage(root, files, found)
        if own and qti_exact.taken(root, own, found, files):
            return
        item = qti_item.Item(root, found, files, self.effort)
        found.text = item.title()
        found.kind = ", ".join(dict.fromkeys(one.tag for one in item.interactions)) or ITEM
        try:
            item.take_common()
            qti_kinds.fill(item)
        except CannotRead as why:
            found.issues.append(why.issue)
        except STUMBLES as why:
            found.say("damaged_question", why=f"{type(why).__name__} {why}")

    def _passage(self, root, files, found):
        """The text beside the item that it is about."""
        for one in root.iterfind("assessmentStimulusRef"):
            name = beside(files.name, one.get("href", ""))
            if name not in self.passages:
                self.passages[name] = self._stimulus(name, found)
            found.passage = found.passage or self.passages[name]

    def _stimulus(self, name, found):
        try:
            root = parse(self.package.read(name)) if self.package else None
        except (CannotRead, Refused, xml_tree.Damaged):
            root = None
        body = None if root is None else root.find("stimulusBody")
        if body is None:
            found.say("attachment", name=name.rpartition("/")[2] or "stimulus")
            return None
        texts = Texts(found, PackageFiles(self.package, name))
        text = texts.of(body)
        title = collapsed(root.get("title", "")) or text
        return FoundPassage(title[:120], text) if text else None

    def damaged(self, name, issue_or_why, topic=""):
        """A document that cannot be read is one question that cannot be."""
        found = self.new("?", topic)
        found.text = name.rpartition("/")[2]
        if isinstance(issue_or_why, str):
            found.say("damaged_question", why=issue_or_why)
        else:
            found.issues.append(issue_or_why)

    def one_by_one(self, content, name=""):
        """The items of a document of QTI 1 that is damaged somewhere; whether there are any."""
        text = content.decode("utf-8", "replace")
        if OLD not in text[:4000] or b"<!ENTITY" in content:
            return False
        before = len(self.questions)
        for source in qti1.pieces(text):
            try:
                root = xml_names.plain_names(xml_tree.parse(source))
            except xml_tree.Damaged as damaged:
                self.damaged(name, str(damaged))
            except Refused as why:
                self.damaged(name, why.issue)
            else:
                qti1.fill(root, self.new("?"), PackageFiles(self.package, name), (), self.effort)
        return len(self.questions) > before

    def member(self, name, topic="", weight=Decimal(1)):
        """A document of the package."""
        content = b""
        try:
            content = self.package.read(name)
            root = parse(content)
        except CannotRead as why:
            self.damaged(name, why.issue, topic)
        except Refused as why:
            if why.issue.code == "package_unpacks_too_large":
                raise
            self.damaged(name, why.issue, topic)
        except xml_tree.Damaged as why:
            # Nobody knows what is missing where a document breaks off.
            is_whole = self.one_by_one(content, name) and content.rstrip().endswith(b"</questestinterop>")
            if not is_whole:
                self.damaged(name, str(why), topic)
        else:
            before = len(self.questions)
            self.document(root, name, topic)
            for found in self.questions[before:]:
                found.points = options.told(Decimal(found.points) * weight)
