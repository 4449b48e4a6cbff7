"""Health, and the pages for what went wrong."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@login_not_required
@never_cache
def health(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
def ready(request):
    """The database can be written and read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def stale_form(request, reason=""):
    """The page stood open too long, or came from elsewhere (Django's CSRF failure view)."""
    return render(request, "403_csrf.html", status=403)
