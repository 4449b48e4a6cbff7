"""Sign-in cards of a whole school in one go: one PDF, class after class."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms import downloads
from lms.text import make_slug
from students import cards, looked, throttle
from students.abilities import requires
from students.forms.cards import SchoolCardsForm
from students.models import School, SchoolClass, SchoolYear, Student
from students.views.classes import renewed_too_often

ACT = "print sign-in cards"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def school_cards(request, code):
    """Choose, then get the PDF. The PINs in it are kept nowhere, so it is made while one waits."""
    school = get_object_or_404(School.objects.visible_to(request.user, to=ACT), code=code)
    classes = _classes(request.user, school)
    students = Student.objects.sitting_in_any(classes).select_related("user", "school")
    without = students.without_card().count()
    whose = SchoolCardsForm.WITHOUT if without else SchoolCardsForm.ALL
    form = SchoolCardsForm(request.POST or None, initial={"whose": whose})
    if request.method != "POST" or not form.is_valid():
        context = {
            "school": school,
            "form": form,
            "classes": classes.count(),
            "pupils": students.count(),
            "without": without,
        }
        return render(request, "students/school_cards.html", context, status=400 if form.is_bound else 200)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:school-cards", school.code)
    told = form.cleaned_data
    if told["whose"] == SchoolCardsForm.WITHOUT:
        students = students.without_card()
    chosen = list(students)
    if not chosen:
        words = _(
            "Nobody is without a card. To print them once more, choose «all pupils»; was the file with the "
            "PINs lost, choose new PINs for all as well."
        )
        messages.warning(request, words)
        return redirect("students:school-cards", code=school.code)
    made = cards.make_cards(chosen, by=request.user, pins=told["pins"], revoke=told["revoke"])
    looked.note(request.user, "sign-in card", *chosen)
    return downloads.pdf(cards.render_cards(made), f"the-{make_slug(school.name)}.pdf")


def door_for(user, school):
    """The address of the page where there are several classes to print for; None else."""
    if _classes(user, school)[:2].count() < 2:
        return None
    return reverse("students:school-cards", args=[school.code])


def _classes(user, school):
    """Those of the running year, and in summer of the next, whose cards `user` prints."""
    today = timezone.localdate()
    years = SchoolYear.objects.filter(ends_on__gte=today)
    return SchoolClass.objects.visible_to(user, to=ACT).not_closed().filter(school=school, year__in=years)
