"""Taking back, and striking out what was written wrongly."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices.forms.handovers import ReturnForm, VoidForm, line_words
from devices.models import Condition, Handover, SimInsertion
from devices.refusal import Refused
from devices.take_back import take_back, void
from students.abilities import requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def take_back_paper(request, pk):
    paper = get_object_or_404(
        Handover.objects.visible_to(request.user, to="hand over devices").select_related("pupil", "school"),
        pk=pk,
    )
    lines = paper.lines.open().select_related("device__model", "sim", "accessory", "pupil", "household")
    if not lines:
        messages.info(request, _("Everything of this record has come back already."))
        return redirect("devices:handover", paper.pk)
    form = ReturnForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            _take_back(told["lines"], told, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _said(told))
            return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/return.html", {"paper": paper, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def void_line(request, pk, line):
    paper = get_object_or_404(Handover.objects.visible_to(request.user, to="hand over devices"), pk=pk)
    line = paper.lines.filter(pk=line).select_related("device__model", "sim", "accessory").first()
    if line is None:
        raise Http404
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        void(line, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("The line is struck out. Write a new record if something else was meant.")
        )
        return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    context = {"paper": paper, "line": line, "words": line_words(line), "form": form}
    return render(request, "devices/void.html", context, status=status)


def _said(told):
    """What happened, by the condition: a machine that is lost was not taken back."""
    device = next((line.device for line in told["lines"] if line.device_id), None)
    code = {"code": device}
    if device and told["condition"] == Condition.LOST:
        return (
            _("Device %(code)s is written down as lost. The history keeps who had it, and until when.") % code
        )
    if device and told["condition"] == Condition.BROKEN:
        return (
            _("Device %(code)s came back broken and waits for repair. The history keeps who had it.") % code
        )
    return _("Taken back. The history keeps who had it, and from when to when.")


def _take_back(lines, told, by):
    """Condition and note are the device's, and of the SIM that is lost inside it; what else is
    ticked comes back as it is."""
    devices = [line for line in lines if line.device_id]
    inside = []
    if told["condition"] == Condition.LOST:
        gone = [line.device_id for line in devices]
        sits = SimInsertion.objects.filter(device__in=gone, removed_at=None).values_list("sim", flat=True)
        inside = [line for line in lines if line.sim_id in set(sits)]
    others = [line for line in lines if line not in [*devices, *inside]]
    with transaction.atomic():
        take_back([*devices, *inside], by=by, condition=told["condition"], note=told["note"], on=told["on"])
        note = "" if devices else told["note"]
        take_back(others, by=by, condition=Condition.GOOD, note=note, on=told["on"])
