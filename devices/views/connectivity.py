"""The list of SIM cards, one of them, and a new one by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.connectivity import SimFilter, SimForm
from devices.models import Assignment, Sim, SimInsertion
from devices.views.saving import saved
from lms import downloads, spreadsheets
from students import looked
from students.abilities import can, requires
from students.models import Enrolment, School, Student

# A larger workbook takes longer than anybody waits.
MOST_EXPORTED = 5000


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    form, sims = narrowed(request, on=today)
    page = Paginator(with_holders(sims), 50).get_page(request.GET.get("page"))
    for sim in page:
        sim.days_left = (sim.plan_ends_on - today).days if sim.plan_ends_on else None
    put_devices(page.object_list)
    may_manage = can(request.user, "manage devices")
    context = {
        "form": form,
        "page_obj": page,
        "today": today,
        "may_manage": may_manage,
        "query": request.GET.urlencode(),
    }
    return render(request, "devices/sims.html", context)


@require_safe
@requires("see devices")
def export(request):
    """The list as it is narrowed, as a workbook."""
    form, sims = narrowed(request, on=timezone.localdate())
    if sims.count() > MOST_EXPORTED:
        words = _("These are more than %(most)d SIM cards. Narrow the list to a commune or a school first.")
        messages.warning(request, words % {"most": MOST_EXPORTED})
        return redirect(f"{reverse('devices:sims')}?{request.GET.urlencode()}")
    sims = list(with_holders(sims))
    put_devices(sims)
    pupils = Student.objects.filter(pk__in={sim.pupil_id for sim in sims if sim.pupil_id})
    if pupils:
        looked.note(request.user, "list of SIM cards", *pupils)
    name = f"sim-{timezone.localdate():%Y-%m-%d}.xlsx"
    return downloads.xlsx(spreadsheets.write([(_("SIM cards"), _sheet(sims))]), name)


def narrowed(request, on):
    """(the filter, the SIM cards that it leaves of those the reader may see)"""
    schools = School.objects.visible_to(request.user, to="see devices")
    form = SimFilter(request.GET, schools=schools, user=request.user)
    return form, form.narrow(Sim.objects.visible_to(request.user, to="see devices"), on=on)


def with_holders(sims):
    holders = Assignment.objects.open().filter(sim=OuterRef("pk"))
    in_class = Enrolment.objects.open().filter(student=OuterRef("pupil_id"))
    return (
        sims.select_related("school")
        .annotate(
            pupil_id=Subquery(holders.values("pupil")[:1]),
            pupil_name=Subquery(holders.values("pupil__full_name")[:1]),
        )
        .annotate(class_name=Subquery(in_class.values("school_class__name")[:1]))
    )


def _sheet(sims):
    yield [
        _("phone number"),
        _("SIM serial number"),
        _("carrier"),
        _("state"),
        _("school"),
        _("pupil"),
        _("class"),
        _("in device"),
        _("plan until"),
    ]
    for sim in sims:
        yield [
            sim.number,
            sim.iccid,
            sim.get_carrier_display(),
            sim.get_status_display(),
            sim.school.name,
            sim.pupil_name,
            sim.class_name,
            sim.insertion.device.code if sim.insertion else "",
            sim.plan_ends_on,
        ]


@require_safe
@requires("see devices")
def detail(request, iccid):
    sim = get_object_or_404(
        Sim.objects.visible_to(request.user, to="see devices").select_related("school", "batch"), iccid=iccid
    )
    lines = sim.assignments.told_to(request.user).with_holders().select_related("handover")
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
            "requests": sim.carrier_requests.select_related("reason")[:20],
            "events": sim.events.select_related("recorded_by", "other"),
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
    sim = managed(request, iccid)
    form = SimForm(request.POST or None, instance=sim, user=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="change SIM"):
        messages.success(request, _("The changes are saved."))
        return redirect("devices:sim", form.instance.iccid)
    context = {"form": form, "iccid": iccid}
    return render(request, "devices/sim_form.html", context, status=400 if form.is_bound else 200)


def managed(request, iccid):
    return get_object_or_404(Sim.objects.visible_to(request.user, to="manage devices"), iccid=iccid)


def put_devices(sims):
    """Give each SIM the device it sits in, in one query."""
    sits = {
        row.sim_id: row
        for row in SimInsertion.objects.filter(
            sim__in=[sim.pk for sim in sims], removed_at=None
        ).select_related("device")
    }
    for sim in sims:
        sim.insertion = sits.get(sim.pk)
