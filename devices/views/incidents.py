"""«Báo hỏng», what becomes of it, and what a pupil holds."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices import suggesting
from devices.forms.incidents import ReportForm
from devices.models import Assignment, Device, Incident
from devices.repair import told
from devices.repair.steps import open_repair
from lms.history import note_change
from lms.shortlist import Shortlist
from students.abilities import requires

# More than a person holds; a wrong import must not make a page without end.
MOST_HELD = 50


@require_safe
@requires("report broken devices")
def mine(request):
    """What I hold: device, SIM, its plan's end; and where to say that it is broken."""
    lines = (
        Assignment.objects.open()
        .held_under(request.user)
        .filter(device__isnull=False)
        .select_related("device__model", "pupil", "handover")
    )
    rows, student = [], request.user.student_or_none
    shown = Shortlist(lines, MOST_HELD)
    for line in shown:
        sits = line.device.insertions.filter(removed_at=None).select_related("sim").first()
        last = sits and sits.sim.last_plan()
        incident = line.device.incidents.filter(closed_at=None).first()
        browser = suggesting.state_of(request, student) if student else ""
        repair = line.device.repairs.open().first()
        rows.append(
            {
                "line": line,
                "sim": sits and sits.sim,
                "plan": last,
                "incident": incident,
                "repair": repair and told.to_the_holder(repair),
                "browser": browser,
            }
        )
    return render(
        request, "devices/mine.html", {"rows": rows, "more": shown.more, "today": timezone.localdate()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report broken devices")
def report(request, code):
    """Say that a device is broken or lost; whoever may see it may say so."""
    device = get_object_or_404(Device.objects.visible_to(request.user, to="report broken devices"), code=code)
    form = ReportForm(request.POST or None, initial={"kind": request.GET.get("kind", Incident.Kind.BROKEN)})
    sees_it = Device.objects.visible_to(request.user, to="see devices").filter(pk=device.pk).exists()
    back = reverse("devices:device", args=[device.code]) if sees_it else reverse("devices:mine")
    if request.method == "POST" and form.is_valid():
        line = device.open_line()
        with transaction.atomic():
            incident, made = Incident.objects.get_or_create(
                device=device,
                kind=form.cleaned_data["kind"],
                closed_at=None,
                defaults={
                    "words": form.cleaned_data["words"],
                    "reported_by": request.user,
                    "school": device.school,
                    "line": line,
                    "holder_name": str(line.pupil or line.holder)[:160] if line else "",
                },
            )
            if made and incident.kind == Incident.Kind.BROKEN:
                open_repair(
                    device, request.user, form.cleaned_data["fault_code"], incident.words, incident=incident
                )
            if made:
                note_change(
                    by=request.user,
                    act="report device",
                    thing=device,
                    after={"kind": incident.kind, "words": incident.words},
                )
        messages.success(request, _("The school knows about it now. Thank you for saying so."))
        return redirect(back)
    status = 400 if request.method == "POST" else 200
    context = {"device": device, "form": form, "back": back}
    return render(request, "devices/report.html", context, status=status)


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
