"""Good pages of others: proposed by a teacher, looked at by an approver, shown with what they cost.

Nothing here ever asks such an address for anything: whether it still opens is told by readers.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import authoring, keeping, pictures
from courses.library import shelving
from courses.mistakes import school_of
from courses.models import OutsidePage, decides_for_all
from lms.history import note_change
from lms.models import Picture
from students import scope


class AlreadyThere(Exception):  # noqa: N818 – it is an answer, not an accident
    """A colleague has taken in the same address a moment ago; the text is the sentence."""


@transaction.atomic
def propose(page, by, screenshot=None):
    """`screenshot`: a file drawn anew, of which its form says that no pupil can be recognised in it."""
    page.proposed_by = by
    schools = scope.of(by).staff_school_ids - {None}
    page.school_id = school_of(by) or min(schools, default=None)
    _keep(page, screenshot, by)
    page.save()
    return page


def unknown_links(body):
    """The facts of what a lecture leads to and nobody has proposed to the library yet."""
    typed = {
        block.value["url"]: block.value
        for block in body
        if block.block_type == "outside_link" and block.value["url"] and not block.value["known"]
    }
    states = [OutsidePage.State.PROPOSED, OutsidePage.State.APPROVED]
    known = OutsidePage.objects.filter(url__in=typed, state__in=states).values_list("url", flat=True)
    for url in typed.keys() - set(known) if typed else ():
        value = typed[url]
        yield {"url": url, "title": value["title"], "why": value["why"], "megabytes": value["megabytes"]}


@transaction.atomic
def judge(page, by, state, answer="", for_all=False, screenshot=None):
    """Take it into the library, or not (any more). For all schools only who approves for the province.

    Raises AlreadyThere, and has decided nothing then.
    """
    before = page.state
    page.state, page.answer = state, answer
    page.for_all = (
        state == OutsidePage.State.APPROVED and (for_all or not page.school_id) and decides_for_all(by)
    )
    page.checked_by, page.checked_at = by, timezone.now()
    _keep(page, screenshot, by)
    try:
        with transaction.atomic():
            page.save()
    except IntegrityError as why:
        raise AlreadyThere(
            _("This address is in the library for all schools already: decline this second proposal of it.")
        ) from why
    note_change(by, "judge outside page", page, before={"state": before}, after={"state": state})
    shelving.follow(page)
    # The counts of the library are kept until something is published.
    keeping.forget_everything()
    return page


def _keep(page, screenshot, by):
    if not screenshot:
        return
    school = page.school
    page.picture = Picture.objects.create(
        title=page.title[:200],
        file=screenshot,
        collection=authoring.school_collection(school) if school else authoring.shared_collection(),
        uploaded_by_user=by,
        pupils=Picture.Pupils.NOBODY,
    )
    pictures.make_copies_soon.enqueue(page.picture_id)
