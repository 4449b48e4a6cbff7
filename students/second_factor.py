"""A second factor for staff: six digits of an app on the phone, and codes on paper for the day it is lost.

Whoever works for the whole province must have one (`SECOND_FACTOR_REQUIRED`, on in production);
everybody else among the staff may. There is no session before the second factor is given.
"""

import base64
import io
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from lms.history import note_change
from students import scope

PAPER_CODES = 10
NAME = "app"
ISSUER = "Sóng và máy tính cho em"


def is_on(user):
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def must_have(user):
    """Whether `user` has to set one up before anything else."""
    if not settings.SECOND_FACTOR_REQUIRED or user.student_or_none:
        return False
    return (scope.of(user).everywhere or user.is_superuser) and not is_on(user)


def begin(user):
    """The secret that the app is to learn: the same until it is confirmed. A TOTPDevice."""
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": NAME})
    return device


def spelled(device):
    """The secret as it is typed into an app without a camera: groups of four."""
    secret = _secret(device)
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def drawn(device):
    """The QR code that the app scans, as SVG."""
    out = io.BytesIO()
    segno.make(_address(device), error="m", micro=False).save(
        out, kind="svg", border=2, scale=5, xmldecl=False, light="white"
    )
    return out.getvalue().decode()


def _address(device):
    label = quote(f"{ISSUER}:{device.user.username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': _secret(device), 'issuer': ISSUER})}"


def _secret(device):
    return base64.b32encode(device.bin_key).decode().rstrip("=")


@transaction.atomic
def confirm(user, token):
    """Take the app's first digits: from now on they are asked for. The codes for paper, told this
    once, or None when the digits are not right."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(token):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    note_change(by=user, act="turn the second factor on", thing=user)
    return _paper_codes(user)


def _paper_codes(user):
    StaticDevice.objects.filter(user=user).delete()
    paper = StaticDevice.objects.create(user=user, name="paper")
    codes = [StaticToken.random_token() for _code in range(PAPER_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=code) for code in codes)
    return codes


@transaction.atomic
def is_right(user, typed):
    """Whether `typed` are the app's digits now, or a code of the paper (which then is used up)."""
    typed = "".join(str(typed).split()).lower()
    app = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if app and typed.isdecimal():
        return app.verify_token(typed)
    paper = StaticDevice.objects.select_for_update().filter(user=user).first()
    return bool(paper and paper.verify_token(typed))


@transaction.atomic
def turn_off(user, by, school=None):
    """Forget app and paper: the phone is lost, or nobody asks for it any longer."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    note_change(by=by, act="turn the second factor off", thing=user, school=school)
