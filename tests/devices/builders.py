"""Machines, SIM cards and papers, with whatever the test does not care about filled in."""

from datetime import date
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from devices import kitting
from devices.handover import Request, hand_over
from devices.loss import writing_off
from devices.models import (
    Accessory,
    Batch,
    CarrierRequest,
    ConnectivityGrant,
    Device,
    DeviceModel,
    PlanSubscription,
    PlanType,
    Programme,
    Sim,
    Stocktake,
    SupportPoint,
    WifiContract,
    WriteOff,
)
from devices.numbers import with_check_digit
from devices.stocktake import begin, scanning
from devices.take_back import Back, take_back_on_paper
from lms import scans
from students.models import Consent, Household

_numbers = count(1)


def make_batch(code="dot-1", **overrides):
    programme, _ = Programme.objects.get_or_create(name="Sóng và máy tính cho em")
    fields = {"name": "Đợt 1 năm 2026", "donor": "Quỹ Hoa Ban", "programme": programme, **overrides}
    return Batch.objects.get_or_create(code=code, defaults=fields)[0]


def make_model(**overrides):
    fields = {"maker": "Samsung", "name": "Galaxy Tab A9", "kind": "tablet", **overrides}
    return DeviceModel.objects.get_or_create(maker=fields["maker"], name=fields["name"], defaults=fields)[0]


def make_device(school, **overrides):
    number = next(_numbers)
    fields = {
        "school": school,
        "batch": overrides.pop("batch", None) or make_batch(),
        "model": overrides.pop("model", None) or make_model(),
        "serial": f"R9TX{number:06d}",
        "imei1": with_check_digit(f"35678912{number:06d}"),
        **overrides,
    }
    return Device.objects.create(**fields)


def make_sim(school, **overrides):
    number = next(_numbers)
    fields = {
        "school": school,
        "iccid": with_check_digit(f"898402{number:012d}"),
        "number": f"09121{number:05d}",
        "carrier": "vnpt",
        **overrides,
    }
    return Sim.objects.create(**fields)


def make_plan(sim, starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 30), **overrides):
    plan, _ = PlanType.objects.get_or_create(carrier="vnpt", name="Đồng hành 4 GB/ngày", daily_mb=4096)
    fields = {"plan": plan, "payer": "carrier", **overrides}
    return PlanSubscription.objects.create(sim=sim, starts_on=starts_on, ends_on=ends_on, **fields)


def make_point(school, **overrides):
    """A support point in the commune of `school`."""
    fields = {"name": "Nhà văn hóa xã", "commune": school.commune, "keeper": "Lò Thị Mai", **overrides}
    return SupportPoint.objects.create(**fields)


def make_wifi(school, **overrides):
    fields = {"provider": "VNPT", "mbits": 100, "starts_on": date(2026, 9, 1), "payer": "school", **overrides}
    return WifiContract.objects.create(school=school, **fields)


def grant_to(kind="voucher", **grantee):
    fields = {"source": "Quỹ Hoa Ban", "starts_on": date(2026, 9, 1), **grantee}
    return ConnectivityGrant.objects.create(kind=kind, **fields)


def ask_carrier(sim, by, kind="move", **more):
    return CarrierRequest.objects.create(sim=sim, carrier=sim.carrier, kind=kind, asked_by=by, **more)


def make_charger():
    return Accessory.objects.get_or_create(name="Bộ sạc")[0]


def make_kit(by, device, sim=None, pieces=1):
    """A machine, its charger and perhaps a SIM card, put together at the school of the machine."""
    together = {"device": device, "sim": sim, "accessories": {make_charger(): pieces}}
    return kitting.make(kitting.Wanted(device.school, by, **together))


def make_household(*students, head="Giàng A Chu"):
    household = Household.objects.create(head_name=head)
    for student in students:
        student.household = household
        student.save()
    return household


def give(to, by, *devices, **more):
    """Hand devices over today, the receiver being the pupil's mother."""
    request = Request(
        to=to, by=by, devices=list(devices), receiver_name="Giàng Thị Dua", relation="mother", **more
    )
    return hand_over(request)


def make_stocktake(school_class, by, *codes):
    """A count of the machines of a class that runs, with these codes scanned."""
    taken = Stocktake(school=school_class.school, scope="class", school_class=school_class)
    taken = begin.begin(taken, by=by)
    for code in codes:
        scanning.keep(taken, scanning.Seen(code), by, uuid4())
    return taken


def lend(to, by, *devices, **more):
    """Hand devices over that are to come back."""
    return give(to, by, *devices, tenure="school_loan", **more)


def give_back(student, by):
    """The return record of a charger that was lent to a pupil and came back."""
    paper = lend(student, by, accessories={make_charger(): 1})
    return take_back_on_paper([Back(line) for line in paper.lines.all()], by=by)


def photo(kind="JPEG", size=(60, 80), **more):
    """The bytes of a small picture."""
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


def write_off(*devices, by):
    """Machines of one school leave the books by a decision of today."""
    kept = WriteOff.objects.create(school=devices[0].school, proposed_by=by)
    for device in devices:
        writing_off.propose(kept, device, "Cháy bo mạch", 0, by=by)
    return writing_off.decide(kept, "45/QĐ-UBND", timezone.localdate(), by=by)


def bring_into(device, state, by):
    """Whatever led there; only a decision writes off."""
    if state == Device.Lifecycle.DISPOSED:
        write_off(device, by=by)
    else:
        Device.objects.filter(pk=device.pk).update(lifecycle=state)
    device.refresh_from_db()
    return device


def attach_scan(paper, by):
    file = SimpleUploadedFile("ky.jpg", photo())
    return scans.attach(paper.scans, file, by=by, school_id=paper.school_id)


def attach_to(pictures, by, school):
    return scans.attach(pictures, SimpleUploadedFile("anh.jpg", photo()), by=by, school_id=school.pk)


def attach_picture(pictures, by):
    """Of a machine or a batch."""
    file = SimpleUploadedFile("anh.jpg", photo())
    return scans.attach(pictures, file, by=by, school_id=pictures.instance.school_id)


def attach_photo(inspection, by):
    file = SimpleUploadedFile("may.jpg", photo())
    return scans.attach(inspection.photos, file, by=by, school_id=inspection.line.handover.school_id)


def agree_to_usage(*students, **more):
    """The family's consent to usage statistics, signed on the first school day unless told."""
    for student in students:
        fields = {"given_on": date(2026, 9, 5), "withdrawn_at": None, **more}
        Consent.objects.create(
            student=student,
            purpose=Consent.Purpose.USAGE,
            text_version="1",
            given_by="Giàng Thị Dua",
            given_how="signed",
            **fields,
        )
