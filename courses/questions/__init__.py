"""The kinds of questions; each is a module of its own with the same things.

    LABEL                     how teachers call it
    TEMPLATE                  the piece of HTML that asks it
    read_response(raw, content)      what a form or an event says, as plain JSON; None when nothing
    score(response, content, key)    from Decimal 0 to 1; pure; None when a teacher marks it
    pupil_view(content)              what a pupil may see of it: an allow-list, never the key
    problems(content, key)           sentences for the teacher when it cannot be asked so
    EditForm                         the teacher's form: `.parts()` gives (content, key); `template` lays
                                     it out where its fields belong side by side

`shown_key(content, key)` and `shown_response(response, content)` say the right answer and a given one in
words. A kind may also have
    MARKED         "by_hand": a teacher gives the points; "nothing": it is only read
    veil(content, key)   both with an order and ids that tell nothing; whatever is kept goes through it
    by_part(response, content, key)   [(part, what was said of it or "", whether right)] in words
    NEEDS_PICTURE  it cannot be asked without one
    FILES          its answer names files (courses/answer_files.py)
What all of them hold: docs/question-kinds.md.
"""

from . import (
    classify,
    cloze,
    essay,
    file,
    four_statements,
    information,
    matching,
    one_choice,
    ordering,
    photo,
    picture_spots,
    several_choices,
    short_number,
    short_text,
    spoken,
    true_false,
)

KINDS = {
    "one_choice": one_choice,
    "several_choices": several_choices,
    "true_false": true_false,
    "four_statements": four_statements,
    "short_number": short_number,
    "short_text": short_text,
    "cloze": cloze,
    "matching": matching,
    "ordering": ordering,
    "classify": classify,
    "picture_spots": picture_spots,
    "essay": essay,
    "photo": photo,
    "spoken": spoken,
    "file": file,
    "information": information,
}

CHOICES = [(name, kind.LABEL) for name, kind in KINDS.items()]


def is_by_hand(kind):
    return getattr(KINDS[kind], "MARKED", "") == "by_hand"


def is_asked(kind):
    """Whether it wants an answer: information only does not, has no number, and counts for nothing."""
    return getattr(KINDS[kind], "MARKED", "") != "nothing"


def veiled(kind, content, key):
    """(content, key) as they are kept: nothing in what pupils see of them tells the answer."""
    rules = KINDS[kind]
    return rules.veil(content, key) if hasattr(rules, "veil") else (content, key)


def said_to(response, key):
    """The teacher's remarks on what was chosen, in words."""
    said = key.get("said") if isinstance(key, dict) else None
    if not said or response is None:
        return []
    return [
        said[one] for one in (response if isinstance(response, list | dict) else [response]) if said.get(one)
    ]
