"""Elements of QTI 3: their names in its spelling, plain texts as its paragraphs."""

import re
from xml.etree.ElementTree import Element, SubElement

ITEMS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"


def put(parent, name, text=None, **attributes):
    """A child `qti-<name>`; base_type="float" becomes base-type."""
    child = SubElement(parent, f"qti-{name}", {kebab(key): str(told) for key, told in attributes.items()})
    if text is not None:
        child.text = text
    return child


def root(name, **attributes):
    told = {kebab(key): str(value) for key, value in attributes.items()}
    return Element(f"qti-{name}", {"xmlns": ITEMS, **told})


def kebab(name):
    return name.replace("_", "-")


def named(id_):
    """An id of the bank as the standard wants names: they begin with a letter."""
    return "o-" + re.sub(r"[^A-Za-z0-9.-]", "-", str(id_))


def words(parent, text):
    """Lines of a plain text inside `parent`, with breaks between them."""
    first, *more = text.split("\n")
    parent.text = first
    for line in more:
        SubElement(parent, "br").tail = line
    return parent


def paragraph(parent, text):
    return words(SubElement(parent, "p"), text)


def value(parent, base, text):
    return put(parent, "base-value", text, base_type=base)


def response(item, base, cardinality="single", right=(), mapping=None, name="RESPONSE", **bounds):
    """A response with what is right, and what single values are worth."""
    declared = put(item, "response-declaration", identifier=name, cardinality=cardinality, base_type=base)
    if right:
        rights = put(declared, "correct-response")
        for one in right:
            put(rights, "value", one)
    if mapping:
        told = put(declared, "mapping", default_value="0", **bounds)
        for key, (worth, more) in mapping.items():
            put(told, "map-entry", map_key=key, mapped_value=worth, **more)
    return declared


def outcome(item, name, base="float", cardinality="single", usual="0", **more):
    declared = put(
        item, "outcome-declaration", identifier=name, cardinality=cardinality, base_type=base, **more
    )
    if usual:
        put(put(declared, "default-value"), "value", usual)
    return declared


def set_to(parent, name="SCORE"):
    """Where the expression of an outcome is put."""
    return put(parent, "set-outcome-value", identifier=name)
