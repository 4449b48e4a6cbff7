"""Bind a browser to a device: a code that works once, then a random token in a cookie.

Neither is kept readable: of the code a keyed hash, of the token its hash. A token says which
device's use is counted, and opens nothing.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from devices.models import Device, DeviceInstall, EnrolmentCode
from devices.numbers import ENROLMENT_CODE_LENGTH, as_typed, random_code
from lms import browsers
from lms.history import note_change
from students.abilities import can

VALID = timedelta(days=7)
COOKIE_AGE = 400 * 24 * 60 * 60  # what browsers allow at most


class NotBound(Exception):
    """Why the code does not bind, as a sentence for the screen."""


def new_code(device, by):
    """A fresh binding code for `device`; older unused ones stop working."""
    code = random_code(ENROLMENT_CODE_LENGTH)
    with transaction.atomic():
        now = timezone.now()
        device.enrolment_codes.filter(used_at=None, cancelled_at=None).update(cancelled_at=now)
        EnrolmentCode.objects.create(
            device=device, code_hash=_code_hash(code), made_by=by, expires_at=now + VALID
        )
        note_change(by=by, act="make binding code", thing=device)
    return code


def find_code(code):
    """The usable EnrolmentCode behind what was typed or scanned. Raises NotBound."""
    row = (
        EnrolmentCode.objects.select_related("device", "device__model", "device__school")
        .filter(code_hash=_code_hash(as_typed(code)))
        .first()
    )
    if row is None or row.cancelled_at:
        raise NotBound(
            _("This code is not known. Look at the letters again, or ask the school for a new one.")
        )
    if row.used_at:
        _note_late_try(row)
        raise NotBound(_("This code was used before. Each code binds one device once; ask for a new one."))
    if row.expires_at <= timezone.now():
        raise NotBound(_("This code is older than seven days. Ask the school for a new one."))
    return row


def bound_by(code, token):
    """The browser with `token`, when this very code bound it: its page was loaded once more."""
    install = install_of(token)
    codes = EnrolmentCode.objects.filter(code_hash=_code_hash(as_typed(code)), install=install)
    return install if install and codes.exists() else None


def bind(code, browser="", old_token=""):
    """Use the code up. Returns (install, token); the token is told this once. Raises NotBound."""
    # Asked outside: that a used code came again is noted, and must not be undone with the refusal.
    found = find_code(code)
    if bound := _use_up(found, browser, old_token):
        return bound
    # Another browser was faster by a moment.
    find_code(code)
    raise NotBound(_("This code is not known. Look at the letters again, or ask the school for a new one."))


def _use_up(found, browser, old_token):
    with transaction.atomic():
        row = EnrolmentCode.objects.select_for_update().get(pk=found.pk)
        if row.used_at or row.cancelled_at:
            return None
        if old := install_of(old_token):
            _end(old, by=row.made_by)  # this browser belongs to another device from now on
        token, token_hash = new_token()
        install = DeviceInstall.objects.create(
            device=row.device,
            token_hash=token_hash,
            browser=browsers.family(browser),
            enrolled_by=row.made_by,
        )
        row.used_at, row.install = timezone.now(), install
        row.save(update_fields=["used_at", "install"])
        note_change(by=row.made_by, act="bind device", thing=row.device, after={"browser": install.browser})
    return install, token


def unbind(install, by):
    """What this browser counts from now on belongs to no device; what it counted before and sends
    later is put aside (devices/put_aside.py)."""
    with transaction.atomic():
        _end(install, by)
        note_change(by=by, act="unbind device", thing=install.device, before={"browser": install.browser})


def install_of(token):
    """The bound browser that holds `token`, or None."""
    if not token or len(token) > 64:
        return None
    return DeviceInstall.objects.in_force().filter(token_hash=hash_of(token)).select_related("device").first()


def unbound_install_of(token):
    """The browser that held `token` until it was unbound, or None."""
    if not token or len(token) > 64:
        return None
    return DeviceInstall.objects.filter(token_hash=hash_of(token)).select_related("device").first()


def install_of_sender(sender):
    """The browser, bound or not any more, in which what a Sender brings was counted, or None."""
    if sender.device_hash:
        found = DeviceInstall.objects.filter(token_hash=sender.device_hash)
        return found.select_related("device").first()
    return install_of(sender.device) or unbound_install_of(sender.device)


def machines_of_used_codes(user):
    """At how many machines, of those that `user` may hand over, a used code came again."""
    if not can(user, "hand over devices"):
        return 0
    devices = Device.objects.visible_to(user, to="hand over devices")
    codes = EnrolmentCode.objects.used_again().filter(device__in=devices)
    return codes.values("device").distinct().count()


def used_again_at(devices):
    """Codes of these devices that came again after their use, the latest first."""
    return (
        EnrolmentCode.objects.used_again()
        .filter(device__in=devices)
        .select_related("device__school", "device__model", "install", "made_by")
        .order_by(F("last_late_try").desc(nulls_last=True))
    )


def say_known(code, by):
    """Staff saw that a used code came again."""
    with transaction.atomic():
        told = EnrolmentCode.objects.used_again().filter(pk=code.pk)
        if told.update(known_at=timezone.now(), known_by=by):
            note_change(by=by, act="know of a used binding code", thing=code.device)


def is_own_machine(request, student):
    """Whether this browser is bound to a device that the pupil or the household holds."""
    install = install_of(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))
    return install is not None and install.device.assignments.open().held_by(student).exists()


def set_cookie(response, token):
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def new_token():
    """(a random token of 128 bits, the hash that is kept of it)"""
    token = secrets.token_urlsafe(16)
    return token, hash_of(token)


def _note_late_try(row):
    """Seen by the school (devices/views/use.py) until somebody there says that it is known."""
    EnrolmentCode.objects.filter(pk=row.pk).update(
        late_tries=F("late_tries") + 1, last_late_try=timezone.now(), known_at=None, known_by=None
    )
    if not row.late_tries:
        note_change(by=None, act="try a used binding code", thing=row.device)


def _end(install, by):
    DeviceInstall.objects.filter(pk=install.pk, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )


def _code_hash(code):
    # Keyed, because eight characters can be tried through by whoever holds a copy of the database.
    return salted_hmac("devices.enrolment", code, algorithm="sha256").hexdigest()


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()
