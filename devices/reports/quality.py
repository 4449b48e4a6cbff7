"""How far the other numbers can be trusted: what is not bound, whose clock is off, what lists left out."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices import by_school
from devices.by_school import narrow
from devices.models import Assignment, Device, DeviceInstall, DeviceList, UsageDay
from devices.reports import links
from devices.reports.report import SCHOOL, PlaceReport, Threshold, count, per_cent
from devices.states import UseState, with_use_state

TOPIC = _("Can the numbers be trusted?")
NEVER_DAYS = (7, 30)
CLOCK_DAYS, LIST_DAYS = 30, 90
UNBOUND_AT_MOST = 10


def count_never_seen(numbers, school_ids, today):
    """Machines handed over so many days ago and bound, on which nothing was ever counted."""
    lines = Assignment.objects.open().filter(device=OuterRef("pk"))
    devices = with_use_state(narrow(Device.objects.filter(last_seen_day=None), school_ids), on=today)
    for days in NEVER_DAYS:
        moment = timezone.make_aware(datetime.combine(today - timedelta(days=days), time.min))
        some = devices.filter(Exists(lines.filter(handed_over_at__lt=moment)), use_state=UseState.NEVER_SEEN)
        by_school.count(numbers, f"never_seen_{days}", some)


def count_doubts(numbers, school_ids, today):
    held = narrow(Device.objects.in_custody(), school_ids)
    bound = DeviceInstall.objects.in_force().filter(device=OuterRef("pk"))
    by_school.count(numbers, "held", held)
    by_school.count(numbers, "unbound", held.filter(~Exists(bound)))
    wrong = UsageDay.objects.filter(day__gte=today - timedelta(days=CLOCK_DAYS), clock_suspect=True)
    by_school.count(numbers, "clocks_off", narrow(wrong, school_ids), what="device")
    lists = DeviceList.objects.filter(
        state=DeviceList.State.APPLIED, applied_at__date__gte=today - timedelta(days=LIST_DAYS)
    )
    for school, counts in narrow(lists.exclude(school=None), school_ids).values_list("school", "counts"):
        numbers[school]["rows_left_out"] += counts.get("skip", 0)


REPORTS = [
    PlaceReport(
        slug="never-seen",
        title=_("Handed over and never seen"),
        question=_("Which machines were handed over and have not been heard of since?"),
        columns=[
            count("never_seen_7", _("for more than 7 days"), links.devices(use="never_seen")),
            count("never_seen_30", _("for more than 30 days"), links.devices(use="never_seen")),
        ],
        count=count_never_seen,
        unknown=lambda figures: figures.count("use_not_measured"),
        unknown_words=_("not measured: no browser bound, or no consent of the family"),
        formula=_(
            "Machines that somebody holds, bound and with the family's consent, handed over more than so "
            "many days ago, on which no time was ever counted."
        ),
        threshold=Threshold(
            _("Any machine that was never seen for more than 30 days."),
            lambda figures: figures.count("never_seen_30") > 0,
        ),
        owner=SCHOOL,
        next_act=_("Ask the family whether the machine works and whether there is signal; see it at school."),
    ),
    PlaceReport(
        slug="data-quality",
        title=_("Gaps in what is recorded"),
        question=_("Where do the other reports not see?"),
        columns=[
            count("unbound", _("held, no browser bound"), links.devices(use="not_measured")),
            count("held", _("held by somebody"), links.devices(use="held")),
            count("clocks_off", _("machines whose clock was off in the last 30 days")),
            count("rows_left_out", _("rows that lists of the last 90 days left out")),
        ],
        count=count_doubts,
        unknown=lambda figures: figures.count("use_not_measured"),
        unknown_words=_("not measured: no browser bound, or no consent of the family"),
        formula=_(
            "Machines that somebody holds without any bound browser; machines with a day whose clock was "
            "off; rows of lists taken over for the school that were left out."
        ),
        threshold=Threshold(
            _("More than one in ten of the machines held is not bound."),
            lambda figures: (per_cent(figures, ["unbound"], ["held"]) or 0) > UNBOUND_AT_MOST,
        ),
        owner=SCHOOL,
        next_act=_(
            "Bind the machines; set clocks by the network; mend the rows and take the list over again."
        ),
    ),
]
