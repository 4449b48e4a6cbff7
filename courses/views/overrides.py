"""Rules of a quiz for one pupil or a class, and the extra time that a pupil always has."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import overriding, quiz_rules
from courses.forms.overrides import ExtraTimeForm, OverrideForm
from courses.judging import ACTS, classes_judged_by
from students import looked
from students.abilities import requires
from students.models import Student

from .results import found_quiz

CLASS = "class"


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overrides(request, uid, class_uid):
    """Who has which rules; with `for`, a form for the class or one pupil."""
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    if not classes_judged_by(request.user).filter(pk=school_class.pk).exists():
        raise Http404
    students = list(_judged_pupils(request.user).sitting_in(school_class))
    chosen = _chosen(request, school_class, students)
    latest = overriding.latest_of(page, students, school_class)
    form = chosen and OverrideForm(request.POST or None, page=page, instance=latest.get(chosen))
    if request.method == "POST" and chosen and form.is_valid():
        who = {"school_class": chosen} if chosen == school_class else {"student": chosen}
        told = {} if "clear" in request.POST else form.rules() | {"reason": form.cleaned_data["reason"]}
        try:
            overriding.override(page, by=request.user, **who, **told)
        except overriding.Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Kept. It holds at once, also for work that was begun."))
            return redirect("courses:quiz_overrides", uid, class_uid)
    owns, times = overriding.owns_of(students, page, school_class), overriding.times_of(students)
    looked.note(request.user, "own rules", *(one for one in students if one.pk in times), once_a_day=True)
    rows = [(one, quiz_rules.of(page, owns[one.pk]), latest.get(one), times.get(one.pk)) for one in students]
    context = {
        "page": page,
        "school_class": school_class,
        "of_class": latest.get(school_class),
        "rules": quiz_rules.of(page, quiz_rules.own(latest.get(school_class))),
        "rows": rows,
        "chosen": chosen,
        "form": form,
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "courses/quiz_overrides.html", context, status=status)


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extra_time(request, pk):
    student = get_object_or_404(_judged_pupils(request.user), pk=pk)
    looked.note(request.user, "own rules", student, once_a_day=True)
    now = overriding.times_of([student]).get(student.pk)
    form = ExtraTimeForm(request.POST or None, instance=now)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        overriding.give_extra_time(student, told["percent"], by=request.user, reason=told["reason"])
        messages.success(request, _("Kept. It holds in every timed quiz, also in one being taken."))
        return redirect("students:student", student.pk)
    context = {"student": student, "form": form, "now": now if now and now.percent else None}
    return render(request, "courses/extra_time.html", context, status=422 if form.is_bound else 200)


def _judged_pupils(user):
    """Pupils to whom `user` gives work, or whose school `user` leads."""
    theirs, *others = (Student.objects.visible_to(user, to=act) for act in ACTS)
    for one in others:
        theirs |= one
    return theirs.distinct()


def _chosen(request, school_class, students):
    """The class or the pupil for whom the form is; None: only the list is wanted."""
    asked = request.GET.get("for", "")
    if not asked:
        return None
    if asked == CLASS:
        return school_class
    found = next((one for one in students if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found
