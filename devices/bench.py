"""What devices measure."""

import uuid

from devices.models import Batch, Device, DeviceModel
from devices.rush import rush
from lms.bench import AtLeast, NotHere, measure
from students.models import Role

CLERKS, MACHINES = 8, 200


@measure("8 clerks hand out the same 200 devices")
def rush_of_clerks(bench):
    admin = Role.objects.filter(kind=Role.Kind.SCHOOL_ADMIN).select_related("user", "school").first()
    batch, model = Batch.objects.first(), DeviceModel.objects.first()
    if not (admin and batch and model):
        raise NotHere("the demo school is not loaded (make demo)")
    kind = {"school": admin.school, "batch": batch, "model": model}
    heap = [Device(code=f"R{n:05d}", serial=f"RUSH{uuid.uuid4().hex}", **kind) for n in range(MACHINES)]
    for device in heap:
        device.set_number_columns()
    outcome = rush(Device.objects.bulk_create(heap), admin.school, admin.user, clients=CLERKS)
    yield "handed twice", outcome.handed_twice(heap), 0
    yield "replays lost", outcome.forgotten, 0
    yield "accidents", len(outcome.accidents), 0
    yield "handed", len(outcome.papers), AtLeast(MACHINES)
    yield "tries a s", outcome.tries / outcome.seconds, None
