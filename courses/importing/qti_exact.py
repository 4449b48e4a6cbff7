"""Packages that our own export wrote: all that the bank knew comes back, where an item says the same."""

import json
from types import SimpleNamespace
from xml.etree.ElementTree import tostring

from courses.exporting.qti3 import OWN
from courses.exporting.qti3_item import MEDIA, element

from . import exact, xml_names, xml_tree
from .found import CannotRead, Picture, Refused
from .judging import STUMBLES

MORE = ("name", "size", "stimulus")
LARGEST = 20_000


def own_words(package):
    """{member: what the bank says of it} of a package of ours; empty for others."""
    if package is None or OWN not in package:
        return {}
    try:
        told = json.loads(package.read(OWN).decode())
    except (CannotRead, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def taken(root, words, found, files):
    """Whether `found` was filled with what the bank itself had said of the item."""
    said = exact.known(words, MORE) if isinstance(words, str) else None
    if said is None or not isinstance(said.get("name"), str) or said["kind"] == "":
        return False
    told = SimpleNamespace(**said)
    shown = said.get("option_pictures") or {}
    try:
        again = element(
            told, said["name"], said["picture"], shown, _size(said), str(said.get("stimulus", ""))
        )
        again = xml_names.plain_names(xml_tree.parse(tostring(again, encoding="unicode")))
    except (*STUMBLES, xml_tree.Damaged, Refused):
        return False
    if not _same(again, root):
        return False
    exact.fill(found, said)
    found.pictures = []
    for option, name in [("", said["picture"]), *shown.items()]:
        if not name:
            continue
        if content := files.get(f"{MEDIA}{name}"):
            found.pictures.append(Picture(name, content, "" if option else said["alt"], option))
        else:
            found.say("picture_missing", name=name)
    return True


def _size(said):
    told = said.get("size")
    is_size = isinstance(told, list) and len(told) == 2
    return (
        tuple(told) if is_size and all(type(one) is int and 0 < one < LARGEST for one in told) else (100, 100)
    )


def _same(one, other):
    """Whether two elements say the same, with the words between their children."""
    if one.tag != other.tag or one.attrib != other.attrib or len(one) != len(other):
        return False
    if (one.text or "") != (other.text or "") or (one.tail or "") != (other.tail or ""):
        return False
    return all(map(_same, one, other))
