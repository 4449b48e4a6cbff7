"""Contests of works: what there is, opened and announced by its organiser, read by whom it reaches."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competitions.entering import Refused
from courses.forms.work_contests import LongerForm, WorkContestForm
from courses.models import ContestWork, Judging, WorkContest
from courses.models.competitions import ORGANISE
from courses.models.work_contests import HAND_IN, JUDGE
from courses.templatetags.questions import points as in_words
from courses.work_contests import entering, files, sheets
from lms.history import note_change
from students import abilities
from students.abilities import can, requires
from students.models import SchoolClass

PER_PAGE = 30
BLANK_LINES = 3


@never_cache
@require_safe
def index(request):
    """For authors what they may hand in to; for staff what reaches their people, is theirs, or is judged."""
    if not request.user.is_authenticated:
        raise PermissionDenied("work contests")
    user = request.user
    seen = WorkContest.objects.listed_for(user).select_related("school", "place")
    page = Paginator(seen.prefetch_related("publications"), PER_PAGE).get_page(request.GET.get("page"))
    mine = {}
    if can(user, HAND_IN):
        works = ContestWork.objects.made_by(user).filter(contest__in=page.object_list)
        mine = {work.contest_id: work for work in works}
    for one in page.object_list:
        one.mine = mine.get(one.pk)
        last = max(one.publications.all(), key=lambda out: out.number, default=None)
        one.is_published = last is not None and last.withdrawn_at is None
        one.is_open = one.takes_works()
    context = {
        "page_obj": page,
        "is_pupil": bool(user.student_or_none),
        "may_organise": _may_hold(user),
        "to_judge": Judging.objects.to_give(user).count() if can(user, JUDGE) else 0,
    }
    return render(request, "courses/work_contests/index.html", context)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    if not _may_hold(request.user):
        raise PermissionDenied(ORGANISE)
    form = WorkContestForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.by = request.user
        with transaction.atomic():
            made = form.save()
            note_change(by=request.user, act="open a work contest", thing=made, school=made.school_id)
        return redirect("courses:work_contest_criteria", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/work_contests/new.html", {"form": form}, status=status)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """All of it before it is announced; afterwards only its last day, and only later."""
    found = led(request.user, pk)
    if found.announced_at:
        form = LongerForm(request.POST or None, instance=found)
    else:
        form = WorkContestForm(request.POST or None, instance=found, user=request.user)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        if found.drawn_at:
            refusal = _("The works are with the judges already: the last day stays.")
        else:
            with transaction.atomic():
                form.save()
                told = {"ends_on": f"{found.closes_on:%d/%m/%Y}"}
                note_change(
                    by=request.user,
                    act="change a work contest",
                    thing=found,
                    after=told,
                    school=found.school_id,
                )
            return redirect("courses:work_contest", found.pk)
    context = {"form": form, "contest": found, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/work_contests/new.html", context, status=status)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request, pk):
    """The sheet of criteria: lines of criterion, points, and what earns all of them."""
    found = led(request.user, pk)
    refusal = ""
    if request.method == "POST":
        typed = [request.POST.getlist(name)[: 2 * sheets.MOST_ROWS] for name in ("title", "points", "full")]
        lines = list(zip(*typed, strict=False))
        try:
            sheets.write(found, lines, by=request.user)
            return redirect("courses:work_contest", found.pk)
        except Refused as why:
            refusal = str(why)
    else:
        lines = [(one.title, in_words(one.points), one.full) for one in found.criteria.all()]
        if not found.announced_at:
            lines += [("", "", "")] * max(0, min(BLANK_LINES, sheets.MOST_ROWS - len(lines)))
    context = {
        "contest": found,
        "lines": lines,
        "refusal": refusal,
        "is_fixed": found.announced_at is not None,
        "most": found.out_of,
    }
    status = 422 if refusal else 200
    return render(request, "courses/work_contests/criteria.html", context, status=status)


@requires(ORGANISE)
@never_cache
@require_POST
def announce(request, pk):
    """From now on those whom it reaches see it; pressing twice is pressing once."""
    found = led(request.user, pk)
    with transaction.atomic():
        if WorkContest.objects.filter(pk=found.pk, announced_at=None).update(announced_at=timezone.now()):
            note_change(by=request.user, act="announce a work contest", thing=found, school=found.school_id)
            messages.success(
                request, _("It is announced. Whom it is meant for finds it under «Competitions».")
            )
    return redirect("courses:work_contest", found.pk)


@never_cache
@require_safe
def detail(request, pk):
    found, user = seen(request.user, pk), request.user
    is_author = can(user, HAND_IN)
    is_organiser = is_led(user, found)
    context = {
        "contest": found,
        "criteria": list(found.criteria.all()),
        "groups": list(found.groups.all()),
        "kinds": files.said(found.file_kinds),
        "is_organiser": is_organiser,
        "is_open": found.takes_works(),
        "is_published": found.published is not None,
        "fault": entering.fault_of(found, user) if is_author else "",
        "is_author": is_author,
        "mine": entering.work_of(found, user) if is_author else None,
        "may_confirm": found.for_pupils and can(user, ORGANISE) and not user.student_or_none,
        "classes": _classes(user, found),
    }
    if context["may_confirm"]:
        context["waiting"] = ContestWork.objects.filter(contest=found).to_confirm(user).count()
    if can(user, JUDGE):
        context["to_judge"] = Judging.objects.visible_to(user).filter(work__contest=found).count()
    return render(request, "courses/work_contests/detail.html", context)


def seen(user, pk):
    return get_object_or_404(WorkContest.objects.visible_to(user).select_related("school", "place"), pk=pk)


def led(user, pk):
    return get_object_or_404(WorkContest.objects.organised_by(user).select_related("school", "place"), pk=pk)


def is_led(user, contest):
    return can(user, ORGANISE) and WorkContest.objects.organised_by(user).filter(pk=contest.pk).exists()


def _may_hold(user):
    """A teacher leads no school: there is nothing to hold a contest of works for."""
    if not can(user, ORGANISE):
        return False
    mine = abilities.scope_for(user, ORGANISE)
    return mine.everywhere or bool(mine.led_school_ids)


def _classes(user, contest):
    """Classes of which the teacher may put a team together."""
    if not (contest.for_pupils and contest.is_in_teams and contest.takes_works() and can(user, "give work")):
        return []
    grades = set(range(contest.grade_from, contest.grade_to + 1))
    classes = SchoolClass.objects.visible_to(user, to="give work").not_closed().select_related("school")
    return [one for one in classes if set(one.grades) & grades and contest.reaches_school(one.school)]
