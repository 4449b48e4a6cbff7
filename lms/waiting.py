"""`/waiting/`: what of somebody's work still waits on this device. The same page for everybody, public, so
that it opens without signal; the browser alone knows what waits (`lms/js/waiting-list.js`)."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lms import event_words


@login_not_required
@cache_control(public=True, no_cache=True)
@require_safe
def waiting(request):
    words = {"kinds": event_words.told(), "reasons": event_words.reasons()}
    return render(request, "lms/waiting.html", {"words": words})
