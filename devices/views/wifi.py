"""Wi-Fi of schools and support points: contracted beside measured."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.wifi import ContractForm, MeasureForm
from devices.models import WifiContract
from devices.views.saving import plain_form, saved
from devices.wifi import lines_of
from students.abilities import can, requires
from students.forms.places import PlaceFilter
from students.models import School


@require_safe
@requires("see devices")
def index(request):
    form = PlaceFilter(request.GET, schools=School.objects.visible_to(request.user, to="see devices"))
    schools = form.chosen_schools().filter(closed_on=None).select_related("commune").order_by("name_sort")
    page = Paginator(schools, 50).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "lines": lines_of(page.object_list, timezone.localdate()),
        "may_manage": can(request.user, "manage devices"),
    }
    return render(request, "devices/wifi.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def contract(request):
    form = ContractForm(request.POST or None, user=request.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, by=request.user, act="note Wi-Fi contract")
    ):
        messages.success(request, _("The Wi-Fi contract is noted."))
        return redirect("devices:wifi")
    return _form(request, form, _("Note a Wi-Fi contract"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def contract_edit(request, pk):
    found = get_object_or_404(WifiContract.objects.visible_to(request.user, to="manage devices"), pk=pk)
    form = ContractForm(request.POST or None, instance=found, user=request.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, by=request.user, act="note Wi-Fi contract")
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("devices:wifi")
    return _form(request, form, _("Edit: %(name)s") % {"name": found})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def measure(request):
    form = MeasureForm(request.POST or None, user=request.user, initial={"on": timezone.localdate()})
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, by=request.user, act="note Wi-Fi measure")
    ):
        messages.success(request, _("The measure is noted."))
        return redirect("devices:wifi")
    return _form(request, form, _("Note a measure of Wi-Fi"))


def _form(request, form, title):
    return plain_form(request, form, title, _("Save"), reverse("devices:wifi"), _("Wi-Fi of schools"))
