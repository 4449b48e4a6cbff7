from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from home.forms.preferences import PreferencesForm
from lms import looks
from lms.doors import local_path

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Theme, text size and data saver of this browser, kept in a cookie."""
    form = PreferencesForm(request.POST or None, initial=looks.read(request.COOKIES))
    if request.method == "POST" and form.is_valid():
        response = redirect(way_back(request))
        # Not HttpOnly: lms/js/looks.js reads it on pages that are the same for everybody.
        response.set_cookie(
            looks.COOKIE,
            looks.write(form.cleaned_data),
            max_age=A_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
    back = request.GET.get("next", "")
    return render(request, "home/preferences.html", {"form": form, "back": back})


@login_not_required
def account(request):
    """Wagtail's own page asks for a first name and a picture that nobody uses here."""
    return redirect(reverse("home:preferences") + "?next=/admin/")


def way_back(request):
    """The page one came from, when it is one of ours; else this one, to see what it did."""
    return local_path(request.POST.get("next")) or request.path
