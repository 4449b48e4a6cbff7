"""Moodle XML: all kinds of Moodle's core that the bank can ask; the others are named."""

import re

from . import exact, moodle_gaps, moodle_kinds, xml_tree
from .found import CannotRead, Found, Refused, refuse_too_many
from .moodle_parts import Source

LABEL = "Moodle XML"
HEAD = re.compile(rb"<quiz[\s>/]")
SIGNS = re.compile(r"<!\[CDATA\[|<!--|<question(?=[\s>])|</question(?=[\s>])")
SKIPPED = {"<![CDATA[": "]]>", "<!--": "-->"}
TYPE = re.compile(r"""type\s*=\s*["']([^"']{1,60})["']""")
CATEGORY_PLACES = re.compile(r"\$[a-z0-9]+\$|top|default for .*|mặc định cho .*|", re.IGNORECASE)

KINDS = moodle_kinds.READERS | moodle_gaps.READERS


def is_one(content, text):
    head = content[:4000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    return bool(HEAD.search(head))


def read(content):
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \r\n\t")
    try:
        root = xml_tree.parse(content)
    except xml_tree.Damaged as damaged:
        return _one_by_one(content, damaged), []
    if root.tag != "quiz":
        raise Refused("not_moodle")
    reading = _Reading()
    for element in root:
        if element.tag == "question":
            reading.take(element)
    return reading.questions, []


class _Reading:
    def __init__(self):
        self.questions, self.topic = [], ""

    def take(self, element):
        kind = element.get("type", "").strip()
        if kind == "category":
            self.topic = _topic(element.findtext("category/text") or element.findtext("category") or "")
        else:
            self.questions.append(self._question(kind, element))
            refuse_too_many(self.questions)

    def take_damaged(self, kind, source, why):
        if kind == "category":
            return
        found = Found(self._ref(), kind or "?", topic=self.topic)
        words = re.search(r"<questiontext.*?<text>(.*?)(</text>|$)", source, re.DOTALL)
        found.text = " ".join(
            re.sub(r"<!\[CDATA\[|\]\]>|<[^>]{0,500}>", " ", words[1] if words else "").split()
        )[:4000]
        found.say("damaged_question", why=why)
        self.questions.append(found)
        refuse_too_many(self.questions)

    def _ref(self):
        return str(len(self.questions) + 1)

    def _question(self, kind, element):
        found = Found(self._ref(), kind, topic=self.topic)
        source = Source(element, found)
        try:
            source.take_common()
            if exact.taken(element, found):
                found.pictures += source.pictures_of_answers(found.content)
                return found
            if kind in moodle_kinds.REFUSED:
                raise CannotRead(moodle_kinds.REFUSED[kind], kind=kind)
            if kind not in KINDS:
                raise CannotRead("unknown_kind", kind=kind or "?")
            KINDS[kind](source, found)
        except CannotRead as why:
            found.issues.append(why.issue)
        return found


def _one_by_one(content, damaged):
    """The questions of a file that is no XML as a whole; only the damaged ones are lost. A file that breaks
    off is refused: nobody knows what is missing."""
    text = _text(content)
    if not text.rstrip().endswith("</quiz>"):
        raise Refused("damaged_xml", line=damaged.line)
    reading = _Reading()
    for kind, source in _pieces(text):
        _take_piece(reading, kind, source)
    if not reading.questions:
        raise Refused("damaged_xml", line=damaged.line)
    return reading.questions


def _pieces(text):
    """(type, source) of each outermost <question>, found without a parser."""
    depth = start = at = 0
    kind, ends = "", {}
    while found := SIGNS.search(text, at):
        sign, at = found[0], found.end()
        if sign in SKIPPED:
            # What is never closed is looked for once.
            if ends.get(sign) != -1:
                ends[sign] = text.find(SKIPPED[sign], at)
            at = at if ends[sign] == -1 else ends[sign]
        elif sign == "<question":
            if depth == 0:
                start, named = found.start(), TYPE.search(text, at, at + 200)
                kind = named[1] if named else ""
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                at = text.find(">", at) + 1 or at
                yield kind, text[start:at]


def _take_piece(reading, kind, source):
    try:
        reading.take(xml_tree.parse(source))
    except xml_tree.Damaged as damaged:
        reading.take_damaged(kind, source, str(damaged))


def _text(content):
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']", content)
    try:
        text = content.decode(declared[1].decode() if declared else "utf-8")
    except (LookupError, UnicodeDecodeError) as error:
        raise Refused("unknown_letters") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("entities")
    return text


def _topic(path):
    """The last part of «$course$/top/Chương 1/Phân số»; a // is a / of the name."""
    parts = [part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", path)]
    told = [part for part in parts if not CATEGORY_PLACES.fullmatch(part)]
    return told[-1][:120] if told else ""
