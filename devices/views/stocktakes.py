"""Counting machines: the list of counts, a new one, the page to scan on, the result and its paper."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.stocktakes import BeginForm, CloseForm, FollowUpForm, ManyForm, ScanForm
from devices.models import Device, Stocktake
from devices.noting import note_holders
from devices.refusal import Refused
from devices.stocktake import begin, closing, known, papers, scanning
from devices.stocktake.outcome import outcome, standing_scans
from lms import downloads
from lms.kept_pages import keep_for
from lms.shortlist import Shortlist
from lms.text import make_slug
from students import looked
from students.abilities import can, requires
from students.models import School

SHOWN = 60
LAST = 8


@require_safe
@requires("see devices")
def index(request):
    counts = Stocktake.objects.visible_to(request.user, to="see devices").select_related("school")
    running = Shortlist(counts.running(), SHOWN)
    page = Paginator(counts.exclude(closed_at=None), 25).get_page(request.GET.get("page"))
    context = {
        "running": running,
        "page_obj": page,
        "may_count": can(request.user, "count devices"),
        "many_schools": School.objects.visible_to(request.user, to="see devices")[:2].count() > 1,
    }
    return render(request, "devices/stocktakes/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("count devices")
def new(request):
    schools = School.objects.visible_to(request.user, to="count devices").filter(closed_on=None)
    only = schools[:2]
    school = only[0] if len(only) == 1 else schools.filter(code=request.GET.get("school", "")[:20]).first()
    if school is None:
        return render(request, "devices/stocktakes/school.html", {"schools": schools})
    chosen = request.GET.get("class", "")[:40]
    form = BeginForm(
        request.POST or None,
        user=request.user,
        school=school,
        initial={"scope": Stocktake.Scope.CLASS, "school_class": chosen} if chosen else {},
    )
    if request.method == "POST" and form.is_valid():
        count = begin.begin(form.as_count(), by=request.user)
        return redirect("devices:stocktake", count.pk)
    context = {"form": form, "school": school}
    return render(request, "devices/stocktakes/new.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("count devices")
def count(request, pk):
    """The page to scan on. One code, or many lines of them; without JavaScript too."""
    count = _count(request, pk)
    many = request.POST.get("many") == "1"
    form = ScanForm(None if many else request.POST or None)
    many_form = ManyForm(request.POST if many else None, prefix="many")
    if request.method == "POST" and count.is_closed:
        messages.warning(request, _("This count is closed. What is seen now is told below the result."))
        return redirect("devices:stocktake_result", pk)
    if request.method == "POST" and (many_form if many else form).is_valid():
        _take(request, count, form, many_form, many)
        return redirect("devices:stocktake", pk)
    if count.is_closed:
        return redirect("devices:stocktake_result", pk)
    said = outcome(count, request.user)
    taken_along = known.known(count, said)
    context = {
        "count": count,
        "form": form,
        "many_form": many_form,
        "outcome": said,
        "numbers": said.as_numbers(),
        "last": standing_scans(count)[0][: -LAST - 1 : -1],
        "missing": Shortlist(said.missing, SHOWN),
        "known": taken_along,
        "makes_list": said.makes_list,
        "words": known.words(taken_along),
    }
    status = 400 if request.method == "POST" else 200
    return keep_for(request.user, render(request, "devices/stocktakes/count.html", context, status=status))


@require_POST
@requires("count devices")
def take_back(request, pk, scan):
    """A code was read by mistake: another row says so, the first one stays."""
    count = _count(request, pk)
    wrong = get_object_or_404(count.scans, pk=scan)
    if not count.is_closed:
        key = uuid.uuid5(wrong.pk, "taken back")
        scanning.keep(count, scanning.Seen(takes_back=wrong.pk), request.user, key)
        messages.success(request, _("%(code)s is taken back.") % {"code": wrong.code})
    return redirect("devices:stocktake", pk)


@require_safe
@requires("see devices")
def result(request, pk):
    count = get_object_or_404(
        Stocktake.objects.visible_to(request.user, to="see devices").select_related(
            "school", "opened_by", "closed_by"
        ),
        pk=pk,
    )
    said = outcome(count, request.user)
    context = {
        "count": count,
        "outcome": said,
        "numbers": said.as_numbers(),
        "found": Shortlist(said.found, SHOWN),
        "missing": Shortlist(said.missing, SHOWN),
        "form": CloseForm(),
        "may_count": _may_count(request, count),
        "may_report": can(request.user, "report broken devices"),
    }
    note_holders(
        request.user,
        "missing in a stocktake",
        [row.expected.line for row in context["missing"] if row.expected],
    )
    return render(request, "devices/stocktakes/result.html", context)


@require_POST
@requires("count devices")
def close(request, pk):
    count = _count(request, pk)
    form = CloseForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    closed = closing.close(count, by=request.user, note=note)
    missing = closed.summary["missing"]
    if closed.made_list:
        listed = closed.summary["new"]
        sentence = ngettext(
            "The count is closed. %(n)d machine is on the list of the room; the next count expects it.",
            "The count is closed. %(n)d machines are on the list of the room; the next count expects them.",
            listed,
        )
        messages.success(request, sentence % {"n": listed})
    elif missing:
        sentence = ngettext(
            "The count is closed. %(n)d machine is missing: say what becomes of it.",
            "The count is closed. %(n)d machines are missing: say what becomes of them.",
            missing,
        )
        messages.warning(request, sentence % {"n": missing})
    else:
        messages.success(request, _("The count is closed. Nothing is missing."))
    return redirect("devices:stocktake_result", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("count devices")
def follow_up(request, pk, code):
    """What became of a machine that was missing."""
    count = _count(request, pk)
    device = get_object_or_404(
        Device.objects.select_related("model"), pk__in=count.expected.values("device"), code=code
    )
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            closing.tell(count, device, told["outcome"], told["note"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down for machine %(code)s.") % {"code": code})
            return redirect("devices:stocktake_result", pk)
    context = {"count": count, "device": device, "form": form}
    return render(request, "devices/stocktakes/follow_up.html", context, status=400 if form.is_bound else 200)


@require_safe
@requires("see devices")
def paper(request, pk):
    """The record of the count (biên bản kiểm kê) to sign."""
    count, said = _taken_along(request, pk)
    name = f"bien-ban-kiem-ke-{make_slug(count.label)}-{timezone.localdate(count.opened_at)}.pdf"
    return downloads.pdf(papers.count_pdf(count, said), name)


@require_safe
@requires("see devices")
def workbook(request, pk):
    count, said = _taken_along(request, pk)
    name = f"kiem-ke-{make_slug(count.label)}-{timezone.localdate(count.opened_at)}.xlsx"
    return downloads.xlsx(papers.count_xlsx(count, said), name)


def _taken_along(request, pk):
    """The count and what it says; whose names go along is noted."""
    count = get_object_or_404(
        Stocktake.objects.visible_to(request.user, to="see devices").select_related(
            "school__commune", "opened_by", "closed_by"
        ),
        pk=pk,
    )
    said = outcome(count, request.user)
    lines = [row.expected.line for row in said.found + said.missing + said.in_repair]
    pupils = {line.pupil_id: line.pupil for line in lines if line and line.pupil}
    if pupils:
        looked.note(request.user, "stocktake", *pupils.values())
    return count, said


def _take(request, count, form, many_form, many):
    if not many:
        told = form.cleaned_data
        key = scanning.scan_key(request.user, told["request_id"])
        seen = scanning.Seen(told["code"], told["seen_as"], told["note"])
        scan = scanning.keep(count, seen, request.user, key)
        _say(request, count, scan)
        return
    codes, request_id = many_form.cleaned_data["codes"], many_form.cleaned_data["request_id"]
    for code in codes:
        key = scanning.scan_key(request.user, f"{request_id}:{code}")
        scanning.keep(count, scanning.Seen(code), request.user, key)
    sentence = ngettext("%(n)d code is written down.", "%(n)d codes are written down.", len(codes))
    messages.success(request, sentence % {"n": len(codes)})


def _say(request, count, scan):
    """What the scan found, at once."""
    if scan.device is None:
        messages.warning(
            request,
            _("%(code)s is in no book that you may see. Read it again, or put the machine aside and ask.")
            % {"code": scan.code},
        )
    elif scan.device.pk in {row.device.pk for row in outcome(count, request.user).new}:
        messages.success(
            request, _("%(code)s comes onto the list of this room.") % {"code": scan.device.code}
        )
    elif not count.expected.filter(device=scan.device).exists():
        messages.warning(
            request,
            _(
                "%(code)s is noted. It was not expected here; it stays where the books say "
                "until somebody moves it."
            )
            % {"code": scan.device.code},
        )
    elif count.scans.filter(device=scan.device).exclude(pk=scan.pk).exists():
        messages.info(request, _("%(code)s was seen before; it counts once.") % {"code": scan.device.code})
    else:
        messages.success(request, _("%(code)s is found.") % {"code": scan.device.code})


def _count(request, pk):
    return get_object_or_404(
        Stocktake.objects.visible_to(request.user, to="count devices").select_related("school"), pk=pk
    )


def _may_count(request, count):
    return (
        can(request.user, "count devices")
        and Stocktake.objects.visible_to(request.user, to="count devices").filter(pk=count.pk).exists()
    )
