"""Days of use, and the browsers that count them."""

from django.utils.translation import gettext as _

from devices.hours import hours_of
from devices.models import BindingSuggestion, PutAside, UsageDay
from students.dossier import table


def tables(student):
    yield table(
        "usage",
        _("days of use"),
        UsageDay.objects.filter(learner=student).select_related("device").order_by("day"),
        day=_("day"),
        device=(_("device"), "device.code"),
        who=_("who"),
        active=(_("minutes of use"), _minutes("active_s")),
        learn=(_("minutes of learning"), _minutes("learn_s")),
        offline=(_("minutes without signal"), _minutes("offline_s")),
        tried=(_("hours in which it tried to connect"), _hours("tried_hours")),
        failed=(_("hours in which that failed"), _hours("failed_hours")),
    )
    yield table(
        "put_aside",
        _("use that came in after the browser was unbound"),
        PutAside.objects.filter(learner=student).select_related("install__device").order_by("day"),
        day=_("day"),
        device=(_("device"), "install.device.code"),
        active=(_("minutes of use"), _minutes("active_s")),
        learn=(_("minutes of learning"), _minutes("learn_s")),
        verdict=_("what was decided"),
    )
    yield table(
        "suggestions",
        _("browsers that the pupil named as the own machine"),
        BindingSuggestion.objects.filter(student=student).select_related("device", "install"),
        device=(_("device"), "device.code"),
        browser=_("browser"),
        suggested_at=_("suggested"),
        answered_at=_("answered"),
        bound=(_("bound"), lambda asked: bool(asked.install_id)),
    )


def _minutes(counter):
    """Kept in seconds; families read minutes, and a begun one counts."""
    return lambda row: -(-getattr(row, counter) // 60)


def _hours(name):
    """Of older days the hours are forgotten (devices/retention.py): nothing stands there."""
    return lambda row: ", ".join(f"{hour}h" for hour in hours_of(getattr(row, name)))
