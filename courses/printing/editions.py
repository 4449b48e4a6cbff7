"""Which papers of a quiz are printed: those of one publishing, one for each code."""

from itertools import groupby

from django.utils.translation import gettext as _

from courses.models.papers import items_of
from courses.questions import KINDS

from .typst_maths import not_drawn


def of_page(page):
    """[(number, [papers by code])], the newest first."""
    papers = page.papers.order_by("-number", "code")
    return [(number, list(own)) for number, own in groupby(papers, key=lambda paper: paper.number)]


def chosen(found, number):
    """The papers of the edition that `number` (a text) names; else those of the newest."""
    named = {str(one): papers for one, papers in found}
    return named.get(number or "") or (found[0][1] if found else [])


def remarks(papers):
    """What will be seen in print only, in sentences: formulas as they were typed, what needs a computer."""
    told, seen = [], set()
    for item in (item for paper in papers for item in items_of(paper.pk)):
        version = item.version
        if version.pk in seen:
            continue
        seen.add(version.pk)
        where = {"code": version.question.code}
        for latex in not_drawn(_texts(version)):
            told.append(
                _("%(code)s: the formula «%(latex)s» cannot be drawn and is printed as it was typed.")
                % {**where, "latex": latex[:60]}
            )
        if version.audio_id:
            told.append(_("%(code)s has a sound, which paper cannot play.") % where)
        if version.kind in ("spoken", "file"):
            told.append(
                _("%(code)s (%(kind)s) is answered beside the paper; its points are typed in.")
                % {**where, "kind": KINDS[version.kind].LABEL}
            )
    return told


def _texts(version):
    """All texts of a question that a pupil reads."""
    passage = version.passage
    return "\n".join([version.text, *_strings(version.pupil_view()), passage.text if passage else ""])


def _strings(view):
    if isinstance(view, str):
        yield view
    elif isinstance(view, dict):
        for one in view.values():
            yield from _strings(one)
    elif isinstance(view, list | tuple):
        for one in view:
            yield from _strings(one)
