"""Repairs: the list with its ages, one of them from report to return, the sheet for the workshop."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.repairs import AGES, ClaimForm, CorrectForm, OpenForm, PartForm, RepairFilter, StepForm
from devices.handover_rules import holder_words
from devices.lend_while_repaired import loaner_of
from devices.models import Claim, Device, RepairTicket, holders_of, warranty_of, warranty_until
from devices.noting import note_holders
from devices.refusal import Refused
from devices.repair import claims, papers, parts, steps, told
from lms import downloads, scan_views, scans
from students.abilities import can, requires
from students.models import School

# Longer ones Python refuses to read as a number.
LONGEST_KEY = 20


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    mine = RepairTicket.objects.visible_to(request.user, to="see devices")
    form = RepairFilter(
        request.GET, schools=School.objects.visible_to(request.user, to="see devices"), tickets=mine
    )
    found = form.narrow(mine, today).select_related(
        "device__model", "device__batch", "school", "fault_code", "line__pupil"
    )
    page = Paginator(found.order_by("back_on", "reported_on", "pk"), 50).get_page(request.GET.get("page"))
    note_holders(request.user, "damage", [ticket.line for ticket in page.object_list if ticket.fault])
    ages = [{"days": days, "count": mine.older_than(days, today).count()} for days in AGES]
    context = {"form": form, "page_obj": page, "open": mine.open().count(), "ages": ages}
    return render(request, "devices/repairs/index.html", context)


@require_safe
@requires("see devices")
def detail(request, pk):
    ticket = _ticket(request, pk, to="see devices")
    note_holders(request.user, "damage", [ticket.line])
    manages = can(request.user, "manage devices") and _manages(request, ticket)
    until = warranty_until(ticket.device)
    context = {
        "ticket": ticket,
        "holder": holder_words(ticket.line) if ticket.line else "",
        "where": told.where(ticket),
        "loaner": ticket.is_open and ticket.line and loaner_of(ticket.line),
        "stays": told.stays(ticket),
        "corrected": ticket.steps.exclude(corrected_by=None).select_related("corrected_by"),
        "parts": ticket.parts.filter(strikes=None, struck_by=None),
        "photos": ticket.photos.standing(),
        "told_photos": ticket.incident.photos.standing() if ticket.incident else (),
        "total": told.total_cost(ticket),
        "warranty": until and warranty_of(ticket.device),
        "warranty_until": until,
        "warranty_runs": until and until >= timezone.localdate(),
        "claim": ticket.claim_state and Claim(ticket.claim_state).label,
        "claim_is_over": ticket.is_open
        and ticket.claim_state == Claim.RETURNED
        and ticket.state not in (*steps.COMES_BACK, *steps.ENDS),
        "claim_steps": ticket.claim_steps.select_related("told_by"),
        "claim_form": _claim_form(ticket) if manages else None,
        "may_manage": manages,
        "form": StepForm(states=steps.next_states(ticket)) if manages and ticket.is_open else None,
        "part_form": PartForm(prefix="part") if manages and ticket.is_open else None,
    }
    return render(request, "devices/repairs/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def open_repair(request, code):
    """Write down that a device is broken; one that is written down already is shown."""
    device = get_object_or_404(
        Device.objects.visible_to(request.user, to="manage devices").select_related("model"), code=code
    )
    if ticket := device.repairs.open().first():
        return redirect("devices:repair", ticket.pk)
    incident = device.incidents.filter(closed_at=None, kind="broken").first()
    form = OpenForm(request.POST or None, initial={"fault": incident.words[:120]} if incident else {})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data
        ticket = steps.open_repair(
            device, request.user, seen["fault_code"], seen["fault"], incident, on=seen["reported_on"]
        )
        messages.success(
            request, _("%(code)s is noted as broken. Write down what happens next.") % {"code": code}
        )
        return redirect("devices:repair", ticket.pk)
    until = warranty_until(device)
    context = {
        "device": device,
        "form": form,
        "warranty_until": until if until and until >= timezone.localdate() else None,
    }
    return render(request, "devices/repairs/open.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def step(request, pk):
    """The next state of a repair."""
    ticket = _ticket(request, pk, to="manage devices")
    form = StepForm(request.POST or None, states=steps.next_states(ticket))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data
        try:
            ticket = steps.advance(ticket, by=request.user, **seen)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _said(ticket))
            return redirect("devices:repair", pk)
    context = {"ticket": ticket, "form": form, "title": _("The next step")}
    return render(request, "devices/repairs/form.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def correct(request, pk):
    """The last step was written wrongly: another row says so."""
    ticket = _ticket(request, pk, to="manage devices")
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            steps.correct(ticket, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The step is corrected; the old one stays readable."))
            return redirect("devices:repair", pk)
    context = {"ticket": ticket, "form": form, "title": _("Correct the last step")}
    return render(request, "devices/repairs/form.html", context, status=400 if form.is_bound else 200)


@require_POST
@requires("manage devices")
def claim(request, pk):
    """The warranty claim goes on: asked for, answered, done, back."""
    ticket = _ticket(request, pk, to="manage devices")
    form = ClaimForm(request.POST, states=claims.next_claims(ticket), prefix="claim")
    if form.is_valid():
        try:
            ticket = claims.lead_claim(ticket, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, _("The warranty claim: %(state)s.") % {"state": Claim(ticket.claim_state).label}
            )
            return redirect("devices:repair", pk)
    context = {"ticket": ticket, "form": form, "title": _("Warranty claim")}
    return render(request, "devices/repairs/form.html", context, status=400)


@require_POST
@requires("manage devices")
def part(request, pk):
    """A part that was put in; or one struck out that was written wrongly."""
    ticket = _ticket(request, pk, to="manage devices")
    if wrong := request.POST.get("strike"):
        found = get_object_or_404(
            parts.standing(ticket),
            pk=int(wrong) if wrong.isdecimal() and len(wrong) < LONGEST_KEY else 0,
        )
        parts.strike(found, by=request.user)
        messages.success(request, _("%(part)s is struck out.") % {"part": found.name})
        return redirect("devices:repair", pk)
    form = PartForm(request.POST, prefix="part")
    if form.is_valid():
        parts.note(ticket, by=request.user, **form.cleaned_data)
        return redirect("devices:repair", pk)
    context = {"ticket": ticket, "form": form, "title": _("A part that was put in")}
    return render(request, "devices/repairs/form.html", context, status=400)


@require_safe
@requires("see devices")
def paper(request, pk):
    ticket = _ticket(request, pk, to="see devices")
    note_holders(request.user, "damage", [ticket.line])
    return downloads.pdf(papers.sheet_pdf(ticket, request.user), f"phieu-gui-sua-{ticket.device.code}.pdf")


@csrf_exempt  # asked for in scan_views, behind a look at the size
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def photo_attach(request, pk):
    return scan_views.attach(request, _photographed(_ticket(request, pk, to="manage devices")))


@require_safe
@requires("see devices")
def photo(request, pk, photo):
    ticket = _ticket(request, pk, to="see devices")
    found = get_object_or_404(ticket.photos.standing(), pk=photo)
    note_holders(request.user, "photo of damage", [ticket.line])
    return scans.as_response(found, f"anh-{ticket.device.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def photo_strike(request, pk, photo):
    ticket = _ticket(request, pk, to="manage devices")
    return scan_views.strike(request, _photographed(ticket), get_object_or_404(ticket.photos, pk=photo))


def _ticket(request, pk, to):
    return get_object_or_404(
        RepairTicket.objects.visible_to(request.user, to=to).select_related(
            "device__model",
            "device__batch",
            "device__school__commune",
            "school",
            "fault_code",
            "repeat_of",
            "opened_by",
            *holders_of("line"),
        ),
        pk=pk,
    )


def _claim_form(ticket):
    """None where nothing more can become of the claim, or where there is nothing to claim."""
    states = claims.next_claims(ticket)
    nothing_to_claim = not ticket.claim_state and not (ticket.is_open and warranty_until(ticket.device))
    return None if nothing_to_claim or not states else ClaimForm(states=states, prefix="claim")


def _manages(request, ticket):
    return RepairTicket.objects.visible_to(request.user, to="manage devices").filter(pk=ticket.pk).exists()


def _photographed(ticket):
    return scan_views.Signed(
        scans=ticket.photos,
        school_id=ticket.school_id or ticket.device.school_id,
        number=ticket.device.code,
        title=_("Photo of the damage of %(code)s") % {"code": ticket.device.code},
        back=reverse("devices:repair", args=[ticket.pk]),
    )


def _said(ticket):
    if ticket.state in steps.ENDS and ticket.device.assignments.open().exists():
        return _("%(code)s does not come back. Take it back from its holder on the page of the machine.") % {
            "code": ticket.device.code
        }
    return _("%(code)s: %(state)s.") % {"code": ticket.device.code, "state": ticket.get_state_display()}
