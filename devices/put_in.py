"""A SIM card is put into a machine: where it was before ends at that moment."""

from datetime import timedelta

from devices.models import SimInsertion

INSTANT = timedelta(microseconds=1)


def put_in(sim, device, at):
    """Note that `sim` sits in `device` from `at` on, or from the moment on at which it last came out."""
    for insertion in sim.insertions.filter(removed_at=None):
        if insertion.device_id == device.pk:
            return
        insertion.removed_at = max(at, insertion.inserted_at + INSTANT)
        insertion.save(update_fields=["removed_at"])
    out = sim.insertions.order_by("-removed_at").values_list("removed_at", flat=True).first()
    SimInsertion.objects.create(sim=sim, device=device, inserted_at=max(at, out) if out else at)


def move_sims(old, new, at):
    """What sat in the machine `old` goes into `new`."""
    for insertion in SimInsertion.objects.filter(device=old, removed_at=None).select_related("sim"):
        put_in(insertion.sim, new, at)
