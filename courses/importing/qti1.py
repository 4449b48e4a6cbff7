"""Documents of QTI 1.2 (questestinterop): which items they hold, and under which title."""

import re

from . import qti1_item, qti1_kinds
from .found import CannotRead, FoundPassage
from .judging import STUMBLES
from .lines import collapsed

PARENT = "parent_stimulus_item_ident"
ITEM, END = re.compile(r"<item(?=[\s>])"), "</item>"
HOLDERS = {"assessment", "section", "objectbank", "questestinterop"}
# Titles that programs give where nobody gave one.
NO_TITLES = {"", "root_section", "main", "untitled", "unfiled questions"}


def items(root, topic=""):
    """(item, the title of what it stands in), in the order of the document."""
    for child in root:
        if child.tag == "item":
            yield child, topic
        elif child.tag in HOLDERS:
            title = collapsed(child.get("title") or _bank_title(child) or "")
            yield from items(child, topic if title.lower() in NO_TITLES else title)


def _bank_title(element):
    for field in element.iterfind("qtimetadata/qtimetadatafield"):
        if (field.findtext("fieldlabel") or "").strip() == "bank_title":
            return field.findtext("fieldentry")
    return ""


def pieces(text):
    """The source of each item of a document that is no XML as a whole; nothing is looked for twice."""
    at = 0
    while found := ITEM.search(text, at):
        end = text.find(END, found.end())
        if end < 0:
            return
        yield text[found.start() : end + len(END)]
        at = end


def passages(root):
    """{ident: item} of those that others say they are about, as Canvas keeps its stimuli."""
    told = {child.findtext("fieldentry", "").strip() for child in _parents(root)}
    return {item.get("ident"): item for item, _topic in items(root) if told and item.get("ident") in told}


def _parents(root):
    fields = root.iter("qtimetadatafield")
    return [one for one in fields if one.findtext("fieldlabel", "").strip() == PARENT]


def _passage(item, files, known):
    """The passage of an item; what it loses is told of the item."""
    stimulus = known.get(item.meta.get(PARENT))
    if stimulus is None:
        return None
    told = qti1_item.Item(stimulus, item.found, files)
    text = told.material(told.presentation) if told.presentation is not None else ""
    return FoundPassage((collapsed(stimulus.get("title", "")) or text)[:120], text) if text else None


def fill(element, found, files, known=(), effort=None):
    """Fill `found`; `known`: the passages of the document."""
    item = qti1_item.Item(element, found, files, effort)
    try:
        item.take_common()
        found.passage = _passage(item, files, dict(known))
        qti1_kinds.fill(item)
    except CannotRead as why:
        found.issues.append(why.issue)
    except STUMBLES as why:
        found.say("damaged_question", why=f"{type(why).__name__} {why}")
