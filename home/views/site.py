"""Who is here, where to begin, and the lectures on their shelves."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.landing import landing_url
from home.shelves import grades_of, shelves

GRADES = range(1, 13)


@require_safe
def start(request):
    """To the page of one's own; signing in first if need be (the middleware sees to it)."""
    return redirect(landing_url(request.user))


@login_not_required
@cache_control(private=True, no_store=True)
@require_safe
def me(request):
    """What `<who-is-here>` lays over a page that is the same for everybody."""
    user = request.user
    if not user.is_authenticated:
        return JsonResponse({})
    kind = "pupil" if user.student_or_none else "staff"
    return JsonResponse({"kind": kind, "name": user.get_short_name(), "start": landing_url(user)})


@login_not_required
@require_safe
def lectures(request):
    """All lectures that one may read, by subject; `?grade=` narrows. A pupil begins at the own grade."""
    found = shelves(request.user)
    grades = grades_of(found)
    grade = read_grade(request, grades)
    if grade:
        for shelf in found:
            shelf.courses = [course for course in shelf.courses if course.grade in (grade, None)]
        found = [shelf for shelf in found if shelf.courses]
    return render(request, "home/lectures.html", {"shelves": found, "grades": grades, "grade": grade})


def read_grade(request, grades):
    """The grade asked for; without asking, that of the pupil's class; None for all."""
    asked = request.GET.get("grade", "")
    if asked:
        return int(asked) if asked in {str(grade) for grade in GRADES} else None
    student = getattr(request.user, "student_or_none", None)
    enrolment = student and student.current_enrolment()
    grade = enrolment.school_class.grade if enrolment else None
    return grade if grade in grades else None
