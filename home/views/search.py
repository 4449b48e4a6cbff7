from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.search import LONGEST, search


@login_not_required
@require_safe
def results(request):
    """What was found for `?q=`; for everybody, each finds what they may read."""
    found = search(request.GET.get("q", ""), request.user)
    return render(request, "home/search.html", {"found": found, "longest": LONGEST})
