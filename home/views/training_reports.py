"""Certificates, and what training came to: counts by commune, people and sex, without names."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from home.models import TrainingCourse
from home.models.training import LEAD, REPORT
from home.training import certificates, counting
from home.views.training import led
from lms import downloads, spreadsheets
from lms.text import make_slug
from students.abilities import requires


@requires(LEAD)
@never_cache
@require_POST
def certify(request, pk):
    """Certificates of all who were there often enough, or of one."""
    course = led(request.user, pk)
    earned = certificates.who_earned(course)
    if chosen := request.POST.get("enrolment"):
        earned = [one for one in earned if str(one.pk) == chosen]
    if not earned:
        messages.info(
            request,
            _("Nobody has a certificate yet: it is given after the last session, for enough sessions."),
        )
        return redirect("home:training_people", pk)
    pairs = certificates.issue(course, earned, by=request.user)
    return downloads.pdf(certificates.render(course, pairs), f"chung-nhan-{make_slug(course.title)}.pdf")


@requires(REPORT)
@never_cache
@require_safe
def report(request):
    """All classes that one may count together."""
    return _shown(request, TrainingCourse.objects.reported_to(request.user).exclude(opened_at=None))


@requires(REPORT)
@never_cache
@require_safe
def of_course(request, pk):
    course = get_object_or_404(TrainingCourse.objects.reported_to(request.user), pk=pk)
    return _shown(request, TrainingCourse.objects.filter(pk=course.pk), course)


def _shown(request, courses, course=None):
    total, cuts = counting.of(courses)
    if "xlsx" in request.GET:
        book = spreadsheets.write(list(counting.sheets(total, cuts)))
        return downloads.xlsx(book, f"tap-huan-{make_slug(course.title) if course else 'tat-ca'}.xlsx")
    named = counting.titles()
    context = {
        "course": course,
        "courses": None if course else courses.count(),
        "total": total,
        "cuts": [(named[cut], lines) for cut, lines in cuts.items()],
    }
    return render(request, "home/training/report.html", context)
