"""In what state machines are, how repairs go, what is due back, what is not known."""

from collections import defaultdict
from datetime import date

from devices.models import (
    Assignment,
    ClaimStep,
    Device,
    DeviceList,
    RepairTicket,
    StocktakeFollowUp,
    StocktakeScan,
    UsageDay,
)
from tests.home.recounts.rows import GIFTS, GONE, THREE_MONTHS, YEAR_AGO, day_of, held
from tests.home.test_recount import TODAY


def states(found):
    names = {"in_service": "b", "in_stock": "c", "repair": "d", "lost": "e", "stolen": "e"}
    names |= {"retired": "f", "disposed": "f"}
    for device in Device.objects.all():
        found[device.school_id]["a"] += 1
        if device.lifecycle in names:
            found[device.school_id][names[device.lifecycle]] += 1
    return "abcdef"


def seen_in_stocktakes():
    """{device: the day on which it was seen last}"""
    seen, struck = {}, {scan.takes_back for scan in StocktakeScan.objects.all()}
    for scan in StocktakeScan.objects.all():
        if scan.device_id and scan.pk not in struck:
            day = day_of(scan.scanned_at)
            seen[scan.device_id] = max(seen.get(scan.device_id, day), day)
    for told in StocktakeFollowUp.objects.filter(outcome="seen"):
        day = day_of(told.told_at)
        seen[told.device_id] = max(seen.get(told.device_id, day), day)
    return seen


def conditions(found):
    seen = seen_in_stocktakes()
    tickets = defaultdict(list)
    for ticket in RepairTicket.objects.all():
        if ticket.back_on is None:
            tickets[ticket.device_id].append(ticket)
    for device in Device.objects.all():
        count, some = found[device.school_id], tickets[device.pk]
        if device.lifecycle in ("lost", "stolen"):
            count["e"] += 1
        elif device.lifecycle in GONE:
            continue
        elif any(ticket.fault_code and ticket.fault_code.code == "locked" for ticket in some):
            count["d"] += 1
        elif any(ticket.state in ("sent", "waiting", "repaired") for ticket in some):
            count["c"] += 1
        elif some or device.lifecycle == "repair":
            count["b"] += 1
        else:
            used = device.last_seen_day and device.last_seen_day >= THREE_MONTHS
            known = used or seen.get(device.pk, date.min) >= YEAR_AGO
            count["a" if known else "f"] += 1
    for count in found.values():
        whole = sum(count[name] for name in "abcdef")
        count["g"] = round(100 * count["a"] / whole) if whole else None
    return "abcdefg"


def repairs(found):
    days = defaultdict(list)
    for ticket in RepairTicket.objects.all():
        count = found[ticket.school_id]
        if ticket.back_on is None:
            age = (TODAY - ticket.reported_on).days
            for name, least in zip("abcd", (-1, 30, 60, 90), strict=True):
                count[name] += age > least
        elif ticket.back_on >= YEAR_AGO:
            count["e"] += 1
            days[ticket.school_id].append((ticket.back_on - ticket.reported_on).days)
        count["h"] += ticket.reported_on >= YEAR_AGO and ticket.repeat_of_id is not None
    for school, count in found.items():
        some = sorted(days[school])
        for name, percent in (("f", 50), ("g", 90)):
            count[name] = some[-(-len(some) * percent // 100) - 1] if some else None
    return "abcdefgh"


def warranty_claims(found):
    ends = {"repaired": "c", "replaced": "d", "refused": "e"}
    came = {(step.ticket_id, step.state) for step in ClaimStep.objects.all() if step.on >= YEAR_AGO}
    for ticket in RepairTicket.objects.all():
        count, waits = found[ticket.school_id], ticket.claim_state in ("claimed", "accepted")
        count["a"] += waits
        count["b"] += waits and (TODAY - ticket.claim_on).days > 30
        for state, name in ends.items():
            count[name] += bool(ticket.claim_state) and (ticket.pk, state) in came
    return "abcde"


def verified(found):
    seen = seen_in_stocktakes()
    for device in Device.objects.all():
        if device.lifecycle not in GONE:
            count = found[device.school_id]
            is_seen = seen.get(device.pk, date.min) >= YEAR_AGO
            count["a"] += 1
            count["b" if is_seen else "c"] += 1
    for count in found.values():
        count["d"] = round(100 * count["b"] / count["a"]) if count["a"] else None
    return "abcd"


def to_come_back(found):
    for line in Assignment.objects.select_related("handover", "pupil"):
        if line.is_open and line.device_id:
            count, is_gift = found[line.handover.school_id], line.tenure in GIFTS
            count["a"] += not is_gift
            count["b"] += line.due_on is not None and line.due_on < TODAY
            left = line.pupil_id and line.pupil.status != "studying"
            count["c"] += bool(left) and not is_gift
            count["d"] += bool(left) and is_gift
    return "abcd"


def data_quality(found):
    for device in held():
        found[device.school_id]["b"] += 1
        found[device.school_id]["a"] += all(one.revoked_at for one in device.installs.all())
    off = {(row.school_id, row.device_id) for row in UsageDay.objects.all() if _is_off(row)}
    for school, _device in off:
        found[school]["c"] += 1
    for one in DeviceList.objects.all():
        if one.state == "applied" and one.school_id and (TODAY - day_of(one.applied_at)).days <= 90:
            found[one.school_id]["d"] += one.counts.get("skip", 0)
    return "abcd"


def _is_off(row):
    return row.clock_suspect and (TODAY - row.day).days <= 30
