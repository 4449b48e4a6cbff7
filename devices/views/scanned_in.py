"""Intake of one delivery by scanning: the cursor stays in one field, each scan is sent by itself."""

from django import forms
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from devices.models import Batch, Device, DeviceModel
from devices.refusal import Refused
from devices.scanned_in import take_in
from devices.views.batches import is_share, too_many
from students.abilities import requires
from students.models import School

LAST = 20


class ScanForm(forms.Form):
    school = forms.ModelChoiceField(School.objects.none(), label=_("school"), to_field_name="code")
    model = forms.ModelChoiceField(DeviceModel.objects.none(), label=_("model"))
    number = forms.CharField(label=_("Serial number or IMEI"), max_length=200)

    def __init__(self, *args, user, batch, **kwargs):
        super().__init__(*args, **kwargs)
        managed = School.objects.visible_to(user, to="manage devices").filter(closed_on=None)
        self.fields["school"].queryset = managed
        named = batch.device_models.all()
        self.fields["model"].queryset = named if named.exists() else DeviceModel.objects.all()
        for name in ("school", "model"):
            field = self.fields[name]
            if len(only := field.queryset[:2]) == 1:
                # One choice is none: it goes along unseen.
                field.widget = forms.HiddenInput()
                field.initial = only[0].code if name == "school" else only[0].pk


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def scan(request, code):
    batch = get_object_or_404(Batch.objects.offered_to(request.user), code=code)
    chosen = {name: request.GET[name] for name in ("school", "model") if name in request.GET}
    form = ScanForm(request.POST or None, user=request.user, batch=batch, initial=chosen)
    wants_json = "application/json" in request.headers.get("Accept", "")
    if form.is_bound:
        said, taken = _take(form, batch, request.user)
        if wants_json:
            return JsonResponse(_as_json(said, taken, batch, request.user), status=200 if taken else 409)
        if taken:
            (messages.success if taken.is_new else messages.warning)(request, said)
            return redirect(_again(request.path, form))
        form.add_error("number", said)
    here = _of_batch(request.user, batch)
    context = {
        "batch": batch,
        "form": form,
        "count": here.count(),
        # Of a batch for many schools nobody said how many come to this one.
        "said": 0 if is_share(request.user, batch) else batch.received or batch.promised,
        "last": here.select_related("model", "school").order_by("-pk")[:LAST],
        "too_many": too_many(batch),
    }
    return render(request, "devices/scan_in.html", context, status=400 if form.errors else 200)


def _take(form, batch, user):
    """(what to say, the machine or None)."""
    if not form.is_valid():
        return " ".join(error for errors in form.errors.values() for error in errors), None
    told = form.cleaned_data
    try:
        taken = take_in(told["number"], batch, told["model"], told["school"], by=user)
    except Refused as refusal:
        return refusal.sentence, None
    return taken.sentence, taken


def _as_json(said, taken, batch, user):
    return {
        "said": said,
        "new": bool(taken and taken.is_new),
        "code": taken.device.code if taken else "",
        "serial": taken.device.serial if taken else "",
        "url": reverse("devices:device", args=[taken.device.code]) if taken else "",
        "count": _of_batch(user, batch).count(),
    }


def _of_batch(user, batch):
    return Device.objects.visible_to(user, to="manage devices").filter(batch=batch)


def _again(path, form):
    school, model = form.cleaned_data["school"], form.cleaned_data["model"]
    return f"{path}?school={school.code}&model={model.pk}"
