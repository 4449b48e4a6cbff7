"""What keeps an entry of the archive, or a product, from being published: asked whichever way it goes
(courses/publicity.py). Nothing is shown beyond what tellers agreed to, and nothing without a word of the
community."""

from django.utils.translation import gettext as _

from courses import on_page, publicity
from home.culture import community
from home.models import CultureEntryPage, LeftOver, ProductPage
from lms.text import fold


def register():
    publicity.also_ask(faults)


def faults(page):
    """Sentences, each with what to do; none for pages of other kinds."""
    if isinstance(page, CultureEntryPage):
        return [*of_tellers(page), *of_licence(page), *of_what_is_left(page), *community.faults(page)]
    if isinstance(page, ProductPage) and not page.maker_agreed_on:
        return [
            _(
                "Nothing says that the maker agreed to be shown here. Ask, then write the day under "
                "«What the maker agreed to»."
            )
        ]
    return []


def of_tellers(page):
    rows = [(row, row.agreement) for row in page.tellers.all()]
    if not rows and not page.source_lines:
        yield _("Nobody is named who told it, and no source. Choose a teller, or write the sources.")
    if not page.peoples.all():
        yield _("Say whose culture it is: tick at least one ethnic group.")
    for row, agreement in rows:
        yield from of_teller(row, agreement)
    if is_heard(page) and not any(row.shows_voice for row, _agreement in rows):
        yield _("There is a recording on the page. Tick of which teller the voice is heard here.")
    has_film = any(block.block_type == "video" for block in page.body)
    if has_film and not any(row.shows_film for row, _agreement in rows):
        yield _("There is a film on the page. Tick which teller is seen in it.")
    words = None
    for _row, agreement in rows:
        if not agreement.may_name:
            words = words if words is not None else fold(on_page.words_of(page))
            if agreement.name_fold and agreement.name_fold in words:
                yield _("«%(name)s» did not agree to being named. Take the name out of the page.") % {
                    "name": agreement.teller_name
                }


def is_heard(page):
    """Whether somebody's voice can be heard on the page: in a sound, beside words, in a reading of it all."""
    if page.readings:
        return True
    for block in page.body:
        if block.block_type == "sound":
            return True
        if block.block_type == "side_by_side" and any(one["file"] for one in block.value["versions"]):
            return True
    return False


def of_teller(row, agreement):
    """What of a teller's row was not agreed to."""
    told = {"name": agreement.teller_name}
    if agreement.withdrawn_at:
        words = _("%(name)s has withdrawn the agreement. Take this teller, and what was told, out.") % told
        why = agreement.withdrawn_why
        yield f"{words} {_('They said: «%(why)s».') % {'why': why}}" if why else words
        return
    if not agreement.is_proven:
        yield (
            _(
                "The agreement of %(name)s is not kept yet: attach the signed paper or the recorded words "
                "under «Collecting»."
            )
            % told
        )
    asked = [
        (row.shows_voice, "may_voice", _("The voice of %(name)s is heard here, without agreement.")),
        (row.shows_picture, "may_picture", _("%(name)s is seen in a picture, without agreement.")),
        (row.shows_film, "may_film", _("%(name)s is seen in a film, without agreement.")),
    ]
    for is_shown, field, words in asked:
        if is_shown and not getattr(agreement, field):
            said = [part.why for part in agreement.parts_taken_back.all() if field in part.fields]
            why = [_("They said: «%(why)s».") % {"why": said[-1]}] if said else []
            yield " ".join(
                [words % told, *why, _("Take it out, or ask first and write a new agreement down.")]
            )


def of_what_is_left(page):
    """Of a pupil's work that was taken out when pupil or family said no (home/culture/taking_out.py)."""
    if page.pk and LeftOver.objects.filter(page=page.pk).exists():
        yield _(
            "A pupil's work was taken out of this entry, and words or the name may still stand in the draft. "
            "Take them out and save, then press «Nothing of it is left» under «Ask the community»."
        )


def of_licence(page):
    if not page.licence_id:
        yield _("Choose a licence: what others may do with this entry.")
        return
    if page.licence.names_a_holder and not page.licence_holder.strip():
        yield _("Write whose work it is: who gave the permission, or which textbook.")
    if page.licence.may_be_copied:
        for row in page.tellers.all():
            if not row.agreement.may_be_used:
                yield _(
                    "The licence lets others use it, but %(name)s did not agree to that. Choose another one."
                ) % {"name": row.agreement.teller_name}
