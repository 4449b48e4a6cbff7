"""A teacher gives an attempt back to its pupil."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import handing_back, papers
from courses.forms.desk import HandBackForm
from courses.judging import attempts_judged_by
from students import looked
from students.abilities import requires


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request, pk):
    """Why, what and until when; then it is with its pupil again."""
    found = get_object_or_404(
        attempts_judged_by(request.user).select_related("paper", "page", "student", "school_class"), pk=pk
    )
    numbers = papers.numbers_of(found)
    form = HandBackForm(request.POST or None, numbers=[(place, number) for place, number in numbers.items()])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                handing_back.hand_back(found, told["places"], told["reason"], told["until"], by=request.user)
            except handing_back.Refused as why:
                form.add_error(None, str(why))
            else:
                messages.success(
                    request, _("Handed back. The pupil sees why, and works on in the same paper.")
                )
                return redirect("courses:marking")
    # Its name is not told here: it may be marked without names.
    looked.note(request.user, "answers", found.student, once_a_day=True)
    context = {"attempt": found, "form": form, "earlier": found.hand_backs.select_related("by")}
    return render(request, "courses/hand_back.html", context, status=status)
