"""Questions that our own export wrote: all that the bank knew of them comes back.

It is believed only where it says what everybody reads: written once more, it must give the same element.
"""

import json
from types import SimpleNamespace
from xml.etree.ElementTree import Element, canonicalize, tostring

from courses.exporting.moodle_question import OWN, element
from courses.exporting.moodle_xml import TOLD

from .judging import STUMBLES

MOST_SIGNS = 60_000
DEEPEST = 12
SHAPES = {"content": dict, "key": dict}


def taken(source, found):
    """Whether `found` was filled with what the bank itself had written into the element."""
    said = _said(source.findtext(OWN) or "")
    if said is None:
        return False
    try:
        again = element(SimpleNamespace(**said), said["picture"])
    except STUMBLES:
        return False
    if _plain(again) != _plain(source):
        return False
    for name in ("kind", "text", "content", "key", "feedback", "level", "topic"):
        setattr(found, name, said[name])
    return True


def _said(words):
    if not words or len(words) > MOST_SIGNS or _depth(words) > DEEPEST:
        return None
    try:
        said = json.loads(words)
    except ValueError:
        return None
    names = {*TOLD, "picture"}
    if not isinstance(said, dict) or set(said) != names:
        return None
    if any(not isinstance(said[name], SHAPES.get(name, str)) for name in names):
        return None
    return said


def _depth(words):
    depth = deepest = 0
    for sign in words:
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth -= 1
    return deepest


def _plain(question):
    """The element without what only the bank reads, and without the bytes of pictures."""
    return canonicalize(tostring(_copied(question), encoding="unicode"))


def _copied(node):
    copy = Element(node.tag, node.attrib)
    copy.text = node.text
    for child in node:
        if child.tag not in (OWN, "file"):
            copy.append(_copied(child))
    return copy
