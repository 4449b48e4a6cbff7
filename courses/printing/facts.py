"""What the typesetter is told of a paper: JSON, in which every text is cut into words and formulas.

Nothing of a key goes in here: only `pupil_view` and what `layout` puts in order.
"""

from dataclasses import asdict, dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.questions import cloze
from courses.templatetags.questions import points as in_words

from . import written
from .drawings import drawing
from .layout import laid_out
from .typst_maths import pieces

# Lines to write on for work that is elsewhere photographed, and at most.
LINES_OF_WORK, MOST_LINES = 14, 60


@dataclass(frozen=True)
class Head:
    """What stands at the top of every sheet; a person may write it otherwise before printing."""

    above: str = ""
    school: str = ""
    title: str = ""
    subject: str = ""
    grade: str = ""
    year: str = ""
    minutes: str = ""


def papers_facts(papers, head):
    """The facts of `templates/courses/paper.typ`: every paper of an edition, one behind the other."""
    return {"head": asdict(head), "words": words(), "papers": [paper_facts(paper) for paper in papers]}


def paper_facts(paper):
    parts = laid_out(paper)
    return {
        "code": paper.code,
        "edition": paper.number,
        "questions": sum(len(part.questions) for part in parts),
        "parts": [_part_facts(part) for part in parts if part.asked],
    }


def words():
    """What the sheets say of themselves, in the language of the site."""
    return {
        "questions": _("(the paper has %(many)s questions)"),
        "minutes": _("Time: %(minutes)s minutes, without handing out"),
        "code": _("Paper code"),
        "subject": pgettext("on a printed paper", "Subject"),
        "name": _("Full name"),
        "class": pgettext("on a printed paper", "Class"),
        "candidate": _("Candidate number"),
        "question": pgettext("on a paper", "Question"),
        "true": pgettext("statement", "True"),
        "false": pgettext("statement", "False"),
        "statement": pgettext("on a printed paper", "Statement"),
        "answer": pgettext("on a printed paper", "Answer"),
        "end": _("END OF THE PAPER"),
        "no_help": _("Pupils use no documents. Nobody explains the paper further."),
        "several": _("(several may be right)"),
        "places": _("Write 1 beside what comes first, 2 beside what comes next, and so on."),
        "speak": _("Answer by speaking; the teacher listens."),
        "file": _("Hand in on a sheet or a file of its own."),
        "no_picture": _("(the picture of this question was taken off)"),
        "in_all": _("(%(points)s points)"),
        "part_in_all": _("(%(points)s points in all, %(each)s each)"),
    }


def _part_facts(part):
    runs = []
    for passage, run in groupby(part.asked, key=lambda one: one.version.passage):
        runs.append({"passage": passage_facts(passage), "items": [item_facts(one) for one in run]})
    return {
        "title": part.title,
        "instructions": pieces(part.instructions),
        "total": in_words(part.total) if part.total else "",
        "each": in_words(part.each) if part.each is not None and len(part.questions) > 1 else "",
        "runs": runs,
    }


def passage_facts(passage):
    if passage is None:
        return None
    return {
        "title": passage.title,
        "text": pieces(passage.text),
        "picture": drawing(passage.picture, passage.alt) if passage.picture_id else None,
        "withheld": bool(passage.picture_id and passage.picture.withheld_at),
    }


def item_facts(asked):
    version = asked.version
    spots = version.content.get("spots", ()) if version.kind == "picture_spots" else ()
    return {
        "number": asked.number,
        "text": pieces(version.text),
        "picture": drawing(version.picture, version.alt, spots) if version.picture_id else None,
        "withheld": bool(version.picture_id and version.picture.withheld_at),
        # Only where they differ within a part: else the part says it.
        "points": in_words(asked.points),
        "ask": FORMS[version.kind](asked),
    }


def _options(asked):
    shown = asked.version.pictures_of_options()
    return {
        "form": "options",
        "several": asked.version.kind == "several_choices",
        "options": [pieces(one["text"]) for one in asked.things],
        "pictures": [
            drawing(shown[one["id"]], one["text"]) if one["id"] in shown else None for one in asked.things
        ],
    }


def _statements(asked):
    rows = [[letter, pieces(one["text"])] for letter, one in zip("abcd", asked.things, strict=True)]
    return {"form": "statements", "rows": rows}


def _number(asked):
    view = asked.version.pupil_view()
    cells = 4 if view["policy"] == "exam" else 0
    return {"form": "cells" if cells else "line", "cells": cells, "unit": pieces(view["unit"])}


def _gaps(asked):
    text, choices, number = [], [], 0
    content = asked.version.content
    for kind, told in cloze.pieces(content):
        if kind == "text":
            text += pieces(told)
            continue
        number += 1
        text.append(["gap", number])
        gap = content["gaps"][told]
        if gap["kind"] == "choice":
            options = [pieces(one["text"]) for one in gap["options"]]
            choices.append({"number": number, "options": options})
    return {"form": "gaps", "text": text, "choices": choices, "many": number}


def _pairs(asked):
    """Matching: what is on the left has numbers, what is on the right letters."""
    return {
        "form": "pairs",
        "left": [pieces(one["text"]) for one in asked.things],
        "right": [pieces(one["text"]) for one in written.choices_of(asked.version)],
    }


def _groups(asked):
    return {
        "form": "groups",
        "items": [pieces(one["text"]) for one in asked.things],
        "groups": [pieces(one["text"]) for one in written.choices_of(asked.version)],
    }


def _order(asked):
    return {"form": "order", "items": [pieces(one["text"]) for one in asked.things]}


def _spots(asked):
    content = asked.version.content
    return {
        "form": "spots",
        "many": len(content["spots"]),
        "items": [pieces(one["text"]) for one in content["items"]],
    }


def _lines(asked):
    lines = asked.version.content.get("lines", LINES_OF_WORK)
    return {"form": "lines", "lines": min(lines, MOST_LINES)}


FORMS = {
    "one_choice": _options,
    "several_choices": _options,
    "true_false": lambda asked: {"form": "truth"},
    "four_statements": _statements,
    "short_number": _number,
    "short_text": lambda asked: {"form": "line", "unit": []},
    "cloze": _gaps,
    "matching": _pairs,
    "ordering": _order,
    "classify": _groups,
    "picture_spots": _spots,
    "essay": _lines,
    "photo": _lines,
    "spoken": lambda asked: {"form": "note", "words": "speak"},
    "file": lambda asked: {"form": "note", "words": "file"},
    "information": lambda asked: {"form": "nothing"},
}
