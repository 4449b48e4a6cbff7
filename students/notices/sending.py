"""A notice goes out, is corrected, is withdrawn. Nothing that was read is ever changed.

The log tells that it was, not in which words: these stand in the notice, and go with it after a year."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students.models import Notice, User

A_DAY = 40
# A second tap on the button, or the page sent again over a bad line.
SAME_WITHIN = timedelta(minutes=10)


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why nothing was sent, corrected or withdrawn, in a sentence."""


@transaction.atomic
def send(by, targets, **told):
    """One Notice for each target ({"school_class": …}, {"school": …, "grade": …} or {"place": …}), whose
    fields are `told`. What was sent a moment ago is not sent again. Raises Refused."""
    # One after another: of two that come at once the second finds the first.
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    return [_send_one(by, {**target, **told}) for target in targets]


def _send_one(by, fields):
    now = timezone.now()
    same = {name: value for name, value in fields.items() if name != "instead_of"}
    recent = Notice.objects.standing().filter(by=by, sent_at__gt=now - SAME_WITHIN, **same)
    if found := recent.first():
        return found
    if Notice.objects.filter(by=by, sent_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        words = _("You have sent %(most)d notices in one day. Nothing more was sent; send the next tomorrow.")
        raise Refused(words % {"most": A_DAY})
    notice = Notice.objects.create(by=by, **fields)
    note_change(by=by, act="send notice", thing=notice, school=notice.school_of_record)
    return notice


@transaction.atomic
def correct(notice, by, **told):
    """Another wording in place of `notice`, to the same readers, who read it anew; a second tap on the button
    corrects nothing more. Raises Refused."""
    standing = _locked(notice)
    if done := Notice.objects.standing().filter(instead_of=standing, by=by, **told).first():
        return done
    _must_stand(standing)
    same = ("school_class", "school", "place", "grade")
    fields = {name: getattr(standing, name) for name in same} | told
    corrected = Notice.objects.create(by=by, instead_of=standing, **fields)
    note_change(
        by=by,
        act="correct notice",
        thing=corrected,
        before={"notice": str(standing.pk)},
        after={"notice": str(corrected.pk)},
        school=corrected.school_of_record,
    )
    return corrected


@transaction.atomic
def withdraw(notice, by, why):
    """Its readers see that it was withdrawn, and why; twice is as once. Raises Refused."""
    standing = _locked(notice)
    if (standing.withdrawn_by, standing.withdrawn_why) == (by, why):
        return
    _must_stand(standing)
    standing.withdrawn_at, standing.withdrawn_by, standing.withdrawn_why = timezone.now(), by, why
    standing.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    note_change(by=by, act="withdraw notice", thing=standing, school=standing.school_of_record)


def _locked(notice):
    """`notice` as it is behind the lock."""
    return Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)


def _must_stand(notice):
    if not notice.stands:
        raise Refused(_("This notice was corrected or withdrawn meanwhile. Look at it again."))
