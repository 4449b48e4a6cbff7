"""What `home` forgets, and when (lms/retention.py)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from courses import unnaming
from home.models import CultureEntryPage, GatheredWork, PartTakenBack, TellerAgreement
from home.training import forgetting
from lms.days import midnight, years_before
from lms.retention import Kind, of_rows, one_by_one, register
from lms.text import fold

FORGOTTEN = "Người kể đã được xóa tên"


def register_own():
    register(
        of_rows(
            "gathered_works",
            lambda moment: GatheredWork.objects.filter(gathered_at__lt=moment),
            lambda today: years_before(today, 2),
            what=_("which pupil's works went into which entry of the culture archive"),
            period=_("2 years"),
            why=_("the entry stays, with the names that family and child allowed"),
            order=24,
        ),
        Kind(
            "tellers",
            what=_("who told something for the culture archive and took it back: name, contact, proof"),
            period=_("1 year after it was taken back"),
            why=_("until then it can be shown that it was taken back, and when it went off"),
            order=25,
            before=lambda today: years_before(today, 1),
            due=lambda today: _withdrawn(today).count(),
            forget=lambda today: one_by_one(_withdrawn(today), forget_teller),
        ),
        of_rows(
            "parts_taken_back",
            lambda moment: PartTakenBack.objects.filter(at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("why somebody took back a part of what they agreed to for the culture archive"),
            period=_("1 year"),
            why=_("until then it can be asked why something went off; what was taken back stays taken back"),
            order=25,
        ),
        Kind(
            "participants",
            what=_("who took part in training classes: name, phone number, code, certificate"),
            period=_("the number 1 year, the name 5 years after the last class"),
            why=_("until then one enrols in the next class, and a certificate can be checked"),
            order=26,
            before=lambda today: years_before(today, 1),
            due=lambda today: _numbers(today).count() + _names(today).count(),
            forget=_forget_participants,
        ),
    )


@transaction.atomic
def forget_teller(agreement):
    """That there was an agreement, and when it ended, stays; who it was goes, out of the entries too and out
    of what they said before."""
    name = agreement.teller_name
    unnaming.unname_pages(name, FORGOTTEN, _entries_with(agreement))
    for scan in agreement.scans.all():
        _delete_file(scan.file)
        scan.delete()
    agreement.parts_taken_back.all().delete()
    _delete_file(agreement.word)
    agreement.teller_name, agreement.contact, agreement.village = FORGOTTEN, "", ""
    agreement.conditions, agreement.withdrawn_why, agreement.word, agreement.people = "", "", "", None
    if fold(name) in fold(agreement.told):
        agreement.told = "…"
    agreement.save()


def _entries_with(agreement):
    """Entries in which this was told, now or in an earlier version; not those where somebody of the same name
    agrees to being named."""
    others = TellerAgreement.objects.in_force().filter(name_fold=agreement.name_fold, may_name=True)
    in_one = Q(text__contains=f'"agreement": {agreement.pk},')
    in_one |= Q(text__contains=f'"agreement": {agreement.pk}}}')
    versions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(CultureEntryPage))
    written = versions.annotate(text=Cast("content", models.TextField())).filter(in_one)
    earlier = [int(key) for key in written.values_list("object_id", flat=True)]
    entries = CultureEntryPage.objects.filter(Q(tellers__agreement=agreement) | Q(pk__in=earlier))
    named_rightly = CultureEntryPage.objects.filter(tellers__agreement__in=others.exclude(pk=agreement.pk))
    return CultureEntryPage.objects.filter(pk__in=entries.values("pk")).exclude(
        pk__in=named_rightly.values("pk")
    )


def _forget_participants(today):
    numbers = _numbers(today).update(phone="", secret=None)
    return numbers + one_by_one(_names(today), forgetting.forget)


def _numbers(today):
    return forgetting.last_seen_before(years_before(today, 1)).filter(user=None).exclude(phone="")


def _names(today):
    return forgetting.last_seen_before(years_before(today, 5))


def _withdrawn(today):
    old = midnight(years_before(today, 1))
    return TellerAgreement.objects.filter(withdrawn_at__lt=old).exclude(teller_name=FORGOTTEN)


def _delete_file(file):
    if file.name:
        transaction.on_commit(lambda name=file.name, storage=file.storage: storage.delete(name))
