"""Kits of specific things: the list, a new one, many at once, one of them taken apart."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices import kitting
from devices.forms.kits import KitForm, ManyKitsForm
from devices.models import Device, Kit
from devices.refusal import Refused
from students.abilities import can, requires


@require_safe
@requires("see devices")
def index(request):
    kits = Kit.objects.visible_to(request.user, to="see devices").open().select_related("school")
    page = Paginator(kits.with_items(), 50).get_page(request.GET.get("page"))
    held = set(
        Device.objects.in_custody()
        .filter(kit_items__kit__in=[kit.pk for kit in page], kit_items__out_at=None)
        .values_list("kit_items__kit", flat=True)
    )
    context = {
        "page_obj": page,
        "rows": [(kit, kit.pk in held) for kit in page],
        "may_manage": can(request.user, "manage devices"),
    }
    return render(request, "devices/kits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def new(request):
    device = Device.objects.visible_to(request.user, to="manage devices").filter(
        code=request.GET.get("device", "")[:12].replace("\x00", "")
    )
    named = device.first()
    initial = {"device": named.code, "school": named.school.code} if named else {}
    form = KitForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kit = kitting.make(form.as_wanted())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("«%(kit)s» is put together; it is given out as one.") % {"kit": kit})
            return redirect("devices:kit_new" if "next" in request.POST else "devices:kits")
    return render(request, "devices/kit_form.html", {"form": form}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def many(request):
    """Each line by itself: what is right is made, what is wrong says why."""
    form = ManyKitsForm(request.POST or None, user=request.user)
    outcomes = [_made(*told) for told in form.kits()] if form.is_bound and form.is_valid() else []
    wrong = [line for line, kit, _why in outcomes if not kit]
    context = {"form": form, "outcomes": outcomes, "made": len(outcomes) - len(wrong)}
    status = 400 if form.errors or wrong else 200
    return render(request, "devices/kits_many.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def apart(request, pk):
    kits = Kit.objects.visible_to(request.user, to="manage devices").select_related("school")
    kit = get_object_or_404(kits.with_items(), pk=pk)
    if request.method == "POST":
        kitting.take_apart(kit, by=request.user)
        messages.success(
            request, _("«%(kit)s» is taken apart; its things are single ones again.") % {"kit": kit}
        )
        return redirect("devices:kits")
    return render(request, "devices/kit_apart.html", {"kit": kit})


def _made(line, wanted, sentence):
    """(line, kit or None, sentence)"""
    if wanted is None:
        return line, None, sentence
    try:
        return line, kitting.make(wanted), ""
    except Refused as refusal:
        return line, None, refusal.sentence
