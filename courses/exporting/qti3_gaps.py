"""Answers that are written, and texts with gaps, in QTI 3."""

from decimal import Decimal
from xml.etree.ElementTree import SubElement

from courses.questions import cloze as clozes

from .moodle_question import point
from .qti3_xml import named, outcome, put, response, set_to, value, words

LENGTH = 20


def short_text(item, content, key):
    _declare_text(item, content, key, "RESPONSE")
    item.declare_score()
    _entry(SubElement(item.body, "p"), "RESPONSE")
    put(set_to(item.rules), "map-response", identifier="RESPONSE")


def _declare_text(item, content, key, name):
    worth = key.get("worth") or {}
    matters = "true" if content.get("case_matters") else "false"
    mapping = {text: (worth.get(text, "1"), {"case_sensitive": matters}) for text in key["accepted"] if text}
    response(item.root, "string", right=[key["accepted"][0]], mapping=mapping, name=name)


def _entry(parent, name):
    return put(parent, "text-entry-interaction", response_identifier=name, expected_length=LENGTH)


def short_number(item, content, key):
    response(item.root, "float", right=[point(key["value"])])
    item.declare_score()
    line = SubElement(item.body, "p")
    entry = _entry(line, "RESPONSE")
    if content.get("unit"):
        entry.tail = f" {content['unit']}"
    _by_value(item, key, "RESPONSE", "SCORE")


def _by_value(item, key, name, score):
    """Points for the first of the numbers that an answer is near to; those worth most come first."""
    first = {"value": key["value"], "tolerance": key.get("tolerance"), "worth": "1"}
    further = sorted(key.get("accepted") or [], key=lambda one: -Decimal(one.get("worth") or "1"))
    choice = put(item.rules, "response-condition")
    for at, one in enumerate([first, *further]):
        branch = put(choice, "response-else-if" if at else "response-if")
        off = point(one.get("tolerance") or "0")
        same = put(branch, "equal", tolerance_mode="absolute", tolerance=f"{off} {off}")
        value(same, "float", point(one["value"]))
        put(same, "variable", identifier=name)
        value(set_to(branch, score), "float", one.get("worth") or "1")


def cloze(item, content, key):
    ids = [told for kind, told in clozes.pieces(content) if kind == "gap"]
    gaps = {id_: content["gaps"][id_] for id_ in ids}
    for id_, gap in gaps.items():
        _declare_gap(item, id_, gap, key["gaps"][id_])
    item.declare_score()
    for id_ in ids:
        outcome(item.root, f"SCORE-{named(id_)}")
    _text(item, content, gaps)
    whole = sum(clozes.weight_of(gap) for gap in gaps.values()) or 1
    for id_, gap in gaps.items():
        if gap["kind"] == "number":
            _by_value(item, key["gaps"][id_], named(id_), f"SCORE-{named(id_)}")
        else:
            put(set_to(item.rules, f"SCORE-{named(id_)}"), "map-response", identifier=named(id_))
    total = put(set_to(item.rules), "sum")
    for id_, gap in gaps.items():
        part = put(total, "product")
        put(part, "variable", identifier=f"SCORE-{named(id_)}")
        value(part, "float", f"{round(Decimal(clozes.weight_of(gap)) / whole, 7).normalize():f}")


def _declare_gap(item, id_, gap, key):
    name = named(id_)
    if gap["kind"] == "choice":
        worth = {named(one): (told, {}) for one, told in (key.get("worth") or {}).items()}
        mapping = {named(key["right"]): ("1", {}), **worth}
        response(item.root, "identifier", right=[named(key["right"])], mapping=mapping, name=name)
    elif gap["kind"] == "number":
        response(item.root, "float", right=[point(key["value"])], name=name)
    else:
        _declare_text(item, gap, key, name)


def _text(item, content, gaps):
    """The text, a paragraph for each of its lines, with the gaps inside."""
    line = SubElement(item.body, "p")
    last = None
    for kind, told in clozes.pieces(content):
        if kind == "gap":
            last = _gap(line, told, gaps[told])
            continue
        first, *more = told.split("\n")
        last = _say(line, last, first)
        for text in more:
            line, last = SubElement(item.body, "p"), None
            last = _say(line, last, text)


def _say(line, last, text):
    if last is None:
        line.text = (line.text or "") + text
    else:
        last.tail = (last.tail or "") + text
    return last


def _gap(line, id_, gap):
    if gap["kind"] != "choice":
        return _entry(line, named(id_))
    asked = put(line, "inline-choice-interaction", response_identifier=named(id_), shuffle="true")
    for one in gap["options"]:
        words(put(asked, "inline-choice", identifier=named(one["id"])), one["text"].replace("\n", " "))
    return asked
