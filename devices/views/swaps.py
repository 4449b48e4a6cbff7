"""Exchange a broken machine for another, or lend one while the own is being repaired."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices.forms.signing import LoanerForm, SwapForm
from devices.lend_while_repaired import USUAL_DAYS, lend_while_repaired
from devices.models import Assignment, Device
from devices.refusal import Refused
from devices.swap import Swap, swap
from students.abilities import requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def exchange(request, code):
    device = _device(request, code)
    line = device.open_line()
    if line is None:
        messages.info(request, _("Nobody holds %(code)s now: hand out another one.") % {"code": device.code})
        return redirect("devices:device", device.code)
    form = SwapForm(request.POST or None, user=request.user, line=line, initial=_receiver(line))

    def act(told):
        return swap(
            Swap(
                line=line,
                device=told["device"],
                by=request.user,
                condition=told["condition"],
                note=told["note"],
                signed_on=told["signed_on"],
                signed=form.words(),
                with_kit=told["with_kit"],
                request_id=told["request_id"],
            )
        )

    return _answer(request, form, act, {"device": device, "line": line, "is_loan": False})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def lend(request, code):
    device = _device(request, code)
    ticket = device.repairs.filter(back_on=None).first()
    line = device.open_line()
    if ticket is None or line is None:
        messages.info(
            request,
            _("%(code)s is not being repaired for anybody: no loaner is needed.") % {"code": device.code},
        )
        return redirect("devices:device", device.code)
    due_on = timezone.localdate() + timedelta(days=USUAL_DAYS)
    initial = {**_receiver(line), "due_on": due_on}
    form = LoanerForm(request.POST or None, user=request.user, line=line, initial=initial)

    def act(told):
        return lend_while_repaired(
            ticket,
            told["device"],
            by=request.user,
            due_on=told["due_on"],
            signed=form.words(),
            request_id=told["request_id"],
            with_kit=told["with_kit"],
        )

    return _answer(request, form, act, {"device": device, "line": line, "is_loan": True})


def _answer(request, form, act, context):
    line = context["line"]
    if not context["is_loan"]:
        # Only the machine comes back; what was handed over with it stays where it is.
        rest = Assignment.objects.open().filter(handover=line.handover_id, pupil=line.pupil_id)
        context["rest"] = [one.item for one in rest.exclude(pk=line.pk).select_related("sim", "accessory")]
    if request.method == "POST" and form.is_valid():
        try:
            paper = act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The record is written. Print it and let it be signed."))
            return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/swap.html", {**context, "form": form}, status=status)


def _receiver(line):
    return {"receiver_name": line.handover.receiver_name, "relation": line.handover.relation}


def _device(request, code):
    found = Device.objects.visible_to(request.user, to="hand over devices").select_related("model", "school")
    return get_object_or_404(found, code=code)
