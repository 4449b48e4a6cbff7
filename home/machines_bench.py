"""What is measured at 200,000 machines, each with its goal (`make bench-devices`)."""

import json
import statistics
import time
from datetime import timedelta
from multiprocessing import get_context
from uuid import uuid4

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from devices import binding
from devices.held_on import lines_on
from devices.models import Assignment, Device, DeviceInstall, UsageDay
from devices.reports import REPORTS
from devices.rollup import month_of, roll_up
from lms.bench import AtLeast
from students.models import Role, Student

LISTS = {
    "devices": "/devices/",
    "devices, found by a number": "/devices/?q=L000000",
    "devices, silent ones": "/devices/?use=silent",
    "hand-over records": "/handovers/",
    "due back": "/handovers/due/",
    "SIM cards": "/sims/",
    "plans that end": "/sims/ending/",
    "not yet equipped": "/devices/reports/not-yet-equipped/",
    "allocations": "/allocations/",
    "repairs": "/repairs/",
    "stocktakes": "/stocktakes/",
    "batches": "/devices/batches/",
    "bound browsers": "/devices/use/",
}
LIST_MS, REPORT_MS, ONE_DAY_MS, ROLL_UP_S, SNAPSHOTS = 150, 500, 5, 60, 1000
TIMES = 9
CORES = 2


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
    yield name, "ms p95", took[-1], goal


def who_had_it():
    keys = Assignment.objects.filter(device__isnull=False).values_list("device", flat=True)[:200:5]
    day = timezone.localdate() - timedelta(days=30)
    took = sorted(
        _ms(lambda key=key: list(lines_on(Assignment.objects.filter(device=key), day))) for key in keys
    )
    yield "who had it on a day", "ms p50", statistics.median(took), None
    yield "who had it on a day", "ms p95", took[int(len(took) * 0.95)], ONE_DAY_MS


def night():
    """What the nightly round does for the day that ended: the month it lies in, counted anew."""
    took = _ms(lambda: roll_up(month_of(timezone.localdate() - timedelta(days=1))))
    yield "roll-up of a day", "s", took / 1000, ROLL_UP_S


def intake(bench):
    """Snapshots through /sync/ on two cores, each browser sending several days at once."""
    lent = Assignment.objects.open().filter(pupil__isnull=False, device__isnull=False)
    pupils = list(
        Student.objects.filter(pk__in=lent.values("pupil"), user__isnull=False).select_related("user")[:1]
    )
    if not pupils:
        yield "intake: no pupil here can sign in", "", None, None
        return
    student = pupils[0]
    device = lent.filter(pupil=student).first().device
    token, token_hash = binding.new_token()
    DeviceInstall.objects.create(device=device, token_hash=token_hash, browser="bench")
    cookies = f"{bench.cookies_of(student.user)}; {settings.DEVICE_COOKIE_NAME}={token}"
    for days in (1, 7, 21):
        connections.close_all()
        context = get_context("fork")
        with context.Pool(CORES) as pool:
            rates = pool.starmap(_send, [(bench, cookies, student.user.learner_key, days)] * CORES)
        goal = AtLeast(SNAPSHOTS) if days == 21 else None
        yield f"intake, {days} days a message", "a second", sum(rates), goal


def _send(bench, cookies, learner, days, seconds=5):
    """Snapshots a second of one core."""
    today, sent, began = timezone.localdate(), 0, time.perf_counter()
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
        assert status == 200, content[:200]
        sent += days
    connection.close()
    return sent / (time.perf_counter() - began)


def _csrf(cookies):
    secret = "b" * 32
    return {"HTTP_X_CSRFTOKEN": secret, "HTTP_COOKIE": f"{cookies}; {settings.CSRF_COOKIE_NAME}={secret}"}


def _ms(act):
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
