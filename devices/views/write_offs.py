"""Write-offs (thanh lí): the list that is proposed, the decision, the paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.losses import DecisionForm, LineForm, ProposeForm
from devices.loss import papers, writing_off
from devices.models import Device, WriteOff
from devices.refusal import Refused
from devices.stocktake.scanning import find_number
from lms import downloads, scan_views, scans
from students.abilities import can, requires
from students.models import School


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def index(request):
    """The lists, and a new one."""
    manages = can(request.user, "manage devices")
    schools = School.objects.visible_to(request.user, to="manage devices").filter(closed_on=None)
    form = ProposeForm(request.POST or None, schools=schools) if manages else None
    if request.method == "POST" and form and form.is_valid():
        made, _new = WriteOff.objects.get_or_create(
            request_id=form.cleaned_data["request_id"],
            defaults={"school": form.cleaned_data["school"], "proposed_by": request.user},
        )
        return redirect("devices:write_off", made.pk)
    found = WriteOff.objects.visible_to(request.user, to="see devices").select_related("school")
    found = found.annotate(count=Count("lines", filter=Q(lines__struck_at=None))).order_by("-proposed_at")
    context = {"page_obj": Paginator(found, 25).get_page(request.GET.get("page")), "form": form}
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/write_offs/index.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def detail(request, pk):
    """One list; a machine is put on it by its code."""
    write_off = _write_off(request, pk, to="see devices")
    manages = can(request.user, "manage devices") and (
        WriteOff.objects.visible_to(request.user, to="manage devices").filter(pk=pk).exists()
    )
    open_to_me = manages and not write_off.is_decided
    form = LineForm(request.POST or None) if open_to_me else None
    if request.method == "POST" and form and form.is_valid() and _propose(request, write_off, form):
        return redirect("devices:write_off", pk)
    lines = _lines(write_off)
    context = {
        "write_off": write_off,
        "lines": lines,
        "total": sum(line.value for line in lines),
        "form": form,
        "decision_form": DecisionForm() if open_to_me and lines else None,
        "scans": write_off.scans.standing(),
        "may_manage": manages,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/write_offs/detail.html", context, status=status)


@require_POST
@requires("manage devices")
def strike(request, pk, line):
    write_off = _write_off(request, pk, to="manage devices")
    found = get_object_or_404(write_off.lines.select_related("device", "write_off"), pk=line)
    try:
        writing_off.strike(found, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("devices:write_off", pk)


@require_POST
@requires("manage devices")
def decide(request, pk):
    write_off = _write_off(request, pk, to="manage devices")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Write the number and the date of the decision; the date cannot lie ahead.")
        )
        return redirect("devices:write_off", pk)
    told = form.cleaned_data
    try:
        writing_off.decide(write_off, told["decision_number"], told["decided_on"], by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The machines of this list are written off."))
    return redirect("devices:write_off", pk)


@require_safe
@requires("see devices")
def paper(request, pk):
    write_off = _write_off(request, pk, to="see devices")
    return downloads.pdf(papers.write_off_pdf(write_off, _lines(write_off)), "danh-muc-thanh-li.pdf")


@csrf_exempt  # asked for in scan_views, behind a look at the size
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def scan_attach(request, pk):
    return scan_views.attach(request, _signed(_write_off(request, pk, to="manage devices")))


@require_safe
@requires("see devices")
def scan(request, pk, scan):
    write_off = _write_off(request, pk, to="see devices")
    return scans.as_response(get_object_or_404(write_off.scans.standing(), pk=scan), "quyet-dinh-thanh-li")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def scan_strike(request, pk, scan):
    write_off = _write_off(request, pk, to="manage devices")
    return scan_views.strike(request, _signed(write_off), get_object_or_404(write_off.scans, pk=scan))


def _propose(request, write_off, form):
    told = form.cleaned_data
    devices = Device.objects.visible_to(request.user, to="manage devices").filter(school=write_off.school)
    device = find_number(told["code"], devices)
    if device is None:
        form.add_error("code", _("No machine of this school has this number. Read it again on the label."))
        return False
    try:
        with transaction.atomic():
            writing_off.propose(write_off, device, told["reason"], told["value"], by=request.user)
    except Refused as refusal:
        form.add_error("code", refusal.sentence)
        return False
    messages.success(request, _("%(code)s stands on the list.") % {"code": device.code})
    return True


def _lines(write_off):
    return list(write_off.lines.filter(struck_at=None).select_related("device__model", "device__batch"))


def _write_off(request, pk, to):
    return get_object_or_404(
        WriteOff.objects.visible_to(request.user, to=to).select_related("school__commune", "proposed_by"),
        pk=pk,
    )


def _signed(write_off):
    return scan_views.Signed(
        scans=write_off.scans,
        school_id=write_off.school_id,
        number=str(write_off),
        title=_("Decision about the write-off"),
        back=reverse("devices:write_off", args=[write_off.pk]),
    )
