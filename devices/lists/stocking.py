"""Write a delivery into the stock, with a trail by which it can be taken out again exactly."""

from collections import defaultdict

from django.utils import timezone

from devices.models import Device, DeviceListWrite, Sim, SimInsertion
from lms.history import note_changes
from students.models import School
from students.trail import Trail


def write(plan, kept, by):
    trail, rows = Trail(), [row for row in plan.rows if row.action in ("create", "update")]
    log = defaultdict(list)
    for row in rows:
        for thing, columns in row.filled:
            before, after = trail.change(thing, **columns)
            log[thing.school_id].append((thing, before, after))
    trail.save()
    trail.make(*(model for model in plan.models.made.values() if model.pk is None))
    _make(Device, [row.device for row in rows if row.device], trail, log)
    loose = [row for row in rows if row.device and row.sim and row.sim.pk is None]
    _make(Sim, [row.sim for row in rows if row.sim], trail, log)
    # A card that came in the row of a machine sits in it: it goes out with it, and stands on its paper.
    trail.make(*_inside(loose))
    for school in School.objects.filter(pk__in=log):
        note_changes(by, f"import {kept.what}", log[school.pk], school)
    DeviceListWrite.objects.bulk_create(
        DeviceListWrite(device_list=kept, model=model, rows=some) for model, some in trail.rows()
    )


def _inside(rows):
    taken = set(
        SimInsertion.objects.filter(device__in=[row.device for row in rows], removed_at=None).values_list(
            "device", flat=True
        )
    )
    now = timezone.now()
    return [
        SimInsertion(sim=row.sim, device=row.device, inserted_at=now)
        for row in rows
        if row.device.pk not in taken
    ]


def _make(model, things, trail, log):
    new = [thing for thing in things if thing.pk is None]
    for thing in new:
        thing.set_number_columns()
        if model is Device:
            # A model that this list adds has its key only now.
            thing.model = thing.model
    trail.make(*new)
    for thing in new:
        number = {"serial": thing.serial} if model is Device else {"iccid": thing.iccid}
        log[thing.school_id].append((thing, {}, number | {"batch": str(thing.batch)}))
