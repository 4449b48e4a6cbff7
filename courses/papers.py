"""A paper as HTML. Each question is rendered once per paper, the same for everybody; an attempt puts
the pieces in its own order and fills its own answers in."""

import random
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from courses import withholding
from courses.models.attempts import items_of
from courses.questions import KINDS
from courses.templatetags.questions import formulas

OPTION, END, NUMBER = "<!--option-->", "<!--end-->", "<!--number-->"
STATEMENTS = "abcd"


def serve_quiz(page, request):
    """The quiz's own page: the same HTML for whoever may read it. It holds no key of a graded quiz."""
    from courses import keeping, reading

    if (refusal := reading.refuse_stranger(page, request)) is not None:
        return refusal

    def build():
        return page.template, {"page": page, **quiz_context(page)}, reading.may_be_kept(page)

    return keeping.serve(page, request, build, public=page.audience == "public")


def quiz_context(page):
    """What the quiz's page shows; the questions themselves only when it is for practice."""
    paper = page.paper
    count = len(withholding.items_to_ask(paper)) if paper else 0
    context = {"paper": paper, "count": count, "course": page.get_parent(), "self": page}
    if paper and page.practice:
        context |= {"parts": laid_out(paper), "keys": practice_keys(paper)}
    return context


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
            "feedback": formulas(item.version.feedback),
        }
        for item in withholding.items_to_ask(paper)
    }


def laid_out(paper, seed=None, responses=None):
    """The parts with their questions as HTML: `[{"title", "instructions", "items_html"}]`.

    `seed`: of an attempt, puts questions and options in its own order where the part asks for it.
    """
    parts = [{**part, "items_html": []} for part in paper.parts]
    number, hidden = 0, withholding.withheld(paper)
    for index, part in enumerate(parts):
        pieces = [piece for piece in _pieces(paper.pk) if piece[1] == index and piece[0] not in hidden]
        if seed is not None and part["shuffle"]:
            random.Random(f"{seed}:{index}").shuffle(pieces)
        for place, _part, html in pieces:
            number += 1
            if seed is not None and part["shuffle_options"]:
                html = _shuffled_options(html, f"{seed}:{index}:{place}")
            html = html.replace(NUMBER, str(number))
            if responses and place in responses:
                html = _filled(html, place, responses[place])
            part["items_html"].append(mark_safe(html))
    return parts


def read_form(post, item):
    """The response to an item in a posted form; None when there is none."""
    names = [f"q{item.place}", *(f"q{item.place}{letter}" for letter in STATEMENTS)]
    raw = [value for name in names for value in post.getlist(name)]
    return KINDS[item.version.kind].read_response(raw, item.version.content) if raw else None


@lru_cache(maxsize=64)
def _pieces(paper_id):
    return tuple(
        (item.place, item.part, render_item(item.version, item.place, item.points))
        for item in items_of(paper_id)
    )


def render_item(version, place, points=None):
    """One question as a pupil sees it. The template is given the pupil's view, never the key."""
    return render_to_string(
        "courses/_item.html",
        {
            "place": place,
            "points": points,
            "text": version.text,
            "kind": version.kind,
            "audio": version.audio,
            "picture": version.picture,
            "alt": version.alt,
            "view": version.pupil_view(),
            "piece": version.rules.TEMPLATE,
        },
    )


def _shuffled_options(html, seed):
    head, *options = html.split(OPTION)
    if not options:
        return html
    options[-1], _mark, tail = options[-1].partition(END)
    random.Random(seed).shuffle(options)
    return head + "".join(options) + tail


def _filled(html, place, response):
    if isinstance(response, dict):
        for letter, truth in response.items():
            html = _ticked(html, f"q{place}{letter}", f"{letter}:{truth}")
    elif isinstance(response, list):
        for value in response:
            html = _ticked(html, f"q{place}", value)
    elif f'name="q{place}" value=""' in html:
        html = html.replace(f'name="q{place}" value=""', f'name="q{place}" value="{escape(response)}"')
    else:
        html = _ticked(html, f"q{place}", response)
    return html


def _ticked(html, name, value):
    box = f'name="{name}" value="{value}"'
    return html.replace(box, f"{box} checked")
