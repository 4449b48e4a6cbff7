"""The library: lectures and good pages of others, by filters."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.library.filters import ORDERS
from courses.library.finding import LONGEST
from home import library
from students.abilities import can


@login_not_required
@require_safe
def lectures(request):
    """All that one may read, narrowed by the address; a pupil begins at the own grade."""
    shown = library.browse(request, own_grade(request.user))
    context = {
        "shown": shown,
        "filters": shown.filters,
        "orders": ORDERS.items(),
        "longest": LONGEST,
        "may_propose": can(request.user, "propose outside pages"),
    }
    return render(request, "home/lectures.html", context)


def own_grade(user):
    """The grade of a pupil's class; None for everybody else."""
    student = getattr(user, "student_or_none", None)
    enrolment = student and student.current_enrolment()
    return enrolment.school_class.grade if enrolment else None
