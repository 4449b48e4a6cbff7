"""A whole school goes into the new year: choose, look at every pupil's line, carry it out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from students.abilities import requires
from students.forms.new_year import MarksForm, NewYearForm
from students.models import RollOver, School
from students.movement.rollover import jobs
from students.movement.rollover.changes import apply
from students.movement.rollover.plan import (
    DROP_OUT,
    FINISH,
    MOVE_OUT,
    PROMOTE,
    REPEAT,
    make_plan,
    next_year_code,
    year_to_leave,
)
from students.movement.rules import CannotMove
from students.views.movements import ACT, chosen_school

LINES_A_PAGE = 60
WORDS = {
    PROMOTE: gettext_lazy("go up"),
    REPEAT: gettext_lazy("repeat"),
    FINISH: gettext_lazy("finish this school"),
    DROP_OUT: gettext_lazy("stop going to school"),
    MOVE_OUT: gettext_lazy("go to another school"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def prepare(request):
    """All classes of a school with what is proposed for the new year; looking writes nothing."""
    school = chosen_school(request)
    if school is None:
        schools = School.objects.visible_to(request.user, to=ACT).select_related("commune")
        return render(request, "students/class_where.html", {"schools": schools})
    plan, roll_over = _plan_of(school, request.user)
    if plan.year is None or not plan.lines:
        return render(request, "students/new_year_none.html", {"school": school, "plan": plan})
    form = NewYearForm(request.POST if request.method == "POST" else None, plan=plan, roll_over=roll_over)
    if form.is_valid():
        form.keep()
        if uid := request.POST.get("marks"):
            known = {str(group.school_class.uid): group.school_class.uid for group in plan.groups}
            if uid in known:
                return redirect("students:roll-over-marks", pk=roll_over.pk, uid=known[uid])
        return redirect("students:roll-over", pk=roll_over.pk)
    context = {"school": school, "plan": plan, "form": form, "roll_over": roll_over}
    return render(request, "students/new_year.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def marks(request, pk, uid):
    """The pupils of one class: who does not simply go up."""
    roll_over = _roll_over_or_404(request, pk)
    plan = make_plan(roll_over.school, roll_over.answers, timezone.localdate())
    school_class = next((group.school_class for group in plan.groups if group.school_class.uid == uid), None)
    if school_class is None or plan.year is None or plan.year.code != roll_over.year_code:
        raise Http404
    form = MarksForm(
        request.POST if request.method == "POST" else None,
        plan=plan,
        roll_over=roll_over,
        school_class=school_class,
    )
    if form.is_valid():
        form.keep()
        messages.success(request, _("Class %(class)s: your choices are kept.") % {"class": school_class})
        answer = redirect("students:new-year")
        answer["Location"] += f"?school={roll_over.school.code}"
        return answer
    context = {"roll_over": roll_over, "school_class": school_class, "form": form, "plan": plan}
    return render(request, "students/new_year_marks.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@requires(ACT)
def detail(request, pk):
    """Every pupil's line before anything is written; afterwards what was done."""
    roll_over = _roll_over_or_404(request, pk)
    plan = make_plan(roll_over.school, roll_over.answers, timezone.localdate())
    if plan.year is None or plan.year.code != roll_over.year_code or not plan.lines:
        return render(request, "students/new_year_done.html", {"roll_over": roll_over})
    show = request.GET.get("show", "")
    lines = [line for line in plan.lines if not show or line.what == show]
    for line in lines:
        line.words = WORDS[line.what]
    context = {
        "roll_over": roll_over,
        "plan": plan,
        "targets": sorted(plan.targets.values(), key=lambda one: (min(one.grades, default=0), one.name)),
        "page_obj": Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "filters": [("", _("all"), len(plan.lines))]
        + [(what, words, plan.counts[what]) for what, words in WORDS.items() if plan.counts[what]],
        "under_way": jobs.under_way(roll_over, by=request.user),
    }
    return render(request, "students/new_year_preview.html", context)


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    """Carry it out, if the school is still as it was on the page that was looked at."""
    roll_over = _roll_over_or_404(request, pk)
    seen, today = request.POST.get("seen", "")[:16], timezone.localdate()
    plan = make_plan(roll_over.school, roll_over.answers, today)
    if jobs.is_long(plan) and plan.may_be_applied:
        return redirect("job", pk=jobs.begin(roll_over, seen, by=request.user).pk)
    try:
        apply(roll_over, by=request.user, on=today, seen=seen)
    except CannotMove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The school is in the new year."))
    return redirect("students:roll-over", pk=roll_over.pk)


def _plan_of(school, user):
    """The plan of today and the choices it is made from, which may not be saved yet."""
    today = timezone.localdate()
    year = next_year_code(year_to_leave(school, today))
    kept = RollOver.objects.filter(school=school, year_code=year).first()
    kept = kept or RollOver(school=school, year_code=year, made_by=user)
    return make_plan(school, kept.answers, today), kept


def _roll_over_or_404(request, pk):
    kept = RollOver.objects.visible_to(request.user, to=ACT)
    return get_object_or_404(kept.select_related("school", "movement"), pk=pk)
