"""«Báo hỏng», what becomes of it, and what a pupil holds."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from devices.models import Device
from lms.history import note_change
from students.abilities import requires


@require_POST
@requires("manage devices")
def found(request, code):
    """A lost or stolen device turned up: back into stock."""
    device = get_object_or_404(Device.objects.visible_to(request.user, to="manage devices"), code=code)
    if device.lifecycle in (Device.Lifecycle.LOST, Device.Lifecycle.STOLEN):
        with transaction.atomic():
            note_change(by=request.user, act="find device", thing=device, before={"state": device.lifecycle})
            device.lifecycle = Device.Lifecycle.IN_STOCK
            device.save(update_fields=["lifecycle"])
            _close_incidents(device, request.user, _("found again"))
        messages.success(request, _("%(code)s is back in stock.") % {"code": device.code})
    return redirect("devices:device", device.code)


def _close_incidents(device, by, outcome):
    device.incidents.filter(closed_at=None).update(
        closed_at=timezone.now(), closed_by=by, outcome=str(outcome)
    )
