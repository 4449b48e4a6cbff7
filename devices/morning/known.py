"""What the page of a morning knows by itself: without signal it must say at once «this machine is held»."""

from django.db.models import Case, Q, When
from django.utils import timezone

from devices.handover_rules import holder_words
from devices.kitting import sims_in_kits
from devices.models import Assignment, CheckPoint, Device, Sim, SimInsertion
from devices.moments import day_words
from devices.morning import cards
from students.models import Guardianship, Student

# So many machines and SIM cards go along, those in stock first; what is beyond is judged at school.
MOST_MACHINES, MOST_SIMS = 500, 500
# In place of the card's number: in the machine sits one of another school's stock (devices/morning/pairs.py).
FOREIGN = "!"
RECEIVED, IN_STOCK = Device.Lifecycle.RECEIVED, Device.Lifecycle.IN_STOCK
STATES = {
    Device.Lifecycle.REPAIR: "repair",
    Device.Lifecycle.LOST: "lost",
    Device.Lifecycle.STOLEN: "lost",
    Device.Lifecycle.RETIRED: "gone",
    Device.Lifecycle.DISPOSED: "gone",
}


def known(school_class, user):
    """Facts for `devices/pairing.js`, ready for JSON."""
    students = list(pupils(school_class, user))
    key = cards.key_for(school_class, user)
    devices = _devices(school_class.school, user)
    return {
        "class": str(school_class.uid),
        "today": timezone.localdate().isoformat(),
        "key": key,
        "pupils": _pupils(students, key),
        "devices": devices,
        # What is not among them does not belong to the school, or there are too many to take along.
        "all_devices": len(devices) < MOST_MACHINES,
        "sims": _sims(school_class.school, user),
        "checks": _checks(devices),
    }


def pupils(school_class, user):
    return Student.objects.visible_to(user, to="hand over devices").studying().sitting_in(school_class)


def _pupils(students, key):
    marks = cards.marks_of(students, key)
    receivers = _receivers(students)
    held = _held(students)
    rows = []
    for student in students:
        receiver, relation = receivers.get(student.pk, (student.full_name, "self"))
        line = held.get(student.household_id) or held.get(student.pk)
        row = {
            "id": str(student.pk),
            "code": student.code,
            "name": student.full_name,
            "cards": marks.get(student.pk, []),
            "receiver": receiver,
            "relation": relation,
        }
        if student.household_id:
            row["household"] = str(student.household_id)[:8]
        if line:
            row["has"] = line.device.code
            row["holder"] = holder_words(line)
            row["own"] = line.pupil_id == student.pk
        rows.append(row)
    return rows


def _receivers(students):
    """{student id: (name, relation)}: whoever stands first among the adults of each."""
    found = {}
    links = Guardianship.objects.filter(student__in=students).select_related("guardian")
    for link in links.order_by("relation", "pk"):
        found.setdefault(link.student_id, (link.guardian.full_name, link.relation))
    return found


def _held(students):
    """{student or household id: line of the machine that serves it}"""
    households = [student.household_id for student in students if student.household_id]
    lines = (
        Assignment.objects.open()
        .filter(Q(student__in=students) | Q(served_household__in=households), device__isnull=False)
        .select_related("device", "student", "household", "pupil")
    )
    found = {}
    for line in lines:
        for served in filter(None, (line.served_household_id, line.student_id)):
            found.setdefault(served, line)
    return found


def _devices(school, user):
    """[code, serial, IMEI, state, words, SIM]: state "" can go out, "held" by whom `words` says. SIM: the
    card that goes along, or `FOREIGN`."""
    devices = Device.objects.visible_to(user, to="hand over devices").filter(school=school)
    in_stock_first = Case(When(lifecycle__in=(RECEIVED, IN_STOCK), then=0), default=1)
    devices = devices.only("code", "serial_norm", "imei1", "lifecycle").order_by(in_stock_first, "-pk")
    devices = list(devices[:MOST_MACHINES])
    lines = {
        line.device_id: line for line in Assignment.objects.open().filter(device__in=devices).with_holders()
    }
    lying_inside = SimInsertion.objects.filter(
        device__in=devices, removed_at=None, sim__status=Sim.Status.STOCK
    ).values_list("device", "sim__iccid", "sim__school")
    # The number of another school's card is not told; that one sits inside, everybody sees who opens it.
    inside = {device: iccid if of == school.pk else FOREIGN for device, iccid, of in lying_inside}
    inside = {**sims_in_kits(devices), **inside}
    rows = []
    for device in devices:
        row = [device.code, device.serial_norm, device.imei1 or ""]
        if line := lines.get(device.pk):
            row += ["held", f"{holder_words(line)}, {day_words(line.handed_over_at)}"]
        elif device.lifecycle in STATES or device.pk in inside:
            row += [STATES.get(device.lifecycle, ""), ""]
        if device.pk in inside:
            row.append(inside[device.pk])
        rows.append(row)
    return rows


def _sims(school, user):
    """[serial, phone number] of the cards in stock."""
    sims = Sim.objects.visible_to(user, to="hand over devices").filter(school=school, status=Sim.Status.STOCK)
    return [list(row) for row in sims.order_by("pk").values_list("iccid", "number")[:MOST_SIMS]]


def _checks(devices):
    """What is looked at when a machine goes out: {"kind": of most machines, "others": {code: its kind},
    "points": {kind: [[code, name], …]}}"""
    kinds = dict(
        Device.objects.filter(code__in=[row[0] for row in devices]).values_list("code", "model__kind")
    )
    told = {}
    for point in CheckPoint.objects.on(timezone.localdate()).filter(kind__in=set(kinds.values())):
        told.setdefault(point.kind, []).append([point.code, point.name])
    most = max(set(kinds.values()), key=list(kinds.values()).count, default="")
    others = {code: kind for code, kind in kinds.items() if kind != most}
    return {"kind": most, "others": others, "points": told}
