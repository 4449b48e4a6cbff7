"""The one box: whatever the reader may see, in groups; each group on pages of its own."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.library.filters import ORDERS
from courses.library.finding import LONGEST, MOST
from home import library, searching
from home.views.library import own_grade
from lms.text import tidy, whole_number
from students.finders import MOST_PAGES

# What an address says that narrows lectures.
NARROWING = ("grade", "subject", "topic", "with", "signal", "language", "kind", "made", "order", "page")


@login_not_required
@never_cache
@require_safe
def search(request):
    """What was found for `?q=`; for everybody, each finds what they may see. `?in=` is one group alone."""
    text = tidy(request.GET.get("q", "").replace("\0", " "))
    looked_for, key = text[:LONGEST].strip(), request.GET.get("in", "")
    context = {"looked_for": looked_for, "was_cut": len(text) > LONGEST, "longest": LONGEST}
    if not looked_for:
        return render(request, "home/search.html", context)
    if not key and any(request.GET.get(name) for name in NARROWING):
        key = searching.LECTURES.key
    if not key:
        found = searching.everything(looked_for, request.user, own_grade(request.user))
        context |= {"match": found.match, "groups": found.groups, "is_forgiven": found.is_forgiven}
        return render(request, "home/search.html", context)
    if key == searching.LECTURES.key:
        return _lectures(request, context)
    if key in searching.SHELVES:
        return _shelf(request, context, searching.SHELVES[key])
    return _group(request, context, key)


@never_cache
@require_safe
def moved(request):
    """The box of staff stood here once. What was looked for may be a name: no browser keeps it."""
    return redirect(f"{reverse('home:search')}?{request.GET.urlencode()}")


def _lectures(request, context):
    """The lectures of a search, narrowed as the library is."""
    match = searching.to_narrow(context["looked_for"], request.user, own_grade(request.user))
    shown = library.narrowed(request, match)
    context |= {
        "group": searching.LECTURES,
        "match": match,
        "shown": shown,
        "filters": shown.filters,
        "orders": ORDERS.items(),
        "most": MOST,
    }
    return render(request, "home/search_lectures.html", context)


def _shelf(request, context, shelf):
    match = searching.in_library(context["looked_for"], request.user, own_grade(request.user))
    page_obj, cards = library.page_of(request, match, shelf.kinds)
    context |= {"group": shelf, "match": match, "page_obj": page_obj, "cards": cards}
    return render(request, "home/search_group.html", context)


def _group(request, context, key):
    number = whole_number(request.GET.get("page"), 2, 1)
    number = min(max(number, 1), MOST_PAGES)
    group = searching.one_group(key, context["looked_for"], request.user, number)
    if group is None:
        raise Http404("no such kind of thing for this reader")
    context |= {
        "group": group,
        "hits": group.hits,
        "number": number,
        "next": number + 1 if group.has_more else 0,
    }
    return render(request, "home/search_group.html", context)
