"""Signal in villages and at home."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from devices import coverage
from devices.forms.coverage import HomeForm, VillagesForm
from devices.models import Carrier
from students import scope
from students.abilities import can, requires


@require_safe
@requires("see devices")
def index(request):
    """The newest word on each operator, village by village; else how many villages of which kind."""
    communes = coverage.communes_of(request.user, "see devices")
    commune = _chosen(request, communes)
    context = {
        "communes": communes,
        "commune": commune,
        "operators": Carrier.labels,
        "may_report": can(request.user, "report signal"),
    }
    if commune:
        context["villages"] = coverage.villages_of(commune)
    else:
        counts = coverage.by_commune(communes)
        context["rows"] = [(one, [counts[one.pk][level] for level in coverage.LEVELS]) for one in communes]
        context["silent"] = sum(1 for one in communes if not counts[one.pk])
    return render(request, "devices/coverage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report signal")
def report(request):
    """One operator in all villages of a commune, with the thumb."""
    communes = coverage.communes_of(request.user, "report signal")
    commune = _chosen(request, communes)
    if commune is None:
        return render(request, "devices/coverage_report.html", {"communes": communes})
    first = {"operator": request.GET.get("operator", Carrier.VIETTEL)}
    form = VillagesForm(request.POST or None, initial=first, villages=coverage.villages_of(commune))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        count = coverage.report_villages(
            commune, told["operator"], told["method"], told["on"], form.levels, by=request.user
        )
        words = ngettext("%(n)d new report is kept.", "%(n)d new reports are kept.", count)
        messages.success(request, words % {"n": count})
        return redirect(f"{reverse('devices:coverage')}?commune={commune.code}")
    context = {"form": form, "commune": commune, "communes": communes}
    status = 400 if form.is_bound else 200
    return render(request, "devices/coverage_report.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("tell signal at home")
def home(request):
    """A family says whether there is signal at home."""
    students = list(coverage.homes_of(request.user)[:12])
    if not students:
        raise Http404
    wanted = request.GET.get("child", "")
    student = next((one for one in students if str(one.pk) == wanted), students[0])
    household = student.household
    form = None
    if household:
        form = HomeForm(request.POST or None, known=coverage.latest_at_home(household))
        if request.method == "POST" and form.is_valid():
            coverage.tell_from_home(household, form.levels, on=timezone.localdate(), by=request.user)
            messages.success(request, _("Thank you. The school knows now how the signal is at your home."))
            return redirect(f"{reverse('devices:signal_home')}?child={student.pk}")
    context = {
        "form": form,
        "student": student,
        "students": students,
        "is_pupil": scope.of(request.user).student is not None,
    }
    status = 400 if form is not None and form.is_bound else 200
    return render(request, "devices/signal_home.html", context, status=status)


def _chosen(request, communes):
    """The commune that was asked for; the only one needs no asking."""
    if code := request.GET.get("commune"):
        return get_object_or_404(communes, code=code)
    only = list(communes[:2])
    return only[0] if len(only) == 1 else None
