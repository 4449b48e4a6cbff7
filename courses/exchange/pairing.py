"""Bring two classes of different schools together: an invitation, a colleague's yes, the own yes, an end."""

from datetime import timedelta
from secrets import choice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.exchange.moderating import NotDone
from courses.models import Pairing
from lms.history import note_change
from lms.text import tidy
from students.models import SchoolClass

# Nothing that is read one for the other.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MOST_DAYS = 180
MOST_OPEN = 5
INVITED_DAYS = 30


def tidy_code(text):
    return "".join(sign for sign in text.upper() if sign.isalnum())[:12]


@transaction.atomic
def invite(school_class, title, ends_on, by):
    """An invitation with a code for a colleague. Raises NotDone."""
    days = (ends_on - timezone.localdate()).days
    if not 0 < days <= MOST_DAYS:
        words = _("Choose a last day after today, at most %(days)d days ahead.")
        raise NotDone(words % {"days": MOST_DAYS})
    # One after the other: two at once would both find a free place.
    SchoolClass.objects.select_for_update(of=("self",)).get(pk=school_class.pk)
    still = Pairing.objects.filter(
        school_class=school_class, ended_at=None, ends_on__gte=timezone.localdate()
    )
    if same := still.filter(title=tidy(title), other_class=None, invited_by=by).first():
        return same
    if still.count() >= MOST_OPEN:
        raise NotDone(
            _("This class has %(n)d invitations and pairings already. End one first.") % {"n": MOST_OPEN}
        )
    code = "".join(choice(SIGNS) for _place in range(8))
    made = Pairing.objects.create(
        school_class=school_class, title=tidy(title), ends_on=ends_on, invited_by=by, code=code
    )
    note_change(by, "invite a class to a pairing", made, school=school_class.school_id)
    return made


def invitation(code):
    """The invitation that waits for its code; None for one that was used, ended or is old."""
    since = timezone.now() - timedelta(days=INVITED_DAYS)
    waiting = Pairing.objects.filter(accepted_at=None, ended_at=None, invited_at__gte=since)
    found = waiting.filter(code=tidy_code(code), ends_on__gte=timezone.localdate())
    return found.select_related("school_class__school", "invited_by").first()


@transaction.atomic
def accept(code, other_class, by):
    """The colleague's yes. Raises NotDone."""
    found = invitation(code)
    if found is None:
        raise NotDone(
            _("No invitation waits under this code. Look whether it is typed rightly, or ask for a new one.")
        )
    if found.school_class.school_id == other_class.school_id:
        raise NotDone(
            _("This invitation comes from your own school. A pairing joins classes of two schools.")
        )
    now = timezone.now()
    taken = Pairing.objects.filter(pk=found.pk, accepted_at=None, ended_at=None).update(
        other_class=other_class, accepted_by=by, accepted_at=now
    )
    if not taken:
        raise NotDone(_("Somebody has just answered this invitation."))
    found.refresh_from_db()
    note_change(by, "accept a pairing", found, school=other_class.school_id)
    return found


@transaction.atomic
def agree(pairing, by):
    """The yes of the teacher who invited, who now sees which class it is. Raises NotDone."""
    if pairing.is_over:
        raise NotDone(_("This pairing has ended."))
    if not pairing.accepted_at:
        raise NotDone(_("No colleague has answered this invitation yet."))
    waiting = Pairing.objects.filter(pk=pairing.pk, agreed_at=None, ended_at=None)
    if waiting.update(agreed_by=by, agreed_at=timezone.now()):
        _note(pairing, by, "agree to a pairing")


@transaction.atomic
def end(pairing, reason, by):
    """Either teacher and either school may; the pupils read nothing of it any more. Raises NotDone."""
    if not (reason := tidy(reason)[:300]):
        raise NotDone(_("Say why it ends, in a sentence that the colleague reads."))
    ended = {"ended_by": by, "ended_at": timezone.now(), "reason": reason}
    if Pairing.objects.filter(pk=pairing.pk, ended_at=None).update(**ended):
        _note(pairing, by, "end a pairing")


def _note(pairing, by, act):
    for school_class in filter(None, (pairing.school_class, pairing.other_class)):
        note_change(by, act, pairing, school=school_class.school_id)
