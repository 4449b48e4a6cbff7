"""Does it still talk? Five states; «never heard of» is never shown as idle or as no signal."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from devices.models import Assignment, DeviceInstall
from students.consents import agrees
from students.models import Consent

LIVE_DAYS, RISK_DAYS = 21, 28
UNHEARD_DAYS = 30


class UseState(models.TextChoices):
    LIVE = "live", pgettext_lazy("a device", "live")
    AT_RISK = "at_risk", _("at risk")
    SILENT = "silent", _("silent")
    NEVER_SEEN = "never_seen", _("never seen")
    NOT_MEASURED = "not_measured", _("not measured")


# What each means, for legends.
MEANINGS = {
    UseState.LIVE: _("counted in the last 21 days"),
    UseState.AT_RISK: _("last counted 22 to 28 days ago"),
    UseState.SILENT: _("last counted more than 28 days ago"),
    UseState.NEVER_SEEN: _("bound, but nothing was ever counted"),
    UseState.NOT_MEASURED: _("no browser bound, no consent of the family in force, or used by staff alone"),
}


def with_use_state(devices, on=None):
    """Adds `use_state` to a queryset of devices."""
    today = on or timezone.localdate()
    bound = DeviceInstall.objects.in_force().filter(device=OuterRef("pk"))
    seen = "last_seen_day"
    return devices.annotate(
        use_state=Case(
            When(~Exists(bound) | Exists(_held_without_consent()), then=Value(UseState.NOT_MEASURED.value)),
            # Only pupils' time is counted: a teacher's machine that never told anything may be in use.
            When(Exists(_held_by_staff()), **{seen: None}, then=Value(UseState.NOT_MEASURED.value)),
            When(**{seen: None}, then=Value(UseState.NEVER_SEEN.value)),
            When(Q(**{f"{seen}__gte": today - timedelta(days=LIVE_DAYS)}), then=Value(UseState.LIVE.value)),
            When(
                Q(**{f"{seen}__gte": today - timedelta(days=RISK_DAYS)}), then=Value(UseState.AT_RISK.value)
            ),
            default=Value(UseState.SILENT.value),
            output_field=models.CharField(),
        )
    )


def why_not_measured(device, line):
    """The one reason why `device`, of which `line` is the open line (or None), is not measured."""
    if not device.installs.in_force().exists():
        return _("no browser is bound to it")
    if line and line.pupil_id and not agrees(line.pupil, Consent.Purpose.USAGE):
        return _("the family's consent to it is not in force")
    return _("used by staff alone, whose time nobody counts")


def in_use_state(devices, state, on=None):
    """Those of `devices` whose use state is `state`: as `with_use_state` says, but asked so that the database
    can begin with the few of which it may be true. `state` is a value of UseState."""
    today = on or timezone.localdate()
    bound = Exists(DeviceInstall.objects.in_force().filter(device=OuterRef("pk")))
    unagreed, by_staff = Exists(_held_without_consent()), Exists(_held_by_staff())
    if state == UseState.NOT_MEASURED:
        return devices.filter(~bound | unagreed | Q(by_staff, last_seen_day=None))
    live, risk = today - timedelta(days=LIVE_DAYS), today - timedelta(days=RISK_DAYS)
    seen = {
        UseState.LIVE: Q(last_seen_day__gte=live),
        UseState.AT_RISK: Q(last_seen_day__gte=risk, last_seen_day__lt=live),
        UseState.SILENT: Q(last_seen_day__lt=risk),
        UseState.NEVER_SEEN: Q(~by_staff, last_seen_day=None),
    }
    return devices.filter(seen[UseState(state)]).filter(bound).filter(~unagreed)


def measured(devices):
    """Those of `devices` of which it is known whether they are used: all but UseState.NOT_MEASURED."""
    bound = Exists(DeviceInstall.objects.in_force().filter(device=OuterRef("pk")))
    return devices.filter(
        Q(last_seen_day__isnull=False) | ~Exists(_held_by_staff()), bound, ~Exists(_held_without_consent())
    )


def unheard(devices, on):
    """Those that are measured, and of which nothing was heard in thirty days, or ever."""
    long_ago = Q(last_seen_day=None) | Q(last_seen_day__lt=on - timedelta(days=UNHEARD_DAYS))
    return measured(devices).filter(long_ago)


def _held_without_consent():
    """Open lines of a pupil whose family gave no consent to usage statistics, or took it back."""
    usage = Consent.objects.agreed_to(Consent.Purpose.USAGE).filter(student=OuterRef("pupil"))
    return Assignment.objects.open().filter(~Exists(usage), device=OuterRef("pk"), pupil__isnull=False)


def _held_by_staff():
    return Assignment.objects.open().filter(device=OuterRef("pk"), pupil__isnull=True)
