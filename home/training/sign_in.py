"""The door of grown-ups without an account: a phone number and six digits.

A keyed mark of both together is all that is kept, and one look-up finds whose it is: the answer takes as
long for a number that nobody has, and two people who share a telephone have two codes. Their session is no
account of the house: it opens the own classes and nothing else.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.middleware.csrf import rotate_token

from home.models import Participant
from lms.history import note_change
from lms.text import whole_number

KEY = "training"
DIGITS = 6
OWN_PHONE = 30 * 24 * 60 * 60
SHARED = 30 * 60
# Codes drawn until one is free at the telephone.
TURNS = 20


def mark(phone, code):
    return _keyed(f"training:{phone}:{code}")


def find(phone, code):
    return Participant.objects.filter(secret=mark(phone, code), user=None, erased_at=None).first()


def enter(request, participant, own=False):
    """Begin a session of its own; whoever was signed in on this machine no longer is."""
    request.session.flush()
    rotate_token(request)
    request.session[KEY] = [str(participant.pk), participant.secret[:16]]
    request.session.set_expiry(OWN_PHONE if own else SHARED)


def participant_of(request):
    """Who takes part and is here: staff by their account, others by phone and code; None otherwise."""
    if request.user.is_authenticated:
        return Participant.objects.filter(user=request.user, erased_at=None).first()
    told = request.session.get(KEY)
    if not told:
        return None
    found = Participant.objects.filter(pk=told[0], user=None, erased_at=None).first()
    # A renewed code signs out whoever came in by the old one.
    return found if found and found.secret and found.secret[:16] == told[1] else None


@transaction.atomic
def renew(participants, by, course):
    """{participant: code} with new codes; the old ones end, and with them the sessions."""
    made = {one: _give(one, lambda _n: secrets.randbelow(10**DIGITS)) for one in participants}
    note_change(
        by=by,
        act="give codes for training",
        thing=course,
        school=course.school_id,
        after={"count": len(made)},
    )
    return made


def repeated_code(request_id, turn=0):
    """The code that belongs to one sending of the form on the wall: sent again it is the same."""
    return f"{int(_keyed(f'join:{request_id}:{turn}')[:12], 16) % 10**DIGITS:0{DIGITS}}"


def code_again(participant, request_id):
    """The code that this sending of the form gave; None when a newer one took its place."""
    codes = (repeated_code(request_id, turn) for turn in range(TURNS))
    return next((code for code in codes if mark(participant.phone, code) == participant.secret), None)


def _give(participant, draw):
    for turn in range(TURNS):
        code = f"{draw(turn):0{DIGITS}}"
        try:
            with transaction.atomic():
                participant.secret = mark(participant.phone, code)
                participant.save(update_fields=["secret"])
                return code
        except IntegrityError:
            # Somebody with the same telephone has this code.
            continue
    raise RuntimeError("no code is free for this telephone")


def read_code(typed):
    """The six digits, typed with spaces or without; None for all else."""
    plain = "".join(str(typed or "").split())
    return plain if whole_number(plain, DIGITS) is not None and len(plain) == DIGITS else None


def _keyed(text):
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(errors="replace"), hashlib.sha256).hexdigest()
