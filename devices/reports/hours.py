"""At which hour of the day machines fail to reach us, place by place."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from devices import signal_counts
from devices.hours import HOURS
from devices.reports.report import Column, PlaceReport, Threshold

# Fewer tell nothing of the signal, but might of a child.
LEAST_TRIES = LEAST_MACHINES = 5
MANY = 50


def tries(figures, name="hours_tried"):
    return sum(figures.numbers.get(name, {}).values())


def share_at(figures, hour):
    """Per cent of the tries at `hour` that failed; None where tries or machines are too few."""
    if figures.count("connection_measured") < LEAST_MACHINES:
        return None
    tried = figures.numbers.get("hours_tried", {}).get(str(hour), 0)
    failed = figures.numbers.get("hours_failed", {}).get(str(hour), 0)
    return round(100 * failed / tried) if tried >= LEAST_TRIES else None


def share_of_all(figures):
    return round(100 * tries(figures, "hours_failed") / tries(figures)) if tries(figures) else None


def worst(figures):
    """(share, hour) of the hour in which most of the tries failed, the earliest of several; None for none."""
    told = [(share_at(figures, hour), -hour) for hour in HOURS if share_at(figures, hour)]
    share, hour = max(told, default=(None, None))
    return (share, -hour) if told else None


def words_of(hour):
    return f"{hour}h"


REPORT = PlaceReport(
    slug="failures-by-hour",
    title=_("Failures by the hour of the day, in this month and the last"),
    question=_("At which hours do machines fail to reach us, and where?"),
    columns=[
        Column(_("of the tries failed"), share_of_all, is_share=True),
        Column(_("tries to connect"), tries),
        Column(_("failed"), partial(tries, name="hours_failed")),
        Column(_("worst hour"), lambda figures: words_of(worst(figures)[1]) if worst(figures) else None),
        *(Column(words_of(hour), partial(share_at, hour=hour), is_share=True) for hour in HOURS),
    ],
    unknown=lambda figures: figures.count("use_not_measured"),
    unknown_words=_("machines that are not measured"),
    formula=_(
        "Tries of this month and the one before, one an hour at most for each browser, by the hour of the "
        "day in Điện Biên: the share that failed. «7h» is from seven to eight. Hours with fewer than five "
        "tries are left empty, and all hours of a place with fewer than five measured machines. Read from "
        "sums of the school by month, in which no child and no machine is known."
    ),
    threshold=Threshold(
        _("An hour in which more than half of the tries fail."),
        lambda figures: bool(worst(figures)) and worst(figures)[0] > MANY,
    ),
    owner=_("the commune with the carriers"),
    next_act=_(
        "Tell the carriers place and hour: failures in the evening alone are a crowded mast, failures all "
        "day are a place without signal. Meanwhile load lessons in the hours that work."
    ),
    count=signal_counts.failures_by_hour,
)
