from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.family import children_of
from students.abilities import requires


@requires("follow own children")
@cache_control(private=True, no_cache=True)
@require_safe
def family(request):
    """A parent's page: for each child what is due, what was done, the marks, the device, the consents."""
    context = {"children": children_of(request.user), "now": timezone.localtime()}
    return render(request, "home/family.html", context)
