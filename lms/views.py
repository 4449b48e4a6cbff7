"""Health, background jobs, and the pages for what went wrong."""

import hashlib
import mimetypes
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousFileOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils._os import safe_join
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from lms import bodies
from lms import ready as readiness
from lms.downloads import alone
from lms.models import Job
from lms.ranges import serve_file

SECONDS_BETWEEN_LOOKS = "2"


@login_not_required
@never_cache
@require_safe
def health(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request):
    """The database writes and reads, its migrations are applied, the disk has room."""
    faults = readiness.faults()
    if faults:
        return HttpResponse("\n".join(faults) + "\n", status=503, content_type="text/plain")
    return HttpResponse("\n".join(["ok", *readiness.notes()]) + "\n", content_type="text/plain")


@never_cache
@require_safe
def job(request, pk):
    """How far a piece of background work is; looks again by itself until it ended."""
    shown = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if shown.state == Job.State.DONE and shown.next_url:
        # The page that was waited for, without one more press.
        return redirect(shown.next_url)
    response = render(request, "lms/job.html", {"job": shown})
    if not shown.is_finished:
        response["Refresh"] = SECONDS_BETWEEN_LOOKS
    return response


class AuthoringCatalog(JavaScriptCatalog):
    """What Wagtail's editor says through JavaScript, ours added to Wagtail's own."""

    def get_paths(self, packages):
        return [*super().get_paths(packages), *settings.LOCALE_PATHS]


authoring_words = AuthoringCatalog.as_view(packages=["wagtail.admin"])


@login_not_required
@require_safe
def rendition(request, path):
    """A picture made ready for pages. In production nginx serves it (docs/operate.md).

    Nothing else under the media folder has an address: originals may carry what the
    picture's maker did not mean to show, and documents are asked for at /documents/.
    """
    try:
        found = Path(safe_join(settings.MEDIA_ROOT / "images", path))
        if not found.is_file():
            raise Http404
        content_type = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        # A changed picture gets a new name.
        etag = hashlib.sha256(path.encode()).hexdigest()[:24]
        response = serve_file(request, found, content_type, etag)
    # A name that no disk can hold, and one that leads elsewhere.
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    # Its name ends when somebody takes a picture back: a cache may show it for an hour more, not for a month.
    response["Cache-Control"] = "public, max-age=3600, must-revalidate"
    return alone(response)


def stale_form(request, reason=""):
    """The page stood open too long, or came from elsewhere (Django's CSRF failure view)."""
    if request.path == "/sync/":
        return JsonResponse({"error": "csrf"}, status=403)
    return render(request, "403_csrf.html", status=403)


@login_not_required
@never_cache
@require_safe
def too_large(request):
    """What nginx shows to whoever sends more than it lets through (docs/operate.md)."""
    return bodies.too_large(request)


@requires_csrf_token
def unreadable(request, exception):
    """A request that Django refuses: too much of it, or signs in it that nobody typed."""
    if isinstance(exception, bodies.TOO_LARGE):
        return bodies.too_large(request)
    return render(request, "400.html", status=400)


@requires_csrf_token
def server_error(request):
    """A fault of ours; when the database is away, say so and when to come back."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "30"
        return response
    return render(request, "500.html", status=500)
