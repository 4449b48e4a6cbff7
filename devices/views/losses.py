"""Lost and stolen machines: write one down, the paper of the police, found again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.losses import FoundForm, LossForm, PoliceForm
from devices.handover_rules import holder_words
from devices.loss import losing
from devices.models import Device, Incident, Loss, holders_of
from devices.refusal import Refused
from lms import scan_views, scans
from students import looked
from students.abilities import can, requires


@require_safe
@requires("see devices")
def index(request):
    losses = Loss.objects.visible_to(request.user, to="see devices")
    shown = losses.select_related("device__model", "school").order_by("-found_on", "-happened_on")
    context = {
        "page_obj": Paginator(shown, 50).get_page(request.GET.get("page")),
        "open": losses.open().count(),
        "without_paper": losses.open().filter(police_number="").count(),
    }
    return render(request, "devices/losses/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def lose(request, code):
    device = get_object_or_404(
        Device.objects.visible_to(request.user, to="manage devices").select_related("model"), code=code
    )
    first = device.losses.open().first()
    if first and first.is_told:
        return redirect("devices:loss", first.pk)
    told = device.incidents.filter(closed_at=None, kind__in=Incident.MISSING).first()
    known = {"kind": told.kind, "circumstances": told.words} if told else {}
    form = LossForm(
        request.POST or None, initial=known | ({"happened_on": first.happened_on} if first else {})
    )
    if request.method == "POST" and form.is_valid():
        loss = form.save(commit=False)
        loss.device = device
        seen = form.cleaned_data
        try:
            loss = losing.lose(loss, request.user, revoke=seen["revoke"], block=seen["block"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down. Add the paper of the police as soon as there is one."))
            return redirect("devices:loss", loss.pk)
    line = device.open_line()
    context = {
        "device": device,
        "form": form,
        "holder": holder_words(line) if line else "",
        "sims": [insertion.sim for insertion in device.insertions.filter(removed_at=None)],
    }
    return render(request, "devices/losses/new.html", context, status=400 if form.is_bound else 200)


@require_safe
@requires("see devices")
def detail(request, pk):
    loss = _loss(request, pk, to="see devices")
    _note_look(request, loss, "loss")
    manages = can(request.user, "manage devices") and (
        Loss.objects.visible_to(request.user, to="manage devices").filter(pk=pk).exists()
    )
    context = {
        "loss": loss,
        "holder": holder_words(loss.line) if loss.line else "",
        "scans": loss.scans.standing(),
        "may_manage": manages,
        "police_form": PoliceForm() if manages and not loss.police_number else None,
        "found_form": FoundForm() if manages and not loss.found_on else None,
    }
    return render(request, "devices/losses/detail.html", context)


@require_POST
@requires("manage devices")
def police(request, pk):
    loss = _loss(request, pk, to="manage devices")
    form = PoliceForm(request.POST)
    if loss.police_number or not form.is_valid():
        messages.error(
            request, _("Write the number and the date that stand on the paper; they are written once.")
        )
        return redirect("devices:loss", pk)
    told = form.cleaned_data
    losing.note_police(loss, told["police_number"], told["police_on"], by=request.user)
    messages.success(request, _("The paper of the police is written down."))
    return redirect("devices:loss", pk)


@require_POST
@requires("manage devices")
def found(request, pk):
    loss = _loss(request, pk, to="manage devices")
    form = FoundForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day, and where and how it was found."))
        return redirect("devices:loss", pk)
    try:
        losing.find(loss, request.user, form.cleaned_data["found_on"], form.cleaned_data["found_note"])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("%(code)s is back in stock.") % {"code": loss.device.code})
    return redirect("devices:loss", pk)


@csrf_exempt  # asked for in scan_views, behind a look at the size
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def scan_attach(request, pk):
    return scan_views.attach(request, _signed(_loss(request, pk, to="manage devices")))


@require_safe
@requires("see devices")
def scan(request, pk, scan):
    loss = _loss(request, pk, to="see devices")
    found = get_object_or_404(loss.scans.standing(), pk=scan)
    _note_look(request, loss, "paper of the police")
    return scans.as_response(found, f"giay-cong-an-{loss.device.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def scan_strike(request, pk, scan):
    loss = _loss(request, pk, to="manage devices")
    return scan_views.strike(request, _signed(loss), get_object_or_404(loss.scans, pk=scan))


def _loss(request, pk, to):
    found = Loss.objects.visible_to(request.user, to=to)
    return get_object_or_404(
        found.select_related("device__model", "school", "told_by", "found_by", *holders_of("line")), pk=pk
    )


def _note_look(request, loss, what):
    if loss.line and loss.line.pupil:
        looked.note(request.user, what, loss.line.pupil, once_a_day=True)


def _signed(loss):
    return scan_views.Signed(
        scans=loss.scans,
        school_id=loss.school_id,
        number=loss.device.code,
        title=_("Paper of the police about %(code)s") % {"code": loss.device.code},
        back=reverse("devices:loss", args=[loss.pk]),
    )
