"""Who sits in which session of a round: shared out, looked at, and moved by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.competitions import seating, starts
from courses.competitions.entering import Refused
from courses.models import Round
from courses.models.competitions import ORGANISE
from lms.text import whole_number
from students import looked
from students.abilities import requires
from students.wanted import Wanted

PER_PAGE = 50


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request, pk):
    """The list; a POST shares out the seats that are missing."""
    found = _led(request.user, pk)
    if request.method == "POST":
        with transaction.atomic():
            n = seating.seat(found)
            starts.begin(found, by=request.user)
        words = ngettext("%(n)d seat was given.", "%(n)d seats were given.", n)
        messages.success(request, words % {"n": n})
        return redirect("courses:round", found.pk)
    return _shown(request, found)


@requires(ORGANISE)
@never_cache
@require_POST
def move(request, pk):
    """Those who are ticked sit in another session."""
    found = _led(request.user, pk)
    session = found.sessions.filter(pk=whole_number(request.POST.get("session", ""), 18, 0)).first()
    try:
        if session is None:
            raise Refused(_("Choose the session into which they move."))
        with transaction.atomic():
            n = seating.move(found, _numbers(request.POST.getlist("seat")), session, by=request.user)
            starts.begin(found, by=request.user)
    except Refused as why:
        return _shown(request, found, refusal=str(why), status=422)
    words = ngettext("%(n)d seat was moved to %(session)s.", "%(n)d seats were moved to %(session)s.", n)
    messages.success(request, words % {"n": n, "session": session.title})
    return redirect("courses:seats", found.pk)


def _led(user, pk):
    return get_object_or_404(Round.objects.organised_by(user).select_related("competition"), pk=pk)


def _shown(request, found, refusal="", status=200):
    rows = found.seats.select_related("session", "entry__school").prefetch_related("entry__entrants__student")
    wanted = Wanted.read(request.GET.get("q", ""))
    if wanted.text:
        rows = rows.filter(wanted.in_name("entry__entrants__student__name_fold")).distinct()
    page = Paginator(rows.order_by("entry__number"), PER_PAGE).get_page(request.GET.get("page"))
    pupils = [who.student for seat in page.object_list for who in seat.entry.entrants.all()]
    looked.note(request.user, "seat in a competition", *pupils, once_a_day=True)
    context = {
        "competition": found.competition,
        "round": found,
        "sessions": list(found.sessions.all()),
        "page_obj": page,
        "asked": wanted.text,
        "refusal": refusal,
    }
    return render(request, "courses/competitions/seats.html", context, status=status)


def _numbers(typed):
    """Those of the typed keys that can be some, at most a page of them."""
    found = [whole_number(one, 18, 0) for one in typed[:PER_PAGE]]
    return [one for one in found if one]
