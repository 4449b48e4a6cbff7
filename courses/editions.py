"""Publishing a quiz: its questions are pinned as an edition of papers, one for each code."""

import hashlib
import json
import random
from decimal import Decimal
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from courses import drawing, paper_codes, pictures, question_html
from courses.models import PaperItem, Passage, QuestionVersion, QuizPage, QuizPaper


@transaction.atomic
def make(page):
    """Make the papers that `page` asks for, unless the newest edition is just so."""
    # Publishing at one moment, one after the other: each edition has its own number.
    QuizPage.objects.select_for_update().get(pk=page.pk)
    drawn, kept = drawing.of_page(page), drawing.kept_by_code(page)
    told = [part.value for part in page.parts]
    parts = [_part(part) for part in told]
    codes = paper_codes.codes(page.codes)
    papers_asked = {}
    for code in codes:
        before = kept.get(code if page.draws_each else "", {})
        slots = [slot for slot in drawn.slots(code, before) if slot.question]
        papers_asked[code] = [(slot, told[slot.part]["points"]) for slot in slots]
    digest = _digest(page, parts, papers_asked)
    if page.edition and page.edition[0].digest == digest:
        return
    asked = {slot.question.current for slots in papers_asked.values() for slot, _points in slots}
    _make_pictures(asked)
    number = page.edition[0].number + 1 if page.edition else 1
    options = (
        {version.pk: question_html.count_options(version) for version in asked} if len(codes) > 1 else {}
    )
    for code in codes:
        paper = QuizPaper.objects.create(
            page=page,
            title=page.title,
            number=number,
            code=code,
            practice=page.practice,
            parts=parts,
            seed=page.draw_seed,
            digest=digest,
        )
        PaperItem.objects.bulk_create(_items(paper, papers_asked[code], options))
    now = timezone.now()
    QuestionVersion.objects.filter(pk__in=[one.pk for one in asked], used_at=None).update(used_at=now)
    Passage.objects.filter(versions__in=asked, used_at=None).update(used_at=now)


def drafted(page, code="", seed=None):
    """(paper, items) as `page` asks now, with nothing kept. With a `seed` and without a code: as one pupil
    with that seed would meet it, in a fixed order like a paper with a code."""
    told = [part.value for part in page.parts]
    before = drawing.kept_by_code(page).get(code if page.draws_each else "", {})
    slots = [slot for slot in drawing.of_page(page).slots(code, before) if slot.question]
    asked = [(slot, told[slot.part].get("points") or Decimal(0)) for slot in slots]
    versions = {slot.question.current for slot in slots}
    paper = QuizPaper(
        title=page.title,
        code=code or str(seed or ""),
        seed=page.draw_seed if code else seed,
        practice=page.practice,
        parts=[_part(part) for part in told],
    )
    options = {version.pk: question_html.count_options(version) for version in versions} if paper.code else {}
    return paper, list(_items(paper, asked, options))


def _part(told):
    part = {
        "title": told["title"],
        "instructions": told.get("instructions") or "",
        "shuffle": bool(told.get("shuffle")),
        "shuffle_options": bool(told.get("shuffle_options")),
    }
    if told.get("draws"):
        part["draws"] = [vars(drawing.Draw.of(one)) for one in told["draws"]]
    return part


def _digest(page, parts, asked):
    """The same for what is asked the same way."""
    told = [
        [parts, [[slot.part, str(slot.question.current_id), str(points)] for slot, points in slots]]
        for slots in asked.values()
    ]
    content = [page.practice, told[0]]
    if page.codes > 1:
        content = [page.practice, list(asked), page.draw_seed, told]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _make_pictures(versions):
    for told in {version.passage for version in versions if version.passage_id} | versions:
        # Made ahead by a task, but a paper is not asked before all are there.
        for picture in told.pictures():
            pictures.make_copies(picture)


def _items(paper, asked, options):
    """The items of a paper in its own order; without a code each attempt has its order."""
    place = 0
    for number, part in enumerate(paper.parts):
        runs = _runs([one for one in asked if one[0].part == number])
        if paper.code and part["shuffle"]:
            random.Random(f"{paper.seed}:{paper.code}:{number}").shuffle(runs)
        for slot, points in (one for run in runs for one in run):
            place += 1
            version = slot.question.current
            order = None
            if paper.code:
                order = list(range(options[version.pk]))
                if part["shuffle_options"]:
                    random.Random(f"{paper.seed}:{paper.code}:{slot.number}").shuffle(order)
            yield PaperItem(
                paper=paper,
                place=place,
                part=number,
                version=version,
                points=points,
                slot=slot.number,
                options=order,
            )


def _runs(asked):
    """Questions about one passage stay together, where the first of them stands."""
    first = {}
    for at, one in enumerate(asked):
        first.setdefault(_about(one), at)
    return [list(run) for _key, run in groupby(sorted(asked, key=lambda one: first[_about(one)]), key=_about)]


def _about(one):
    """The passage, or what only this question has."""
    slot, _points = one
    return slot.question.current.passage_id or -slot.number
