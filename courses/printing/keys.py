"""The key of all codes in one table, and what gives points where a person marks."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.templatetags.questions import points as in_words

from . import written
from .layout import laid_out, roman
from .tables import Cell, Section, Table


def sections(papers):
    """A table of each part – a line a question, a column a code – and then what markers read."""
    laid = [laid_out(paper) for paper in papers]
    codes = [paper.code for paper in papers]
    return [
        *(_part(parts, codes) for parts in zip(*laid, strict=True) if any(part.questions for part in parts)),
        *_remarks(laid, codes),
        *_guide(laid, codes),
    ]


def _part(parts, codes):
    """One part of all codes; of different draws one may have more questions than another."""
    named = len(parts[0].questions) and parts[0].questions[0].parts_many
    title = (
        pgettext("on a printed paper", "Part %(number)s") % {"number": roman(parts[0].number)}
        if named
        else pgettext("on a printed paper", "Answers")
    )
    total = max(part.total for part in parts)
    longest = max(len(part.questions) for part in parts)
    head = [Cell(pgettext("on a paper", "Question"), strong=True)]
    head += [
        Cell(
            pgettext("on a printed paper", "Code %(code)s") % {"code": code}
            if code
            else pgettext("on a printed paper", "Answer"),
            strong=True,
        )
        for code in codes
    ]
    head.append(Cell(pgettext("on a printed paper", "Points"), strong=True))
    rows = [head]
    for place in range(longest):
        asked = [part.questions[place] if place < len(part.questions) else None for part in parts]
        points = sorted({one.points for one in asked if one})
        rows.append(
            [
                Cell(str(place + 1)),
                *(Cell(_answer(one)) for one in asked),
                Cell(" / ".join(map(in_words, points))),
            ]
        )
    widths = [1.0, *(1.4 for _code in codes), 1.0]
    words = _("%(title)s (%(points)s points)") % {"title": title, "points": in_words(total)}
    return Section(words, table=Table(widths, rows))


def _answer(asked):
    if asked is None:
        return "–"
    return pgettext("on a printed paper", "by hand") if asked.by_hand else written.key_of(asked)


def _remarks(laid, codes):
    """Answers that are right as well."""
    lines = []
    for version, where, asked in _once(laid, codes):
        told = written.also_right(asked)
        if told and not asked.by_hand:
            lines.append(f"{where}: {told}")
        elif version.kind == "one_choice" and (worth := version.key.get("worth")):
            shares = [
                f"{option['text']} ({float(worth[option['id']]):.0%})"
                for option in version.content["options"]
                if option["id"] in worth
            ]
            lines.append(_("%(where)s, partly right: %(what)s") % {"where": where, "what": "; ".join(shares)})
    return [Section(_("Right as well"), lines)] if lines else []


def _guide(laid, codes):
    """Rubric and model answer of each question that a person marks."""
    found = []
    for version, where, asked in _once(laid, codes):
        if not asked.by_hand:
            continue
        told = {"where": where, "points": in_words(asked.points)}
        lines = [version.text]
        if model := version.key.get("model"):
            lines.append(_("Model answer: %(model)s") % {"model": model})
        rows = [
            [
                Cell(_("What gives points"), strong=True),
                Cell(pgettext("on a printed paper", "Points"), strong=True),
            ]
        ]
        rows += [
            [Cell(one["text"], left=True), Cell(one["points"].replace(".", ","))]
            for one in version.key.get("rubric") or []
        ]
        table = Table([5.0, 1.0], rows) if len(rows) > 1 else None
        found.append(Section(_("%(where)s – %(points)s points") % told, lines, table))
    return [Section(_("How to mark by hand")), *found] if found else []


def _once(laid, codes):
    """(version, «101: IV.1; 102: IV.2», one place of it) for each question, whatever the codes asking it."""
    places, order = {}, []
    for parts, code in zip(laid, codes, strict=True):
        for one in (one for part in parts for one in part.questions):
            if one.version.pk not in places:
                order.append(one)
            places.setdefault(one.version.pk, []).append(f"{code}: {one.label}" if code else one.label)
    for one in order:
        where = _("Question %(labels)s") % {"labels": "; ".join(places[one.version.pk])}
        yield one.version, where, one
