"""Chargers, cases, keyboards: what lies in a school, and what came."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices.accessory_stock import stock_of
from devices.forms.accessories import ReceiptForm
from devices.models import AccessoryReceipt
from devices.views.saving import saved
from students.abilities import can, requires
from students.models import School

LAST = 30


@require_safe
@requires("see devices")
def index(request):
    """Which school? Where there is one, it is not asked."""
    schools = School.objects.visible_to(request.user, to="see devices").filter(closed_on=None)
    if len(only := schools[:2]) == 1:
        return redirect("devices:accessories_of", only[0].code)
    page = Paginator(schools.order_by("name_sort"), 50).get_page(request.GET.get("page"))
    return render(request, "devices/accessories.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def of_school(request, code):
    act = "manage devices" if request.method == "POST" else "see devices"
    school = get_object_or_404(School.objects.visible_to(request.user, to=act), code=code)
    may_manage = can(request.user, "manage devices")
    form = ReceiptForm(request.POST or None, user=request.user, school=school) if may_manage else None
    if form and form.is_bound and form.is_valid() and saved(form, by=request.user, act="receive accessories"):
        messages.success(request, _("Written down: %(what)s.") % {"what": form.instance})
        return redirect("devices:accessories_of", code)
    receipts = AccessoryReceipt.objects.filter(school=school).select_related(
        "accessory", "batch", "recorded_by"
    )
    context = {"school": school, "stock": stock_of(school), "form": form, "receipts": receipts[:LAST]}
    status = 400 if form and form.is_bound else 200
    return render(request, "devices/accessories_of.html", context, status=status)
