"""Whether the machines still report, and whether they are used to learn."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from devices import learning
from devices.reports import links
from devices.reports.report import SCHOOL, Cell, ListReport, PlaceReport, Row, Threshold, count, per_cent

TOPIC = _("Use")
HELD = ["use_live", "use_at_risk", "use_silent", "use_never_seen", "use_not_measured"]
MEASURED = HELD[:-1]
SILENT_AT_MOST = 20


def months(scope, total):
    keys = [school.pk for school, _figures in total.schools]
    names = ["middle", "low", "high", "devices", "days", "hours", "offline", "holder", "other", "nobody"]
    shares = {"offline", "holder", "other", "nobody"}
    heading = [
        _("month"),
        _("median"),
        _("low (1 in 10)"),
        _("high (9 in 10)"),
        _("devices"),
        _("days of use"),
        _("hours of learning"),
        _("share offline"),
        _("share of its holder"),
        _("share of another learner"),
        _("share of nobody signed in"),
    ]
    rows = [
        Row(f"{row['month']:%m/%Y}", [Cell(row[name], is_share=name in shares) for name in names])
        for row in learning.months(keys, scope.today)
    ]
    return heading, rows, total.count("use_not_measured")


REPORTS = [
    PlaceReport(
        slug="still-reporting",
        title=_("Machines that still report"),
        question=_("Which machines in somebody's hands are silent?"),
        columns=[
            count("use_live", pgettext_lazy("a device", "live"), links.devices(use="live")),
            count("use_at_risk", _("at risk"), links.devices(use="at_risk")),
            count("use_silent", _("silent"), links.devices(use="silent")),
            count("use_never_seen", _("never seen"), links.devices(use="never_seen")),
            count("use_not_measured", _("not measured"), links.devices(use="not_measured")),
        ],
        unknown=lambda figures: figures.count("use_not_measured"),
        unknown_words=_("not measured: no browser bound, or no consent of the family"),
        formula=_(
            "Machines that somebody holds, by the last day on which time was counted on them: up to 21 days "
            "ago, 22 to 28, longer, never."
        ),
        threshold=Threshold(
            _("More than one in five of those measured is silent or was never seen."),
            lambda figures: (
                (per_cent(figures, ["use_silent", "use_never_seen"], MEASURED) or 0) > SILENT_AT_MOST
            ),
        ),
        owner=SCHOOL,
        next_act=_("Ask the family: broken, no signal, or no time? Bind machines that were never bound."),
    ),
    ListReport(
        slug="learning",
        title=_("Minutes of learning on a day of use"),
        question=_("On a day on which a machine is used, how long is it used to learn?"),
        rows=months,
        formula=_(
            "Minutes of all learners of one machine on one day, added up; the median of such days, and the "
            "values that one in ten stays below and nine in ten do not exceed."
        ),
        threshold_words=_("A median under ten minutes."),
        owner=SCHOOL,
        next_act=_("Give the classes work for the machine, and ask what keeps them from it."),
        unknown_words=_("machines that are not measured"),
    ),
]
