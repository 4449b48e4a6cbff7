"""Which questions a quiz asks: those written by code, and those drawn from banks.

Drawing is by lot but not by chance: the same seed draws the same, and what the paper asked before is kept as
long as it fits, so that publishing again changes nothing by itself. Never a question twice in a paper, none
that is not ready, none that practice (or a graded quiz) asks already.
"""

import hashlib
from collections import namedtuple
from dataclasses import dataclass

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from courses.models.questions import Question, QuestionVersion
from courses.question_codes import find_questions
from courses.questions import is_asked
from lms.text import fold

Candidate = namedtuple("Candidate", "pk bank topic level kind")


@dataclass(frozen=True)
class Draw:
    """So many questions of a bank; what is empty does not matter."""

    bank: str
    count: int
    topic: str = ""
    level: str = ""
    kind: str = ""

    @classmethod
    def of(cls, told):
        """From what an author wrote (courses/blocks/quiz_part.py)."""
        texts = {name: told.get(name) or "" for name in ("topic", "level", "kind")}
        return cls((told.get("bank") or "").strip().upper(), told.get("count") or 0, **texts)

    def fits(self, one):
        return (
            one.bank == self.bank
            and (not self.topic or fold(one.topic) == fold(self.topic))
            and self.level in ("", one.level)
            and self.kind in ("", one.kind)
        )

    def said(self):
        """The draw in the words of whoever wrote it."""
        told = [_("Bank %(bank)s") % {"bank": self.bank}]
        if self.topic:
            told.append(_("topic %(topic)s") % {"topic": self.topic})
        if self.level:
            told.append(_("level %(level)s") % {"level": QuestionVersion.Level(self.level).label})
        if self.kind:
            told.append(_("kind %(kind)s") % {"kind": dict(_kinds())[self.kind]})
        return ", ".join(told)


@dataclass(frozen=True)
class Slot:
    """A question of the quiz where its author put it, counted from 1. `question` is None where none could
    be drawn."""

    number: int
    part: int
    question: Question | None
    draw: Draw | None = None


class Drawing:
    """What the parts of a quiz ask; `questions(code)` for each paper code. The pool is read once."""

    def __init__(self, parts, practice, seed, each=False, page_id=None):
        self.seed, self.each = seed, each
        self.wanted = list(_wanted([part.value if hasattr(part, "value") else part for part in parts]))
        fixed = {question.pk for _part, question, _draw in self.wanted if question}
        self.pool = _pool([draw for *_more, draw in self.wanted if draw], fixed, practice, page_id)
        self._found = {}

    def slots(self, code="", kept=None):
        """The Slots of a paper. `kept`: {number of a slot: question} of the paper before."""
        code = code if self.each else ""
        open_slots = {n: draw for n, (_p, _q, draw) in enumerate(self.wanted, start=1) if draw}
        ranked = {}
        for draw in set(open_slots.values()):
            fitting = [one.pk for one in self.pool if draw.fits(one)]
            ranked[draw] = sorted(fitting, key=lambda pk: self._lot(code, pk))
        drawn = _matched({n: ranked[draw] for n, draw in open_slots.items()}, kept or {})
        self._load(drawn.values())
        return [
            Slot(n, part, self._found.get(drawn.get(n)) if draw else question, draw)
            for n, (part, question, draw) in enumerate(self.wanted, start=1)
        ]

    def faults(self, codes=("",)):
        """Sentences about draws that a bank is too small for; none is fine."""
        told = []
        for code in codes if self.each else [""]:
            missing = {}
            for slot in self.slots(code):
                if slot.draw and slot.question is None:
                    missing[slot.draw] = missing.get(slot.draw, 0) + 1
            told += [self._fault(draw, count) for draw, count in missing.items()]
        return list(dict.fromkeys(told))

    def _fault(self, draw, missing):
        needed = sum(one == draw for *_more, one in self.wanted)
        said = {"what": draw.said(), "needed": needed, "found": needed - missing}
        if sum(map(draw.fits, self.pool)) < needed:
            return _("%(what)s: %(needed)d questions are needed, there are %(found)d.") % said
        return (
            _(
                "%(what)s: %(needed)d questions are needed, and only %(found)d are left when the other draws "
                "have theirs."
            )
            % said
        )

    def _lot(self, code, pk):
        return hashlib.sha256(f"{self.seed}:{code}:{pk}".encode()).digest()

    def _load(self, ids):
        asked = Question.objects.select_related("bank", "current__picture", "current__passage__picture")
        self._found |= asked.in_bulk([pk for pk in ids if pk not in self._found])


def of_page(page):
    """The Drawing of a quiz page as it is written now."""
    return Drawing(page.parts, page.practice, page.draw_seed, page.draws_each, page.pk)


def faults(page):
    """Sentences about what keeps a quiz page from being published; none is fine."""
    from courses import paper_codes

    return of_page(page).faults(paper_codes.codes(page.codes))


def questions_of(page):
    """Every question that a page asks in any of its codes, each once."""
    from courses import paper_codes

    drawing, kept = of_page(page), kept_by_code(page)
    slots = [
        slot for code in paper_codes.codes(page.codes) for slot in drawing.slots(code, kept.get(code, {}))
    ]
    return list({slot.question.pk: slot.question for slot in slots if slot.question}.values())


def kept_by_code(page):
    """What the newest papers ask in each slot, by code, as far as they were drawn by the same seed."""
    papers = [paper for paper in page.edition if paper.seed == page.draw_seed] if page.pk else []
    found = {
        paper.code: dict(paper.items.exclude(slot=None).values_list("slot", "version__question"))
        for paper in papers
    }
    # Drawn alike for all, it does not matter which code it was kept for.
    return found if page.draws_each or not found else {"": next(iter(found.values()))}


def _wanted(parts):
    """(part, question, None) of each question written, and (part, None, Draw) for each to be drawn."""
    seen = set()
    for number, part in enumerate(parts):
        for question in find_questions(part.get("questions") or "").values():
            if question and question.pk not in seen:
                seen.add(question.pk)
                yield number, question, None
        for told in part.get("draws") or []:
            draw = Draw.of(told)
            yield from ((number, None, draw) for _n in range(draw.count))


def _pool(draws, fixed, practice, page_id):
    from courses import withholding

    if not draws:
        return []
    ready = (
        Question.objects.annotate(bank_code=Upper("bank__code"))
        .filter(bank_code__in={draw.bank for draw in draws}, current__status=QuestionVersion.Status.READY)
        .exclude(pk__in=fixed)
    )
    told = ("pk", "bank_code", "current__topic", "current__level", "current__kind")
    pool = [Candidate(*row) for row in ready.order_by("bank_code", "number").values_list(*told)]
    elsewhere = withholding.pages_asking([one.pk for one in pool], not practice, except_page=page_id)
    return [one for one in pool if is_asked(one.kind) and one.pk not in elsewhere]


def _matched(ranked, kept):
    """{slot: question}: as many slots as can be filled, no question twice. `ranked`: what fits each slot, the
    best first."""
    drawn = {slot: kept[slot] for slot, fitting in ranked.items() if kept.get(slot) in fitting}
    holder = {question: slot for slot, question in drawn.items()}

    def find(slot, seen):
        fitting = [one for one in ranked[slot] if one not in seen]
        for question in sorted(fitting, key=lambda one: one in holder):
            if question in seen:
                continue
            seen.add(question)
            # Taken already: whoever has it may find another one.
            if question not in holder or find(holder[question], seen):
                holder[question], drawn[slot] = slot, question
                return True
        return False

    for slot in ranked:
        if slot not in drawn:
            find(slot, set())
    return drawn


def _kinds():
    from courses.questions import CHOICES

    return CHOICES
