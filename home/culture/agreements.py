"""What a teller agreed to: written down, proven by paper or recorded words, taken back – then what is shown
goes off at once."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import answer_files, keeping
from home.culture import gate
from home.models import CultureEntryPage, PartTakenBack, TellerAgreement
from lms.history import note_change
from lms.whole_acts import files_of_a_whole_act
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
    with files_of_a_whole_act() as written, transaction.atomic():
        agreement.refresh_from_db(from_queryset=TellerAgreement.objects.select_for_update(of=("self",)))
        old, storage = agreement.word.name, agreement.word.storage
        agreement.word.save(f"word.{ending}", ContentFile(content), save=False)
        written.append(agreement.word)
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
    # In somebody's own words, which may name people: kept with the agreement, forgotten later, and in no log.
    if fields:
        PartTakenBack.objects.create(agreement=agreement, fields=fields, why=why[:300], by=by)
    else:
        agreement.withdrawn_at, agreement.withdrawn_by = timezone.now(), by
        agreement.withdrawn_why = why[:300]
    agreement.save()
    what = [str(agreement.ALLOWED[field]) for field in fields] or [_("all of it")]
    note_change(by, "take a teller's agreement back", agreement, after={"what": "; ".join(what)})
    return settle(agreement, by)


def settle(agreement, by):
    """Take down the published entries that show more than `agreement` allows now. The pages."""
    gone = []
    for page in CultureEntryPage.objects.live().filter(tellers__agreement=agreement).distinct():
        told = [*gate.of_tellers(page), *gate.of_licence(page)]
        if not told:
            continue
        # Its pictures get other addresses (courses/picture_addresses.py).
        page.unpublish()
        note_change(by, TAKEN_DOWN, page, school=agreement.school_id)
        gone.append(page)
    # A name that is no longer shown stands in no field of the page: it is read when the page is built.
    keeping.forget_everything()
    return gone
