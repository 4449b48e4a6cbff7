"""The body of a lecture as it is stored, piece by piece. Pure: lists of dicts in, lists of dicts out.

A piece is {"type", "value", "id"} (a StreamField block). What a piece says is known by its `digest`: whoever
changes one says which it had, so that nothing that somebody else wrote meanwhile is overwritten.
"""

import hashlib
import json
import re
import uuid

EMPTY = (None, "", [], {}, False)
# The editor of the back office numbers the paragraphs of a text that it has shown.
NUMBERED = re.compile(r' data-block-key="[^"]*"')


def of(page):
    """The pieces of `page` as it is now, each with an id."""
    raw = json.loads(page._meta.get_field("body").value_to_string(page) or "[]")
    for place, piece in enumerate(raw):
        if not piece.get("id"):
            piece["id"] = str(uuid.uuid5(page.translation_key, f"{place} {digest(piece)}"))
    return raw


def digest(piece):
    """The same for the same content, whichever screen stored it."""
    told = json.dumps([piece["type"], _bare(piece["value"])], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def find(pieces, key):
    return next((piece for piece in pieces if piece["id"] == key), None)


def put(pieces, piece, after=""):
    """With `piece` in the place of the one with its id, else behind the one called `after`, or at the end."""
    if find(pieces, piece["id"]):
        return [piece if one["id"] == piece["id"] else one for one in pieces]
    place = next((n for n, one in enumerate(pieces, start=1) if one["id"] == after), len(pieces))
    return [*pieces[:place], piece, *pieces[place:]]


def without(pieces, key):
    return [one for one in pieces if one["id"] != key]


def before(pieces, key):
    """The id of the piece that stands before; "" when none does."""
    keys = [one["id"] for one in pieces]
    place = keys.index(key) if key in keys else 0
    return keys[place - 1] if place else ""


def moved(pieces, key, way):
    """One place up or down; at the end of the lecture nothing happens."""
    keys = [one["id"] for one in pieces]
    if key not in keys:
        return pieces
    place = keys.index(key)
    other = place + (1 if way == "down" else -1)
    if not 0 <= other < len(keys):
        return pieces
    told = list(pieces)
    told[place], told[other] = told[other], told[place]
    return told


def ordered(pieces, keys):
    """In the order of `keys`. What they do not name (somebody else wrote it) stays behind what it follows."""
    place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    sort_keys, last = {}, (-1, 0)
    for one in pieces:
        last = (place[one["id"]], 0) if one["id"] in place else (last[0], last[1] + 1)
        sort_keys[one["id"]] = last
    return sorted(pieces, key=lambda one: sort_keys[one["id"]])


def _bare(value):
    """Without what is empty: a kind of block that learns a new field says no less than before."""
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if one not in EMPTY}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return NUMBERED.sub("", value) if isinstance(value, str) else value
