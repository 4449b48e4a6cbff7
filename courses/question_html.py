"""One question as HTML: as a pupil sees it, filled in, and what its fields say when they are sent."""

from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from courses.questions import KINDS

OPTION, END, NUMBER, FILES = "<!--option-->", "<!--end-->", "<!--number-->", "<!--files-->"
SAID = "<!--said-->"
LETTER = "<!--letter-->"
STATEMENTS = "abcd"


def render_item(version, place, points=None):
    """One question as a pupil sees it. The template is given the pupil's view, never the key."""
    view, shown = version.pupil_view(), version.pictures_of_options()
    for option in view.get("options", ()):
        option["picture"] = shown.get(option["id"])
    view["pictures"] = bool(shown)
    return render_to_string(
        "courses/_item.html",
        {
            "place": place,
            "points": points,
            "text": version.text,
            "kind": version.kind,
            "audio": version.audio,
            "passage_id": version.passage_id,
            "picture": version.picture,
            "alt": version.alt,
            "view": view,
            "piece": version.rules.TEMPLATE,
        },
    )


def render_alone(version, number="1", place=1):
    """One question by itself, as its author looks at it. `place` tells it from others on the same page."""
    return mark_safe(in_order(None, render_item(version, place)).replace(NUMBER, number))


def count_options(version):
    """How many options of a question may change their order."""
    return render_item(version, 1).count(OPTION)


def render_passage(passage):
    """What several questions are about, once before the first of them."""
    return mark_safe(render_to_string("courses/_passage.html", {"passage": passage}))


def in_order(order, html):
    if order is None and LETTER not in html:
        return html
    head, *options = html.split(OPTION)
    options[-1], _mark, tail = options[-1].partition(END)
    options = [options[number] for number in order or range(len(options))]
    if LETTER in html:
        options = [one.replace(LETTER, letter) for letter, one in zip(STATEMENTS, options, strict=True)]
    return head + "".join(options) + tail


def filled(html, place, response):
    """The question's HTML with its answer in it: boxes ticked, fields and lists filled."""
    for value in values_of(response):
        if not isinstance(response, dict):
            html = _put_in(html, f"q{place}", value)
        elif f'name="q{place}{value[0]}" value="{value}"' in html:
            html = _put_in(html, f"q{place}{value[0]}", value)
        else:
            part, _colon, said = value.partition(":")
            html = _put_in(html, f"q{place}-{part}", said)
    return html


def _put_in(html, name, value):
    value, box = escape(value), f'name="{name}" value="'
    if f'{box}"' in html:
        return html.replace(f'{box}"', f'{box}{value}"')
    if f'{box}{value}"' in html:
        return html.replace(f'{box}{value}"', f'{box}{value}" checked')
    head, found, rest = html.partition(f'name="{name}"')
    inside, end, tail = rest.partition("</select>")
    if found and end and "<select" not in inside:
        chosen = inside.replace(f'value="{value}"', f'value="{value}" selected', 1)
        return f"{head}{found}{chosen}{end}{tail}"
    start, end, tail = rest.partition("</textarea>")
    return f"{head}{found}{start}\n{value}{end}{tail}" if found and end else html


def values_of(response):
    """A response as the list of values that a form would post: ["a:true", "b:false"], ["a"], ["0,5"]."""
    if isinstance(response, dict):
        return [f"{letter}:{truth}" for letter, truth in response.items()]
    return list(response) if isinstance(response, list) else [response]


def listed_files(place, response):
    """Files handed in before, in the plain form: what is unticked is taken away."""
    words = gettext("File %(number)d, handed in")
    return "".join(
        f'<li><label class="choice"><input type="checkbox" name="q{place}" value="{one}" checked>'
        f"<span>{escape(words % {'number': number})}</span></label></li>"
        for number, one in enumerate(response, start=1)
    )


def read_form(post, item, kept=None):
    """The response to an item in a posted form; None when there is none. `kept`: ids of files that came."""
    raw = raw_of(post, item.place) + (kept or [])
    return KINDS[item.version.kind].read_response(raw, item.version.content) if raw else None


def raw_of(post, place):
    """What the fields of one question say, as the list of values that an event tells."""
    names = [f"q{place}", *(f"q{place}{letter}" for letter in STATEMENTS)]
    raw = [value for name in names for value in post.getlist(name)]
    # Parts of an answer say by their names which: q3-2 is the second gap of question 3.
    parts = f"q{place}-"
    return raw + [
        f"{name[len(parts) :]}:{post[name].strip()}"
        for name in post
        if name.startswith(parts) and post[name].strip()
    ]
