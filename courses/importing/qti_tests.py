"""Tests of QTI 2 and 3: which items they ask, in which order, in which section, for how much."""

from dataclasses import dataclass
from decimal import Decimal

from . import qti_reading, xml_tree
from .found import MOST_QUESTIONS, CannotRead, Refused
from .lines import collapsed
from .package import beside
from .qti_values import number

ROOTS = {"assessmentTest", "assessmentSection"}


@dataclass
class Place:
    """Where an item stands in a test."""

    topic: str = ""
    weight: Decimal = Decimal(1)


def plan(opened, names):
    """{member: Place} of all items that the tests `names` of a package ask, in their order."""
    found, done = {}, set()
    for name in names:
        _document(opened, name, "", found, done)
    return found


def _document(opened, name, topic, found, done):
    if name in done or len(found) > MOST_QUESTIONS:
        return
    done.add(name)
    try:
        root = qti_reading.parse(opened.read(name))
    except (xml_tree.Damaged, CannotRead, Refused):
        # Its items are found without it.
        return
    _section(opened, name, root, topic, found, done)


def _section(opened, name, element, topic, found, done):
    if element.tag == "assessmentSection" and element.get("visible", "true") != "false":
        topic = collapsed(element.get("title", ""))[:120] or topic
    for child in element:
        if child.tag == "assessmentItemRef":
            weight = next((number(one.get("value", "1")) for one in child.iterfind("weight")), None)
            found.setdefault(beside(name, child.get("href", "")), Place(topic, weight or Decimal(1)))
        elif child.tag == "assessmentSectionRef":
            _document(opened, beside(name, child.get("href", "")), topic, found, done)
        elif child.tag in ("assessmentSection", "testPart"):
            _section(opened, name, child, topic, found, done)
