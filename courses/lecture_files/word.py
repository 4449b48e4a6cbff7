"""Word files → pieces of a lecture. What is in a package, and how its runs look, importing/word knows."""

import re
from dataclasses import replace

from courses.importing.exam.marked import PICTURE, Text, joined
from courses.importing.found import Refused as RefusedFile
from courses.importing.word.body import Body
from courses.importing.word.opened import OLE, Opened, is_word, old_office
from courses.importing.word.places import R
from courses.importing.word.styles import W
from lms.text import tidy

from . import drawn
from .found import Issue, Refused, Result
from .lines import Paragraph, Shown
from .pieces import Assembly, plain

LABEL = "Word"
SIMPLE_NUMBER = re.compile(r"^(\d{1,3})[.)]$")
TYPED_BULLET = re.compile(r"^\s*[-–•●▪+*]\s+")
# A heading that is only a bold line: short, and no sentence goes on after it.
LONGEST_BOLD_HEADING = 100
CHAPTER = re.compile(r"^(([IVX]{1,4}|[A-Z])[.)/]\s|PHẦN\b|Phần\b|CHƯƠNG\b|Chương\b|BÀI\b|Bài\s+\d)")
NOTES_HEADING = "Chú thích"
FOOTNOTES = ("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")


def is_one(content):
    return is_word(content)


def read(content, watch=None):
    """The pieces of a Word file. Raises `Refused`."""
    try:
        return _read(content)
    except RefusedFile as why:
        raise Refused.known(why.issue.code, why.issue.values) from why
    except RecursionError as why:
        raise Refused("too_deep") from why


def _read(content):
    parts = Opened(content)
    body = _Reading(parts)
    parts.read_body(body.take)
    assembly = Assembly()
    assembly.document = body.document
    _headings(body.document.items)
    for item in body.document.items:
        assembly.take(item)
    assembly.close()
    _footnotes(parts, body, assembly)
    if body.is_merged:
        assembly.issues.append((0, Issue("merged_cells")))
    pieces = assembly.pieces
    title = body.title or next((one.content["text"] for one in pieces[:3] if one.kind == "heading"), "")
    return Result("word", pieces, title, places=0, issues=assembly.issues)


class _Reading(Body):
    """A body as a lecture reads it: paragraphs with their lists and headings, links, footnotes by number."""

    def __init__(self, parts):
        super().__init__(parts)
        self.drawing, self.shown = drawn.Drawing(), {}
        self.numbered = ("", 0)
        self.title, self.notes, self.is_merged = "", [], False

    def label(self, runs, numbering, look, own):
        words, _told = self.numbering.label(numbering)
        level = numbering.find(f"{W}ilvl")
        depth = level.get(f"{W}val", "0") if level is not None else "0"
        self.numbered = words, int(depth) if depth in tuple("012345678") else 0

    def lines(self, text, style, told):
        (label, level), self.numbered = self.numbered, ("", 0)
        heading = self._heading(style, told)
        if heading and not self.title and self.styles.name(style) == "title":
            self.title = plain(text)
        if heading:
            # A line broken inside a heading is still one heading.
            text = joined(text.split("\n"), " ")
            if label and label != "–":
                text = Text(f"{label} ") + text
            return [Paragraph(text, heading=heading)]
        lines = [Paragraph(line) for line in text.split("\n")]
        first = lines[0]
        if label == "–":
            first.list, first.level = "bullet", level
        elif label and SIMPLE_NUMBER.match(label):
            first.list, first.level, first.label = "number", level, label
        elif label:
            first.label = label
        for line in lines:
            if not line.list and not line.label and (found := TYPED_BULLET.match(line.text.signs)):
                line.text, line.list = line.text[found.end() :], "bullet"
        return lines

    def _heading(self, style, told):
        name = self.styles.name(style)
        if name in ("title", "heading 1"):
            return 2
        level = self.styles.outline(style)
        if told is not None and (own := told.find(f"{W}outlineLvl")) is not None:
            value = own.get(f"{W}val", "")
            level = int(value) if value in tuple("012345678") else level
        if level is None or level > 5:
            return 3 if re.fullmatch(r"heading [2-6]|subtitle", name) else 0
        return 2 if level == 0 else 3

    def table(self, element, depth):
        spans = [one.get(f"{W}val", "1") for one in element.iter(f"{W}gridSpan")]
        if any(span != "1" for span in spans) or next(element.iter(f"{W}vMerge"), None) is not None:
            self.is_merged = True
        return super().table(element, depth)

    def linked(self, element, look):
        address = self.parts.address(element.get(f"{R}id", "")) if element.tag == f"{W}hyperlink" else ""
        return replace(look, marks=replace(look.marks, link=address)) if address else look

    def footnote(self, element):
        kind = "endnote" if element.tag.endswith("endnoteReference") else "footnote"
        self.notes.append((kind, element.get(f"{W}id", "")))
        return f" [{len(self.notes)}]"

    def picture(self, shown, is_preview=False):
        """The sign of a picture; what stands behind it is drawn for a lecture, or says why it is not."""
        if not shown.id:
            link = self.parts.address(shown.link) if shown.link else ""
            return self.say("picture_outside", address=link) if link else ""
        content = self.parts.content(shown.id)
        if content is None:
            address = self.parts.address(shown.id)
            return self.say("picture_outside", address=address) if address else self.say("picture_missing")
        if is_preview and drawn.is_vector(content):
            return ""
        try:
            picture = self.drawing(content, shown.cut)
        except drawn.Lost as why:
            return self.say(why.code) if why.code else ""
        self.document.pictures.append(Shown(picture, shown.alt))
        return chr(PICTURE + len(self.document.pictures) - 1)


def _headings(items):
    """Where no style names headings, short bold lines are taken for what they are meant to be; numbers that
    do not begin at one, and single ones, stay as they were typed."""
    lines = [item for item in items if isinstance(item, Paragraph)]
    if not any(line.heading for line in lines):
        bold = [line for line in lines if _is_bold_heading(line)]
        are_chapters = [bool(CHAPTER.match(plain(line.text))) for line in bold]
        for line, is_chapter in zip(bold, are_chapters, strict=True):
            line.heading = 2 if is_chapter or not any(are_chapters) else 3
            if line.label:
                line.text, line.label, line.list = Text(f"{line.label} ") + line.text, "", ""
    _numbers(items)


def _numbers(items):
    """A list of ours counts from one; a number that goes on elsewhere stays as it was typed."""
    last = {}
    for item in items:
        if not isinstance(item, Paragraph) or not item.list:
            last = {}
        elif item.list == "number":
            number = int(SIMPLE_NUMBER.match(item.label)[1])
            if number == last.get(item.level, 0) + 1:
                last = {level: n for level, n in last.items() if level < item.level} | {item.level: number}
                item.label = ""
            else:
                item.list, last = "", {}


def _is_bold_heading(line):
    words = plain(line.text)
    if line.list == "bullet" or not 2 < len(words) <= LONGEST_BOLD_HEADING or words[-1] in ".;,!?":
        return False
    marks = line.text.seen()
    return bool(marks) and all(mark.bold for mark in marks)


def _footnotes(parts, body, assembly):
    if not body.notes:
        return
    told = {}
    for member, tag in FOOTNOTES:
        root = parts.part(member)
        for one in root.iterfind(f"{W}{tag}") if root is not None else ():
            told[tag, one.get(f"{W}id", "")] = tidy(" ".join(text.text or "" for text in one.iter(f"{W}t")))
    lines = [
        Paragraph(Text(f"[{number}] {told[note]}"))
        for number, note in enumerate(body.notes, start=1)
        if told.get(note)
    ]
    if lines:
        assembly.add("heading", {"text": NOTES_HEADING, "size": "3"})
        for line in lines:
            assembly.take(line)
        assembly.close()
        assembly.issues.append((0, Issue("footnotes_gathered")))


def of_old_office(content):
    """What to say of a file of Office before 2007, or an encrypted one; empty for none."""
    if not content.startswith(OLE):
        return ""
    return "package_password" if old_office(content) == "package_password" else "old_office"
