"""The private address for one's own calendar: made, renewed, ended, and read by a calendar's machine."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from home import calendar_feed
from students.abilities import can, requires
from students.models import CalendarFeed


@requires("send notices")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """What the calendar is told, and the address: shown once, when it is made."""
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = ""
    if request.method == "POST":
        if request.POST.get("act") == "end":
            CalendarFeed.objects.filter(user=request.user).delete()
            messages.success(request, _("The address is closed. Calendars that used it get nothing more."))
            return redirect("home:calendar")
        secret = calendar_feed.new_secret(request.user)
        address = request.build_absolute_uri(reverse("home:calendar_file", args=[secret]))
    return render(request, "home/calendar.html", {"feed": feed, "address": address})


@login_not_required
@never_cache
@require_safe
def file(request, secret):
    """For a machine that keeps no cookies: whoever knows the secret reads it."""
    feed = calendar_feed.of_secret(secret)
    if feed is None or not can(feed.user, "send notices"):
        raise Http404
    today = timezone.localdate()
    if feed.used_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(used_on=today)
    return HttpResponse(
        calendar_feed.as_ics(feed.user),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="calendar.ics"'},
    )
