"""The learning blocks of the demo's lectures: what stands in the text file, as values of the blocks.

A line holds the parts of one entry with | between: a step, a card, an event, a word, a label, a number. In a
worked example a line that begins with ? asks first.
"""

from home.demo.prose import rich_text


def value(block, picture, table):
    """The value of a block of this kind. `picture` finds one by name and words, `table` makes one of rows."""
    return KINDS[block.kind](block, picture, table)


def _entries(block):
    return [[cell.strip() for cell in line.split("|")] for line in block.body.splitlines() if line.strip()]


def _steps(block, picture, table):
    steps = [{"title": name, "text": rich_text(text)} for name, text in _entries(block)]
    return {"title": block.title, "steps": steps}


def _worked_example(block, picture, table):
    problem, steps = [], []
    for line in filter(None, map(str.strip, block.body.splitlines())):
        if line[0] not in "?|":
            problem.append(line)
            continue
        ask, text, reason = (cell.strip() for cell in line.removeprefix("?").split("|"))
        steps.append({"ask": ask, "text": rich_text(text), "reason": reason})
    return {"title": block.title, "problem": rich_text("\n".join(problem)), "steps": steps}


def _flash_cards(block, picture, table):
    cards = [{"front": {"text": front}, "back": {"text": back}} for front, back in _entries(block)]
    return {"title": block.title, "cards": cards}


def _glossary(block, picture, table):
    terms = [{"term": term, "meaning": meaning} for term, meaning in block.rows]
    return {"title": block.title, "terms": terms}


def _timeline(block, picture, table):
    names = ("when", "title", "text")
    events = [dict(zip(names, entry, strict=True)) for entry in _entries(block)]
    return {"title": block.title, "events": events}


def _comparison(block, picture, table):
    return {"caption": block.title, "table": table(block.rows, "comparison")}


def _vocabulary(block, picture, table):
    names = ("vietnamese", "thai", "mong", "english")
    words = [dict(zip(names, entry, strict=True)) for entry in _entries(block)]
    return {"title": block.title, "words": words, "note": block.facts["note"]}


def _labelled_picture(block, picture, table):
    alt = block.facts["alt"]
    shown = {"picture": picture(block.title, alt), "alt": alt, "caption": block.facts["caption"]}
    return {**shown, "labels": block.body.strip()}


def _checklist(block, picture, table):
    skills = [{"text": text, "hint": " ".join(hint)} for text, *hint in _entries(block)]
    return {"title": block.title, "skills": skills}


def _task(block, picture, table):
    return {"title": block.title, "text": rich_text(block.body)}


def _chart(block, picture, table):
    return {**block.facts, "kind": block.title, "rows": block.body.strip()}


def _sources(block, picture, table):
    names = ("title", "author", "year", "address", "licence")
    return {"sources": [dict(zip(names, row, strict=True)) for row in block.rows]}


def _outside_link(block, picture, table):
    return {**block.facts, "title": block.title, "megabytes": int(block.facts["megabytes"])}


KINDS = {
    "steps": _steps,
    "worked_example": _worked_example,
    "flash_cards": _flash_cards,
    "glossary": _glossary,
    "timeline": _timeline,
    "comparison": _comparison,
    "vocabulary": _vocabulary,
    "labelled_picture": _labelled_picture,
    "checklist": _checklist,
    "task": _task,
    "chart": _chart,
    "sources": _sources,
    "outside_link": _outside_link,
}
