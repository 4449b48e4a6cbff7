"""Labels to stick on machines: of one, of some, or of whatever the list of devices is narrowed to; on the
sheets that the school has."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from devices.forms.inventory import DeviceFilter
from devices.label_sheets import SHEETS
from devices.lists.undo import devices_of
from devices.models import Batch, Device, DeviceList
from devices.papers import labels_pdf
from lms import downloads
from students.abilities import requires
from students.models import School

# Twenty sheets; setting them takes some seconds.
MOST = 480


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(
        label=gettext_lazy("Which sheets do you have?"),
        choices=[(sheet.key, sheet.words) for sheet in SHEETS.values()],
        widget=forms.RadioSelect,
        initial="24",
    )
    first = forms.IntegerField(
        label=gettext_lazy("On which label of the sheet to begin?"),
        help_text=gettext_lazy(
            "Of a sheet used in part: count row by row from the top left. A new sheet: 1."
        ),
        min_value=1,
        initial=1,
    )

    def clean(self):
        cleaned = super().clean()
        sheet, first = SHEETS.get(cleaned.get("sheet")), cleaned.get("first")
        if sheet and first and first > sheet.places:
            trouble = _("This sheet has %(places)d labels. Write a number from 1 to %(places)d.")
            self.add_error("first", trouble % {"places": sheet.places})
        return cleaned


@require_safe
@requires("manage devices")
def labels(request):
    """Ask for the sheet, then print. Which machines stands in the address, as the list has it."""
    devices = _asked_for(request).select_related("model", "school").order_by("school__name_sort", "pk")
    if not 0 < (count := devices.count()) <= MOST:
        messages.error(request, _refusal(count))
        return redirect(f"{reverse('devices:index')}?{request.GET.urlencode()}")
    form = SheetForm(request.GET if "sheet" in request.GET else None)
    if form.is_bound and form.is_valid():
        sheet = SHEETS[form.cleaned_data["sheet"]]
        return downloads.pdf(labels_pdf(devices, sheet, form.cleaned_data["first"]), "nhan-may.pdf")
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    context = {
        "form": form,
        "count": count,
        "some": devices[:12],
        "asked": [(name, value) for name, value in asked if value and name not in form.fields],
    }
    return render(request, "devices/labels.html", context, status=400 if form.errors else 200)


def _asked_for(request):
    devices = Device.objects.visible_to(request.user, to="manage devices")
    if "code" in request.GET:
        # Ticked in the list; none at all is none, not every machine.
        return devices.filter(code__in=request.GET.getlist("code")[:MOST])
    if "list" in request.GET:
        # What one list brought: of a batch that comes in several lists the others have theirs already.
        return devices.filter(pk__in=devices_of(_list_of(request)))
    schools = School.objects.visible_to(request.user, to="manage devices")
    batches = Batch.objects.visible_to(request.user)
    return DeviceFilter(request.GET, schools=schools, batches=batches).narrow(devices)


def _list_of(request):
    try:
        key = uuid.UUID(request.GET["list"])
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(DeviceList.objects.visible_to(request.user, to="manage devices"), pk=key)


def _refusal(count):
    if not count:
        return _("No device of your school fits, so there is no label to print.")
    return _(
        "%(count)d devices are chosen; at most %(most)d labels are printed at once. "
        "Narrow the list by school or batch first."
    ) % {"count": count, "most": MOST}
