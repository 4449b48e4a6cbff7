"""Somebody tries many codes: said calmly to the school and the province, for a day.

The throttle (students/throttle.py) slows guessing down by itself; this tells people that it did, and that
they need not do anything. Which school it is follows from the codes tried: those of a school begin alike.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.models import Change
from lms.shortlist import Shortlist
from students import abilities
from students.models import School, Student

GROUP, DEVICE = "slow down guessing of codes", "slow down a device"
SHOWN = timedelta(hours=24)
# While it goes on, one line an hour tells enough.
AGAIN = timedelta(hours=1)
MOST = 5
# Pupils take their code along to another school; so many of a group must be of one to speak of it.
SHARE = 0.8


class WayIn(TextChoices):
    PUPIL = "pupil", _("code and PIN")
    CARD = "card", _("printed card")
    STAFF = "staff", _("name and password")
    TRAINING = "training", _("phone number and code of a training class")
    AGAIN = "again", _("own password once more")


@dataclass
class Alarm:
    at: datetime
    # None when it cannot be told.
    school: School | None
    is_device: bool
    way_in: str


def raise_alarm(act, way_in, name, tries):
    """Write down that a gate shut while `name`, as it was typed, was tried."""
    school = school_of_code(name) if way_in == WayIn.PUPIL else None
    school_id = school.pk if school else None
    since = timezone.now() - AGAIN
    if Change.objects.filter(act=act, school_id=school_id, at__gte=since, actor=None).exists():
        return
    Change.objects.create(
        act=act,
        model=School._meta.label_lower if school else "",
        object_id=str(school_id or ""),
        label=str(school or "")[:200],
        school_id=school_id,
        after={"way_in": way_in, "tries": tries},
    )


def school_of_code(code):
    """The school whose pupils have codes that begin like `code`; None when that is not clear."""
    codes = Student.objects.filter(code__prefix=code[:2]) if len(code) > 1 else Student.objects.none()
    counted = list(codes.order_by().values_list("school").annotate(n=Count("pk")).order_by("-n"))
    if not counted or counted[0][1] < SHARE * sum(n for _school, n in counted):
        return None
    return School.objects.get(pk=counted[0][0])


def shown_to(user):
    """(the latest alarms of the last day, how many more there are) at the schools of `user`."""
    mine = abilities.scope_for(user, "see changes")
    lines = Change.objects.filter(act__in=[GROUP, DEVICE], at__gte=timezone.now() - SHOWN)
    if not mine.everywhere:
        lines = lines.filter(school_id__in=mine.led_school_ids)
    lines = Shortlist(lines, MOST)
    schools = School.objects.in_bulk({line.school_id for line in lines if line.school_id})
    told = [
        Alarm(line.at, schools.get(line.school_id), line.act == DEVICE, line.after.get("way_in", ""))
        for line in lines
    ]
    return told, lines.more
