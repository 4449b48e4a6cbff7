"""The places of a sheet in the ministry's order, each with the heading that the ministry gives it. Pure."""

from dataclasses import dataclass

from courses.models import MarkColumn

from .cells import Holds
from .rules import MOST_REGULAR

Kind = MarkColumn.Kind

# Shown where no plan says how many are expected.
REGULAR_SHOWN = 4
# The last grade of primary school.
LAST_PRIMARY = 5

PRIMARY = [
    (Kind.MID_LEVEL, "Mức đạt được GK", Holds.LEVEL),
    (Kind.MID_REMARK, "Nhận xét GK", Holds.REMARK),
    (Kind.END_LEVEL, "Mức đạt được CK", Holds.LEVEL),
    (Kind.END_TEST, "Điểm KTĐK", Holds.WHOLE_MARK),
    (Kind.END_REMARK, "Nhận xét CK", Holds.REMARK),
]


@dataclass(frozen=True)
class Place:
    """A column that a sheet has, whether anything was written into it yet or not."""

    kind: str
    number: int
    label: str
    holds: Holds

    @property
    def key(self):
        """How forms, files and scripts name it: regular2, midterm."""
        return f"{self.kind}{self.number}" if self.kind == Kind.REGULAR else str(self.kind)

    @property
    def is_remark(self):
        return self.holds is Holds.REMARK


def is_primary(school_class):
    return school_class.grade <= LAST_PRIMARY


def places_of(primary, comment_only, regular=MOST_REGULAR):
    """The places of a sheet; `regular` of ĐĐGtx."""
    if primary:
        return [Place(kind.value, 1, label, holds) for kind, label, holds in PRIMARY]
    judged = Holds.RESULT if comment_only else Holds.MARK
    numbered = [Place(Kind.REGULAR.value, n, f"ĐĐGtx{n}", judged) for n in range(1, regular + 1)]
    return [
        *numbered,
        Place(Kind.MIDTERM.value, 1, "ĐĐGgk", judged),
        Place(Kind.FINAL.value, 1, "ĐĐGck", judged),
        Place(Kind.REMARK.value, 1, "Nhận xét", Holds.REMARK),
    ]
