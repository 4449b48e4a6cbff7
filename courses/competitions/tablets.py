"""Which browser is which tablet of a room.

A browser gets a signed cookie for the code of the room. The code hangs on a wall and goes home in a message:
nobody is named in that browser, and no paper begins in it, until the supervisor lets it in, who sees the
same sign on the tablet and on the list.
"""

from collections import Counter

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import Hall, HallPlace, HallTablet
from courses.models.halls import CODE, MOST_TABLETS, new_hall_code
from lms.certificates import LETTERS
from lms.history import note_change

COOKIE = "__Host-hall" if settings.PRODUCTION else "hall"
COOKIE_AGE = 12 * 60 * 60
SALT = "courses.hall"
# More do not stand at the door of a room at one time.
MOST_WAITING = 2 * MOST_TABLETS


def find(typed):
    """The open room with this code as it was typed; None when there is none."""
    code = "".join(letter for letter in typed.upper() if letter in LETTERS)
    if len(code) != CODE or len(typed) > 3 * CODE:
        return None
    return Hall.objects.open().filter(code=code).first()


@transaction.atomic
def join(request, hall, number):
    """The HallTablet of this browser, which waits to be let in. Raises Refused."""
    # One after the other, so that no crowd of browsers slips by the limit.
    hall = Hall.objects.select_for_update(of=("self",)).get(pk=hall.pk)
    if hall.closed_at:
        raise Refused(_("This room is closed already."))
    if not 1 <= number <= hall.tablets:
        raise Refused(_("This room has tablets 1 to %(n)d.") % {"n": hall.tablets})
    before = joined_as(request)
    if before and before.hall_id == hall.pk:
        if before.number == number:
            return before
        before.delete()
    if hall.joined.filter(let_in_at=None).count() >= MOST_WAITING:
        raise Refused(
            _("Too many devices wait for this room. The supervisor sends them away and shows a new code.")
        )
    return HallTablet.objects.create(hall=hall, number=number)


@transaction.atomic
def let_in(hall, keys, by):
    """Those with `keys` that wait are tablets of the room; who was one under the same number is none any
    more. Raises Refused."""
    hall = Hall.objects.select_for_update(of=("self",)).get(pk=hall.pk)
    if hall.closed_at:
        raise Refused(_("This room is closed already."))
    came = list(hall.joined.filter(pk__in=keys, let_in_at=None))
    if twice := [number for number, count in Counter(one.number for one in came).items() if count > 1]:
        raise Refused(
            _("Two of those you ticked say that they are tablet %(n)d. Tick the one whose sign you see.")
            % {"n": twice[0]}
        )
    for one in came:
        hall.joined.filter(number=one.number, let_in_at__isnull=False).delete()
        one.let_in_at = timezone.now()
        one.save(update_fields=["let_in_at"])
        note_change(
            by=by, act="let a tablet in", thing=hall, after={"tablet": one.number}, school=hall.school_id
        )


@transaction.atomic
def send_away(hall, by):
    """Who waits must type another code. Raises Refused."""
    hall = Hall.objects.select_for_update(of=("self",)).get(pk=hall.pk)
    if hall.closed_at:
        raise Refused(_("This room is closed already."))
    hall.joined.filter(let_in_at=None).delete()
    hall.code = new_hall_code()
    hall.save(update_fields=["code"])
    note_change(by=by, act="renew the code of a hall", thing=hall, school=hall.school_id)


def waiting(hall):
    """Those that wait, each with `is_plain`: no other is that number or says so."""
    joined = list(hall.joined.all())
    numbers = Counter(one.number for one in joined)
    found = [one for one in joined if one.let_in_at is None]
    for one in found:
        one.is_plain = numbers[one.number] == 1
    return found


def tell(response, joined):
    """Let the browser that gets `response` keep which it is."""
    response.set_cookie(
        COOKIE,
        signing.dumps(str(joined.pk), salt=SALT),
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def told(request):
    """The key of the HallTablet that the cookie says; None without a good one."""
    if COOKIE not in request.COOKIES:
        return None
    try:
        return signing.loads(request.COOKIES[COOKIE], salt=SALT, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def joined_as(request):
    """The HallTablet of an open room that this browser is, let in or not; None otherwise."""
    if (key := told(request)) is None:
        return None
    rows = HallTablet.objects.filter(hall__closed_at=None).select_related(
        "hall__session__page", "hall__session__round__competition"
    )
    try:
        return rows.filter(pk=key).first()
    except ValidationError:
        return None  # a cookie of an earlier version


def tablet_of(request):
    """The HallTablet that this browser is, once it was let in; None otherwise."""
    joined = joined_as(request)
    return joined if joined and joined.let_in_at else None


def key_of(request):
    """The key of the room that this browser was let into, for `begin`; None without one."""
    at = tablet_of(request)
    return at and at.hall_id


def is_papers_tablet(request, page):
    """Whether this browser is a tablet of an open room in which `page` is the paper."""
    at = tablet_of(request)
    return at is not None and at.hall.session.page_id == page


def is_outside(request, attempt):
    """Whether `attempt` goes on in an open room, and this browser is no tablet of it."""
    return HallPlace.objects.holding(attempt, key_of(request)).exists()


def gate_of(request, account):
    """At a tablet of a room, tries at the PIN of who sits there are counted for that tablet: nobody shuts
    the account of a contestant everywhere, nor opens it by trying at each tablet (students/throttle.py)."""
    kind, _colon, code = account.partition(":")
    if kind != "pupil" or (at := tablet_of(request)) is None:
        return None
    sits = HallPlace.objects.filter(hall=at.hall_id, tablet=at.number, student__code=code)
    return f"hall:{at.pk}" if sits.exists() else None
