"""What becomes of one SIM card: its state, another card for its number, the device it sits in."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices import sim_life
from devices.forms.sim_life import InsertForm, ReplaceForm, StepForm
from devices.models import Assignment, Device, SimEvent
from devices.refusal import Refused
from devices.views.connectivity import managed
from devices.views.saving import plain_form
from students.abilities import requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def step(request, iccid):
    sim = managed(request, iccid)
    form = StepForm(request.POST or None, sim=sim)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            event = sim_life.step(
                sim, SimEvent.Kind(told["kind"]), request.user, told["on"], told["reason"], told["request_id"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Noted: %(what)s.") % {"what": event.get_kind_display()})
            return redirect("devices:sim", sim.iccid)
    title = _("What happened to SIM card %(sim)s?") % {"sim": sim}
    return _page(request, sim, form, title, _("Note it"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def replace(request, iccid):
    sim = managed(request, iccid)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        held = Assignment.objects.open().filter(sim=sim).first()
        try:
            new = sim_life.replace(
                sim, told["iccid"], request.user, told["reason"], told["on"], told["request_id"]
            )
        except Refused as refusal:
            form.add_error("iccid", refusal.sentence)
        else:
            messages.success(request, _("The number %(number)s has the new card now.") % {"number": new})
            if held:
                words = _("Take the old card back on its record, and hand the new one over with a paper.")
                messages.info(request, words)
            return redirect("devices:sim", new.iccid)
    title = _("A new card for number %(sim)s") % {"sim": sim}
    lead = _("The number, its plan and the device move to the new card; the old card is cancelled.")
    return _page(request, sim, form, title, _("Replace the card"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def insert(request, iccid):
    sim = managed(request, iccid)
    devices = Device.objects.visible_to(request.user, to="manage devices")
    sits = sim.insertions.filter(removed_at=None).select_related("device").first()
    first = {"device": sits.device.code} if sits else {}
    form = InsertForm(request.POST or None, devices=devices, initial=first)
    if request.method == "POST" and form.is_valid():
        device, on = form.cleaned_data["device"], form.cleaned_data["on"]
        try:
            if device:
                sim_life.put_into(sim, device, by=request.user, on=on)
                messages.success(request, _("It sits in device %(code)s now.") % {"code": device.code})
            else:
                sim_life.take_out(sim, by=request.user, on=on)
                messages.success(request, _("It sits in no device now."))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("devices:sim", sim.iccid)
    title = _("In which device is SIM card %(sim)s?") % {"sim": sim}
    return _page(request, sim, form, title, _("Save"))


def _page(request, sim, form, title, act, lead=""):
    back = reverse("devices:sim", args=[sim.iccid])
    lead = lead or f"{sim.get_carrier_display()} · {sim.get_status_display()}"
    return plain_form(request, form, title, act, back, str(sim), lead)
