"""A revision set on paper: its questions by topic, and the answers on a page of their own."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from courses.printing import facts
from courses.printing.layout import Asked
from courses.printing.typst_maths import pieces
from courses.recall import drawing, pool
from lms.pdf import render_pdf

# Four pages and one of answers.
MOST = 30


@dataclass
class Printed:
    version: object
    place: int
    points: Decimal = Decimal(0)

    @property
    def version_id(self):
        return self.version.pk


def questions(revision_set, user):
    """What stands on it: the choice of the set, as `user` may read it."""
    source = drawing.Source(revision_set=revision_set)
    asked = drawing.chosen(user, source, revision_set.school_class.school_id, MOST)
    return [one.version for one in asked]


def pdf(revision_set, versions):
    return render_pdf("courses/paper.typ", facts_of(revision_set, versions), tagged=False)


def facts_of(revision_set, versions):
    by_topic = defaultdict(list)
    for version in versions:
        by_topic[pool.topic_of(version)].append(version)
    parts, answers, number = [], [], 0
    for part, topic in enumerate(sorted(by_topic)):
        items = []
        for version in by_topic[topic]:
            number += 1
            asked = Asked(Printed(version, number), part, number, parts_many=False)
            items.append(facts.item_facts(asked))
            why = f". {version.feedback}" if version.feedback else ""
            answers.append([str(number), pieces(f"{version.shown_key()}{why}")])
        runs = [{"passage": None, "items": [item]} for item in items]
        for run, version in zip(runs, by_topic[topic], strict=True):
            run["passage"] = facts.passage_facts(version.passage)
        parts.append({"title": topic, "instructions": [], "total": "", "each": "-", "runs": runs})
    school_class = revision_set.school_class
    head = facts.Head(
        school=school_class.school.name,
        title=_("Revision sheet"),
        subject=revision_set.subject.name,
        grade=str(school_class.grade),
    )
    words = facts.words() | {
        "end": _("END OF THE SHEET"),
        "no_help": _("Take your time. Ask your teacher or a friend about what is hard."),
        "answers": _("ANSWERS"),
    }
    paper = {"code": "", "edition": 1, "questions": number, "parts": parts, "answers": answers}
    return {"head": facts.asdict(head), "words": words, "papers": [paper]}
