"""The address of a picture is the right to see it, so it ends when the page that told it gets fewer readers.

A page that is taken down, kept to those who sign in or to one school, or that comes to another school: its
pictures move to another name, drawn by lot, unless another published page shows them to as many as it did.
"""

from typing import NamedTuple

from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from courses import keeping, on_page
from courses.models.audience import Audience
from courses.pictures import give_a_secret_name, make_copies_soon
from lms.models import Picture, Rendition
from lms.secret_names import BEGINS_DRAWN


class Readers(NamedTuple):
    """Who may read a page; everybody, where it chooses none."""

    audience: str = Audience.PUBLIC
    school_id: int | None = None


def readers_of(page):
    return Readers(getattr(page, "audience", Audience.PUBLIC), getattr(page, "school_id", None))


def note_readers(page):
    """Remember, before `page` is written, who could read it until now."""
    before = type(page).objects.filter(pk=page.pk, live=True).values_list("audience", "school_id").first()
    page.readers_before = before and Readers(*before)


def on_published(page):
    before = getattr(page, "readers_before", None)
    if before and not page.reaches_all_of(before):
        renew_for(page, before)


def on_gone(page):
    renew_for(page, readers_of(page))


def renew_for(page, before):
    """Give what `page` shows other addresses, after this transaction; `before`: who knew the old ones."""
    ending = [picture.pk for picture in on_page.pictures_of(page) if not _is_shown_to(picture, before)]
    if ending:
        transaction.on_commit(lambda: _renew(ending))


def rename_what_can_be_guessed():
    """Pictures that were called like their file once, and copies called like them. A duty of the night: each
    picture is done by itself, and what was begun when the worker died is found again."""
    named = Picture.objects.exclude(file__regex=BEGINS_DRAWN).values_list("pk", flat=True)
    copied = Rendition.objects.exclude(file__regex=BEGINS_DRAWN).values_list("image", flat=True)
    _renew({*named, *copied})


def _renew(keys):
    for picture in Picture.objects.filter(pk__in=keys).iterator():
        give_a_secret_name(picture.pk)
        with transaction.atomic():
            # With their files, and these first: who kept the address finds nothing there. A copy whose file
            # is gone is made anew; a file whose row is gone would stay for ever.
            for copy in picture.renditions.all():
                copy.file.storage.delete(copy.file.name)
            picture.renditions.all().delete()
            make_copies_soon.enqueue(picture.pk)
            keeping.forget_everything()


def _is_shown_to(picture, readers):
    """Whether a published page shows it to all of `readers`."""
    ids = {
        int(reference.object_id)
        for reference in ReferenceIndex.get_references_to(picture)
        if reference.base_content_type.model_class() is Page
    }
    pages = Page.objects.live().filter(pk__in=ids).specific()
    # A page without readers of its own choosing is everybody's.
    return any(not hasattr(page, "audience") or page.reaches_all_of(readers) for page in pages)
