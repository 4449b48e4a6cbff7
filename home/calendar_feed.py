"""What is due for one member of staff, as a calendar reads it (RFC 5545): notices with a day, work given to
the own classes. Read by machines of others under a private address, so nothing of pupils stands in it."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from courses.models import GivenWork
from home.desk import classes_of
from students.models import CalendarFeed, Notice

# A calendar also wants what was lately.
DAYS_BACK = 30
MOST = 500
HOURS_BETWEEN = timedelta(hours=4)


def new_secret(user):
    """A new address for `user`; an old one ends. Only now is the secret known."""
    secret = secrets.token_urlsafe(24)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"secret_hash": hash_of(secret), "used_on": None}
    )
    return secret


def of_secret(secret):
    """The feed of that secret whose owner may still sign in, or None."""
    found = CalendarFeed.objects.select_related("user").filter(secret_hash=hash_of(secret))
    return found.filter(user__is_active=True).first()


def hash_of(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def as_ics(user):
    """The calendar of `user`, as bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Song va may tinh cho em//calendar//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("School: what is due"))
    calendar.add("refresh-interval", HOURS_BETWEEN, parameters={"value": "DURATION"})
    since = timezone.localdate() - timedelta(days=DAYS_BACK)
    for uid, day, title, path in [*_notices(user, since), *_works(user, since)][:MOST]:
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", timezone.now())
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", title)
        event.add("url", f"{settings.PUBLIC_URL}{path}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _notices(user, since):
    mine = Notice.objects.visible_to(user).standing().filter(due_on__gte=since)
    mine = mine.filter(pk__in=Notice.objects.addressed_to(user).values("pk")) | mine.filter(by=user)
    for notice in mine.distinct().order_by("due_on", "pk")[:MOST]:
        yield f"notice-{notice.pk}@{_host()}", notice.due_on, notice.title, notice.get_absolute_url()


def _works(user, since):
    works = GivenWork.objects.open().filter(
        school_class__in=classes_of(user).values("pk"), due_at__date__gte=since, page__live=True
    )
    for work in works.select_related("page", "school_class").order_by("due_at", "pk")[:MOST]:
        title = _("Class %(class)s: %(title)s") % {"class": work.school_class.name, "title": work.page.title}
        day = timezone.localtime(work.due_at).date()
        yield f"work-{work.pk}@{_host()}", day, title, work.page.get_url()


def _host():
    return settings.PUBLIC_URL.rpartition("//")[2]
