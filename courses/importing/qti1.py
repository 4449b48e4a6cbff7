"""Documents of QTI 1.2 (questestinterop): which items they hold, and under which title."""

from . import qti1_item, qti1_kinds
from .found import CannotRead
from .lines import collapsed

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


def fill(element, found, files):
    item = qti1_item.Item(element, found, files)
    try:
        item.take_common()
        qti1_kinds.fill(item)
    except CannotRead as why:
        found.issues.append(why.issue)
