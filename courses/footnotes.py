"""Terms and footnotes inside the texts of a lecture become links, and lead back.

[[term]] and [[term|words of the sentence]] lead to the glossary, [^2] to the second source. What is linked is
the HTML of the whole lecture, for the numbers go through all of its blocks; links in links, buttons and
drawings there are none, so in those only the words stay. Works without a script.
"""

import re
from html import unescape
from types import SimpleNamespace

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from courses import on_page
from courses.faults import Fault
from lms.text import tidy

MARK = re.compile(r"\[\[([^\[\]|<>]{1,80})(?:\|([^\[\]|<>]{1,80}))?\]\]|\[\^([0-9]{1,2})\]", re.ASCII)
TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
BACK = re.compile(r"<!--back (tu|nguon)-([0-9]+)-->")
# Where no link may stand, the words stay without one; the other elements are not touched at all.
NO_LINKS = {"a", "button", "summary", "h2", "h3", "option"}
# Fields of a lecture that readers see without links.
OUTSIDE = {"title", "summary", "objectives"}
UNTOUCHED = {"script", "style", "svg", "math", "textarea", "practice-form"}
MOST_BACK = 9


def linked(html, body):
    """`html` of the blocks of `body` with its marks made links."""
    notes = _Notes(body)
    told = "".join(tag or notes.link(text, inside) for tag, text, inside in _parts_of(html))
    return mark_safe(BACK.sub(notes.way_back, told))


def faults(body):
    """What marks in the words of `body` lead nowhere, or stand where none can lead; a sentence each."""
    notes = _Notes(body)
    terms, numbers, lost = {}, {}, {}
    for place, block in enumerate(body):
        found = list(MARK.finditer(on_page.words_of_block(block)))
        for mark in found:
            term, _words, number = mark.groups()
            if term and not notes.term(term):
                terms.setdefault(f"[[{term}]]", []).append(("body", place))
            elif number and not notes.source(number):
                numbers.setdefault(f"[^{number}]", []).append(("body", place))
        if found:
            leading = {mark[0] for mark in found if notes.term(mark[1] or "") or notes.source(mark[3] or "0")}
            for mark in sorted(_lost_in(block, leading)):
                lost.setdefault(mark, []).append(("body", place))
    if terms:
        words = _(
            "%(marks)s: the glossary of this lecture has no such term. Add it there, or take the brackets "
            "out."
        )
        yield _fault(words, terms)
    if numbers:
        words = _("%(marks)s: this lecture has no source of that number. Add it, or take the mark out.")
        yield _fault(words, numbers)
    if lost:
        words = _(
            "%(marks)s: pupils would not see this mark, for it stands in a heading, a button, a drawing or a "
            "description, where nothing can be linked. Move it into a text, or take it out."
        )
        yield _fault(words, lost)


def faults_outside(page):
    """Marks in what stands above the body, where they would be read as they are typed."""
    found = {}
    for field in page._meta.get_fields():
        if field.name in OUTSIDE:
            for mark in MARK.finditer(getattr(page, field.name) or ""):
                found.setdefault(mark[0], []).append((field.name, None))
    if found:
        words = _(
            "%(marks)s: terms and sources are led to from the blocks of the lecture alone. Take the mark out "
            "of here."
        )
        yield _fault(words, found)


def _fault(words, found):
    places = dict.fromkeys(place for places in found.values() for place in places)
    return Fault(words % {"marks": ", ".join(found)}, places)


def _lost_in(block, marks):
    """Those of `marks` that nobody finds in the block as pupils read it."""
    html = block.render({"anchor": "", "request": SimpleNamespace(is_preview=True)})
    kept, lost = set(), set()
    for tag, text, inside in _parts_of(html):
        if tag or UNTOUCHED.intersection(inside):
            continue
        for mark in MARK.finditer(text):
            # In a heading the words of a term stay; a number would say nothing.
            (lost if inside and mark[3] else kept).add(unescape(mark[0]))
    return {mark for mark in marks if mark in lost or mark not in kept}


def _parts_of(html):
    """(tag, "", …) and ("", text, the elements around it in which no link may stand), one after the other."""
    end, inside = 0, []
    for tag in TAG.finditer(html):
        yield "", html[end : tag.start()], inside
        yield tag[0], "", inside
        end = tag.end()
        closing, name = tag[1], (tag[2] or "").lower()
        if name not in NO_LINKS | UNTOUCHED:
            continue
        if not closing:
            inside.append(name)
        elif name in inside:
            del inside[len(inside) - 1 - inside[::-1].index(name) :]
    yield "", html[end:], inside


def numbered(body):
    """Pairs of a block and how many terms or sources stand in blocks of its kind before it."""
    before = {"glossary": 0, "sources": 0}
    for block in body:
        yield block, before.get(block.block_type, 0)
        if block.block_type in before:
            before[block.block_type] += len(_entries(block))


class _Notes:
    """What may be led to in one lecture, and from where it was."""

    def __init__(self, body):
        self.terms, self.sources, self.ways = {}, 0, {}
        for block, before in numbered(body):
            if block.block_type == "glossary":
                for number, entry in enumerate(_entries(block), start=before + 1):
                    self.terms.setdefault(_key(entry["term"] or ""), f"tu-{number}")
            elif block.block_type == "sources":
                self.sources = before + len(_entries(block))

    def term(self, words):
        return self.terms.get(_key(words))

    def source(self, number):
        return f"nguon-{int(number)}" if 0 < int(number) <= self.sources else None

    def link(self, text, inside):
        if "[" not in text or UNTOUCHED.intersection(inside):
            return text
        return MARK.sub(lambda mark: self._linked(mark, plain=bool(inside)), text)

    def _linked(self, mark, plain):
        term, words, number = mark.groups()
        if number:
            target = self.source(number)
            if target is None:
                return mark[0]
            if plain:
                return ""
            return format_html(
                '<sup class="note-mark"><a href="#{}" id="{}" aria-label="{}">[{}]</a></sup>',
                target,
                self._way(target),
                _("Source %(number)d") % {"number": int(number)},
                int(number),
            )
        # It came escaped out of a template, and goes back as it is.
        said, target = mark_safe(words or term), self.term(unescape(term))
        if plain or target is None:
            return said
        return format_html('<a class="term" href="#{}" id="{}">{}</a>', target, self._way(target), said)

    def _way(self, target):
        ways = self.ways[target] = self.ways.get(target, 0) + 1
        return f"ve-{target}-{ways}"

    def way_back(self, mark):
        target = f"{mark[1]}-{mark[2]}"
        links = [
            format_html(
                '<a href="#ve-{}-{}" aria-label="{}">↩{}</a>',
                target,
                way,
                _("Back to the text, place %(number)d") % {"number": way},
                "" if way == 1 else f" {way}",
            )
            for way in range(1, min(self.ways.get(target, 0), MOST_BACK) + 1)
        ]
        return f'<span class="way-back">{" ".join(links)}</span>' if links else ""


def _entries(block):
    return block.value["terms" if block.block_type == "glossary" else "sources"]


def _key(words):
    return tidy(words).lower()
