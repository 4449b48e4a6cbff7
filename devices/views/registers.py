"""The lists that all schools share: programmes, device models, data plans.

Whoever manages devices adds a model or a plan that is missing; what all schools read is mended by the
province, and programmes are the province's own.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.carriers import CarrierReasonForm
from devices.forms.faults import FaultCodeForm, WarrantyForm
from devices.forms.registers import DeviceModelForm, PlanTypeForm, ProgrammeForm
from devices.models import CarrierReason, DeviceModel, FaultCode, PlanType, Programme, Warranty
from devices.views.saving import saved
from students.abilities import can, requires


@dataclass
class Register:
    model: type[models.Model]
    form: type[forms.ModelForm]
    title: Promise
    lead: Promise
    add_title: Promise
    columns: list[str]
    adding: str = "manage devices"


REGISTERS = {
    "programmes": Register(
        Programme,
        ProgrammeForm,
        gettext_lazy("Programmes"),
        gettext_lazy("Where machines come from; each batch belongs to one."),
        gettext_lazy("Add a programme"),
        ["name", "starts_on", "ends_on"],
        adding="keep device registers",
    ),
    "models": Register(
        DeviceModel,
        DeviceModelForm,
        gettext_lazy("Device models"),
        gettext_lazy("Makes and models that batches hold."),
        gettext_lazy("Add a device model"),
        ["name", "maker", "kind"],
    ),
    "plans": Register(
        PlanType,
        PlanTypeForm,
        gettext_lazy("Data plans"),
        gettext_lazy("What carriers sell: how much a day, for how long, at what price."),
        gettext_lazy("Add a data plan"),
        ["name", "carrier", "daily_mb", "days", "price"],
    ),
    "warranties": Register(
        Warranty,
        WarrantyForm,
        gettext_lazy("Warranties"),
        gettext_lazy("For how many months after the delivery the maker repairs what a batch brought."),
        gettext_lazy("Add a warranty"),
        ["batch", "model", "months", "terms"],
        adding="keep device registers",
    ),
    "faults": Register(
        FaultCode,
        FaultCodeForm,
        gettext_lazy("Kinds of faults"),
        gettext_lazy("What can be chosen when a machine is reported broken."),
        gettext_lazy("Add a kind of fault"),
        ["name", "order", "retired_on"],
        adding="keep device registers",
    ),
    "carrier-reasons": Register(
        CarrierReason,
        CarrierReasonForm,
        gettext_lazy("Reasons of carriers"),
        gettext_lazy("Why a carrier does not do what was asked, and what to do then."),
        gettext_lazy("Add a reason"),
        ["words", "code", "next_act"],
        adding="keep device registers",
    ),
}


@require_safe
@requires("manage devices")
def index(request, kind):
    register = _register(kind)
    page = Paginator(register.model.objects.all(), 50).get_page(request.GET.get("page"))
    asked = register.form.base_fields
    headings = [
        asked[name].label if name in asked else register.model._meta.get_field(name).verbose_name
        for name in register.columns
    ]
    context = {
        "kind": kind,
        "register": register,
        "page_obj": page,
        "headings": headings,
        "rows": [
            (row, list(zip(headings, (_cell(row, name) for name in register.columns), strict=True)))
            for row in page
        ],
        "may_add": can(request.user, register.adding),
        "may_edit": can(request.user, "keep device registers"),
    }
    return render(request, "devices/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def add(request, kind):
    register = _register(kind)
    if not can(request.user, register.adding):
        raise PermissionDenied(register.adding)
    return _form(request, kind, register.form(request.POST or None), "add to register", register.add_title)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("keep device registers")
def edit(request, kind, pk):
    register = _register(kind)
    row = get_object_or_404(register.model, pk=pk)
    title = _("Edit: %(name)s") % {"name": row}
    return _form(request, kind, register.form(request.POST or None, instance=row), "change register", title)


def _form(request, kind, form, act, title):
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act=act):
        messages.success(request, _("Saved: %(name)s.") % {"name": form.instance})
        return redirect("devices:register", kind)
    context = {"form": form, "kind": kind, "register": REGISTERS[kind], "title": title}
    return render(request, "devices/register_form.html", context, status=400 if form.is_bound else 200)


def _register(kind):
    if kind not in REGISTERS:
        raise Http404
    return REGISTERS[kind]


def _cell(row, name):
    shown = getattr(row, f"get_{name}_display", None)
    return shown() if shown else getattr(row, name)
