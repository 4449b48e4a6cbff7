"""The end-of-year round: begin it, see how far each class is, tick who still has the machine, close it."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from devices.forms.custody import RoundForm
from devices.models import CustodyRound
from devices.refusal import Refused
from devices.rounds import close, lines_of, open_round, progress, see
from lms.shortlist import Shortlist
from students.abilities import can, requires
from students.models import School, SchoolClass, SchoolYear, Student

WEEKS = 4
MOST = 60


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def index(request):
    rounds = CustodyRound.objects.visible_to(request.user, to="see devices").select_related("school", "year")
    year = SchoolYear.objects.on(timezone.localdate())
    schools = School.objects.none()
    if year and can(request.user, "hand over devices"):
        begun = CustodyRound.objects.filter(year=year).values("school")
        schools = School.objects.visible_to(request.user, to="hand over devices").exclude(pk__in=begun)
    initial = {"due_on": timezone.localdate() + timedelta(weeks=WEEKS)}
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        mine = School.objects.visible_to(request.user, to="hand over devices")
        school = get_object_or_404(mine, code=request.POST.get("school", "")[:40])
        if year is None:
            messages.error(request, _("There is no school year today. Ask the province to write it down."))
            return redirect("devices:rounds")
        begun = open_round(school, year, form.cleaned_data["due_on"], by=request.user)
        return redirect("devices:round", begun.pk)
    context = {"rounds": Shortlist(rounds, MOST), "schools": schools, "year": year, "form": form}
    return render(request, "devices/rounds.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def detail(request, pk):
    act = "hand over devices" if request.method == "POST" else "see devices"
    one = _round(request, pk, to=act)
    if request.method == "POST":
        if not one.closed_at and "sure" not in request.POST:
            return _ask(request, one)
        close(one, by=request.user)
        messages.success(request, _("The round is closed; its summary stays."))
        return redirect("devices:round", one.pk)
    total, classes = progress(one)
    context = {
        "round": one,
        "total": total,
        "classes": classes,
        "may_hand_over": can(request.user, "hand over devices"),
        "today": timezone.localdate(),
    }
    return render(request, "devices/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def seen(request, pk, uid):
    """A class: tick whoever showed the machine."""
    one = _round(request, pk, to="hand over devices")
    school_class = get_object_or_404(SchoolClass, uid=uid, school=one.school_id, year=one.year_id)
    if one.closed_at:
        messages.info(request, _("This round is closed."))
        return redirect("devices:round", one.pk)
    pupils = Student.objects.filter(enrolments__school_class=school_class).values("pk")
    lines = lines_of(one).filter(returned_at=None, pupil__in=pupils).order_by("pupil__name_sort", "pk")
    known = set(one.sightings.values_list("line", flat=True))
    if request.method == "POST":
        chosen = set(request.POST.getlist("line"))
        try:
            fresh = see(one, [line for line in lines if str(line.pk) in chosen], by=request.user)
        except Refused as refusal:
            # Somebody closed it while the class was being ticked.
            messages.error(request, refusal.sentence)
            return redirect("devices:round", one.pk)
        messages.success(request, _("%(n)d machines are written down as seen.") % {"n": len(fresh)})
        return redirect(request.path)
    rows = [(line, line.pk in known) for line in lines]
    context = {"round": one, "school_class": school_class, "rows": rows}
    return render(request, "devices/round_class.html", context)


def _ask(request, one):
    """Once, before the round is closed: how many machines nobody saw."""
    total, _classes = progress(one)
    sentence = ngettext(
        "%(n)d machine was neither given back nor seen. Closed, the round keeps it as not seen; nothing can "
        "be ticked any more.",
        "%(n)d machines were neither given back nor seen. Closed, the round keeps them as not seen; nothing "
        "can be ticked any more.",
        total.open,
    )
    context = {
        "title": _("Close the round?"),
        "told": sentence % {"n": total.open},
        "button": _("Close the round"),
        "back": request.path,
    }
    return render(request, "devices/sure.html", context)


def _round(request, pk, to):
    found = CustodyRound.objects.visible_to(request.user, to=to).select_related("school", "year", "closed_by")
    return get_object_or_404(found, pk=pk)
