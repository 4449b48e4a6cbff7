"""«Máy của em»: what one holds, what is recorded of it, and where to say that it is broken."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from devices import suggesting
from devices.forms.reports import AnyMachineReportForm, PhotoReportForm
from devices.models import Assignment, Device, Incident, IncidentPhoto
from devices.noting import incidents_told_to
from devices.recorded import recorded_of
from devices.repair import told
from devices.reporting import report as write_report
from lms import scans
from lms.kept_pages import keep_for, keep_for_pupil
from lms.shortlist import Shortlist
from students import looked
from students.abilities import requires
from students.models import Student

# More than a person holds; a wrong import must not make a page without end.
MOST_HELD = 50
# A photo that travels with an event of the outbox (static/devices/report.js); the form takes larger ones.
OFFLINE_PHOTO_KB = 30


@require_safe
@never_cache
@requires("report broken devices")
def mine(request):
    """Device, SIM, its plan's end, what came with it; and what the machine tells the school."""
    held = Assignment.objects.open().held_under(request.user)
    machines = held.filter(device__isnull=False).select_related("device__model", "pupil", "handover")
    shown = Shortlist(machines, MOST_HELD)
    context = {
        "rows": [_row(request, line, held) for line in shown],
        "more": shown.more,
        "today": timezone.localdate(),
        "is_family": bool(request.user.student_or_none or getattr(request.user, "guardian", None)),
    }
    return keep_for_pupil(request.user, render(request, "devices/mine.html", context))


@csrf_exempt  # asked for in _report, behind a look at the size
@require_http_methods(["GET", "HEAD", "POST"])
@requires("report broken devices")
def report(request, code=""):
    """Say that a device is broken or lost; whoever may see it may say so. Without `code` the form asks for
    it: far from any signal that page opens, and no machine's own does.

    The token stands in the body, and a body too large is refused by its declared size, unread.
    """
    machines = Device.objects.visible_to(request.user, to="report broken devices")
    device = get_object_or_404(machines, code=code) if code else None
    if scans.is_declared_too_large(request):
        form = _form(request, device)
        return _show(request, device, form, status=413, trouble=scans.too_large())
    return _report(request, device)


@csrf_protect
def _report(request, device):
    kind = {"kind": request.GET.get("kind", Incident.Kind.BROKEN)}
    form = _form(request, device, request.POST or None, request.FILES or None, initial=kind)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            write_report(device or told["device"], request.user, told, told["photo"])
        except scans.NotKept as refusal:
            form.add_error("photo", str(refusal))
        else:
            messages.success(request, _("The school knows about it now. Thank you for saying so."))
            return redirect(_back(request, device))
    return _show(request, device, form, status=400 if form.is_bound else 200)


def _form(request, device, *said, **more):
    if device:
        return PhotoReportForm(*said, **more)
    return AnyMachineReportForm(*said, user=request.user, **more)


@require_safe
@requires("see devices")
def photo(request, code, pk):
    """A photo of the damage, for whoever looks after the machine, and never out of any cache."""
    device = get_object_or_404(Device.objects.visible_to(request.user, to="see devices"), code=code)
    told = incidents_told_to(request.user, device).values("pk")
    photos = IncidentPhoto.objects.standing().filter(incident__in=told)
    found = photos.select_related("incident__line__pupil").filter(pk=pk).first()
    if found is None:
        raise Http404
    line = found.incident.line
    if line and line.pupil:
        looked.note(request.user, "photo of damage", line.pupil, once_a_day=True)
    return scans.as_response(found, f"hong-{device.code}")


def _row(request, line, held):
    repair = line.device.repairs.open().first()
    sits = line.device.insertions.filter(removed_at=None).select_related("sim").first()
    sim = sits and sits.sim
    plan = sim and sim.last_plan()
    student = request.user.student_or_none
    learner = student or _learner_for(request.user, line)
    return {
        "line": line,
        "sim": sim,
        "plan": plan,
        "plan_days": plan and (plan.ends_on - timezone.localdate()).days,
        "accessories": held.filter(handover=line.handover, accessory__isnull=False).select_related(
            "accessory"
        ),
        "incident": line.device.incidents.filter(closed_at=None).first(),
        # Broken or not, it can be lost at any time.
        "may_be_lost": not line.device.incidents.filter(closed_at=None, kind__in=Incident.MISSING).exists(),
        "repair": repair and told.to_the_holder(repair),
        "browser": suggesting.state_of(request, student) if student else "",
        "disputes": line.handover.disputes.all(),
        # A sibling who reads the page of the household's machine reads of the own time alone.
        "learner": learner,
        "recorded": recorded_of(learner, line.device) if learner else None,
    }


def _learner_for(user, line):
    """Whose time on a machine somebody else than a pupil reads of: the holder's, else that of the own child
    whose household has it."""
    theirs = Student.objects.visible_to(user, to="report broken devices")
    if line.pupil_id and (not line.household_id or theirs.filter(pk=line.pupil_id).exists()):
        return line.pupil
    return (
        theirs.filter(household=line.household_id).order_by("date_of_birth", "pk").first()
        if line.household_id
        else None
    )


def _show(request, device, form, status, **more):
    context = {
        "device": device,
        "form": form,
        "back": _back(request, device),
        "photo_kb": OFFLINE_PHOTO_KB,
        **more,
    }
    page = render(request, "devices/report.html", context, status=status)
    return keep_for_pupil(request.user, page) if device else keep_for(request.user, page)


def _back(request, device):
    if device is None:
        return reverse("devices:report_any")
    sees_it = Device.objects.visible_to(request.user, to="see devices").filter(pk=device.pk).exists()
    return reverse("devices:device", args=[device.code]) if sees_it else reverse("devices:mine")
