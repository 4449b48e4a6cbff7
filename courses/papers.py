"""A paper as HTML. Each question is rendered once per paper, the same for everybody.

The kept paper is that and nothing more; what is an attempt's own (order, answers, time) is told apart in
`own_of`, and laid over it by <attempt-form>. `sheet_of` does the same here for a browser without JavaScript.
"""

import random
import re
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import groupby

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from courses import correcting, paper_codes, withholding
from courses.models.papers import items_of
from courses.question_html import (
    FILES,
    NUMBER,
    OPTION,
    SAID,
    filled,
    in_order,
    listed_files,
    render_item,
    render_passage,
    values_of,
)
from courses.questions import hints, is_asked
from courses.templatetags.questions import formulas

ID_OF_ITEM = re.compile(r"(\b(?:id|for|aria-labelledby|aria-describedby))=\"q(?=\d)")


def serve_quiz(page, request):
    """The quiz's own page: the same HTML for whoever may read it. It holds no key of a graded quiz."""
    from courses import keeping, reading

    if (refusal := reading.refuse_stranger(page, request)) is not None:
        return refusal

    def build():
        return page.template, {"page": page, **quiz_context(page)}, reading.may_be_kept(page)

    def until():
        return reading.until_next_opening(page.get_parent()) if page.of_lecture_id else None

    return keeping.serve(page, request, build, public=page.is_open_to_all(), until=until)


def quiz_context(page, asked_before=0):
    """What the quiz's page shows; the questions themselves only when it is for practice."""
    paper = page.paper
    count = withholding.count_asked(paper) if paper else 0
    context = {"paper": paper, "count": count, "course": page.get_parent(), "self": page}
    if paper and page.practice:
        parts = laid_out(paper, asked_before=asked_before)
        context |= {"parts": parts, "keys": practice_keys(paper)}
    return context


def practice_in_lecture(page, told):
    """The same for a practice that stands in a lecture: its questions count on from those further up, and
    no id is there twice.

    `told`: what the lecture's page tells its blocks.
    """
    piece = told.get("piece") or {}
    context = quiz_context(page, asked_further_up(told))
    piece["asked"] = piece.get("asked", 0) + context["count"]
    own = rf'\1="p{piece.get("id", "")[:6]}-q'
    for part in context.get("parts", []):
        part["items_html"] = [mark_safe(ID_OF_ITEM.sub(own, html)) for html in part["items_html"]]
    return context


def asked_further_up(told):
    """How many questions the lecture's blocks that are shown already ask."""
    return sum(piece.get("asked", 0) for piece in told.get("pieces", ()))


def practice_keys(paper):
    """Keys and explanations for marking in the browser. Practice papers only."""
    if not paper.practice:
        return {}
    return {
        str(item.place): {
            "kind": item.version.kind,
            "content": item.version.content,
            "key": item.version.key,
            "shown": formulas(str(item.version.shown_key())),
            "said": {name: formulas(words) for name, words in (item.version.key.get("said") or {}).items()},
            "feedback": formulas(item.version.feedback),
            "hints": [formulas(one) for one in hints.of(item.version.key)],
        }
        for item in correcting.for_page(paper.page, withholding.items_to_ask(paper))
    }


def drafted(page):
    """What a draft would ask, for its author's preview; nothing is pinned, and no key is shown."""
    from courses import editions

    paper, items = editions.drafted(page, paper_codes.codes(page.codes)[0])
    total = sum((item.points for item in items if is_asked(item.version.kind)), Decimal(0))
    count = sum(is_asked(item.version.kind) for item in items)
    return {"drafted": sheet_of_draft(paper, items), "count": count, "total": total}


def sheet_of_draft(paper, items, responses=None):
    """The parts of a paper that is not kept, in its own order."""
    order = [{"places": [], "options": {}} for _part in paper.parts]
    for item in items:
        order[item.part]["places"].append(item.place)
        if item.options:
            order[item.part]["options"][item.place] = item.options
    pieces = {item.place: render_item(item.version, item.place, item.points) for item in items}
    return _lay_out(paper.parts, items, pieces, order, responses)


def paper_context(paper):
    """The context of the kept paper: the same for every attempt, and no key in it."""
    return {"paper": paper, "parts": laid_out(paper), "sections": paper.page.sections}


def own_of(attempt):
    """What <attempt-form> lays over the kept paper: order, answers, time. Nothing of it is a key."""
    now = timezone.now()
    responses = {} if attempt.begun_now else attempt.state().responses
    return {
        **order_told(attempt.paper, attempt.seed),
        "answers": {place: values_of(response) for place, response in responses.items()},
        "seconds_left": int((attempt.ends_at - now).total_seconds()) if attempt.ends_at else None,
        "grace_seconds": attempt.page.grace_minutes * 60,
        "handed_back": handed_back(attempt),
        "parts_done": attempt.parts_done,
        "elapsed_ms": int((now - attempt.started_at).total_seconds() * 1000),
    }


def order_told(paper, seed):
    """The order of an attempt as its browser lays it over the kept paper; a ticket tells the same."""
    order = order_of(paper, seed)
    moved = {place: options for part in order for place, options in part["options"].items()}
    # With a code the kept paper shows options in their order already.
    return {"parts": [part["places"] for part in order], "options": {} if paper.code else moved}


def numbers_of(attempt):
    """{place: the number of the question} as its pupil met them."""
    asked = {item.place for item in items_of(attempt.paper_id) if is_asked(item.version.kind)}
    order = [place for part in order_of(attempt.paper, attempt.seed) for place in part["places"]]
    return {place: number for number, place in enumerate((one for one in order if one in asked), start=1)}


def handed_back(attempt):
    """{"times", "words", "places"} while a teacher wants it worked on again; else None. `places`: those that
    may be worked on; null is all."""
    from courses import handing_back

    if not attempt.handed_back:
        return None
    words = handing_back.words_for(attempt, numbers_of(attempt)) if attempt.reopened_until else ""
    places = handing_back.open_places(attempt)
    places = None if places is None else sorted(places)
    return {"times": attempt.handed_back, "words": words, "places": places}


def not_handed_back(attempt):
    """The places of the questions that stay as they are while others are back with the pupil."""
    from courses import handing_back

    places = handing_back.open_places(attempt)
    every = (item.place for item in items_of(attempt.paper_id) if is_asked(item.version.kind))
    return frozenset() if places is None else frozenset(every) - places


def sheet_of(attempt):
    """The parts of the paper in the attempt's order, with its answers filled in."""
    state, order = attempt.state(), order_of(attempt.paper, attempt.seed)
    hints_asked = state.hints if attempt.paper.practice else None
    return laid_out(attempt.paper, order, state.responses, hints_asked, not_handed_back(attempt))


def order_of(paper, seed=None):
    """For each part, its places and – by place – its options (by their number) as an attempt meets them.

    A paper with a code has one order for everybody. Else, without a `seed`: as the paper was written.
    """
    seed = None if paper.code else seed
    fixed = {item.place: item.options for item in items_of(paper.pk) if item.options}
    hidden = withholding.withheld(paper)
    about = {item.place: item.version.passage_id for item in items_of(paper.pk)}
    order = [{"places": [], "options": {}} for _part in paper.parts]
    for place, part, html in _pieces(paper.pk):
        if place in hidden:
            continue
        order[part]["places"].append(place)
        options = list(range(html.count(OPTION)))
        if place in fixed:
            order[part]["options"][place] = fixed[place]
        elif seed is not None and options and paper.parts[part]["shuffle_options"]:
            random.Random(f"{seed}:{part}:{place}").shuffle(options)
            order[part]["options"][place] = options
    for part, told in enumerate(order):
        if seed is not None and paper.parts[part]["shuffle"]:
            told["places"] = _shuffled(told["places"], about, random.Random(f"{seed}:{part}"))
    return order


def _shuffled(places, about, chance):
    """Questions about one passage stay together, in their own order."""
    runs = [list(run) for _passage, run in groupby(places, key=lambda place: about[place] or -place)]
    chance.shuffle(runs)
    return [place for run in runs for place in run]


def laid_out(paper, order=None, responses=None, hints_asked=None, closed=(), asked_before=0):
    """The parts with their questions as HTML: `[{"title", "instructions", "items_html"}]`.

    `hints_asked`: how many by place; told for practice in the plain form, whose buttons ask for them.
    `closed`: places to be read only. `asked_before`: how many questions stand before the first of these.
    """
    pieces = {place: html for place, _part, html in _pieces(paper.pk)}
    if hints_asked is not None:
        for item in items_of(paper.pk):
            pieces[item.place] += _hints_html(item, hints_asked.get(item.place, 0))
    for place in closed:
        pieces[place] = _closed(pieces[place])
    order = order or order_of(paper)
    return _lay_out(paper.parts, items_of(paper.pk), pieces, order, responses, asked_before)


def _closed(html):
    words = escape(gettext("You need not do this question again. Your answer stays as it is."))
    return html.replace("<fieldset ", "<fieldset disabled ", 1).replace(SAID, words)


def _hints_html(item, asked):
    told = hints.of(item.version.key)
    if not told:
        return ""
    context = {"place": item.place, "told": told[:asked], "more": len(told) > asked}
    cost = item.version.key.get("hint_cost", hints.USUAL_COST)
    return render_to_string("courses/_hints.html", {**context, "cost": dict(hints.COSTS).get(cost)})


def _lay_out(parts_told, items, pieces, order, responses, asked_before=0):
    silent = {item.place for item in items if not is_asked(item.version.kind)}
    passages = {item.place: item.version.passage for item in items if item.version.passage_id}
    parts, number, last = [], asked_before, None
    for part, told in zip(parts_told, order, strict=True):
        parts.append({**part, "items_html": []})
        for place in told["places"]:
            number += place not in silent
            html = in_order(told["options"].get(place), pieces[place])
            html = html.replace(NUMBER, str(number))
            if responses and place in responses:
                html = filled(html, place, responses[place])
                html = html.replace(FILES, listed_files(place, responses[place]))
            passage = passages.get(place)
            if passage and passage != last:
                parts[-1]["items_html"].append(render_passage(passage))
            last = passage
            parts[-1]["items_html"].append(mark_safe(html))
    return parts


@lru_cache(maxsize=64)
def _pieces(paper_id):
    return tuple(
        (item.place, item.part, render_item(item.version, item.place, item.points))
        for item in items_of(paper_id)
    )
