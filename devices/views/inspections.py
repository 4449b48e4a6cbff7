"""The check-list of a machine when it goes out and when it comes back, with photos of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.custody import InspectionForm
from devices.inspecting import compared, inspect, photos_of, points_of
from devices.models import Handover, Inspection
from devices.refusal import Refused
from lms import scan_views, scans
from students import looked
from students.abilities import can, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def check(request, pk, line, moment):
    """Shown to whoever may see the record; filled in, once, by whoever hands over."""
    act = "hand over devices" if request.method == "POST" else "see devices"
    paper = get_object_or_404(Handover.objects.visible_to(request.user, to=act), pk=pk)
    line = (
        paper.lines.filter(pk=line, device__isnull=False).select_related("device__model", "handover").first()
    )
    if line is None or moment not in Inspection.Moment.values:
        raise Http404
    form = InspectionForm(request.POST or None, points=points_of(line))
    if request.method == "POST" and form.is_valid():
        try:
            inspect(line, moment, form.states(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The check-list is kept with the record."))
            return redirect(request.path)
    found = {one.moment: one for one in line.inspections.standing().select_related("inspected_by")}
    photos = photos_of(line)
    context = {
        "paper": paper,
        "line": line,
        "moment": Inspection.Moment(moment),
        "inspection": found.get(moment),
        "rows": compared(line),
        "photos": [(one, [photo for when, photo in photos if when == one.moment]) for one in found.values()],
        "form": form,
        "may_hand_over": can(request.user, "hand over devices"),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/inspection.html", context, status=status)


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def attach(request, pk):
    return scan_views.attach(request, _signed(_inspection(request, pk, to="hand over devices")))


@require_safe
@requires("see devices")
def photo(request, pk, photo):
    inspection = _inspection(request, pk, to="see devices")
    found = get_object_or_404(inspection.photos.standing(), pk=photo)
    if inspection.line.pupil:
        looked.note(request.user, "photo of a machine", inspection.line.pupil, once_a_day=True)
    return scans.as_response(found, f"anh-may-{inspection.line.device.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def strike(request, pk, photo):
    inspection = _inspection(request, pk, to="hand over devices")
    return scan_views.strike(request, _signed(inspection), get_object_or_404(inspection.photos, pk=photo))


def _inspection(request, pk, to):
    papers = Handover.objects.visible_to(request.user, to=to).values("pk")
    found = Inspection.objects.filter(line__handover__in=papers).select_related(
        "line__device", "line__handover", "line__pupil"
    )
    return get_object_or_404(found, pk=pk)


def _signed(inspection):
    line = inspection.line
    return scan_views.Signed(
        scans=inspection.photos,
        school_id=line.handover.school_id,
        number=line.device.code,
        title=_("Photo of device %(code)s") % {"code": line.device.code},
        back=reverse("devices:inspection", args=[line.handover_id, line.pk, inspection.moment]),
        lead=_(
            "Take the machine alone, from close by: no child's face, no room. "
            "What the camera notes is removed."
        ),
        label=_("Photo of the machine"),
        kept=_("The photo is kept with the check-list."),
    )
