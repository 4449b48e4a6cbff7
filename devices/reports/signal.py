"""Whether there is signal: in machines, at home, in plans that end, in the Wi-Fi of schools."""

from django.utils.translation import gettext_lazy as _

from devices import signal_counts
from devices.reports import hours, links
from devices.reports.report import SCHOOL, Column, PlaceReport, Threshold, count, per_cent, share

TOPIC = _("Signal")
FROM_COMMUNES = _("the commune with the carriers")
HOMES = ["home_good", "home_weak", "home_none"]


def _share(name, wholes):
    return lambda figures: per_cent(figures, [name], wholes) or 0


REPORTS = [
    PlaceReport(
        slug="no-connection",
        title=_("Machines without a connection in 30 days"),
        question=_("Which machines in somebody's hands have not reached us for a month?"),
        columns=[
            count("connection_none", _("not heard of in 30 days"), links.devices(use="unheard")),
            count(
                "connection_measured",
                _("measured machines in somebody's hands"),
                links.devices(use="measured"),
            ),
            share(["connection_none"], ["connection_measured"], _("share")),
        ],
        unknown=lambda figures: figures.count("connection_unknown"),
        unknown_words=_("not measured: no browser bound, or no consent of the family"),
        formula=_(
            "Machines that somebody holds and that are measured, of which nothing was heard in the last 30 "
            "days or ever. A machine that is not measured is never counted as without a connection."
        ),
        threshold=Threshold(
            _("More than one measured machine in five."),
            lambda figures: _share("connection_none", ["connection_measured"])(figures) > 20,
        ),
        owner=SCHOOL,
        next_act=_("Ask the family: plan lapsed, no signal, broken? Renew, or show the support point."),
        count=signal_counts.no_connection,
    ),
    PlaceReport(
        slug="signal-at-home",
        title=_("Pupils with a machine, by the signal at home"),
        question=_("Who has a machine, and no or weak signal at home?"),
        columns=[
            count("home_none", _("no signal"), links.devices(home="none")),
            count("home_weak", _("weak signal"), links.devices(home="weak")),
            count("home_good", _("good signal"), links.devices(home="good")),
        ],
        unknown=lambda figures: figures.count("home_unknown"),
        unknown_words=_("pupils with a machine whose family has not told yet"),
        formula=_(
            "Pupils for whom a machine is handed over, by the best signal of any carrier that the family "
            "told last. What no family told is unknown, never «no signal»."
        ),
        threshold=Threshold(
            _("More than one home in four that was told of has no or weak signal."),
            lambda figures: (per_cent(figures, ["home_none", "home_weak"], HOMES) or 0) > 25,
        ),
        owner=FROM_COMMUNES,
        next_act=_("Ask families to tell, load lessons at school, and name the villages to the carriers."),
        count=signal_counts.homes,
    ),
    PlaceReport(
        slug="plans",
        title=_("Data plans that end, and that have lapsed"),
        question=_("Whose plan ends soon, and who is offline already?"),
        columns=[
            count("plan_lapsed", _("lapsed"), links.sims(plan="lapsed")),
            count("plan_needed", _("lapsed, and somebody holds the card"), links.sims(plan="needed")),
            count("plan_7", _("ends within 7 days"), links.sims(plan="7")),
            count("plan_14", _("ends within 14 days"), links.sims(plan="14")),
            count("plan_30", _("ends within 30 days"), links.sims(plan="30")),
            count("sims", _("active SIM cards"), links.sims(plan="active")),
        ],
        unknown=lambda figures: figures.count("plan_unknown"),
        unknown_words=_("active SIM cards whose plan was never noted"),
        formula=_("Active SIM cards by the last day of their last plan that stands."),
        threshold=Threshold(
            _("More than one active card in ten has lapsed in somebody's hands."),
            lambda figures: _share("plan_needed", ["sims"])(figures) > 10,
        ),
        owner=SCHOOL,
        next_act=_("Open the list, renew many at once, or ask the carrier; tell the parents' group."),
        count=signal_counts.needed,
    ),
    PlaceReport(
        slug="idle-sims",
        title=_("SIM cards that are paid for and not used"),
        question=_("Which active SIM cards used nothing in two months?"),
        columns=[
            count("sim_idle", _("used nothing"), links.sims(used="idle")),
            count("sim_counted", _("counted by a carrier"), links.sims(used="counted")),
            share(["sim_idle"], ["sim_counted"], _("share")),
        ],
        unknown=lambda figures: figures.count("sims") - figures.count("sim_counted"),
        unknown_words=_("active SIM cards that no carrier's file counted in two months"),
        formula=_("Active SIM cards with less than 1 MB in all files of carriers of the last 60 days."),
        threshold=Threshold(
            _("More than one counted card in five."),
            lambda figures: _share("sim_idle", ["sim_counted"])(figures) > 20,
        ),
        owner=SCHOOL,
        next_act=_("Look whether the card sits in a machine, then move it to a child who needs it."),
        count=signal_counts.idle,
    ),
    PlaceReport(
        slug="school-wifi",
        title=_("Wi-Fi of schools, measured against contracted"),
        question=_("Does the school get the speed that is paid for?"),
        columns=[
            count("wifi_contracted", _("contracted Mbit/s")),
            count("wifi_measured", _("measured Mbit/s")),
            count("wifi_slow", _("schools below half of it")),
            Column(_("schools compared"), lambda figures: figures.count("wifi_compared")),
        ],
        unknown=lambda figures: figures.count("wifi_unknown"),
        unknown_words=_("schools whose contract or measure is missing"),
        formula=_("Running contracts of a school beside its newest measure; below half of it is slow."),
        threshold=Threshold(
            _("A school gets less than half of what is paid for."),
            lambda figures: figures.count("wifi_slow") > 0,
        ),
        owner=SCHOOL,
        next_act=_("Measure once more beside the router, then send the provider both numbers."),
        count=signal_counts.wifi,
    ),
    PlaceReport(
        slug="failures",
        title=_("Tries to connect that failed in 30 days"),
        question=_("Where do machines fail to reach us?"),
        columns=[
            count("net_failures", _("failed")),
            count("net_tries", _("tries to connect")),
            share(["net_failures"], ["net_tries"], _("share")),
        ],
        unknown=lambda figures: figures.count("use_not_measured"),
        unknown_words=_("machines that are not measured"),
        formula=_(
            "Tries of the last 30 days as machines counted them themselves, by place. At which hour they "
            "fail is a report of its own."
        ),
        threshold=Threshold(
            _("More than three tries in ten fail."),
            lambda figures: _share("net_failures", ["net_tries"])(figures) > 30,
        ),
        owner=FROM_COMMUNES,
        next_act=_("Compare with the signal of the villages, and name the places to the carriers."),
        count=signal_counts.failures,
    ),
    hours.REPORT,
]
