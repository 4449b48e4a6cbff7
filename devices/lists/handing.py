"""Write what a hand-over list says: one record for each pupil, numbered in the order of the list.

One for each pupil, and not one for the list: whoever receives signs, a record has one receiver, and what
comes back is taken back pupil by pupil. Number and day of the list stay with the list (`DeviceList`).
"""

from django.db import transaction

from devices.handover import hand_over
from devices.kitting import with_kits
from devices.models import Device, ListedPaper, Sim
from devices.refusal import Refused
from students.models import Household

from .ledger import request_of

# How often progress is told.
STEP = 20


def write(plan, kept, giver, watch):
    rows = [row for row in plan.rows if row.action == "create"]
    _lock(rows)
    for at, row in enumerate(rows):
        if at % STEP == 0:
            watch(at, len(rows))
        try:
            # A row of its own: what the ledger refuses takes nothing else with it.
            with transaction.atomic():
                paper = hand_over(with_kits(request_of(row, plan, by=giver)))
                ListedPaper.objects.get_or_create(
                    handover=paper, defaults={"device_list": kept, "sheet": row.sheet[:31], "row": row.row}
                )
        except Refused as refusal:
            row.note("refused", sentence=refusal.sentence)
            row.action = "skip"


def _lock(rows):
    """All at once and by key: two lists that cross each other would wait for each other for ever."""
    for model, keys in (
        (Device, [thing.pk for row in rows for thing in row.to_hand if thing is row.device]),
        (Sim, [thing.pk for row in rows for thing in row.to_hand + row.along if isinstance(thing, Sim)]),
        (Household, [row.student.household_id for row in rows if row.student.household_id]),
    ):
        ordered = sorted(set(keys))
        for start in range(0, len(ordered), 500):
            piece = model.objects.filter(pk__in=ordered[start : start + 500])
            list(piece.select_for_update().order_by("pk").values_list("pk"))
