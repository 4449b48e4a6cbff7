"""What a teller agreed to: written down, proven by paper or recorded words, taken back – then what is shown
goes off at once."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import answer_files, keeping, on_page, pictures
from home.culture import gate
from home.models import CultureEntryPage, TellerAgreement
from lms.history import note_change
from lms.models import Picture
from students.abilities import scope_for

TAKEN_DOWN = "take an entry down whose teller withdrew"


@transaction.atomic
def record(agreement, by):
    agreement.recorded_by = by
    agreement.school_id = min(scope_for(by, "collect culture").staff_school_ids - {None}, default=None)
    agreement.save()
    note_change(by, "write a teller's agreement down", agreement, after={"kind": agreement.how})
    return agreement


def keep_word(agreement, upload, by):
    """Keep the recorded words of an agreement; another recording takes its place. Raises NotKept."""
    if upload.size > answer_files.MOST_BYTES:
        raise answer_files.NotKept(_("This file is larger than 10 MB."))
    content, _type, ending = answer_files.sound(upload.read())
    old, storage = agreement.word.name, agreement.word.storage
    with transaction.atomic():
        agreement.word.save(f"word.{ending}", ContentFile(content), save=False)
        agreement.save(update_fields=["word"])
        note_change(by, "keep the recorded words of a teller", agreement)
        if old:
            transaction.on_commit(lambda: storage.delete(old))


@transaction.atomic
def withdraw(agreement, by, why, taken=None):
    """Take the agreement back: all of it, or only the fields `taken`. The pages that went off."""
    agreement = TellerAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.withdrawn_at:
        return []
    fields = [field for field in taken or () if field in agreement.ALLOWED and getattr(agreement, field)]
    if taken and not fields:
        return []
    for field in fields:
        setattr(agreement, field, False)
    if not taken:
        agreement.withdrawn_at, agreement.withdrawn_by = timezone.now(), by
        agreement.withdrawn_why = why[:300]
    agreement.save()
    what = [str(agreement.ALLOWED[field]) for field in fields] or [_("all of it")]
    note_change(by, "take a teller's agreement back", agreement, after={"what": "; ".join(what), "why": why})
    return settle(agreement, by, why)


def settle(agreement, by, why):
    """Take down the published entries that show more than `agreement` allows now. The pages."""
    gone = []
    for page in CultureEntryPage.objects.live().filter(tellers__agreement=agreement).distinct():
        told = [*gate.of_tellers(page), *gate.of_licence(page)]
        if not told:
            continue
        page.unpublish()
        note_change(by, TAKEN_DOWN, page, after={"why": why}, school=agreement.school_id)
        if any(row.shows_picture for row in page.tellers.all() if row.agreement_id == agreement.pk):
            _hide_pictures(page)
        gone.append(page)
    # A name that is no longer shown stands in no field of the page: it is read when the page is built.
    keeping.forget_everything()
    return gone


def _hide_pictures(page):
    """Who kept the address of a picture finds nothing there, unless another page shows it."""
    for picture in on_page.pictures_of(page):
        if _is_shown_elsewhere(picture, page):
            continue
        Picture.objects.get(pk=picture.pk).renditions.all().delete()
        transaction.on_commit(lambda key=picture.pk: pictures.give_a_secret_name(key))


def _is_shown_elsewhere(picture, page):
    from wagtail.models import Page, ReferenceIndex

    ids = {
        int(reference.object_id)
        for reference in ReferenceIndex.get_references_to(picture)
        if reference.base_content_type.model_class() is Page
    }
    return Page.objects.live().filter(pk__in=ids - {page.pk}).exists()
