"""200,000 machines and a year of their use, for measuring: the province of `demo --scale province`, and
what its pupils do not hold stands in the computer rooms of its schools.

The days of use are written by the database itself, month by month: 25 million rows pass through no Python.
"""

from datetime import timedelta
from random import Random
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from devices import partitions, tally
from devices.models import Assignment, Device, DeviceInstall, Handover, Tenure, UsageDay
from devices.numbers import random_code, with_check_digit
from devices.rollup import month_of, next_month, roll_up
from home.demo import everything, province, summary
from home.demo.province import Counts
from students.models import School

DEVICES, DAYS, ACTIVE = 200_000, 365, 0.35
HELD_BY_PUPILS = 20_000
PIECE = 2000


def load(scale=1.0, tell=print):
    """Fill an empty database; a full one is left as it is. Returns whether it was filled now."""
    if UsageDay.objects.count() > DEVICES * scale * DAYS * ACTIVE / 2:
        return False
    cast = everything.load()
    summary.keep(summary.summary(cast))
    counts = Counts(
        schools=max(4, round(province.SCHOOLS * scale)),
        classes=max(40, round(province.CLASSES * scale)),
        pupils=max(900, round(province.PUPILS * scale)),
        devices=max(100, round(HELD_BY_PUPILS * scale)),
        days=2,
    )
    province.load(cast, counts, tell=tell)
    tell("Machines of computer rooms …")
    _rooms(cast, round(DEVICES * scale))
    tell("A year of use …")
    _use(cast.today)
    tell("Months and figures …")
    month = month_of(cast.today - timedelta(days=DAYS))
    while month <= cast.today:
        roll_up(month)
        month = next_month(month)
    tally.refresh()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return True


def _rooms(cast, total):
    """What is missing up to `total`, school by school, lent under one paper each and bound."""
    like = Device.objects.select_related("model", "batch").first()
    schools = list(School.objects.order_by("pk"))
    missing = max(0, total - Device.objects.count())
    moment = timezone.now() - timedelta(days=DAYS)
    number, codes = (
        Device.objects.filter(serial__startswith="L").count(),
        set(Device.objects.values_list("code", flat=True)),
    )
    for place, school in enumerate(schools):
        count = missing * (place + 1) // len(schools) - missing * place // len(schools)
        devices = []
        for _each in range(count):
            number += 1
            code = random_code(6)
            while code in codes:
                code = random_code(6)
            codes.add(code)
            device = Device(
                code=code,
                serial=f"L{number:09d}",
                imei1=with_check_digit(f"356781{number:08d}"),
                model=like.model,
                batch=like.batch,
                school=school,
                lifecycle=Device.Lifecycle.IN_SERVICE,
            )
            device.set_number_columns()
            devices.append(device)
        with transaction.atomic():
            _lend(cast, school, devices, moment)


def _lend(cast, school, devices, moment):
    if not devices:
        return
    giver = cast.users["so.gddt"]
    day = timezone.localdate(moment)
    paper = Handover.objects.create(
        school=school,
        year=day.year,
        sequence=90_000,
        number=f"90000/BBBG-{day.year}",
        place=school.name[:160],
        signed_on=day,
        giver=giver,
        giver_name=giver.full_name,
        receiver_name=school.name[:120],
        relation=Handover.Relation.KEEPER,
        terms_version="2026-09",
    )
    for start in range(0, len(devices), PIECE):
        piece = Device.objects.bulk_create(devices[start : start + PIECE])
        Assignment.objects.bulk_create(
            Assignment(
                handover=paper,
                device=device,
                school=school,
                tenure=Tenure.LAB,
                handed_over_at=moment,
                recorded_by=giver,
            )
            for device in piece
        )
        DeviceInstall.objects.bulk_create(
            DeviceInstall(
                device=device, token_hash=uuid4().hex + uuid4().hex, browser="Chrome", enrolled_by=giver
            )
            for device in piece
        )


USE = """
INSERT INTO devices_usageday (install_id, day, learner_id, device_id, school_id, who, active_s, learn_s,
    offline_s, tries, failures, tried_hours, failed_hours, link, sequence, clock_suspect, heard_at)
SELECT i.id, d.day, NULL, m.id, m.school_id, 'nobody', a.s, a.s * 7 / 10,
       CASE WHEN MOD(a.s, 5) < 2 THEN a.s ELSE 0 END, 3, CASE WHEN MOD(a.s, 5) < 2 THEN 1 ELSE 0 END,
       1 << 7 | 1 << 12 | 1 << 19, CASE WHEN MOD(a.s, 5) < 2 THEN 1 << 19 ELSE 0 END, '', 3, FALSE, now()
FROM devices_deviceinstall i
JOIN devices_device m ON m.id = i.device_id
CROSS JOIN (SELECT g::date AS day FROM generate_series(%s::date, %s::date, '1 day') g) d
CROSS JOIN LATERAL (SELECT abs(hashint8(m.id * 7919 + (d.day - DATE '2020-01-01'))::bigint) AS luck) l
CROSS JOIN LATERAL (SELECT 300 + MOD(l.luck / 100, 5400) AS s) a
WHERE i.revoked_at IS NULL AND MOD(l.luck, 100) < %s
ON CONFLICT DO NOTHING
"""
SEEN = """
UPDATE devices_deviceinstall i SET last_day = u.day
FROM (SELECT install_id, max(day) AS day FROM devices_usageday GROUP BY install_id) u
WHERE u.install_id = i.id;
UPDATE devices_device m SET last_seen_day = u.day
FROM (SELECT device_id, max(last_day) AS day FROM devices_deviceinstall GROUP BY device_id) u
WHERE u.device_id = m.id AND u.day IS NOT NULL
"""


def _use(today):
    """Every machine is used on about a third of the days: which ones, and how long, follows from its key."""
    if connection.vendor != "postgresql":
        _use_in_python(today)
        return
    first = today - timedelta(days=DAYS - 1)
    partitions.make_between(first, today)
    with transaction.atomic(), connection.cursor() as cursor:
        # What the statement takes from the tables themselves needs no question to each of them a row.
        cursor.execute("SET LOCAL session_replication_role = replica")
        while first <= today:
            last = min(next_month(month_of(first)) - timedelta(days=1), today)
            cursor.execute(USE, [first, last, round(ACTIVE * 100)])
            first = last + timedelta(days=1)
        cursor.execute(SEEN)


def _use_in_python(today):
    """SQLite has no series of days: a tenth is written from here."""
    chance = Random("use")
    installs = list(DeviceInstall.objects.in_force().select_related("device"))
    for ago in range(DAYS):
        day = today - timedelta(days=ago)
        UsageDay.objects.bulk_create(
            (
                UsageDay(
                    install=install,
                    day=day,
                    device=install.device,
                    school_id=install.device.school_id,
                    who=UsageDay.Who.NOBODY,
                    active_s=1800,
                    learn_s=1200,
                )
                for install in installs
                if chance.random() < ACTIVE
            ),
            ignore_conflicts=True,
        )
    Device.objects.filter(installs__in=installs).update(last_seen_day=today)
