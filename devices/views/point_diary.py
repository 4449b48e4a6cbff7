"""The diary of a support point, written on a phone in seconds; and a month of all points."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices import point_diary
from devices.models import PointVisit, SupportPoint, VisitPurpose
from devices.point_diary import KEEP, Unclear
from devices.rollup import month_of, next_month
from lms.kept_pages import keep_for
from students.abilities import requires

SHOWN = 8
PER_PAGE = 100
FIRST_YEAR = 2020


@requires(KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def diary(request, pk):
    """A line more, and the last ones. A telephone may keep the page."""
    point = _written(request, pk)
    refusal = ""
    if request.method == "POST":
        try:
            point_diary.write(point, request.POST, request.user, _key(request.POST.get("key")))
            messages.success(request, _("Written into the diary."))
            return redirect("devices:point_diary", pk)
        except Unclear as why:
            refusal = str(why)
    context = {
        "point": point,
        "today": timezone.localdate(),
        "purposes": VisitPurpose.objects.all(),
        "outcomes": PointVisit.Outcome.choices,
        "visits": point.visits.standing().select_related("purpose", "by")[:SHOWN],
        "key": uuid.uuid4(),
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }
    page = render(request, "devices/point_diary.html", context, status=422 if refusal else 200)
    return keep_for(request.user, page)


@requires(KEEP)
@never_cache
@require_POST
def take_back(request, pk):
    mine = PointVisit.objects.filter(point__in=SupportPoint.objects.written_by(request.user).values("pk"))
    visit = get_object_or_404(mine, pk=pk)
    point_diary.take_back(visit, by=request.user)
    messages.success(request, _("The line is taken back."))
    return redirect("devices:point_diary", visit.point_id)


@requires("see devices")
@never_cache
@require_safe
def month(request):
    """What all points together were asked for in a month."""
    today = timezone.localdate()
    first = month_of(_month(request.GET.get("month")) or today)
    points = SupportPoint.objects.visible_to(request.user, to="see devices").select_related("commune")
    page = Paginator(points.order_by("commune__name", "name"), PER_PAGE).get_page(request.GET.get("page"))
    lines, purposes = point_diary.month(list(page.object_list), first, next_month(first))
    context = {
        "page_obj": page,
        "lines": lines,
        "purposes": purposes,
        "first": first,
        "before": month_of(first - timedelta(days=1)),
        "after": next_month(first) if next_month(first) <= today else None,
        "total": sum(line.visits for line in lines),
        "people": sum(line.people for line in lines),
    }
    return render(request, "devices/point_month.html", context)


def _written(request, pk):
    return get_object_or_404(SupportPoint.objects.written_by(request.user), pk=pk)


def _key(typed):
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        raise Unclear(_("This page was out of date. Write the line once more.")) from None


def _month(typed):
    try:
        day = parse_date(f"{(typed or '')[:7]}-01")
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= timezone.localdate().year else None
