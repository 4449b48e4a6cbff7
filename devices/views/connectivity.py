"""SIM cards, and when their plans end."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from devices.models import Assignment, Sim, SimInsertion
from students.abilities import requires
from students.models import School


class SimFilter(forms.Form):
    q = forms.CharField(
        label=_("Phone number or SIM serial number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "inputmode": "numeric"}),
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("school"), required=False, to_field_name="code", empty_label=_("all")
    )
    plan = forms.ChoiceField(
        label=_("plan"),
        required=False,
        choices=[
            ("", _("all")),
            ("lapsed", _("lapsed")),
            ("7", _("ends within 7 days")),
            ("14", _("ends within 14 days")),
            ("30", _("ends within 30 days")),
            ("none", _("never had a plan")),
        ],
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        if len(schools) < 2:
            del self.fields["school"]


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    form = SimFilter(request.GET, schools=School.objects.visible_to(request.user))
    sims = Sim.objects.visible_to(request.user)
    if form.is_valid():
        sims = _narrowed(sims, form.cleaned_data, today)
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


def _narrowed(sims, wanted, today):
    if wanted["q"]:
        sims = sims.search(wanted["q"])
    if wanted.get("school"):
        sims = sims.filter(school=wanted["school"])
    if wanted["plan"] == "lapsed":
        return sims.plan_lapsed(on=today)
    if wanted["plan"] == "none":
        return sims.without_plan()
    if wanted["plan"]:
        return sims.plan_ending(on=today, within=int(wanted["plan"]))
    return sims


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
