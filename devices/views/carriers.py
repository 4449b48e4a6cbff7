"""Requests to carriers: asked for, sent as a workbook, answered by a file, problems with their next act."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.carriers import answers, asking, sheets
from devices.forms.carriers import AnswersForm, AskForm, RequestFilter, sealed, unsealed
from devices.models import CarrierRequest, Sim
from devices.refusal import Refused
from devices.views.connectivity import narrowed
from lms import downloads
from lms.shortlist import Shortlist
from students.abilities import can, requires
from students.models import School

Status = CarrierRequest.Status
SALT = "devices.carriers.answers"


@require_safe
@requires("see devices")
def index(request):
    form, found = _narrowed(request, "see devices")
    page = Paginator(found.select_related("sim__school", "reason", "plan", "followed_by"), 50)
    counts = dict(
        CarrierRequest.objects.visible_to(request.user, to="see devices")
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    context = {
        "form": form,
        "page_obj": page.get_page(request.GET.get("page")),
        "counts": [(status.value, status.label, counts.get(status.value, 0)) for status in Status],
        "waiting": counts.get(Status.NEW, 0),
        "may_manage": can(request.user, "manage devices"),
    }
    return render(request, "devices/carrier_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def ask(request):
    """For all cards that the list of SIM cards was narrowed to: looked at first, then written."""
    _form, sims = narrowed(request, on=timezone.localdate())
    sims = Sim.objects.visible_to(request.user, to="manage devices").filter(
        pk__in=sims.order_by().values("pk")
    )
    back = f"{reverse('devices:sims')}?{request.GET.urlencode()}"
    count = sims.count()
    if count > asking.MOST:
        words = _("These are more than %(most)d SIM cards. Narrow the list to a commune or a school first.")
        messages.warning(request, words % {"most": asking.MOST})
        return redirect(back)
    carriers = list(sims.order_by().values_list("carrier", flat=True).distinct())
    form = AskForm(request.POST or None, carriers=carriers, is_one=count == 1)
    looked = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kind = CarrierRequest.Kind(told["kind"])
        if request.POST.get("act") == "write":
            try:
                asking.ask(
                    sims,
                    kind,
                    by=request.user,
                    request_id=told["request_id"],
                    plan=told["plan"],
                    payer=told["payer"],
                    new_iccid=told.get("new_iccid", ""),
                )
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
            else:
                n = CarrierRequest.objects.filter(
                    asked_with=told["request_id"], asked_by=request.user
                ).count()
                words = ngettext("%(n)d request is written.", "%(n)d requests are written.", n)
                messages.success(request, words % {"n": n})
                return redirect("devices:carrier_requests")
        else:
            looked = asking.fitting(sims, kind, told["plan"])
    context = {"form": form, "count": count, "looked": looked, "back": back}
    return render(request, "devices/carrier_ask.html", context, status=400 if form.errors else 200)


@require_POST
@requires("manage devices")
def send(request):
    """All new requests go to the carriers; the workbook can be taken as often as it is needed."""
    count = asking.send(CarrierRequest.objects.visible_to(request.user, to="manage devices"), by=request.user)
    words = ngettext(
        "%(n)d request is with the carrier now. Take the workbook and send it.",
        "%(n)d requests are with the carriers now. Take the workbook and send it.",
        count,
    )
    messages.success(request, words % {"n": count})
    return redirect(f"{reverse('devices:carrier_requests')}?status={Status.IN_PROGRESS.value}")


@require_safe
@requires("manage devices")
def sheet(request):
    """What is with the carriers, one sheet for each."""
    _form, found = _narrowed(request, "manage devices")
    content = sheets.workbook(found.filter(status=Status.IN_PROGRESS))
    return downloads.xlsx(content, f"yeu-cau-nha-mang-{timezone.localdate():%Y-%m-%d}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def take_answers(request):
    """A carrier's file: what each row would do, then, confirmed, done."""
    if request.method == "POST" and "kept" in request.POST:
        return _confirm(request)
    form, told, kept = AnswersForm(request.POST or None, request.FILES or None), None, ""
    if request.method == "POST" and form.is_valid():
        try:
            told = answers.read(form.cleaned_data["file"].book, request.user)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            kept = sealed([one.kept() for one in told if one.changes], request.user, SALT)
    context = {
        "form": form,
        "answers": Shortlist(told, 200) if told is not None else None,
        "summary": _summary(told or []),
        "changes": any(one.changes for one in told or []),
        "kept": kept,
    }
    return render(request, "devices/carrier_answers.html", context, status=400 if form.errors else 200)


@require_POST
@requires("manage devices")
def call_off(request, reference):
    asking.call_off(_managed(request, reference), by=request.user)
    messages.success(request, _("Request %(reference)s is called off.") % {"reference": reference})
    return redirect("devices:carrier_requests")


@require_POST
@requires("manage devices")
def ask_again(request, reference):
    try:
        made = asking.ask_again(_managed(request, reference), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Asked again as %(reference)s.") % {"reference": made.reference})
    return redirect("devices:carrier_requests")


def _confirm(request):
    rows = unsealed(request.POST["kept"], request.user, SALT)
    if rows is None:
        messages.error(request, _("This preview is too old. Choose the file once more."))
        return redirect("devices:carrier_answers")
    found = answers.judged([answers.Answer(*row) for row in rows], request.user)
    done = answers.take_in(found, by=request.user)
    for one in done:
        if one.trouble:
            messages.warning(request, f"{one.reference}: {one.trouble}")
    words = ngettext("%(n)d answer is taken in.", "%(n)d answers are taken in.", len(done))
    messages.success(request, words % {"n": len(done)})
    return redirect("devices:carrier_requests")


def _summary(told):
    counts = Counter(one.verdict for one in told)
    return [(said, counts[verdict]) for verdict, said in answers.SAID.items() if counts[verdict]]


def _narrowed(request, act):
    schools = School.objects.visible_to(request.user, to=act)
    form = RequestFilter(request.GET, schools=schools)
    return form, form.narrow(CarrierRequest.objects.visible_to(request.user, to=act))


def _managed(request, reference):
    requests = CarrierRequest.objects.visible_to(request.user, to="manage devices")
    return get_object_or_404(requests.select_related("sim"), reference=reference)
