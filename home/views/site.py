"""Who is here, and where to begin."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.competitions import tablets
from home.landing import landing_url
from students.sign_in import shown_without_signal


@require_safe
def start(request):
    """To the page of one's own; signing in first if need be (the middleware sees to it)."""
    if request.user.student_or_none and tablets.tablet_of(request):
        # A card was scanned at a tablet of a room: there the pupil is waited for.
        return redirect("courses:hall_tablet")
    return redirect(landing_url(request.user))


@login_not_required
@cache_control(private=True, no_store=True)
@require_safe
def me(request):
    """What `<who-is-here>` lays over a page that is the same for everybody; with `?door` what this browser
    offers of its reader where there is no signal."""
    user = request.user
    if not user.is_authenticated:
        return JsonResponse({})
    kind = "pupil" if user.student_or_none else "staff"
    told = {"kind": kind, "name": user.get_short_name(), "start": landing_url(user)}
    if "door" in request.GET:
        told["door"] = shown_without_signal(user)
    return JsonResponse(told)
