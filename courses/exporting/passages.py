"""The passage that a question is about, as files carry it beside the question."""

import json

MORE = ("passage_title", "passage_text")


def text_of(version):
    return version.passage.text if getattr(version, "passage_id", None) else ""


def carried(words, version):
    """What the bank knows of a question (`words`, JSON), and its passage with it."""
    if not getattr(version, "passage_id", None):
        return words
    told = json.loads(words) | {"passage_title": version.passage.title, "passage_text": version.passage.text}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def runs(versions):
    """{the first question about a passage: the last one that follows it}, both counted from 1."""
    found, first = {}, None
    for number, version in enumerate(versions, start=1):
        passage = getattr(version, "passage_id", None)
        if not passage:
            first = None
        elif first and versions[first - 1].passage_id == passage:
            found[first] = number
        else:
            first = number
            found[first] = number
    return found
