"""Answers of the kinds without options, as content and key: numbers, texts, pairs, true or false, by hand."""

from decimal import Decimal

from . import options
from .found import CannotRead

RIDS = options.LETTERS


def true_false(found, right, said=None):
    """`said`: {"true": feedback, "false": feedback} for whoever chose it."""
    found.kind, found.content, found.key = "true_false", {}, {"right": right}
    if said := {truth: text for truth, text in (said or {}).items() if text}:
        found.key["said"] = said
    other = "false" if right == "true" else "true"
    found.expects = [(right, "1"), (other, "0")]


def short_text(found, accepted, case_matters=False):
    """`accepted`: [(text, per cent)]."""
    found.kind = "short_text"
    found.content = {"case_matters": case_matters, "marks_matter": True}
    # «*» for nothing catches every other answer, to say something about it.
    good = [(text, options.percent(worth)) for text, worth in accepted if text and options.percent(worth) > 0]
    found.key = {"accepted": [text for text, _worth in good]}
    if partly := {text: options.told(worth) for text, worth in good if worth < 1}:
        found.key["worth"] = partly
    stars = any(_has_star(text) for text, _worth in good)
    if stars:
        found.key["wildcard"] = True
    elif any("\\*" in text for text, _worth in good):
        found.key["accepted"] = [text.replace("\\*", "*") for text in found.key["accepted"]]
        if partly:
            found.key["worth"] = {text.replace("\\*", "*"): worth for text, worth in partly.items()}
    if not good:
        raise CannotRead("no_right" if accepted else "no_answers")
    # The first that fits counts, and a text with * fits many.
    if not stars:
        found.expects = [(text.replace("\\*", "*"), options.told(worth)) for text, worth in good]
    else:
        found.expects = [
            (good[0][0].replace("\\*", "\0").replace("*", "x").replace("\0", "*"), options.told(good[0][1]))
        ]


def short_number(found, accepted, unit=""):
    """`accepted`: [(value, tolerance, per cent)], each as text."""
    good = [
        {
            "value": options.number(value),
            "tolerance": options.number(tolerance or "0"),
            "worth": options.percent(worth),
        }
        for value, tolerance, worth in accepted
        if value not in ("*", "") and options.percent(worth) > 0
    ]
    found.kind, found.content = "short_number", {"policy": "free", "unit": unit}
    if not good:
        raise CannotRead("no_right" if accepted else "no_answers")
    good.sort(key=lambda one: -one["worth"])
    first, more = good[0], good[1:]
    found.key = {"value": first["value"]}
    if first["tolerance"] != "0":
        found.key["tolerance"] = first["tolerance"]
    if more or first["worth"] < 1:
        found.key["accepted"] = [one | {"worth": options.told(one["worth"])} for one in more]
    found.expects = [(one["value"], options.told(one["worth"])) for one in good[:1]]
    found.expects += _at_the_edges(first)
    found.expects += [
        (one["value"], options.told(one["worth"])) for one in more if not _covers(first, one["value"])
    ]


def _at_the_edges(one):
    tolerance = _decimal(one["tolerance"])
    if not tolerance:
        return []
    edge = options.number(f"{_decimal(one['value']) + tolerance:f}")
    return [(edge, options.told(one["worth"]))]


def _covers(one, value):
    return abs(_decimal(one["value"]) - _decimal(value)) <= _decimal(one["tolerance"])


def _decimal(text):
    return Decimal(text.replace(",", "."))


def matching(found, pairs):
    """`pairs`: [(left, right)]; one without a left text is there to mislead."""
    rights = list(dict.fromkeys(right for _left, right in pairs if right))
    ids = {right: str(at) for at, right in enumerate(rights, start=1)}
    lefts = [(left, right) for left, right in pairs if left and right]
    found.kind = "matching"
    if len(lefts) > len(RIDS):
        raise CannotRead("many_options", many=len(lefts), limit=len(RIDS))
    found.content = {
        "left": [{"id": id_, "text": left} for id_, (left, _right) in zip(RIDS, lefts, strict=False)],
        "right": [{"id": ids[right], "text": right} for right in rights],
    }
    found.key = {"pairs": {id_: ids[right] for id_, (_left, right) in zip(RIDS, lefts, strict=False)}}
    if len(lefts) < 2:
        raise CannotRead("only_one_option" if lefts else "no_answers")
    found.expects = [(found.key["pairs"], "1")]


def essay(found, lines=8, model=""):
    found.kind, found.content, found.key = "essay", {"lines": lines, "words_most": 0}, {}
    if model:
        found.key["model"] = model


def information(found):
    found.kind, found.content, found.key = "information", {}, {}


def statements(found, rows):
    """`rows`: [(text, "true" | "false")], four of them."""
    found.kind = "four_statements"
    found.content = {
        "statements": [{"id": id_, "text": text} for id_, (text, _truth) in zip("abcd", rows, strict=True)]
    }
    found.key = {id_: truth for id_, (_text, truth) in zip("abcd", rows, strict=True)}


def classify(found, groups, items):
    """`groups`: [text]; `items`: [(text, place of its group)]."""
    found.kind = "classify"
    if len(items) > len(RIDS):
        raise CannotRead("many_options", many=len(items), limit=len(RIDS))
    found.content = {
        "groups": [{"id": str(at), "text": text} for at, text in enumerate(groups, start=1)],
        "items": [{"id": id_, "text": text} for id_, (text, _group) in zip(RIDS, items, strict=False)],
    }
    found.key = {"groups": {id_: str(group) for id_, (_text, group) in zip(RIDS, items, strict=False)}}
    found.expects = [(found.key["groups"], "1")]


def ordering(found, texts, grading="place"):
    found.kind = "ordering"
    if len(texts) > len(RIDS):
        raise CannotRead("many_options", many=len(texts), limit=len(RIDS))
    ids = list(RIDS[: len(texts)])
    found.content = {"items": [{"id": id_, "text": text} for id_, text in zip(ids, texts, strict=True)]}
    found.key = {"order": ids, "grading": grading}
    if len(texts) < 2:
        raise CannotRead("only_one_option" if texts else "no_answers")
    found.expects = [(ids, "1")]


def _has_star(text):
    return "*" in text.replace("\\*", "")
