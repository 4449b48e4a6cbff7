"""Data plans of SIM cards: one, many at once, and which ones end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices import plan_ends, renewals
from devices.forms.connectivity import PlanForm
from devices.forms.sim_life import RenewalForm
from devices.models import PlanSubscription, Sim
from devices.plans import renew, strike_out
from devices.refusal import Refused
from devices.views.connectivity import managed, narrowed
from students.abilities import can, requires
from students.forms.places import PlaceFilter
from students.models import School, SchoolClass, SchoolYear

# More schools or classes are found by narrowing.
MOST_ROWS = 60


@require_safe
@requires("see devices")
def ending(request):
    """How many plans have lapsed or end soon, school by school or class by class; each opens the list."""
    today = timezone.localdate()
    form = PlaceFilter(request.GET, schools=School.objects.visible_to(request.user, to="see devices"))
    schools = form.chosen_schools().filter(closed_on=None)
    sims = Sim.objects.visible_to(request.user, to="see devices").filter(school__in=schools.values("pk"))
    only = list(schools[:2])
    if len(only) == 1:
        rows, kind = _by_class(request.user, only[0], today), "class"
        total = plan_ends.counted(sims, today)
    else:
        rows, kind = _by_school(schools, sims, today), "school"
        total = plan_ends.summed(ends for _name, _query, ends in rows)
    context = {
        "form": form,
        "total": total,
        "rows": rows[:MOST_ROWS],
        "more": max(0, len(rows) - MOST_ROWS),
        "kind": kind,
        "place": request.GET.urlencode(),
        "only_school": only[0] if len(only) == 1 else None,
        "may_manage": can(request.user, "manage devices"),
        "may_write": can(request.user, "write to parents"),
    }
    return render(request, "devices/plans_ending.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def renew_many(request):
    """The next plan of all cards that the list was narrowed to: looked at first, then written."""
    _form, sims = narrowed(request, on=timezone.localdate())
    mine = Sim.objects.visible_to(request.user, to="manage devices")
    sims = mine.filter(pk__in=sims.active().order_by().values("pk"))
    back = f"{reverse('devices:sims')}?{request.GET.urlencode()}"
    if sims.count() > renewals.MOST:
        words = _("These are more than %(most)d SIM cards. Narrow the list to a commune or a school first.")
        messages.warning(request, words % {"most": renewals.MOST})
        return redirect(back)
    carriers = sims.order_by().values_list("carrier", flat=True).distinct()
    form = RenewalForm(request.POST or None, carriers=list(carriers))
    planned = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if request.POST.get("act") == "write":
            renewals.renew_all(
                sims, told["plan"], told["payer"], request.user, told["request_id"], told["starts_on"]
            )
            count = PlanSubscription.objects.filter(renewal=told["request_id"], sim__in=mine).count()
            words = ngettext(
                "The plan of %(n)d SIM card is noted.", "The plans of %(n)d SIM cards are noted.", count
            )
            messages.success(request, words % {"n": count})
            return redirect(back)
        planned = renewals.planned(sims, told["plan"], told["starts_on"])
    context = {"form": form, "planned": planned, "count": sims.count(), "back": back}
    return render(request, "devices/sims_renew.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def plan(request, iccid):
    """The first plan of a SIM, or the next one."""
    sim = managed(request, iccid)
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
    sim = managed(request, iccid)
    struck = strike_out(get_object_or_404(sim.subscriptions, pk=pk), by=request.user)
    messages.success(request, _("Struck out: %(plan)s. It stays in the log.") % {"plan": struck})
    return redirect("devices:sim", sim.iccid)


def _by_school(schools, sims, today):
    counts = plan_ends.by_school(sims, today)
    found = schools.filter(pk__in=counts.keys())
    return sorted([(one.name, f"school={one.code}", counts[one.pk]) for one in found], key=_urgency)


def _by_class(user, school, today):
    """The classes of a school, by the pupils who hold the cards."""
    year = SchoolYear.objects.on(today)
    classes = SchoolClass.objects.visible_to(user, to="see devices").filter(school=school, year=year)
    counts = plan_ends.by_class(classes.not_closed().order_by().values("pk"), today)
    found = classes.filter(pk__in=counts.keys())
    return sorted([(one.name, f"school_class={one.uid}", counts[one.pk]) for one in found], key=_urgency)


def _urgency(row):
    ends = row[2]
    return -(ends.lapsed + ends.within_7), -ends.within_30
