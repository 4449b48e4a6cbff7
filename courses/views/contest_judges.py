"""Who judges a contest of works: found by name, named, taken off; the works shared out among them."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.competitions.entering import Refused
from courses.models import Judging
from courses.models.competitions import ORGANISE
from courses.views.work_contests import led
from courses.work_contests import judges, standing
from lms.text import fold, whole_number
from students.abilities import requires, scope_for

FOUND = 12


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request, pk):
    """Who judges: found by name, named, taken off; the works shared out among them."""
    found, refusal = led(request.user, pk), ""
    if request.method == "POST":
        try:
            _act_on_judges(request, found)
            return redirect("courses:contest_judges", found.pk)
        except Refused as why:
            refusal = str(why)
    rows = list(found.judges.filter(removed_at=None).select_related("user__teacher__school"))
    given, drawn = {}, {}
    current = Judging.objects.current().filter(judge__in=rows).prefetch_related("rows")
    for one in current:
        drawn[one.judge_id] = drawn.get(one.judge_id, 0) + 1
        given[one.judge_id] = given.get(one.judge_id, 0) + bool(one.last)
    for one in rows:
        one.drawn, one.given = drawn.get(one.pk, 0), given.get(one.pk, 0)
    typed = request.GET.get("q", "")[:60]
    context = {
        "contest": found,
        "judges": rows,
        "typed": typed,
        "found": _found(request.user, found, typed) if typed.strip() else [],
        "refusal": refusal,
        "is_own_staff": not scope_for(request.user, ORGANISE).everywhere,
        "works": found.works.standing().count(),
        "waiting": found.works.waiting().count(),
        "is_over": found.is_over(),
        "missing": judges.with_files_missing(found),
        "stepped_back": _stepped_back(found),
        "lacking": sum(1 for line in standing.of_contest(found) if len(line.judgings) < found.judges_each)
        if found.drawn_at
        else 0,
    }
    return render(request, "courses/work_contests/judges.html", context, status=422 if refusal else 200)


def _act_on_judges(request, found):
    """Raises Refused."""
    post = request.POST
    if "name" in post:
        key = whole_number(post["name"], 18, 0)
        user = get_object_or_404(judges.to_name(request.user, found), pk=key)
        judges.name(found, user, by=request.user)
        messages.success(request, _("%(name)s judges now.") % {"name": user.get_full_name()})
    elif "remove" in post:
        judge = get_object_or_404(found.judges, pk=whole_number(post["remove"], 18, 0))
        judges.remove(judge, by=request.user)
        messages.success(request, _("Taken off. Share out once more, so that others read these works."))
    elif "share" in post:
        lacks = judges.share_out(found, by=request.user)
        if lacks:
            numbers = ", ".join(str(one.number) for one in sorted(lacks, key=lambda one: one.number))
            words = _("Shared out, but for these works nobody is left who may judge them: %(numbers)s.")
            messages.warning(request, words % {"numbers": numbers})
        else:
            messages.success(request, _("Shared out. Every judge finds the own works under «Judging»."))


def _found(user, contest, typed):
    wanted = fold(typed)
    named = Q(teacher__name_fold__contains=wanted) | Q(username__icontains=typed.strip())
    named |= Q(full_name__icontains=typed.strip())
    return list(
        judges.to_name(user, contest)
        .filter(named)
        .select_related("teacher__school")
        .order_by("teacher__name_sort", "full_name")
        .distinct()[:FOUND]
    )


def _stepped_back(contest):
    rows = Judging.objects.filter(work__contest=contest).exclude(removed_at=None).exclude(reason="")
    return list(rows.select_related("judge__user", "work").order_by("-removed_at")[:20])
