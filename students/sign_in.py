"""Who is at the door: a pupil or a parent by code and PIN or by card, staff by name and password.

The same answer in the same time for a code that does not exist and for a wrong secret: where
there is no account of the kind, the secret is compared with a hash that nothing matches.
"""

from functools import cache

from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password, is_password_usable, make_password
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, Subquery

from lms import browsers
from lms.asked_often import AskedOften
from students import pictures
from students.models import CardToken, Enrolment, Guardian, Role, SignedIn, Student, User

BACKEND = "students.sign_in.Accounts"
# A pupil's own tablet stays signed in for a school year; a machine at home that nobody bound, for a
# week of homework; a shared one for a lesson or two; staff, who see a whole school, for a week.
OWN_DEVICE = 270 * 24 * 60 * 60
SOME_DEVICE = 7 * 24 * 60 * 60
SHARED_DEVICE = 2 * 60 * 60
STAFF = 7 * 24 * 60 * 60
# A parent's own phone, when they say that it is theirs; any other counts as shared.
OWN_PHONE = 90 * 24 * 60 * 60
# In the session of a parent who has shown the card, and not the PIN (views/parent_pin.py).
CARD_ALONE = "card_alone"

# Apps above know which browser is bound to whose tablet: `knows(request, student) -> bool`.
own_device_checks = []


class Accounts(ModelBackend):
    """Accounts and their rights for Django and Wagtail. Sign-in itself goes through this module
    alone, so that nothing passes by the throttle."""

    def authenticate(self, request, **credentials):
        return None

    def get_user(self, user_id):
        """The account with the person behind it, in one query; none once it is closed."""
        user = _who_may_sign_in.first(user_id)
        return user if user and self.user_can_authenticate(user) else None


def may_sign_in():
    """Open accounts; a pupil's ends with the last day at school."""
    return Q(is_active=True) & (Q(student=None) | Q(student__status=Student.Status.STUDYING))


def by_pin(code, pin):
    """The account of the pupil or the parent with `code` and `pin`, or None. Both are asked for each time,
    so that time tells nothing about whose code it is."""
    pupil = User.objects.select_related("student").filter(may_sign_in(), student__code=code).first()
    parent = Guardian.objects.entering_by_card().select_related("user").filter(code=code).first()
    kept = pupil.password if pupil else parent.pin if parent else ""
    usable = bool(kept) and is_password_usable(kept)
    right = check_password(pin, kept if usable else _no_pin(), preferred="pin")
    if not (right and usable):
        return None
    return pupil or parent.user


def by_card(secret):
    """The account of the pupil or the parent whose printed card holds `secret`, or None."""
    tokens = CardToken.objects.working().of_secret(secret)
    if token := tokens.select_related("student__user", "student__school").first():
        return token.student.user
    parents = Guardian.objects.entering_by_card().select_related("user")
    parent = parents.filter(card_hash=CardToken.hash_of(secret)).first()
    return parent.user if parent else None


def staff_by_password(username, password):
    """The account of a member of staff or of a guardian, or None."""
    user = User.objects.filter(may_sign_in(), username__iexact=username, student=None).first()
    usable = user is not None and is_password_usable(user.password)
    right = check_password(password, user.password if usable else _no_password())
    return user if right and usable else None


def offered_on(device):
    """The pupils who signed in on this device and still may, the latest first, each with `class_name`
    and `takes_pictures` (young enough for a PIN in pictures)."""
    latest = Enrolment.objects.open().filter(student=OuterRef("pk")).order_by("-starts_on")
    found = (
        Student.objects.filter(pk__in=device.pupils, user__is_active=True)
        .studying()
        .annotate(
            class_name=Subquery(latest.values("school_class__name")[:1]),
            grade=Subquery(latest.values("school_class__grade")[:1]),
        )
    )
    by_id = {str(student.pk): student for student in found}
    offered = [by_id[pk] for pk in device.pupils if pk in by_id]
    for student in offered:
        student.takes_pictures = _takes_pictures(student.grade)
    return offered


def shown_without_signal(user):
    """What the browser itself offers of `user` at the door when there is no signal: the same."""
    student = user.student_or_none
    if student is None:
        return {"name": user.get_short_name(), "class": "", "pictures": False}
    enrolment = student.enrolments.open().select_related("school_class").order_by("-starts_on").first()
    grade = enrolment and enrolment.school_class.grade
    name = enrolment.school_class.name if enrolment else ""
    return {"name": student.full_name, "class": name, "pictures": _takes_pictures(grade)}


def _takes_pictures(grade):
    return bool(grade) and grade <= pictures.LAST_GRADE


def seconds_for(request, user, shared=False, own=False):
    """How long a pupil or a parent stays signed in here. `shared`: the child said that others use the
    machine too; `own`: the parent said that the phone is the own one."""
    student = user.student_or_none
    if student is None:
        return OWN_PHONE if own else SHARED_DEVICE
    if shared:
        return SHARED_DEVICE
    return OWN_DEVICE if any(knows(request, student) for knows in own_device_checks) else SOME_DEVICE


def enter(request, user, seconds):
    """Begin a session with a new key, for `seconds`; one that is open in this browser ends."""
    if request.user.is_authenticated:
        request.session.flush()
    login(request, user, backend=BACKEND)
    request.session.set_expiry(seconds)
    if not user.student_or_none:
        note_session(request, user)


def note_session(request, user):
    """Keep in which browser a session of staff or of a parent began; forget those that are over."""
    request.session.save()  # so that the session stands, with its key
    SignedIn.objects.filter(user=user).exclude(pk__in=user.signed_in.open()).delete()
    browser = browsers.family(request.headers.get("User-Agent", ""))
    SignedIn.objects.create(user=user, session_key=request.session.session_key, browser=browser)


def end_sessions(user, but=None):
    """Sign `user` out everywhere, except in the session with the key `but`."""
    Session.objects.filter(session_key__in=_keys(user.signed_in, but)).delete()
    user.signed_in.filter(session_key__in=_keys(user.signed_in, but)).delete()


def _keys(signed_in, but):
    return list(signed_in.exclude(session_key=but or "").values_list("session_key", flat=True))


def _account(key):
    # Most are pupils, who hold no role: then the scope need not ask for any.
    roles = Role.objects.filter(user=OuterRef("pk"), withdrawn_at=None).order_by()
    people = User.objects.select_related("student", "teacher", "guardian").annotate(has_roles=Exists(roles))
    return people.filter(may_sign_in(), pk=key).order_by()


_who_may_sign_in = AskedOften(_account)


@cache
def _no_pin():
    return make_password("nothing matches this", hasher="pin")


@cache
def _no_password():
    return make_password("nothing matches this")
