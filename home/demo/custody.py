"""What comes after a hand-over: a loan that is overdue, a family that objects, what was seen of a machine,
what came back on paper, the round of the year, and a machine lent while another is repaired."""

from datetime import timedelta

from devices import disputing, inspecting, reporting, rounds
from devices.lend_while_repaired import lend_while_repaired
from devices.loss import writing_off
from devices.models import (
    Assignment,
    Condition,
    Device,
    Dispute,
    FaultCode,
    InspectionMark,
    Warranty,
    WriteOff,
)
from devices.repair.claims import lead_claim
from devices.repair.steps import advance, open_repair
from devices.take_back import Back, take_back_on_paper
from home.demo.shelf import OTHER_BATCH_CODE

# Days from today on which lent machines are due: overdue first.
DUE = (-12, -4, 3, 6, 11, 20, 26)
SEEN = 5


def load(cast):
    school, admin = cast.schools["MN"], cast.users["admin.muongnha"]
    lines = list(
        Assignment.objects.open()
        .filter(handover__school=school, device__isnull=False, pupil__isnull=False)
        .exclude(pupil=cast.pupils("MN")[0])
        .select_related("device__model", "device__batch", "pupil__user", "handover")
        .order_by("handover__sequence")
    )
    lent = [line for line in lines if line.tenure == "school_loan"]
    _due(cast, lent)
    _inspected(lines, admin)
    _disputes(lines, admin)
    _returned(cast, lent, admin)
    _under_warranty(cast, lines, admin)
    _beyond_repair(cast, school, admin)
    begun = rounds.open_round(school, cast.year, cast.today + timedelta(days=20), admin)
    rounds.see(begun, [line for line in lines if line not in lent][:SEEN], admin)


def _due(cast, lent):
    for line, days in zip(lent, DUE, strict=False):
        line.due_on = cast.today + timedelta(days=days)
        line.save(update_fields=["due_on"])


def _inspected(lines, admin):
    """Looked at when it went out; of the second one the case was worn already."""
    for line, odd in zip(lines, ({}, {"case": "worn"}, {}), strict=False):
        states = {
            point: odd.get(point.code, InspectionMark.State.GOOD) for point in inspecting.points_of(line)
        }
        inspecting.inspect(line, "out", states, admin)


def _disputes(lines, admin):
    told = (
        (Dispute.Kind.CONDITION, "Lúc nhận máy góc màn hình đã nứt sẵn một đường nhỏ.", ""),
        (
            Dispute.Kind.OTHER_MACHINE,
            "Mã trên nhãn máy khác mã trong biên bản.",
            "Thầy đã xem lại cùng gia đình: nhãn dán nhầm, đã in nhãn mới đúng với biên bản.",
        ),
    )
    for line, (kind, words, answer) in zip(lines[1:], told, strict=False):
        raised = disputing.dispute(line.handover, kind, words, line.pupil.user)
        if answer:
            disputing.answer(raised, Dispute.Outcome.STANDS, answer, admin)


def _returned(cast, lent, admin):
    """Two brought theirs back together, one with a cracked cover."""
    backs = [
        Back(line, condition, note)
        for line, (condition, note) in zip(
            lent[len(DUE) :],
            ((Condition.GOOD, ""), (Condition.WORN, "Ốp lưng nứt, máy vẫn dùng tốt.")),
            strict=False,
        )
    ]
    if backs:
        take_back_on_paper(backs, admin, on=cast.today - timedelta(days=2))


def _under_warranty(cast, lines, admin):
    """Told by the pupil at home, sent to the maker; meanwhile another machine is lent."""
    warranty = Warranty.objects.create(
        batch=Device.objects.filter(batch__code=OTHER_BATCH_CODE).first().batch,
        months=12,
        terms="Trung tâm bảo hành Lenovo Hà Nội; gửi kèm bản chụp biên bản bàn giao",
    )
    line = next((line for line in lines[3:] if line.device.batch == warranty.batch and line.is_open), None)
    if line is None:
        return
    fault = FaultCode.objects.get(code="power")
    told = {"kind": "broken", "words": "Cắm sạc cả đêm mà máy không lên.", "fault_code": fault}
    ticket = reporting.report(line.device, line.pupil.user, told).repairs.get()
    ticket = advance(ticket, "looked", admin)
    ticket = advance(ticket, "sent", admin, workshop="Bảo hành Lenovo")
    lead_claim(ticket, "claimed", admin, number="LNV-20417")
    # The first of the store lie in kits; the last is meant for a second machine of a family.
    spare = _in_store(line.handover.school).exclude(kit_items__isnull=False)
    if spare := spare.order_by("-pk")[1:2].first():
        lend_while_repaired(ticket, spare, admin)
    another = next((one for one in lines[4:] if one.device_id != line.device_id and one.is_open), None)
    if another:
        words = {"kind": "broken", "words": "Loa rè, nghe bài không rõ tiếng."}
        reporting.report(another.device, another.pupil.user, words)


def _beyond_repair(cast, school, admin):
    """The shop could not help: it stands on a list that waits for its decision."""
    device = _in_store(school).order_by("-pk")[2:3].first()
    if device is None:
        return
    screen = FaultCode.objects.get(code="screen")
    ticket = open_repair(device, admin, screen, "Vỡ màn hình và bo mạch", on=cast.today - timedelta(days=40))
    for state, days in (("looked", 38), ("sent", 36), ("beyond", 22)):
        ticket = advance(ticket, state, admin, on=cast.today - timedelta(days=days))
    device.refresh_from_db()
    listed = WriteOff.objects.create(school=school, proposed_by=admin)
    writing_off.propose(listed, device, "Hỏng bo mạch, sửa đắt hơn mua mới", 400_000, admin)


def _in_store(school):
    return Device.objects.filter(school=school, lifecycle=Device.Lifecycle.IN_STOCK)
