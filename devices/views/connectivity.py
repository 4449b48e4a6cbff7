"""SIM cards, and when their plans end."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from devices.forms.connectivity import SimFilter
from devices.models import Assignment, Sim, SimInsertion
from students.abilities import requires
from students.models import School


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    form = SimFilter(request.GET, schools=School.objects.visible_to(request.user))
    sims = form.narrow(Sim.objects.visible_to(request.user), on=today)
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
    return render(request, "devices/sims.html", {"form": form, "page_obj": page, "today": today})


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
