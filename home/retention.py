"""What `home` forgets, and when (lms/retention.py)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from home.models import GatheredWork, TellerAgreement
from lms.days import midnight, years_before
from lms.retention import Kind, of_rows, one_by_one, register

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
    )


@transaction.atomic
def forget_teller(agreement):
    """That there was an agreement, and when it ended, stays; who it was goes."""
    for scan in agreement.scans.all():
        _delete_file(scan.file)
        scan.delete()
    _delete_file(agreement.word)
    agreement.teller_name, agreement.contact, agreement.village = FORGOTTEN, "", ""
    agreement.conditions, agreement.withdrawn_why, agreement.word, agreement.people = "", "", "", None
    agreement.save()


def _withdrawn(today):
    old = midnight(years_before(today, 1))
    return TellerAgreement.objects.filter(withdrawn_at__lt=old).exclude(teller_name=FORGOTTEN)


def _delete_file(file):
    if file.name:
        transaction.on_commit(lambda name=file.name, storage=file.storage: storage.delete(name))
