"""The address of a picture is the right to see it, so it ends when the page that told it gets fewer readers.

A page that is taken down, or kept to those who sign in or to one school: its pictures move to another name,
drawn by lot, unless another published page shows them to as many as this one did.
"""

from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from courses import keeping, on_page
from courses.models.audience import Audience
from courses.pictures import give_a_secret_name, make_copies_soon
from lms.models import Picture

# From the widest to the narrowest.
WIDTH = list(Audience)


def note_readers(page):
    """Remember, before `page` is written, who could read it until now."""
    before = type(page).objects.filter(pk=page.pk, live=True).values_list("audience", flat=True).first()
    page.audience_before = before and Audience(before)


def on_published(page):
    before = getattr(page, "audience_before", None)
    if before and WIDTH.index(before) < WIDTH.index(Audience(page.audience)):
        renew_for(page, before)


def on_gone(page):
    renew_for(page, Audience(getattr(page, "audience", Audience.PUBLIC)))


def renew_for(page, before):
    """Give what `page` shows other addresses, after this transaction; `before`: who knew the old ones."""
    ending = [picture.pk for picture in on_page.pictures_of(page) if not _is_shown_elsewhere(picture, before)]
    if ending:
        transaction.on_commit(lambda: _renew(ending))


def _renew(keys):
    for picture in Picture.objects.filter(pk__in=keys):
        give_a_secret_name(picture.pk)
        # With their files: who kept the address finds nothing there.
        picture.renditions.all().delete()
        make_copies_soon.enqueue(picture.pk)
    keeping.forget_everything()


def _is_shown_elsewhere(picture, before):
    ids = {
        int(reference.object_id)
        for reference in ReferenceIndex.get_references_to(picture)
        if reference.base_content_type.model_class() is Page
    }
    # A page without readers of its own choosing is everybody's.
    pages = Page.objects.live().filter(pk__in=ids).specific()
    others = [Audience(getattr(one, "audience", Audience.PUBLIC)) for one in pages]
    return any(WIDTH.index(audience) <= WIDTH.index(before) for audience in others)
