"""The list of devices, one device, a new one by hand."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import OuterRef, Prefetch, Q, Subquery, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices import binding
from devices.charts import columns
from devices.external import beside
from devices.forms.inventory import DeviceFilter, DeviceForm
from devices.kitting import kit_of
from devices.lend_while_repaired import loaner_of
from devices.models import Assignment, Batch, Device, IncidentPhoto, KitItem, RepairTicket, Sim, UsageDay
from devices.noting import incidents_told_to, note_holders
from devices.states import MEANINGS, UseState, why_not_measured, with_use_state
from devices.views.batches import too_many
from devices.views.saving import saved
from lms.paging import LatePages
from students import looked
from students.abilities import can, requires
from students.models import Role, School, Student

WEEKS = 8


@require_safe
@requires("see devices")
def index(request):
    schools = School.objects.visible_to(request.user, to="see devices")
    form = DeviceFilter(request.GET, schools=schools, batches=Batch.objects.visible_to(request.user))
    devices = form.narrow(Device.objects.visible_to(request.user, to="see devices"))
    # The school's page counts without these (home/school.py); here they are listed, and said.
    gone = devices.gone().count()
    page = LatePages(devices, 50, dress=_with_holders).get_page(request.GET.get("page"))
    for device in page:
        device.use_label = UseState(device.use_state).label
    return render(
        request,
        "devices/devices.html",
        {
            "form": form,
            "page_obj": page,
            "gone": gone,
            "used_again": binding.machines_of_used_codes(request.user),
            "may_manage": can(request.user, "manage devices"),
        },
    )


def _with_holders(devices):
    holders = Assignment.objects.open().filter(device=OuterRef("pk"))
    kits = KitItem.objects.filter(device=OuterRef("pk"), out_at=None)
    return (
        with_use_state(devices)
        .select_related("model", "school", "batch")
        .annotate(
            pupil_name=Subquery(holders.values("pupil__full_name")[:1]),
            teacher_name=Subquery(holders.values("teacher__full_name")[:1]),
            point_name=Subquery(holders.values("point__name")[:1]),
            kit_name=Subquery(kits.values("kit__name")[:1]),
        )
    )


@require_safe
@requires("see devices")
def detail(request, code):
    device = get_object_or_404(
        with_use_state(Device.objects.visible_to(request.user, to="see devices")).select_related(
            "model", "batch", "school"
        ),
        code=code,
    )
    lines = (
        device.assignments.told_to(request.user)
        .with_holders()
        .select_related("handover", "returned_to", "voided_by")
    )
    use = UseState(device.use_state)
    of_schools = _of_schools(device, request.user)
    usage, incidents = _usage(device, of_schools), incidents_told_to(request.user, device)
    open_line = next((line for line in lines if line.is_open), None)
    told = beside.of_machine(device, of_schools)
    if usage["any"] or told:
        note_holders(request.user, "use of a machine", [open_line])
        # Those of the days shown are told of too, whoever has it now.
        learners = Student.objects.filter(pk__in=usage["learners"])
        looked.note(request.user, "use of a machine", *learners, once_a_day=True)
    note_holders(request.user, "damage", [incident.line for incident in incidents if incident.words])
    return render(
        request,
        "devices/device.html",
        {
            "device": device,
            "today": timezone.localdate(),
            "use": use,
            "use_meaning": why_not_measured(device, open_line)
            if use == UseState.NOT_MEASURED
            else MEANINGS[use],
            "lines": lines,
            "open_line": open_line,
            "loaner": open_line and loaner_of(open_line),
            "usage": usage,
            "told": told,
            "insertions": _insertions(device, request.user),
            "incidents": incidents.prefetch_related(Prefetch("photos", IncidentPhoto.objects.standing())),
            "kit": kit_of(device),
            "pictures": device.photos.standing(),
            "open_repair": device.repairs.filter(back_on=None).first(),
            "repairs": RepairTicket.objects.visible_to(request.user, to="see devices")
            .filter(device=device)
            .select_related("fault_code"),
            "installs": _installs(device, request.user),
            "used_again": device.enrolment_codes.used_again().exists(),
            "may_hand_over": can(request.user, "hand over devices"),
            "may_manage": can(request.user, "manage devices"),
            "may_report": can(request.user, "report broken devices"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def add(request):
    form = DeviceForm(request.POST or None, user=request.user, initial=_like(request))
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="add device"):
        device = form.instance
        messages.success(request, _("Device %(code)s is in stock now.") % {"code": device.code})
        if said := too_many(device.batch):
            messages.warning(request, said)
        if "next" in request.POST:
            return redirect(
                f"{request.path}?{urlencode({'batch': device.batch.code, 'model': device.model_id})}"
            )
        return redirect("devices:device", device.code)
    context = {"form": form, "nothing_offered": not form.fields["batch"].queryset.exists()}
    return render(request, "devices/device_form.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def edit(request, code):
    """What was read wrongly off the machine."""
    device = get_object_or_404(Device.objects.visible_to(request.user, to="manage devices"), code=code)
    form = DeviceForm(request.POST or None, instance=device, user=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="change device"):
        messages.success(request, _("The changes are saved."))
        if said := too_many(device.batch):
            messages.warning(request, said)
        return redirect("devices:device", code)
    context = {"form": form, "code": code}
    return render(request, "devices/device_form.html", context, status=400 if form.is_bound else 200)


def _like(request):
    """What a machine has in common with the others of its delivery, as far as the address says."""
    twin = Device.objects.visible_to(request.user, to="manage devices").filter(
        code=request.GET.get("like", "")
    )
    if device := twin.first():
        return {name: getattr(device, name) for name in ("school", "batch", "model", "received_on", "note")}
    batch = Batch.objects.offered_to(request.user).filter(code=request.GET.get("batch", "")).first()
    models = [str(model.pk) for model in batch.device_models.all()] if batch else []
    model = request.GET.get("model", "") or (models[0] if len(models) == 1 else "")
    return {"batch": batch, "model": model if re.fullmatch("[0-9]{1,18}", model) else None}


def _insertions(device, user):
    """Cards in the machine, now and before; not those of a school from which it came."""
    own = Sim.objects.visible_to(user, to="see devices").order_by().values("pk")
    return device.insertions.filter(Q(removed_at=None) | Q(sim__in=own)).select_related("sim")


def _installs(device, user):
    """Its browsers; who bound them is named where that person works for a school the reader looks after, or
    for none: the staff of the school from which it came is not named at the next one."""
    installs = list(device.installs.select_related("enrolled_by", "revoked_by"))
    schools = School.objects.visible_to(user, to="see devices").order_by().values("pk")
    own = Role.objects.filter(Q(school=None) | Q(school=device.school_id) | Q(school__in=schools))
    people = {key for one in installs for key in (one.enrolled_by_id, one.revoked_by_id)} - {None}
    named = set(own.filter(user__in=people).values_list("user", flat=True)) if people else set()
    for one in installs:
        one.bound_by = one.enrolled_by if one.enrolled_by_id in named else None
        one.unbound_by = one.revoked_by if one.revoked_by_id in named else None
    return installs


def _of_schools(device, user):
    """Condition on a school: days at another one are of its pupils, and stay there when a machine moves."""
    schools = School.objects.visible_to(user, to="see devices").order_by().values("pk")
    return Q(school=device.school_id) | Q(school__in=schools)


def _usage(device, of_schools):
    """Minutes a day over the last weeks, for the drawing and the table beside it, and whose they are."""
    counted = UsageDay.objects.filter(of_schools, device=device)
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    shown = counted.shown().filter(day__range=(monday, today))
    days = dict(shown.values_list("day").annotate(learnt=Sum("learn_s")).order_by())
    minutes = [round(days.get(monday + timedelta(days=n), 0) / 60) for n in range((today - monday).days + 1)]
    weeks = [
        {"monday": monday + timedelta(days=7 * n), "minutes": sum(minutes[7 * n : 7 * n + 7])}
        for n in range(WEEKS)
    ]
    for week, start in zip(weeks, range(0, 7 * WEEKS, 7), strict=True):
        week["days"] = sum(1 for value in minutes[start : start + 7] if value)
    suspect = counted.filter(day__gte=monday, clock_suspect=True).exists()
    return {
        "columns": columns(minutes, width=7 * WEEKS * 6, height=60),
        "weeks": weeks,
        "total": sum(minutes),
        "suspect": suspect,
        "any": bool(days),
        "learners": set(shown.exclude(learner=None).order_by().values_list("learner", flat=True).distinct()),
    }
