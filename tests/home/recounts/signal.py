"""Whether machines report and connect, and what their cards use."""

from collections import Counter, defaultdict
from datetime import date

from devices.hours import hours_of
from devices.models import (
    ExternalUsage,
    Sim,
    UsageDay,
    WifiContract,
    WifiMeasure,
)
from tests.home.recounts.rows import (
    day_of,
    held,
    lines,
)
from tests.home.test_recount import TODAY, plan_of, use_of


def still_reporting(found):
    names = dict(zip(("live", "at_risk", "silent", "never_seen", "not_measured"), "abcde", strict=True))
    for line in lines():
        found[line.device.school_id][names[use_of(line.device, line)]] += 1
    return "abcde"


def no_connection(found):
    for line in lines():
        if use_of(line.device, line) != "not_measured":
            count, last = found[line.device.school_id], line.device.last_seen_day
            count["b"] += 1
            count["a"] += last is None or (TODAY - last).days > 30
    return "ab"


def signal_at_home(found):
    names = {"none": "a", "weak": "b", "good": "c"}
    for line in lines():
        if line.pupil_id and line.pupil.household and line.pupil.household.signal in names:
            found[line.device.school_id][names[line.pupil.household.signal]] += 1
    return "abc"


def plans(found):
    for sim in Sim.objects.all():
        if sim.status != "active":
            continue
        told, count = plan_of(sim), found[sim.school_id]
        is_held = any(line.is_open for line in sim.assignments.all())
        count["a"] += "plan_lapsed" in told
        count["b"] += "plan_lapsed" in told and is_held
        for name, days in zip("cde", (7, 14, 30), strict=True):
            count[name] += f"plan_{days}" in told
        count["f"] += 1
    return "abcdef"


def idle_sims(found):
    used = defaultdict(list)
    for row in ExternalUsage.objects.all():
        if row.sim_id and row.used_bytes is not None and (TODAY - row.ends_on).days <= 60:
            used[row.sim_id].append(row.used_bytes)
    for sim in Sim.objects.all():
        if sim.status == "active" and sim.pk in used:
            found[sim.school_id]["b"] += 1
            found[sim.school_id]["a"] += sum(used[sim.pk]) < 1024**2
    return "ab"


def school_wifi(found):
    newest = {}
    for measure in WifiMeasure.objects.all():
        newest[measure.school_id] = max(
            newest.get(measure.school_id, measure), measure, key=lambda one: one.on
        )
    for contract in WifiContract.objects.all():
        if contract.starts_on <= TODAY and (contract.ends_on is None or contract.ends_on >= TODAY):
            found[contract.school_id]["a"] += contract.mbits
    for school, count in found.items():
        if school in newest:
            count["b"] = round(newest[school].down)
            count["d"] = int(count["a"] > 0)
            count["c"] = int(count["a"] > 0 and round(100 * float(newest[school].down) / count["a"]) < 50)
    return "abcd"


def failures(found):
    for row in UsageDay.objects.all():
        if (TODAY - row.day).days <= 30:
            found[row.school_id]["a"] += row.failures
            found[row.school_id]["b"] += row.tries
    return "ab"


def failures_by_hour(found):
    by_hour = defaultdict(lambda: (Counter(), Counter()))
    measured = Counter(
        line.device.school_id for line in lines() if use_of(line.device, line) != "not_measured"
    )
    for row in UsageDay.objects.all():
        if row.day >= date(2026, 10, 1):
            by_hour[row.school_id][0].update(hours_of(row.tried_hours))
            by_hour[row.school_id][1].update(hours_of(row.failed_hours))
    for school, count in found.items():
        tried, failed = by_hour[school]
        told = [tried[hour] >= 5 and measured[school] >= 5 for hour in range(24)]
        shares = [round(100 * failed[hour] / tried[hour]) if told[hour] else None for hour in range(24)]
        most = max((share or 0 for share in shares), default=0)
        count["a"] = round(100 * failed.total() / tried.total()) if tried else None
        count["b"], count["c"] = tried.total(), failed.total()
        count["d"] = f"{shares.index(most)}h" if most else None
        for hour, share in enumerate(shares):
            count[str(hour)] = share
    return ["a", "b", "c", "d", *map(str, range(24))]


def never_seen(found):
    for line in lines():
        if line.device.last_seen_day is None and use_of(line.device, line) == "never_seen":
            ago = (TODAY - day_of(line.handed_over_at)).days
            found[line.device.school_id]["a"] += ago > 7
            found[line.device.school_id]["b"] += ago > 30
    return "ab"


def told_by_others(found):
    sums = defaultdict(Counter)
    keys = {device.pk for device in held()}
    told, seen = {}, {}
    for row in ExternalUsage.objects.all():
        if not row.device_id or (TODAY - row.ends_on).days > 60:
            continue
        told[row.device_id] = row.device
        if row.seen_on and (TODAY - row.seen_on).days <= 30:
            seen[row.device_id] = row.device
        if row.screen_s is not None:
            sums[row.school_id]["c"] += row.screen_s
            for day in UsageDay.objects.filter(device=row.device):
                if row.starts_on <= day.day <= row.ends_on:
                    sums[row.device.school_id]["d"] += day.active_s
    for key, device in told.items():
        found[device.school_id]["b"] += key in keys
    for key, device in seen.items():
        last = device.last_seen_day
        found[device.school_id]["a"] += key in keys and (last is None or (TODAY - last).days > 30)
    for school, count in found.items():
        count["c"], count["d"] = (round(sums[school][name] / 3600) for name in "cd")
    return "abcd"
