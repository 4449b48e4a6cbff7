"""What `devices` keeps about a pupil in words, each a word of its own (tests/canaries.py)."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from devices import disputing, reporting
from devices.handover import Request, hand_over
from devices.loss import losing
from devices.models import (
    Allocation,
    AllocationList,
    CarrierRequest,
    Loss,
    PriorityOrder,
    ProgrammeOverride,
    RepairTicket,
    Stocktake,
)
from devices.repair import steps as repairs
from devices.stocktake import begin, scanning
from devices.take_back import take_back
from lms import scans
from students.models import PolicyRecord
from tests.devices import builders as machines
from tests.devices.allocating import builders as plans

SENSITIVE = {"policy certificate", "allocation reason", "allocation evidence"}
# What staff wrote, and what carriers answered.
PRIVATE = {
    "override reason",
    "return note",
    "repair note",
    "photo of a repair",
    "scan of a certificate",
    "story of a loss",
    "place of a loss",
    "how it was found",
    "note of a stocktake",
    "answer of a carrier",
    "owner of a SIM card",
}
# What the family said itself, and reads again on its own pages.
OWN = {"damage", "dispute", "answer to a dispute", "receiver", "giver of a connection", "SIM card"}


def tell(student, leader, lead):
    """{kind: text}, with the machine that the pupil holds under «device» and «serial»."""
    facts = {kind: f"{lead}{number}loi" for number, kind in enumerate(sorted(SENSITIVE | PRIVATE | OWN))}
    _lost(student, leader, facts)
    device = machines.make_device(student.school, serial=f"ZZMAY{lead[2:].upper()}777")
    paper, sim = _handed(student, leader, facts, device)
    facts |= {"device": device.code, "serial": device.serial, "SIM card": sim.iccid}
    _broken(student, leader, facts, device)
    raised = disputing.dispute(paper, "other", facts["dispute"], by=student.user)
    disputing.answer(raised, "stands", facts["answer to a dispute"], by=leader)
    count = begin.begin(Stocktake(school=student.school, scope="room", room=f"Phòng {lead[-2:]}"), by=leader)
    scanning.keep(count, scanning.Seen(device.code, note=facts["note of a stocktake"]), leader, paper.pk)
    _asked(sim, leader, facts)
    _chosen(student, leader, facts)
    machines.grant_to("router", student=student, source=facts["giver of a connection"])
    return facts


def _lost(student, by, facts):
    """A first machine was lost, and found again; another came back with a note."""
    gone = machines.make_device(student.school)
    machines.give(student, by, gone)
    told = {"kind": "lost", "happened_on": timezone.localdate(), "place": facts["place of a loss"]}
    loss = losing.lose(Loss(device=gone, circumstances=facts["story of a loss"], **told), by)
    losing.find(loss, by, note=facts["how it was found"])
    paper = machines.give(student, by, machines.make_device(student.school))
    take_back(paper.lines.all(), by=by, note=facts["return note"])


def _handed(student, by, facts, device):
    sim = machines.make_sim(student.school, registered_to=facts["owner of a SIM card"])
    receiver = {"receiver_name": f"Lò Thị {facts['receiver']}", "relation": "mother"}
    return hand_over(Request(to=student, by=by, devices=[device], sims=[sim], **receiver)), sim


def _broken(student, by, facts, device):
    reporting.report(device, student.user, {"kind": "broken", "words": facts["damage"]})
    ticket = RepairTicket.objects.get(device=device)
    repairs.advance(ticket, "looked", by, note=facts["repair note"])
    facts["photo of a repair"] = _picture(ticket.photos, by, student)


def _asked(sim, by, facts):
    asked = machines.ask_carrier(sim, by, kind="activate")
    told = {"status": "complete", "answer": facts["answer of a carrier"], "answered_at": timezone.now()}
    CarrierRequest.objects.filter(pk=asked.pk).update(**told)


def _chosen(student, by, facts):
    PolicyRecord.objects.create(
        household=student.household,
        kind="merit",
        certificate=facts["policy certificate"],
        starts_on="2026-01-01",
    )
    facts["scan of a certificate"] = _picture(student.household.scans, by, student)
    batch = plans.give_quota(student.school, batch=machines.make_batch(f"dot-{student.code.lower()}"))
    order = PriorityOrder.objects.get_or_create(
        decision_number="77/QĐ-UBND", defaults={"starts_on": "2025-01-01"}
    )[0]
    wanted = AllocationList.objects.create(
        batch=batch, school=student.school, order=order, quota=10, made_by=by
    )
    Allocation.objects.create(
        list=wanted,
        student=student,
        pupil=student,
        rank=9,
        state="taken_out",
        reason=facts["allocation reason"],
        evidence={"note": facts["allocation evidence"]},
    )
    reason = {"decision_number": "12/QĐ", "reason": facts["override reason"]}
    ProgrammeOverride.objects.create(student=student, **reason)


def _picture(kept, by, student):
    """The address of a picture is a secret too."""
    file = SimpleUploadedFile("anh.jpg", machines.photo(size=(61, 80)))
    return str(scans.attach(kept, file, by=by, school_id=student.school_id).pk)
