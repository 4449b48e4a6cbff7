"""A judge's screens: the own works, one work with the sheet, its files and its lecture without a name."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import reading
from courses.competitions.entering import Refused
from courses.models import Judging
from courses.models.work_contests import JUDGE
from courses.work_contests import files, judges, judging, showing
from students.abilities import requires


@requires(JUDGE)
@never_cache
@require_safe
def index(request):
    """All works that were drawn for the reader, contest by contest."""
    rows = Judging.objects.visible_to(request.user).select_related(
        "work__contest__school", "work__contest__place", "work__group", "work__school"
    )
    rows = rows.prefetch_related(
        "rows", "work__contest__publications", "work__authors__student", "work__authors__user"
    ).order_by("-work__contest__at", "work__number")
    contests = {}
    for one in rows:
        if one.work.contest.is_blind:
            showing.unnamed(one.work)
        contests.setdefault(one.work.contest, []).append(one)
    told = [(contest, some, sum(1 for one in some if one.last)) for contest, some in contests.items()]
    return render(request, "courses/work_contests/judgings.html", {"contests": told})


@requires(JUDGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, pk):
    """One work beside the sheet. A draft is kept, or the points are given and the next one opens."""
    found = _mine(request.user, pk)
    contest, refusal = found.work.contest, ""
    if request.method == "POST":
        typed, remark = judging.typed_in(request.POST, contest), request.POST.get("remark", "")
        try:
            return _taken(request, found, typed, remark)
        except Refused as why:
            refusal = str(why)
            if _is_asked_by_script(request):
                return JsonResponse({"refused": refusal}, status=409)
    else:
        typed, remark = judging.standing_in(found)
    before, after, done, of = _neighbours(request.user, found)
    work, last = found.work, found.last
    context = {
        "judging": found,
        "work": work,
        "contest": contest,
        "rows": judging.rows_of(contest, typed),
        "remark": remark,
        "refusal": refusal,
        "last": last,
        "history": list(found.rows.all()),
        "before": before,
        "after": after,
        "done": done,
        "of": of,
        "files": showing.files_of(work, lambda file: _address(found, file)),
        "out_of": contest.out_of,
        "is_published": contest.published is not None,
    }
    if contest.is_blind:
        showing.unnamed(work)
    else:
        context["authors"] = list(work.authors.select_related("student", "user"))
        showing.note_looked(request.user, "work of a contest", [work])
    return render(request, "courses/work_contests/judging.html", context, status=422 if refusal else 200)


def _taken(request, found, typed, remark):
    """Raises Refused."""
    after = request.POST.get("after", "")[:20]
    if request.POST.get("act") != "give":
        kept = judging.keep_draft(found, typed, remark, after)
        if _is_asked_by_script(request):
            return JsonResponse({"kept": f"{timezone.localtime(kept.draft_at):%H:%M}"})
        messages.success(request, _("Kept as a draft; it does not count yet."))
        return redirect("courses:judging", found.pk)
    judging.give(found, typed, remark, after, by=request.user)
    messages.success(request, _("Points given for work %(n)d.") % {"n": found.work.number})
    waiting = Judging.objects.to_give(request.user).filter(work__contest=found.work.contest_id)
    following = waiting.order_by("work__number").first()
    return redirect("courses:judging", following.pk) if following else redirect("courses:judgings")


@requires(JUDGE)
@never_cache
@require_POST
def step_back(request, pk):
    """«I know who made it»: the work goes to somebody else."""
    found = _mine(request.user, pk)
    try:
        is_found = judges.step_back(found, request.user, request.POST.get("reason", ""))
    except Refused as why:
        messages.error(request, str(why))
        return redirect("courses:judging", found.pk)
    if is_found:
        messages.success(request, _("Thank you. The work goes to another judge."))
    else:
        messages.success(request, _("Thank you. The organiser looks for another judge."))
    return redirect("courses:judgings")


@requires(JUDGE)
@never_cache
@require_safe
def file(request, pk, file):
    """A file of a work that the reader judges."""
    found = _mine(request.user, pk)
    row = get_object_or_404(found.work.files.select_related("work"), pk=file)
    if (place := files.place_of(row)) is None:
        raise Http404
    return files.as_response(request, row, place)


@requires(JUDGE)
@never_cache
@require_safe
def lecture(request, pk):
    """The lecture as it was handed in, without the names of its authors, its school and its course."""
    found = _mine(request.user, pk)
    page = found.work.lecture_as_handed
    if page is None:
        raise Http404
    context = {"judging": found, "work": found.work, "page": page, **reading.lecture_context(page)}
    return render(request, "courses/work_contests/lecture.html", context)


def _mine(user, pk):
    rows = Judging.objects.visible_to(user).select_related(
        "work__contest", "work__lecture", "work__lecture_revision", "work__school", "work__group", "judge"
    )
    return get_object_or_404(rows.prefetch_related("rows"), pk=pk)


def _address(found, file):
    return reverse("courses:judging_file", args=[found.pk, file.pk])


def _neighbours(user, found):
    """(the one before, the one after, how many are done, of how many) in the same contest."""
    rows = (
        Judging.objects.visible_to(user).filter(work__contest=found.work.contest_id).prefetch_related("rows")
    )
    rows = list(rows.order_by("work__number"))
    at = next(place for place, one in enumerate(rows) if one.pk == found.pk)
    before = rows[at - 1] if at else None
    after = rows[at + 1] if at + 1 < len(rows) else None
    return before, after, sum(1 for one in rows if one.last), len(rows)


def _is_asked_by_script(request):
    return "application/json" in request.headers.get("Accept", "")
