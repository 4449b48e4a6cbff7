"""Competitions: what there is, entering, and the teacher's confirmation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competitions import appealing, boards, entering, praise
from courses.competitions.entering import Refused
from courses.forms.competitions import CompetitionForm
from courses.models import Appeal, Award, Competition, Entrant, Entry, HallPlace, RoundSession, Seat, Standing
from courses.models.competitions import ORGANISE
from lms.history import note_change
from students.abilities import can, requires
from students.models import SchoolClass, Student

PER_PAGE = 30
ENTRIES = 50


@never_cache
@require_safe
def index(request):
    """For a pupil what one may enter or has entered; for staff what reaches their pupils or is theirs."""
    if not request.user.is_authenticated:
        raise PermissionDenied("competitions")
    seen = Competition.objects.listed_for(request.user).select_related("school_class", "school", "place")
    page = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    student, mine = request.user.student_or_none, {}
    if student:
        rows = Entrant.objects.filter(student=student, competition__in=page.object_list)
        mine = {row.competition_id: row.entry for row in rows.select_related("entry")}
    for one in page.object_list:
        one.entry = mine.get(one.pk)
    context = {"page_obj": page, "may_organise": can(request.user, ORGANISE), "is_pupil": bool(student)}
    return render(request, "courses/competitions/index.html", context)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = CompetitionForm(request.POST or None, user=request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            form.instance.by = request.user
            with transaction.atomic():
                made = form.save()
                note_change(by=request.user, act="open a competition", thing=made, school=made.school_id)
            return redirect("courses:competition", made.pk)
    return render(request, "courses/competitions/new.html", {"form": form}, status=status)


@never_cache
@require_safe
def detail(request, pk):
    found = _found(request.user, pk)
    return _shown(request, found)


@requires("study")
@never_cache
@require_POST
def enter(request, pk):
    """The pupil enters alone, or takes the entry back."""
    found, student = _found(request.user, pk), request.user.student
    try:
        if "withdraw" in request.POST:
            if entry := entering.entry_of(found, student):
                entering.withdraw(entry, by=request.user)
        elif found.is_in_teams:
            raise Refused(_("Teams are entered by their teacher. Say who is in your team."))
        else:
            entering.enter(found, [student], request.POST.get("nickname", ""), by=request.user)
    except Refused as why:
        return _shown(request, found, refusal=str(why), status=422)
    return redirect("courses:competition", found.pk)


@requires("study")
@never_cache
@require_POST
def appeal(request, pk):
    """Ask to have the result of a round looked at again."""
    student = request.user.student
    standing = get_object_or_404(
        Standing.objects.filter(entry__entrants__student=student).select_related(
            "publication__round__competition", "entry"
        ),
        publication=pk,
    )
    try:
        appealing.ask(standing.publication, standing.entry, student, request.POST.get("words", ""))
    except Refused as why:
        found = standing.publication.round.competition
        return _shown(request, found, refusal=str(why), status=422)
    return redirect("courses:competition", standing.publication.round.competition_id)


@requires(ORGANISE)
@never_cache
@require_POST
def announce(request, pk):
    """From now on those whom it reaches see it; pressing twice is pressing once."""
    found = get_object_or_404(Competition.objects.organised_by(request.user), pk=pk)
    with transaction.atomic():
        if Competition.objects.filter(pk=found.pk, announced_at=None).update(announced_at=timezone.now()):
            note_change(by=request.user, act="announce a competition", thing=found, school=found.school_id)
            messages.success(
                request, _("It is announced. Whom it is meant for finds it under «Competitions».")
            )
    return redirect("courses:competition", found.pk)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entries(request, pk):
    """Entries of the own pupils: confirm them, or turn them down with a reason."""
    found = _found(request.user, pk)
    mine = Entry.objects.filter(competition=found)
    if not Competition.objects.organised_by(request.user).filter(pk=pk).exists():
        mine = mine.visible_to(request.user, to=ORGANISE)
    refusal = ""
    if request.method == "POST":
        chosen = mine.filter(pk__in=_keys(request.POST.getlist("entry")))
        try:
            _decide(request, chosen)
            return redirect("courses:competition_entries", found.pk)
        except Refused as why:
            refusal = str(why)
    page = Paginator(
        mine.annotate(
            decided=Count("pk", filter=Q(confirmed_at__isnull=False) | Q(withdrawn_at__isnull=False))
        )
        .order_by("decided", "number")
        .select_related("school")
        .prefetch_related("entrants__student"),
        ENTRIES,
    ).get_page(request.GET.get("page"))
    context = {"competition": found, "page_obj": page, "refusal": refusal}
    context["waits"] = any(one.waits for one in page.object_list)
    status = 422 if refusal else 200
    return render(request, "courses/competitions/entries.html", context, status=status)


@requires("give work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_pupils(request, pk, class_uid):
    """A teacher enters pupils of a class: each alone, or those who are ticked as one team."""
    found = _found(request.user, pk)
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to="give work"), uid=class_uid
    )
    pupils = list(Student.objects.visible_to(request.user, to="give work").sitting_in(school_class))
    refusal = ""
    if request.method == "POST":
        ticked = set(request.POST.getlist("pupil"))
        chosen = [one for one in pupils if str(one.pk) in ticked]
        try:
            _enter_all(found, chosen, request.POST.get("nickname", ""), request.user)
            return redirect("courses:competition_entries", found.pk)
        except Refused as why:
            refusal = str(why)
    entered = set(
        Entrant.objects.filter(competition=found, student__in=pupils).values_list("student", flat=True)
    )
    context = {
        "competition": found,
        "school_class": school_class,
        "rows": [(one, one.pk in entered) for one in pupils],
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "courses/competitions/enter_pupils.html", context, status=status)


@transaction.atomic
def _enter_all(competition, pupils, nickname, by):
    if not pupils:
        raise Refused(_("Nobody is ticked. Tick who takes part."))
    groups = [pupils] if competition.is_in_teams else [[one] for one in pupils]
    made = [
        entering.enter(competition, some, nickname if competition.is_in_teams else "", by) for some in groups
    ]
    entering.confirm(Entry.objects.filter(pk__in=[one.pk for one in made]), by)


def _decide(request, chosen):
    if "turn_down" in request.POST:
        n = entering.refuse(chosen, request.user, request.POST.get("reason", ""))
        words = ngettext("%(n)d entry was turned down.", "%(n)d entries were turned down.", n)
    else:
        n = entering.confirm(chosen, request.user)
        words = ngettext("%(n)d entry was confirmed.", "%(n)d entries were confirmed.", n)
    if not n:
        raise Refused(_("Nothing was ticked that waits. Tick entries and press again."))
    messages.success(request, words % {"n": n})


def _found(user, pk):
    return get_object_or_404(
        Competition.objects.visible_to(user).select_related("school_class__school", "school", "place"), pk=pk
    )


def _shown(request, found, refusal="", status=200):
    user, student = request.user, request.user.student_or_none
    context = {
        "competition": found,
        "rounds": list(found.rounds.prefetch_related("sessions__page", "publications")),
        "is_organiser": can(user, ORGANISE)
        and Competition.objects.organised_by(user).filter(pk=found.pk).exists(),
        "may_confirm": can(user, ORGANISE),
        "refusal": refusal,
        "typed": request.POST.get("nickname", ""),
    }
    if student:
        context |= _of_pupil(found, student)
    elif can(user, "give work"):
        context["classes"] = [
            one
            for one in SchoolClass.objects.visible_to(user, to="give work").not_closed()
            if set(one.grades) & set(range(found.grade_from, found.grade_to + 1))
        ]
    return render(request, "courses/competitions/detail.html", context, status=status)


def _of_pupil(found, student):
    """The pupil's own: the entry, the seats, what came out, appeals and certificates."""
    entry = entering.entry_of(found, student)
    told = {"is_pupil": True, "entry": entry, "may_enter": False}
    if entry is None or entry.withdrawn_at:
        told["may_enter"] = found.takes_entries() and not found.is_in_teams
        told["not_for_me"] = entering.fault_of(found, student)
    if entry is None:
        return told
    told["is_named"] = entry.stands and not entry.is_primary and bool(boards.names_of([entry]))
    seats = (
        Seat.objects.filter(entry=entry).select_related("round", "session__page").order_by("round__number")
    )
    now = timezone.now()
    pages = [(seat, seat.session.page) for seat in seats]
    told["seats"] = [
        seat for seat, page in pages if page.live and not (page.closes_at and page.closes_at <= now)
    ]
    places = HallPlace.objects.filter(student=student, hall__closed_at=None).select_related("hall")
    places = {
        one.session_id: one for one in places.filter(session__in=[one.session for one in told["seats"]])
    }
    for seat in told["seats"]:
        seat.place = places.get(seat.session_id)
    if not entry.withdrawn_at:
        told["trials"] = _trials(found, told["seats"])
    standings = Standing.objects.filter(entry=entry, publication__withdrawn_at=None).select_related(
        "publication__round", "entry"
    )
    last = {one.publication.round_id: one for one in standings.order_by("publication__number")}
    appeals = {one.publication_id: one for one in Appeal.objects.filter(student=student)}
    awards = {one.standing_id: one for one in Award.objects.filter(student=student)}
    told["results"] = sorted(last.values(), key=lambda one: one.publication.round.number)
    for one in told["results"]:
        one.words = praise.words_for(one)
        one.appeal = appeals.get(one.publication_id)
        one.award = awards.get(one.pk)
        one.may_appeal = timezone.now() <= appealing.until(one.publication)
    return told


def _trials(found, seats):
    """Sessions for practice in which the pupil has no seat: whoever has entered may try at once."""
    sessions = RoundSession.objects.filter(
        round__competition=found, round__is_trial=True, page__practice=True, page__live=True
    )
    return sessions.exclude(pk__in=[seat.session_id for seat in seats]).select_related("round", "page")


def _keys(typed):
    """Those of the typed keys that can be some, at most a page of them."""
    from uuid import UUID

    found = []
    for one in typed[:ENTRIES]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
