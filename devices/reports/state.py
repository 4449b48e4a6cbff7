"""In what state the machines are."""

from django.utils.translation import gettext_lazy as _

from devices.reports import links
from devices.reports.report import SCHOOL, Column, PlaceReport, Threshold, count, per_cent

TOPIC = _("State")
ALL = [
    "state_received",
    "state_in_stock",
    "state_in_service",
    "state_repair",
    "state_lost",
    "state_stolen",
    "state_retired",
    "state_disposed",
]
BROKEN_AT_MOST = 10


def registered(figures):
    return sum(figures.count(name) for name in ALL)


REPORTS = [
    PlaceReport(
        slug="states",
        title=_("State of the machines"),
        question=_("How many machines work, and how many do not?"),
        columns=[
            Column(
                _("registered"), lambda figures: sum(figures.count(name) for name in ALL), links.devices()
            ),
            count("state_in_service", _("in use"), links.devices(state="in_service")),
            count("state_in_stock", _("in stock"), links.devices(state="in_stock")),
            count("state_repair", _("broken or in repair"), links.devices(state="repair")),
            Column(
                _("lost or stolen"),
                lambda figures: figures.count("state_lost") + figures.count("state_stolen"),
            ),
            Column(
                _("out of use"),
                lambda figures: figures.count("state_retired") + figures.count("state_disposed"),
            ),
        ],
        unknown=lambda figures: figures.count("state_received"),
        unknown_words=_("machines received and not yet checked"),
        formula=_("Machines by the state on their page; what was written off stays counted as out of use."),
        threshold=Threshold(
            _("More than one machine in ten is broken or in repair."),
            lambda figures: (per_cent(figures, ["state_repair"], ALL) or 0) > BROKEN_AT_MOST,
        ),
        owner=SCHOOL,
        next_act=_("Send what is broken to repair, and ask after what has been away for long."),
    ),
]
