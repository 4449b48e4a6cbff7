"""Use as systems tell it that manage machines, beside what we counted."""

from django.utils.translation import gettext_lazy as _

from devices import by_school
from devices.by_school import narrow
from devices.external import beside
from devices.models import Device
from devices.reports.report import SCHOOL, Column, PlaceReport, Threshold, count


def count_told(numbers, school_ids, today):
    held = narrow(Device.objects.in_custody(), school_ids)
    by_school.count(numbers, "mdm_held", held)
    by_school.count(numbers, "mdm_told", beside.told_of(held, today))
    by_school.count(numbers, "mdm_seen_elsewhere", beside.seen_elsewhere(held, today))
    for school, told, own in beside.screens(school_ids, today):
        numbers[school]["mdm_screen_s"] += told
        numbers[school]["mdm_own_s"] += own or 0


def hours(name):
    return lambda figures: round(figures.count(name) / 3600)


REPORT = PlaceReport(
    slug="told-by-others",
    title=_("Measured by us, and told by other systems"),
    question=_("Where do systems that manage machines see something else than we do?"),
    columns=[
        count("mdm_seen_elsewhere", _("seen by others in 30 days, not by us")),
        count("mdm_told", _("machines told of by others")),
        Column(_("hours before the screen, as others tell"), hours("mdm_screen_s")),
        Column(_("hours that we counted on the same days"), hours("mdm_own_s")),
    ],
    count=count_told,
    unknown=lambda figures: figures.count("mdm_held") - figures.count("mdm_told"),
    unknown_words=_("machines in somebody's hands of which no other system told in two months"),
    formula=_(
        "Machines that somebody holds, by the files of the last 60 days that were taken in from systems "
        "which manage machines. Their hours are of all apps, ours of our own pages on the same days of the "
        "same machines; they stand side by side, are never added, and are not learning time."
    ),
    threshold=Threshold(
        _("Any machine that others saw in 30 days and we did not."),
        lambda figures: figures.count("mdm_seen_elsewhere") > 0,
    ),
    owner=SCHOOL,
    next_act=_(
        "The machine works and has signal: bind its browser, and show the child where the lessons are."
    ),
)
