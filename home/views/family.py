from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home import waiting
from home.family import MOST, children_of, told_of
from students.abilities import requires


@requires("follow own children")
@cache_control(private=True, no_cache=True)
@require_safe
def family(request):
    """A parent's page: for each child what is due, what was done, the marks, the device, the consents."""
    page = Paginator(children_of(request.user), MOST).get_page(request.GET.get("page"))
    context = {"children": told_of(page), "page_obj": page, "now": timezone.localtime()}
    context["waiting"] = waiting.lines_for(request.user, waiting.OF_FAMILIES)
    return render(request, "home/family.html", context)
