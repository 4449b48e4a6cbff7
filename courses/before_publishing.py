"""What is asked before a page goes out, whichever way; a draft may have gaps.

The form of the back office asks it when a page is published or sent in (`forms/pages.py`), the hooks before
one or many are published, the approval, and the short screen. Each fault knows its place in the page.
When the hour comes, what the law asks is asked once more (`publicity.refuse_or_put_back`).
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses import footnotes, on_page, patterns, publicity, withholding
from courses.faults import Fault
from courses.models import LecturePage, QuizPage


def faults(page, user=None, shown=None):
    """What keeps `page`, as it is written now, from going out; none is fine. `user` reads the sentences."""
    shown = shown or on_page.Shown(page)
    return [*in_the_page(page, user, shown), *publicity.faults(page, shown)]


def in_the_page(page, user=None, shown=None):
    """What its author mends right in the page; faces and names may be a matter of a consent elsewhere."""
    shown = shown or on_page.Shown(page)
    told = [*gaps(page), *patterns.unwritten(page, shown)]
    if isinstance(page, LecturePage):
        told += [*footnotes.faults(page.body), *footnotes.faults_outside(page)]
    licence = getattr(page, "licence", None)
    if licence and licence.names_a_holder and not (page.licence_holder or "").strip():
        words = _("Write whose work it is: who gave the permission, or which textbook.")
        told.append(Fault(words, [("licence_holder", None)]))
    return told + _clashes(page, user, shown)


def gaps(page):
    """Pieces of a lecture that hold nothing yet; the form of the back office says so at the very field."""
    if not isinstance(page, LecturePage):
        return []
    told = []
    if not page.title.strip():
        told.append(Fault(_("The lecture has no title yet."), [("title", None)]))
    if not page.body:
        told.append(
            Fault(_("There is nothing in the lecture yet. Write at least one piece."), [("body", None)])
        )
    for place, block in enumerate(page.body):
        if words := _gap(block):
            kind = str(block.block.label).lower()
            told.append(Fault(words % {"number": place + 1, "kind": kind}, [("body", place)]))
    return told


def _gap(block):
    """What this block lacks, as the short screen can say it of what is written there; "" for nothing."""
    value = block.value
    if block.block_type == "picture":
        if not value["picture"]:
            return _("Piece %(number)d: the photo is missing.")
        if not (value["alt"] or "").strip():
            return _("Piece %(number)d: write what is to be seen in the picture, for whoever cannot see it.")
    elif block.block_type == "sound":
        return "" if value["file"] else _("Piece %(number)d: the recording is missing.")
    elif block.block_type == "questions":
        # `_clashes` looks all of them up at once.
        return "" if value["questions"] else _("Piece %(number)d is empty. Write it or take it out.")
    elif block.block_type in ("text", "heading", "note", "example"):
        empty = not on_page.plain(str(getattr(value["text"], "source", value["text"]) or "")).strip()
        return _("Piece %(number)d is empty. Write it or take it out.") if empty else ""
    else:
        try:
            block.block.clean(value)
        except ValidationError:
            return _(
                "Piece %(number)d (%(kind)s): something in it is missing or wrong. The full editor shows "
                "what; or take the piece out."
            )
    return ""


def _clashes(page, user, shown):
    """Questions that may not be asked where the page asks them, or are none."""
    if isinstance(page, QuizPage):
        return withholding.page_clashes(page, user)
    if not shown.codes:
        return []
    told = withholding.clashes(filter(None, shown.codes.values()), practice=True, names_for=user)
    if missing := [code for code, question in shown.codes.items() if not question]:
        words = _("No ready question has the code %(codes)s. Look it up in the question bank.")
        told.append(words % {"codes": ", ".join(missing)})
    places = [("body", place) for place, block in enumerate(page.body) if block.block_type == "questions"]
    return [Fault(sentence, places) for sentence in told]
