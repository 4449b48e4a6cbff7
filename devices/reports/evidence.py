"""Evidence for the index of digital transformation: what the reports say of the programme, one line each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from devices.reports import REPORTS
from devices.reports.report import per_cent
from devices.reports.use import HELD, MEASURED

NOT_MEASURED = ("use_not_measured", _("not measured: no browser bound, or no consent of the family"))
# (what is asked, share as (parts, wholes), the report of the same numbers, how the share is counted, (the
# number of those of whom it is not known, who they are) or None)
LINES = [
    (
        _("pupils with a machine for learning"),
        (["equipped"], ["pupils"]),
        "not-equipped",
        _("Pupils who study now and hold a device, or whose household was given one; of all who study now."),
        (
            "pupils_household_unknown",
            _("pupils whose household is not known: a brother or sister may hold a machine already"),
        ),
    ),
    (
        _("teachers with a machine"),
        (["teachers_equipped"], ["teachers"]),
        "not-equipped",
        _("Teachers who have not left and hold a device; of all who have not left."),
        None,
    ),
    (
        _("machines in somebody's hands that reported in the last 21 days"),
        (["use_live"], MEASURED),
        "still-reporting",
        _(
            "Machines on which time was counted in the last 21 days; of those that somebody holds and that "
            "are measured."
        ),
        NOT_MEASURED,
    ),
    (
        _("machines in somebody's hands whose use is measured"),
        (MEASURED, HELD),
        "still-reporting",
        _(
            "Machines with a bound browser, and with the consent of the family where a pupil has them; of "
            "all that somebody holds."
        ),
        NOT_MEASURED,
    ),
]


@dataclass
class Line:
    words: str
    part: int
    whole: int
    share: int | None
    report: object
    formula: str
    # None: nothing is unknown here.
    unknown: int | None
    unknown_words: str


def evidence_rows(total):
    """A Line for each thing asked, of the Figures `total`."""
    return [
        Line(
            words,
            sum(total.count(name) for name in parts),
            sum(total.count(name) for name in wholes),
            per_cent(total, parts, wholes),
            REPORTS[slug],
            formula,
            total.count(unknown[0]) if unknown else None,
            unknown[1] if unknown else "",
        )
        for words, (parts, wholes), slug, formula, unknown in LINES
    ]
