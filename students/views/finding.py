"""The box of staff: whoever and whatever they may see, found by a part of the name."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from students import finding
from students.abilities import requires
from students.wanted import LONGEST


@never_cache
@require_safe
@requires("see class lists")
def index(request):
    """What `?q=` finds among pupils, classes, staff, schools and devices, each kind apart."""
    wanted, groups = finding.find(request.GET.get("q", ""), request.user)
    return render(request, "students/find.html", {"wanted": wanted, "groups": groups, "longest": LONGEST})
