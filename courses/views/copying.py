"""A lecture of another school, taken over into a course of one's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import copying, teachers_places
from courses.forms.copying import CopyForm
from courses.models import LecturePage
from students.abilities import requires


@requires("write short lectures")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, uid):
    """Into which course; then the draft, with its credit. A licence that says no is told in words."""
    origin = get_object_or_404(LecturePage.objects.visible_to(request.user), translation_key=uid)
    courses = teachers_places.courses_open_for(request.user)
    refusal = origin.why_not_copied()
    form = CopyForm(request.POST or None, courses=courses, origin=origin)
    if request.method == "POST" and not refusal and form.is_valid():
        page, left_out, in_quiz = copying.copy(origin, form.cleaned_data["course"], request.user)
        messages.success(request, _("Copied as a draft. The credit stands at its end."))
        if left_out:
            words = ngettext(
                "%(n)d thing was left out: it shows pupils of the other school, or may not be copied.",
                "%(n)d things were left out: they show pupils of the other school, or may not be copied.",
                left_out,
            )
            messages.warning(request, words % {"n": left_out})
        if in_quiz:
            words = ngettext(
                "%(n)d question was left out: a graded quiz asks it, and practice shows its answer.",
                "%(n)d questions were left out: graded quizzes ask them, and practice shows their answers.",
                in_quiz,
            )
            messages.warning(request, words % {"n": in_quiz})
        return redirect("courses:writing", page.translation_key)
    context = {
        "origin": origin,
        "form": form,
        "refusal": refusal,
        "may_write": courses.exists(),
        "may_open": teachers_places.may_open_places(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/writing/copy.html", context, status=status)
