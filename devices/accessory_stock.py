"""How many chargers and cases lie in a school: what came, less what the ledger says is out.

Nothing is counted twice: handed out, come back and lost are read off the lines of the school's papers.
"""

from dataclasses import dataclass

from django.db.models import Q, Sum

from devices.models import Accessory, AccessoryReceipt, Assignment, Condition, KitItem


@dataclass(frozen=True)
class Stock:
    accessory: Accessory
    received: int
    out: int
    back: int
    # Lie in kits that nobody holds: part of what is there.
    in_kits: int

    @property
    def here(self):
        return self.received - self.out

    @property
    def missing(self):
        """More went out than ever came: a receipt is not written down yet."""
        return max(0, -self.here)


def stock_of(school):
    """[Stock] of every accessory that the school has ever had to do with."""
    received = _sums(AccessoryReceipt.objects.filter(school=school))
    lines = Assignment.objects.standing().filter(handover__school=school, accessory__isnull=False)
    came_back = Q(returned_at__isnull=False) & ~Q(condition_in=Condition.LOST)
    out, back = _sums(lines.exclude(came_back)), _sums(lines.filter(came_back))
    kits = KitItem.objects.filter(kit__school=school, out_at=None)
    held = Assignment.objects.open()
    given = Q(device__in=held.filter(device__isnull=False).values("device")) | Q(
        sim__in=held.filter(sim__isnull=False).values("sim")
    )
    in_kits = _sums(kits.filter(accessory__isnull=False).exclude(kit__in=kits.filter(given).values("kit")))
    known = Accessory.objects.filter(pk__in={*received, *out, *back, *in_kits})
    return [Stock(one, *(found.get(one.pk, 0) for found in (received, out, back, in_kits))) for one in known]


def _sums(rows):
    """{accessory id: pieces}"""
    return dict(rows.order_by().values_list("accessory").annotate(pieces=Sum("quantity")))
