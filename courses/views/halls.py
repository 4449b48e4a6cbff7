"""Rooms of a session as their supervisor leads them."""

from uuid import UUID

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competitions import halls, tablets
from courses.competitions.entering import Refused
from courses.models import Competition, Hall, HallPlace, RoundSession
from courses.models.competitions import ORGANISE
from lms.text import whole_number
from students.abilities import requires


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request, pk):
    """Rooms of a session at the own school; a POST opens one."""
    session = get_object_or_404(
        RoundSession.objects.select_related("page", "round__competition").filter(
            round__competition__in=Competition.objects.visible_to(request.user)
        ),
        pk=pk,
    )
    pupils = list(halls.pupils_without(session, request.user)[: halls.MOST_PUPILS])
    mine = Hall.objects.visible_to(request.user).filter(session=session).select_related("school")
    refusal = ""
    if request.method == "POST":
        try:
            return redirect("courses:hall", _opened(request, session, pupils).pk)
        except Refused as why:
            refusal = str(why)
    context = {
        "session": session,
        "competition": session.round.competition,
        "halls": mine,
        "pupils": pupils,
        "several": len({one.school_id for one in pupils}) > 1,
        "refusal": refusal,
        "is_over": halls.is_over(session),
        "typed": request.POST,
    }
    return render(request, "courses/competitions/halls.html", context, status=422 if refusal else 200)


@requires(ORGANISE)
@never_cache
@require_safe
def detail(request, pk):
    return _shown(request, _found(request.user, pk))


@requires(ORGANISE)
@never_cache
@require_safe
def states(request, pk):
    """What the page asks for every few seconds: {place: [sign, words]}."""
    found = _found(request.user, pk)
    rows = {one.pk: [_badge(one), _words(one)] for one in halls.with_states(found)}
    told = {"rows": rows, "runs": found.runs, "waiting": len(tablets.waiting(found))}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@requires(ORGANISE)
@never_cache
@require_POST
def act(request, pk):
    """Let tablets in or send them away, start it for all at once, or close it."""
    found = _found(request.user, pk)
    try:
        if "start" in request.POST:
            halls.start(found, by=request.user)
        elif "close" in request.POST:
            halls.close(found, by=request.user)
        elif "let_in" in request.POST:
            keys = [key for key in map(_key, request.POST.getlist("tablet")) if key]
            tablets.let_in(found, keys, by=request.user)
        elif "send_away" in request.POST:
            tablets.send_away(found, by=request.user)
    except Refused as why:
        return _shown(request, found, refusal=str(why), status=409)
    return redirect("courses:hall", found.pk)


@requires(ORGANISE)
@never_cache
@require_POST
def move(request, pk):
    """A pupil goes on at another tablet."""
    found = _found(request.user, pk)
    place = whole_number(request.POST.get("place", ""), 18, 0)
    row = HallPlace.objects.filter(hall=found, pk=place).select_related("student").first()
    number = whole_number(request.POST.get("tablet", ""), 3, 0)
    try:
        if row is None:
            raise Refused(_("Choose a pupil of this room."))
        halls.change_tablet(row, number, by=request.user)
    except Refused as why:
        return _shown(request, found, refusal=str(why), status=422)
    told = {"name": row.student.full_name, "n": number}
    messages.success(request, _("%(name)s goes on at tablet %(n)d, with what was sent so far.") % told)
    return redirect("courses:hall", found.pk)


def _found(user, pk):
    seen = Hall.objects.visible_to(user).select_related(
        "session__page", "session__round__competition", "school"
    )
    return get_object_or_404(seen, pk=pk)


def _shown(request, found, refusal="", status=200):
    places = halls.with_states(found)
    for one in places:
        one.words, one.badge = _words(one), _badge(one)
    context = {
        "hall": found,
        "session": found.session,
        "competition": found.session.round.competition,
        "places": places,
        "numbers": range(1, found.tablets + 1),
        "waiting": [] if found.closed_at else tablets.waiting(found),
        "let_in": [one.number for one in found.joined.exclude(let_in_at=None)],
        "refusal": refusal,
    }
    return render(request, "courses/competitions/hall.html", context, status=status)


def _opened(request, session, pupils):
    if halls.is_over(session):
        raise Refused(_("This session is over: no more rooms are opened for it."))
    keys = {str(key) for key in map(_key, request.POST.getlist("pupil")) if key}
    chosen = [one for one in pupils if str(one.pk) in keys]
    if len({one.school_id for one in chosen}) > 1:
        raise Refused(_("A room is of one school: tick pupils of one school."))
    return halls.open_hall(
        session,
        chosen[0].school if chosen else None,
        request.POST.get("title", ""),
        whole_number(request.POST.get("tablets", ""), 3, 0),
        chosen,
        by=request.user,
    )


def _key(typed):
    try:
        return UUID(typed)
    except ValueError:
        return None


def _badge(place):
    return "several" if place.browsers > 1 else place.state


def _words(place):
    words = _state_in_words(place)
    if place.browsers > 1:
        told = {"state": words, "n": place.browsers}
        return _("%(state)s; answers come from %(n)d devices") % told
    return words


def _state_in_words(place):
    match place.state:
        case "in":
            return _("handed in, code %(proof)s") % {"proof": place.attempt.proof}
        case "over":
            return _("time is over, not handed in")
        case "writing":
            return _("writing, %(n)d answered") % {"n": place.attempt.answered}
        case "ready":
            return _("signed in, waits")
    return pgettext("pupil in a room", "not here yet")
