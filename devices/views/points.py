"""Support points: shared machines and a connection at the commune office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from devices import coverage
from devices.forms.coverage import PlaceSignalForm
from devices.forms.points import PointForm
from devices.models import Assignment, SupportPoint
from devices.views.saving import plain_form, saved
from students.abilities import can, requires
from students.models import Place


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    held = Count(
        "assignments",
        filter=Q(
            assignments__returned_at=None, assignments__voided_at=None, assignments__device__isnull=False
        ),
    )
    points = SupportPoint.objects.visible_to(request.user, to="see devices").select_related("commune")
    communes = coverage.communes_of(request.user, "see devices")
    if code := request.GET.get("commune"):
        points = points.filter(commune__code=code, commune__in=communes)
    page = Paginator(points.annotate(devices=held).order_by("commune__name", "name"), 50)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "communes": communes,
        "chosen": code or "",
        "today": today,
        "may_keep": can(request.user, "keep support points"),
        "own": SupportPoint.objects.written_by(request.user).filter(keeper_account=request.user),
    }
    return render(request, "devices/points.html", context)


@require_safe
@requires("see devices")
def detail(request, pk):
    points = SupportPoint.objects.visible_to(request.user, to="see devices")
    point = get_object_or_404(points.select_related("commune", "old_commune"), pk=pk)
    lines = Assignment.objects.open().filter(point=point).select_related("device__model", "sim", "accessory")
    context = {
        "point": point,
        "today": timezone.localdate(),
        "lines": lines,
        "signal": coverage.newest_at(point),
        "contracts": point.wifi.all()[:10],
        "may_write": SupportPoint.objects.written_by(request.user).filter(pk=pk).exists(),
        "measures": point.wifi_measures.all()[:10],
        "may_keep": can(request.user, "keep support points")
        and SupportPoint.objects.visible_to(request.user, to="keep support points").filter(pk=pk).exists(),
    }
    return render(request, "devices/point.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("keep support points")
def add(request):
    form = PointForm(request.POST or None, communes=coverage.communes_of(request.user, "keep support points"))
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="add support point"):
        messages.success(request, _("The support point is written down."))
        return redirect("devices:point", form.instance.pk)
    return _form(request, form, _("Write down a support point"), reverse("devices:points"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("keep support points")
def edit(request, pk):
    point = _kept(request, pk)
    communes = coverage.communes_of(request.user, "keep support points")
    form = PointForm(request.POST or None, instance=point, communes=communes)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, by=request.user, act="change support point")
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("devices:point", pk)
    title = _("Edit: %(name)s") % {"name": point}
    return _form(request, form, title, reverse("devices:point", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("keep support points")
def signal(request, pk):
    point = _kept(request, pk)
    form = PlaceSignalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        coverage.report_place({"point": point}, by=request.user, **form.cleaned_data)
        messages.success(request, _("The signal of this place is noted."))
        return redirect("devices:point", pk)
    title = _("Signal at %(place)s") % {"place": point}
    return _form(request, form, title, reverse("devices:point", args=[pk]))


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def public(request):
    """For everybody: where the nearest point is, and when it is open. Nobody's name, no telephone."""
    points = SupportPoint.objects.open(timezone.localdate()).select_related("commune", "old_commune")
    communes = Place.objects.current().communes().filter(pk__in=points.order_by().values("commune"))
    code = request.GET.get("commune", "")
    if code:
        points = points.filter(commune__code=code)
    page = Paginator(points.order_by("commune__name", "name"), 50).get_page(request.GET.get("page"))
    context = {"page_obj": page, "communes": communes.order_by("name"), "chosen": code}
    return render(request, "devices/points_public.html", context)


def _kept(request, pk):
    return get_object_or_404(SupportPoint.objects.visible_to(request.user, to="keep support points"), pk=pk)


def _form(request, form, title, back):
    return plain_form(request, form, title, _("Save"), back, _("Support points"))
