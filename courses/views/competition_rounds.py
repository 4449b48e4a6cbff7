"""A round as its organiser leads it, and as others read it."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Max
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competitions import appealing, boards, publishing, seating
from courses.competitions.entering import Refused
from courses.forms.competitions import RoundForm, SessionForm
from courses.models import Appeal, AwardFile, Competition, Round, RoundSession
from courses.models.competitions import ORGANISE
from lms.history import note_change
from students import looked
from students.abilities import requires

PER_PAGE = 50
MOST_ROUNDS, MOST_SESSIONS = 12, 24


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk):
    found = get_object_or_404(Competition.objects.organised_by(request.user), pk=pk)
    form = RoundForm(request.POST or None, competition=found)
    status = 200
    if request.method == "POST":
        status = 422
        if found.rounds.count() >= MOST_ROUNDS:
            form.add_error(None, _("A competition has at most %(n)d rounds.") % {"n": MOST_ROUNDS})
        if form.is_valid():
            with transaction.atomic():
                Competition.objects.select_for_update().get(pk=found.pk)
                form.instance.competition = found
                form.instance.number = (found.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
                made = form.save()
                note_change(by=request.user, act="open a round", thing=made, school=found.school_id)
            return redirect("courses:round", made.pk)
    context = {"competition": found, "form": form}
    return render(request, "courses/competitions/round_new.html", context, status=status)


@requires(ORGANISE)
@never_cache
@require_safe
def detail(request, pk):
    return shown(request, led(request.user, pk))


@requires(ORGANISE)
@never_cache
@require_POST
def add_session(request, pk):
    found = led(request.user, pk)
    form = SessionForm(request.POST, round=found, user=request.user)
    if RoundSession.objects.filter(round=found).count() >= MOST_SESSIONS:
        form.add_error(None, _("A round has at most %(n)d sessions.") % {"n": MOST_SESSIONS})
    if not form.is_valid():
        return shown(request, found, form=form, status=422)
    form.instance.round = found
    with transaction.atomic():
        made = form.save()
        note_change(by=request.user, act="open a session", thing=made, school=found.competition.school_id)
    return redirect("courses:round", found.pk)


@requires(ORGANISE)
@never_cache
@require_POST
def publish(request, pk):
    """Publish the results, publish them anew, or take them from sight."""
    found = led(request.user, pk)
    if "withdraw" in request.POST:
        publishing.withdraw(found, by=request.user)
        return redirect("courses:round", found.pk)
    try:
        publishing.publish(found, request.user, request.POST.get("reason", ""))
    except Refused as why:
        return shown(request, found, refusal=str(why), status=409)
    return redirect("courses:round", found.pk)


@requires(ORGANISE)
@never_cache
@require_POST
def answer_appeal(request, pk):
    seen = Appeal.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("publication__round__competition", "entry"), pk=pk)
    try:
        appealing.answer(found, "upheld" in request.POST, request.POST.get("answer", ""), request.user)
    except Refused as why:
        return shown(request, found.publication.round, refusal=str(why), status=422)
    return redirect("courses:round", found.publication.round_id)


@login_not_required
@never_cache
@require_safe
def board(request, pk):
    """The published board; before that, where the rules allow it, the first twenty while the round runs."""
    found, may_see_all = _seen(request.user, pk)
    standing = found.published
    page = live = None
    if standing:
        page = Paginator(boards.lines(standing), PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = boards.with_names(page.object_list)
    elif may_see_all and found.shows_live:
        live = boards.live(found)
        live = {**live, "shown": boards.shown(live)}
    else:
        raise Http404
    context = {"round": found, "competition": found.competition, "publication": standing, "page_obj": page}
    context |= {"live": live, "may_see_all": may_see_all}
    return render(request, "courses/competitions/board.html", context)


@never_cache
@require_safe
def live_board(request, pk):
    """What the board asks for every few seconds: less than a kilobyte on the wire."""
    found, may_see_all = _seen(request.user, pk)
    if not may_see_all or not found.shows_live:
        raise Http404
    return JsonResponse(
        boards.live(found), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )


def _seen(user, pk):
    """(the round, whether its competition is one of those of `user`); of others only public results."""
    found = get_object_or_404(Round.objects.select_related("competition"), pk=pk)
    if Round.objects.visible_to(user).filter(pk=pk).exists():
        return found, True
    if found.competition.is_public and found.competition.announced_at and found.published:
        return found, False
    raise Http404


def led(user, pk):
    return get_object_or_404(
        Round.objects.organised_by(user).select_related(
            "competition__school", "competition__school_class", "competition__place"
        ),
        pk=pk,
    )


def shown(request, found, form=None, refusal="", status=200):
    standing = found.published
    page = None
    if standing:
        rows = standing.standings.select_related("entry__school").prefetch_related("entry__entrants__student")
        page = Paginator(rows.order_by("rank", "entry__number"), PER_PAGE).get_page(request.GET.get("page"))
        pupils = [who.student for row in page.object_list for who in row.entry.entrants.all()]
        looked.note(request.user, "competition result", *pupils, once_a_day=True)
    appeals = Appeal.objects.filter(publication__round=found).select_related("student", "entry")
    # Those that wait for an answer stand first, on every database.
    asked = list(appeals.order_by(F("answered_at").asc(nulls_first=True), "at")[:PER_PAGE])
    seated = dict.fromkeys(found.sessions.values_list("pk", flat=True), 0)
    for session in found.seats.values_list("session", flat=True):
        seated[session] += 1
    sessions = list(found.sessions.select_related("page"))
    for one in sessions:
        one.seated = seated[one.pk]
    without = seating.entries_for(found).exclude(pk__in=found.seats.values("entry")).count()
    context = {
        "competition": found.competition,
        "round": found,
        "sessions": sessions,
        "without_seat": without,
        "form": form or SessionForm(round=found, user=request.user),
        "standing": standing,
        "page_obj": page,
        "publications": found.publications.select_related("by"),
        "waiting": sum(one.answered_at is None for one in asked),
        "obstacle": publishing.obstacle(found) if sessions else "",
        "has_changed": standing is not None and publishing.has_changed(found, standing),
        "award_files": AwardFile.objects.visible_to(request.user).filter(publication=standing),
        "appeals": asked,
        "refusal": refusal,
    }
    return render(request, "courses/competitions/round.html", context, status=status)
