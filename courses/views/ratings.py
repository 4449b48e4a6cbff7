"""What teachers tell each other of a lecture."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import ratings
from courses.forms.library import RatingForm
from courses.models import LecturePage
from students.abilities import requires

SHOWN = 30


@requires("rate lectures")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lecture(request, key):
    """One's own word on a lecture, and what colleagues said once there are enough of them."""
    page = get_object_or_404(LecturePage.objects.visible_to(request.user).defer("body"), translation_key=key)
    mine = page.ratings.filter(by=request.user).first()
    form = RatingForm(request.POST or None, instance=mine)
    if request.method == "POST":
        if "take_back" in request.POST:
            ratings.take_back(page, request.user)
            messages.success(request, _("Your word is taken back."))
            return redirect("courses:ratings", key)
        if form.is_valid():
            ratings.rate(page, request.user, form.cleaned_data["verdict"], form.cleaned_data["words"])
            messages.success(request, _("Thank you. Your colleagues see it once three have said something."))
            return redirect("courses:ratings", key)
    counts = ratings.tally(page)
    context = {"page": page, "form": form, "mine": mine, "voices": sum(counts.values())}
    if ratings.enough(counts):
        context |= {
            "counts": counts,
            "others": page.ratings.exclude(words="").exclude(by=request.user).order_by("-at")[:SHOWN],
        }
    return render(request, "courses/ratings.html", context, status=422 if form.errors else 200)
