"""A SIM card is put into a machine: where it was before ends at that moment."""

from datetime import timedelta

from devices.models import SimInsertion

INSTANT = timedelta(microseconds=1)


def put_in(sim, device, at):
    """Note that `sim` sits in `device` from `at` on, or from the moment on at which it last came out."""
    for insertion in sim.insertions.filter(removed_at=None):
        if insertion.device_id == device.pk:
            return
        take_out(insertion, at)
    out = sim.insertions.order_by("-removed_at").values_list("removed_at", flat=True).first()
    SimInsertion.objects.create(sim=sim, device=device, inserted_at=max(at, out) if out else at)


def sits_in(device):
    """What sits in the machine now."""
    return SimInsertion.objects.filter(device=device, removed_at=None).select_related("sim__school")


def take_out(insertion, at):
    """The card is in that machine no longer."""
    insertion.removed_at = max(at, insertion.inserted_at + INSTANT)
    insertion.save(update_fields=["removed_at"])


def move_sims(old, new, at):
    """What sat in the machine `old` goes into `new`."""
    for insertion in sits_in(old):
        put_in(insertion.sim, new, at)
