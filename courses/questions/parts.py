"""Answers that have parts: gaps, items, spots. A response is {part's id: what was said of it}."""

import hashlib


def told_parts(raw):
    """The parts in what a form (["1:Hà Nội", …]) or an event says; {} when there are none."""
    if isinstance(raw, str):
        raw = [raw]
    if isinstance(raw, list):
        raw = dict(one.split(":", 1) for one in raw if isinstance(one, str) and ":" in one)
    if not isinstance(raw, dict):
        return {}
    return {part: said for part, said in raw.items() if isinstance(part, str) and isinstance(said, str)}


def chosen(raw, parts, choices):
    """{part: choice} of those parts whose choice is one of `choices`; None when there is none."""
    told = told_parts(raw)
    return {part: told[part] for part in parts if told.get(part) in choices} or None


def ids(things):
    return [thing["id"] for thing in things or []]


def texts(things):
    return {thing["id"]: thing["text"] for thing in things or []}


def bare(things):
    """Only what a pupil may see of each."""
    return [{"id": thing["id"], "text": thing["text"]} for thing in things]


def shown_pairs(pairs, names, others):
    """{id: id} in words."""
    return "; ".join(
        f"{names.get(one, one)} → {others.get(other, other)}" for one, other in pairs.items() if other
    )


def parts_told(right, response, names, others):
    """[(the part, what was said of it or "", whether right)] of ids `right` and `response` in words."""
    response = response or {}
    return [
        (
            names.get(part, part),
            others.get(response.get(part), response.get(part, "")),
            response.get(part) == told,
        )
        for part, told in right.items()
    ]


def veiled(things):
    """(`things` in an order that tells nothing, with new ids; the new id of each old one).

    Teachers write pairs and steps in the right order: places and ids as written would tell the answer to
    whoever reads the page's source. The same texts always come out the same, so that twice is as once.
    """
    mixed = sorted(things, key=lambda one: hashlib.sha256(one["text"].encode()).digest())
    names = {one["id"]: str(number) for number, one in enumerate(mixed, start=1)}
    return [{**one, "id": names[one["id"]]} for one in mixed], names
