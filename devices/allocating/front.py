"""Who is not yet equipped, school by school, and how far the lists are that will change it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from devices.figures import figures_for
from devices.models import Allocation, AllocationList, Batch, BatchQuota
from devices.models.allocations import long_ago


@dataclass
class Row:
    """One school: its figures, and its lists with their lines counted by state."""

    school: object
    figures: object
    lists: list = field(default_factory=list)
    # Batches with a share for the school and no list yet.
    ready: list = field(default_factory=list)

    def _sum(self, name):
        return sum(getattr(made, name) for made in self.lists)

    @property
    def planned(self):
        return self._sum("planned")

    @property
    def waiting(self):
        return self._sum("waiting")

    @property
    def waiting_long(self):
        return self._sum("waiting_long")

    @property
    def handed(self):
        return self._sum("handed")

    @property
    def not_equipped(self):
        return self.figures.not_equipped


def rows_for(schools):
    """[Row] of these schools, whose families wait longest first, then who lacks most. Few queries."""
    total = figures_for(schools)
    lists = defaultdict(list)
    for made in _counted(schools):
        lists[made.school_id].append(made)
    ready = _ready(schools)
    rows = [
        Row(school, figures, lists[school.pk], ready.get(school.pk, [])) for school, figures in total.schools
    ]
    rows.sort(key=lambda row: (-row.waiting_long, -row.not_equipped, row.school.name_sort))
    return total, rows


def numbers(rows):
    """The sums above the list."""
    return {
        "schools": sum(row.not_equipped > 0 for row in rows),
        "to_approve": sum(made.state == AllocationList.State.SENT for row in rows for made in row.lists),
        "waiting": sum(row.waiting for row in rows),
        "waiting_long": sum(row.waiting_long for row in rows),
    }


def _counted(schools):
    state = Allocation.State
    return (
        AllocationList.objects.filter(school__in=schools.order_by().values("pk"))
        .select_related("batch")
        .annotate(
            planned=Count("lines", filter=Q(lines__state=state.PLANNED)),
            waiting=Count("lines", filter=Q(lines__state=state.APPROVED)),
            waiting_long=Count(
                "lines", filter=Q(lines__state=state.APPROVED, lines__approved_at__lt=long_ago())
            ),
            handed=Count("lines", filter=Q(lines__state=state.HANDED)),
        )
    )


def _ready(schools):
    """{school: batches that one press makes a list of}"""
    keys = schools.order_by().values("pk")
    made = set(AllocationList.objects.filter(school__in=keys).values_list("school", "batch"))
    found = defaultdict(list)
    shares = BatchQuota.objects.filter(school__in=keys, quota__gt=0).select_related("batch")
    pairs = [(share.school_id, share.batch) for share in shares]
    own = Batch.objects.filter(school__in=keys).annotate(said=Sum("promised") + Sum("received"))
    pairs += [(batch.school_id, batch) for batch in own.filter(said__gt=0)]
    for school, batch in pairs:
        if (school, batch.pk) not in made and batch not in found[school]:
            found[school].append(batch)
    return found
