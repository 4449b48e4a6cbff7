"""Evidence for the index of digital transformation: what the reports say of the programme, one line each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from devices.reports import REPORTS
from devices.reports.report import per_cent
from devices.reports.use import HELD, MEASURED

# (what is asked, share as (parts, wholes), the report that tells how it is counted)
LINES = [
    (_("pupils with a machine for learning"), (["equipped"], ["pupils"]), "not-equipped"),
    (_("teachers with a machine"), (["teachers_equipped"], ["teachers"]), "not-equipped"),
    (
        _("machines in somebody's hands that reported in the last 21 days"),
        (["use_live"], MEASURED),
        "still-reporting",
    ),
    (_("machines in somebody's hands whose use is measured"), (MEASURED, HELD), "still-reporting"),
]


@dataclass
class Line:
    words: str
    part: int
    whole: int
    share: int | None
    report: object
    unknown: int


def evidence_rows(total):
    """A Line for each thing asked, of the Figures `total`."""
    return [
        Line(
            words,
            sum(total.count(name) for name in parts),
            sum(total.count(name) for name in wholes),
            per_cent(total, parts, wholes),
            REPORTS[slug],
            REPORTS[slug].unknown(total),
        )
        for words, (parts, wholes), slug in LINES
    ]
