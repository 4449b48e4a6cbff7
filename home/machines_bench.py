"""What is measured at 200,000 machines, each with its goal (`make bench-devices`)."""

import json
import statistics
import time
from datetime import timedelta
from multiprocessing import get_context
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.utils import timezone

from devices import binding
from devices.held_on import lines_on
from devices.models import Assignment, Device, DeviceInstall, UsageDay
from devices.reports import REPORTS
from devices.rollup import month_of, roll_up
from lms.bench import AtLeast, Bench, NotHere
from students.models import Consent, Role, User

LISTS = {
    "devices": "/devices/",
    "devices, found by a number": "/devices/?q=L000000",
    "devices, silent ones": "/devices/?use=silent",
    "hand-over records": "/handovers/",
    "due back": "/handovers/due/",
    "SIM cards": "/sims/",
    "plans that end": "/sims/ending/",
    "not yet equipped": "/allocations/not-equipped/pupils/",
    "allocations": "/allocations/",
    "repairs": "/repairs/",
    "stocktakes": "/stocktakes/",
    "batches": "/devices/batches/",
    "bound browsers": "/devices/use/",
}
LIST_MS, REPORT_MS, ONE_DAY_MS, ROLL_UP_S, SNAPSHOTS = 150, 500, 5, 60, 1000
TIMES = 40
CORES = 2
DAYS_AT_ONCE = (1, 7, 21)


def measures(bench):
    """(name, unit, value, goal); a goal of None is only told."""
    yield "machines", "rows", Device.objects.count(), None
    yield "days of use", "rows", UsageDay.objects.count(), None
    readers = {"province": Role.Kind.PROVINCE_ADMIN, "clerk": Role.Kind.SCHOOL_ADMIN}
    for who, kind in readers.items():
        role = Role.objects.filter(kind=kind).order_by("pk").first()
        cookies = bench.cookies_of(role.user)
        for name, path in LISTS.items():
            yield from _pages(bench, f"{name} ({who})", path, cookies, LIST_MS)
        for slug in REPORTS:
            yield from _pages(
                bench, f"report {slug} ({who})", f"/devices/reports/{slug}/", cookies, REPORT_MS
            )
    yield from who_had_it()
    yield from night()
    yield from intake(bench)


def _pages(bench, name, path, cookies, goal):
    status, _headers, _content = bench.ask(path, cookies)
    if status != 200:
        yield f"{name}: answers {status}", "", None, None
        return
    took = sorted(_ms(lambda: bench.ask(path, cookies)) for _each in range(TIMES))
    yield name, "ms p50", statistics.median(took), None
    yield name, "ms p95", took[int(TIMES * 0.95)], goal


def who_had_it():
    keys = Assignment.objects.filter(device__isnull=False).values_list("device", flat=True)[:200:5]
    day = timezone.localdate() - timedelta(days=30)
    took = sorted(
        _ms(lambda key=key: list(lines_on(day, Assignment.objects.filter(device=key)))) for key in keys
    )
    yield "who had it on a day", "ms p50", statistics.median(took), None
    yield "who had it on a day", "ms p95", took[int(len(took) * 0.95)], ONE_DAY_MS


def night():
    """What the nightly round does for the day that ended: the month it lies in, counted anew."""
    took = _ms(lambda: roll_up(month_of(timezone.localdate() - timedelta(days=1))))
    yield "roll-up of a day", "s", took / 1000, ROLL_UP_S


def intake(bench):
    """Snapshots through /sync/ on two cores, each browser sending several days at once. Each sends as a
    pupil of its own, as browsers do: batches of one sender follow each other, and have a quota."""
    senders = list(_senders(bench, CORES * len(DAYS_AT_ONCE)))
    for place, days in enumerate(DAYS_AT_ONCE):
        chosen = senders[place * CORES : (place + 1) * CORES]
        if len(chosen) < CORES:
            yield "intake: too few pupils hold a machine here", "", None, None
            return
        connections.close_all()
        with get_context("fork").Pool(CORES) as pool:
            rates = pool.starmap(_send, [(*sender, days) for sender in chosen])
        goal = AtLeast(SNAPSHOTS) if days == DAYS_AT_ONCE[-1] else None
        yield f"intake, {days} days a message", "a second", sum(rates), goal


def _senders(bench, count):
    """(cookies, learner) of pupils at a bound machine of their own."""
    lent = Assignment.objects.open().filter(pupil__isnull=False, device__isnull=False)
    agreed = Consent.objects.agreed_to(Consent.Purpose.USAGE).values("student")
    for line in lent.filter(pupil__in=agreed).select_related("pupil", "device").order_by("pk")[:count]:
        student = line.pupil
        if student.user is None:
            user = User.objects.create(username=f"bench-{student.code}", full_name=student.full_name)
            student.user = user
            student.save(update_fields=["user"])
        token, token_hash = binding.new_token()
        DeviceInstall.objects.create(device=line.device, token_hash=token_hash, browser="bench")
        cookies = f"{bench.cookies_of(student.user)}; {settings.DEVICE_COOKIE_NAME}={token}"
        yield cookies, student.user.learner_key


def _send(cookies, learner, days, seconds=4):
    """Snapshots a second of one core."""
    bench, today, sent, began = Bench({}), timezone.localdate(), 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        seq = sent + 1
        events = [
            {
                "id": str(uuid4()),
                "kind": "usage.day",
                "stream": "usage",
                "install": "bench",
                "learner": learner,
                "seq": seq + ago,
                "payload": {"day": (today - timedelta(days=ago)).isoformat(), "active_s": min(seq, 80_000)},
            }
            for ago in range(days)
        ]
        body = json.dumps({"install": "bench", "events": events}).encode()
        status, _headers, content = bench.ask("/sync/", cookies, body=body, headers=_csrf(cookies))
        results = json.loads(content).get("results", [])
        if status != 200 or {result["status"] for result in results} != {"stored"}:
            raise NotHere(f"/sync/ answers {status}: {content[:200]}")
        sent += days
    return sent / (time.perf_counter() - began)


def _csrf(cookies):
    secret = "b" * 32
    return {"HTTP_X_CSRFTOKEN": secret, "HTTP_COOKIE": f"{cookies}; {settings.CSRF_COOKIE_NAME}={secret}"}


def _ms(act):
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
