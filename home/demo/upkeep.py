"""What became of the machines of the demo: repairs under way, one lost, a store that was counted, a class
that is being counted."""

from datetime import timedelta
from uuid import uuid5

from devices.loss import losing
from devices.models import Device, FaultCode, Incident, Loss, RepairPart, Stocktake
from devices.repair.steps import advance, open_repair
from devices.stocktake import begin, closing, scanning

LEFT_OUT = 2


def load(cast):
    admin = cast.users["admin.muongnha"]
    _repairs(cast, admin)
    _loss(cast, admin)
    _counts(cast, admin)


def _repairs(cast, admin):
    """One machine is back from the shop, one waits there for a part, one was only looked at."""
    broken = Incident.objects.filter(kind=Incident.Kind.BROKEN, school=cast.schools["MN"])
    screen, power = (FaultCode.objects.get(code=code) for code in ("screen", "power"))
    ways = (
        (screen, {18: "looked", 15: "sent", 3: "repaired"}),
        (power, {8: "looked", 7: "sent", 5: "waiting"}),
        (power, {4: "looked"}),
    )
    for incident, (fault, way) in zip(broken.order_by("reported_at", "pk"), ways, strict=False):
        first = cast.today - timedelta(days=max(way) + 1)
        ticket = open_repair(incident.device, admin, fault, incident.words, incident, on=first)
        for days_ago, state in way.items():
            shop = "Cửa hàng điện tử Thanh Xương" if state == "sent" else ""
            cost = 150_000 if state == "repaired" else None
            day = cast.today - timedelta(days=days_ago)
            ticket = advance(ticket, state, admin, on=day, workshop=shop, cost=cost)
        if ticket.outcome:
            RepairPart.objects.create(ticket=ticket, name="Màn hình", price=500_000, told_by=admin)


def _loss(cast, admin):
    """The machine that a family did not bring back."""
    for device in Device.objects.filter(school=cast.schools["MN"], lifecycle="lost"):
        line = device.assignments.order_by("returned_at").last()
        loss = Loss(
            device=device,
            kind=Loss.Kind.LOST,
            happened_on=line.returned_at.date(),
            place="Nương Huổi Lếch",
            circumstances=line.return_note,
            police_number="07/GXN-CA",
            police_on=cast.today - timedelta(days=5),
        )
        losing.lose(loss, admin)


def _counts(cast, admin):
    """The store was counted, and one machine is not there; 6A is being counted."""
    school = cast.schools["MN"]
    store = begin.begin(Stocktake(school=school, scope=Stocktake.Scope.STORE), by=admin)
    _scan(store, admin, leave_out=1)
    closing.close(store, admin, note="Kiểm kê định kì")
    school_class = school.classes.filter(name="6A").first()
    if school_class:
        of_class = Stocktake(school=school, scope=Stocktake.Scope.CLASS, school_class=school_class)
        _scan(begin.begin(of_class, by=admin), admin, leave_out=LEFT_OUT)


def _scan(count, admin, leave_out):
    expected = list(count.expected.select_related("device").order_by("pk"))
    for row in expected[: len(expected) - leave_out]:
        seen = scanning.Seen(row.device.code, "good")
        scanning.keep(count, seen, admin, uuid5(count.pk, row.device.code))
