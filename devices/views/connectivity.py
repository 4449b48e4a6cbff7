"""SIM cards, and when their plans end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.connectivity import PlanForm, SimFilter, SimForm
from devices.models import Assignment, Sim, SimInsertion
from devices.plans import renew, strike_out
from devices.refusal import Refused
from devices.views.saving import saved
from students.abilities import can, requires
from students.models import School


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    form = SimFilter(request.GET, schools=School.objects.visible_to(request.user, to="see devices"))
    sims = form.narrow(Sim.objects.visible_to(request.user, to="see devices"), on=today)
    holders = Assignment.objects.open().filter(sim=OuterRef("pk"))
    sims = (
        sims.with_plan_end()
        .select_related("school")
        .annotate(pupil_name=Subquery(holders.values("pupil__full_name")[:1]))
    )
    page = Paginator(sims, 50).get_page(request.GET.get("page"))
    for sim in page:
        sim.days_left = (sim.plan_ends_on - today).days if sim.plan_ends_on else None
    _put_devices(page.object_list)
    may_manage = can(request.user, "manage devices")
    context = {"form": form, "page_obj": page, "today": today, "may_manage": may_manage}
    return render(request, "devices/sims.html", context)


@require_safe
@requires("see devices")
def detail(request, iccid):
    sim = get_object_or_404(
        Sim.objects.visible_to(request.user, to="see devices").select_related("school", "batch"), iccid=iccid
    )
    lines = sim.assignments.select_related(
        "pupil", "student", "household", "teacher", "school", "point", "handover"
    )
    return render(
        request,
        "devices/sim.html",
        {
            "sim": sim,
            "today": timezone.localdate(),
            "lines": lines,
            "open_line": next((line for line in lines if line.is_open), None),
            "plans": sim.subscriptions.standing().select_related("plan", "recorded_by"),
            "insertions": sim.insertions.select_related("device__model"),
            "may_manage": can(request.user, "manage devices")
            and Sim.objects.visible_to(request.user, to="manage devices").filter(pk=sim.pk).exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def add(request):
    form = SimForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="add SIM"):
        messages.success(request, _("The SIM card is in stock now. Note its data plan next."))
        return redirect("devices:sim_plan", form.instance.iccid)
    return render(request, "devices/sim_form.html", {"form": form}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def edit(request, iccid):
    sim = _managed(request, iccid)
    form = SimForm(request.POST or None, instance=sim, user=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="change SIM"):
        messages.success(request, _("The changes are saved."))
        return redirect("devices:sim", form.instance.iccid)
    context = {"form": form, "iccid": iccid}
    return render(request, "devices/sim_form.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def plan(request, iccid):
    """The first plan of a SIM, or the next one."""
    sim = _managed(request, iccid)
    form = PlanForm(request.POST or None, sim=sim)
    if request.method == "POST" and form.is_valid():
        try:
            made = renew(sim, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Noted: %(plan)s.") % {"plan": made})
            return redirect("devices:sim", sim.iccid)
    context = {"form": form, "sim": sim, "last": sim.subscriptions.standing().first()}
    return render(request, "devices/sim_plan.html", context, status=400 if form.is_bound else 200)


@require_POST
@requires("manage devices")
def void_plan(request, iccid, pk):
    sim = _managed(request, iccid)
    struck = strike_out(get_object_or_404(sim.subscriptions, pk=pk), by=request.user)
    messages.success(request, _("Struck out: %(plan)s. It stays in the log.") % {"plan": struck})
    return redirect("devices:sim", sim.iccid)


def _managed(request, iccid):
    return get_object_or_404(Sim.objects.visible_to(request.user, to="manage devices"), iccid=iccid)


def _put_devices(sims):
    """Give each SIM the device it sits in, in one query."""
    sits = {
        row.sim_id: row
        for row in SimInsertion.objects.filter(
            sim__in=[sim.pk for sim in sims], removed_at=None
        ).select_related("device")
    }
    for sim in sims:
        sim.insertion = sits.get(sim.pk)
