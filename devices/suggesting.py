"""«Máy này có phải máy … của em?»: a pupil says so, staff confirms, nothing binds by itself.

The browser gets its token with the pupil's word, so that nobody has to fetch the tablet once more for
the school's yes. Until then the token counts for nothing and opens nothing.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from devices import binding
from devices.models import Assignment, BindingSuggestion, DeviceInstall
from lms import browsers
from lms.history import note_change
from students.consents import agrees
from students.models import Consent


def state_of(request, student):
    """What to say on «Máy của em» about this browser: "bound" (to a machine in the pupil's hands),
    "asked" (the school has not answered yet), "ask", or "" where there is nothing to ask."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if install := binding.install_of(token):
        return "bound" if _held(student).filter(device=install.device_id).exists() else ""
    if waiting_of(token):
        return "asked"
    # Where the family does not want it counted, no browser needs to be bound for it.
    return "ask" if agrees(student, Consent.Purpose.USAGE) else ""


def suggest(device, student, browser=""):
    """Write down that `student` says so; returns the token for the browser's cookie."""
    token, token_hash = binding.new_token()
    with transaction.atomic():
        device = type(device).objects.select_for_update().get(pk=device.pk)
        told = {
            "token_hash": token_hash,
            "browser": browsers.family(browser),
            "suggested_at": timezone.now(),
        }
        BindingSuggestion.objects.waiting().update_or_create(device=device, student=student, defaults=told)
    return token


def confirm(suggestion, by):
    """Staff says yes: the browser is bound. A second press finds it done; returns the install."""
    with transaction.atomic():
        row = BindingSuggestion.objects.select_for_update().get(pk=suggestion.pk)
        if row.answered_at:
            return row.install
        install = DeviceInstall.objects.create(
            device=row.device, token_hash=row.token_hash, browser=row.browser, enrolled_by=by
        )
        _answer(row, by, install)
        note_change(by=by, act="bind device", thing=row.device, after={"browser": install.browser})
    return install


def refuse(suggestion, by):
    """Staff says no: the browser counts for nothing, as before."""
    with transaction.atomic():
        row = BindingSuggestion.objects.select_for_update().get(pk=suggestion.pk)
        if row.answered_at is None:
            _answer(row, by, None)
            note_change(by=by, act="refuse a suggested binding", thing=row.device)


def waiting_of(token):
    if not token or len(token) > 64:
        return None
    return BindingSuggestion.objects.waiting().filter(token_hash=binding.hash_of(token)).first()


def _answer(row, by, install):
    row.answered_at, row.answered_by, row.install = timezone.now(), by, install
    row.save(update_fields=["answered_at", "answered_by", "install"])


def _held(student):
    return Assignment.objects.open().held_by(student)
