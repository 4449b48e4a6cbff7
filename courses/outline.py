"""What a lecture is made of, in a few words: kept beside the body, so that lists need not read it.

`{"blocks": ids in order, "practices": keys of practice quizzes, "tasks": ids of blocks that want
something handed in}`
"""

import json

# Of how many earlier versions a lecture's parts are known.
VERSIONS = 20


def of(body):
    """The outline of a lecture's body as it is about to be stored; blocks without an id get theirs."""
    return of_stored(body.get_prep_value())


def of_stored(stored):
    found = {"blocks": [], "practices": [], "tasks": []}
    found["blocks"] = [block["id"] for block in stored if block.get("id")]
    for block in _with_inner(stored):
        value = block.get("value")
        if block["type"] == "practice" and isinstance(value, dict) and value.get("quiz"):
            found["practices"].append(value["quiz"])
        elif block["type"] == "task" and block.get("id"):
            found["tasks"].append(block["id"])
    return found


def blocks_ever(lecture, asked):
    """Those of `asked` that are parts of the lecture, as it is now or as it lately was."""
    found = asked & set(lecture.outline.get("blocks", []))
    if found == asked:
        return found
    # What a tablet kept for weeks may tell of parts that were taken out since.
    for content in lecture.revisions.order_by("-pk").values_list("content", flat=True)[:VERSIONS]:
        found |= asked & set(of_stored(json.loads(content.get("body") or "[]"))["blocks"])
    return found


def _with_inner(thing):
    """Blocks however deep they stand in others."""
    if isinstance(thing, list):
        for one in thing:
            yield from _with_inner(one)
    elif isinstance(thing, dict):
        if "type" in thing and "value" in thing:
            yield thing
        for value in thing.values():
            yield from _with_inner(value)
