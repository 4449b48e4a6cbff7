"""Working pages that a browser may keep for whoever is signed in, to open them without signal.

The service worker (`lms/js/kept-pages.js`) keeps an answer only when it says for whom it is; caches of
browsers and proxies keep none of it.
"""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lms.storage import light

SCRIPT = "lms/js/kept-pages.js"


def keep_for(user, response):
    """Mark `response` as one that this person's browser may keep; the page loads `lms/js/keep-page.js`."""
    response["X-Keep-For"] = user.learner_key
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@cache_control(no_cache=True)
@require_safe
def service_worker(request):
    """At the root, so that it stands before every page; asked for anew each time (no-cache)."""
    source = Path(finders.find(SCRIPT)).read_text()
    return HttpResponse(light(SCRIPT, source), content_type="text/javascript; charset=utf-8")
