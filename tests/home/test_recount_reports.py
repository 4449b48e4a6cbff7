"""Every report about machines and signal on the demo, beside its recount in plain Python.

A report without one, in tests/home/recounts or where `ELSEWHERE` says, fails.
"""

from collections import Counter, defaultdict

import pytest

from devices import tally
from devices.models import (
    Assignment,
    Device,
    RepairTicket,
)
from devices.reports import REPORTS
from devices.reports.answers import By, ask
from devices.reports.report import PlaceReport, Scope
from students.models import School
from tests.home.recounts import machines, pupils, signal
from tests.home.recounts.rows import (
    YEAR_AGO,
    has_one,
    pupils_with_machines,
    studying,
)
from tests.home.test_demo import cast
from tests.home.test_recount import TODAY

__all__ = ["cast"]

ELSEWHERE = {
    "learning": "tests/home/test_recount.py",
    "learning-by-grade": "tests/devices/test_grades.py",
    "still-reporting-by-grade": "tests/devices/test_grades.py",
}


PLACES = {
    "not-equipped": pupils.not_equipped,
    "pupils-per-device": pupils.pupils_per_device,
    "eligible": pupils.eligible,
    "plan-lines": pupils.plan_lines,
    "doubled": pupils.doubled,
    "states": machines.states,
    "conditions": machines.conditions,
    "repairs": machines.repairs,
    "warranty-claims": machines.warranty_claims,
    "verified": machines.verified,
    "still-reporting": signal.still_reporting,
    "told-by-others": signal.told_by_others,
    "no-connection": signal.no_connection,
    "signal-at-home": signal.signal_at_home,
    "plans": signal.plans,
    "idle-sims": signal.idle_sims,
    "school-wifi": signal.school_wifi,
    "failures": signal.failures,
    "failures-by-hour": signal.failures_by_hour,
    "to-come-back": machines.to_come_back,
    "never-seen": signal.never_seen,
    "data-quality": machines.data_quality,
}


def cut(name):
    """{key of a group: (pupils, equipped)}"""
    have, found = pupils_with_machines(), defaultdict(lambda: [0, 0])
    for pupil in studying():
        key = _group_of(pupil, name)
        found[key][0] += 1
        found[key][1] += has_one(pupil, have)
    return found


def _group_of(pupil, name):
    if name == "ethnic":
        return pupil.ethnic_group.name if pupil.ethnic_group_id else "chưa rõ"
    if name == "gender":
        return pupil.get_gender_display() if pupil.gender else "chưa rõ"
    if name == "grade":
        seat = next((seat for seat in pupil.enrolments.all() if seat.ends_on is None), None)
        return f"khối {seat.school_class.grade}" if seat else "chưa rõ"
    if pupil.household_id is None:
        return "chưa rõ hộ"
    records = pupil.household.poverty_records.all()
    now = [one for one in records if one.starts_on <= TODAY and (one.ends_on is None or one.ends_on >= TODAY)]
    kinds = {one.poverty_class for one in now}
    return "hộ nghèo" if "poor" in kinds else "hộ cận nghèo" if "near_poor" in kinds else "hộ khác"


CUTS = ("poverty", "ethnic", "gender", "grade")
LISTS = {"batches", "repairs-by-model", *(f"equipped-by-{name}" for name in CUTS)}


@pytest.fixture
def asked(cast, db):
    tally.refresh()
    scope = Scope(cast.users["so.gddt"], School.objects.filter(closed_on=None), TODAY)
    return lambda slug: ask(REPORTS[slug], scope, By.SCHOOL)


def test_every_report_has_its_recount():
    assert set(PLACES) | LISTS | set(ELSEWHERE) == set(REPORTS)
    assert {slug for slug, report in REPORTS.items() if isinstance(report, PlaceReport)} == set(PLACES)


@pytest.mark.parametrize("slug", PLACES)
def test_each_school_shows_what_a_recount_finds(slug, asked):
    schools = list(School.objects.filter(closed_on=None))
    found = {school.pk: Counter() for school in schools}
    names = PLACES[slug](found)
    shown = {row.name: [cell.value for cell in row.cells] for row in asked(slug).rows}
    assert len(shown) == len(schools)
    for school in schools:
        counted = [found[school.pk][name] for name in names]
        assert shown[school.name][: len(counted)] == counted, school.name


def test_the_demo_gives_most_reports_something_to_count(asked):
    empty = {slug for slug in PLACES if not any(cell.value for cell in asked(slug).total.cells)}
    assert empty <= {"never-seen", "told-by-others", "doubled", "warranty-claims"}


@pytest.mark.parametrize("name", CUTS)
def test_each_group_that_is_shown_is_what_a_recount_finds(name, asked):
    counted, shown = cut(name), 0
    for row in asked(f"equipped-by-{name}").rows:
        values = [cell.value for cell in row.cells]
        if "…" not in values:
            pupils, equipped = counted[str(row.name)]
            assert values == [pupils, equipped, pupils - equipped], str(row.name)
            shown += 1
    assert shown or name in ("poverty", "ethnic")


def test_batches_are_what_a_recount_finds(asked):
    standing = [line for line in Assignment.objects.all() if not line.voided_at and line.device_id]
    rows = asked("batches").rows
    assert rows
    for row in rows:
        devices = [device for device in Device.objects.all() if str(device.batch) == str(row.name)]
        keys = {device.pk for device in devices}
        ever = {line.device_id for line in standing} & keys
        signed = {
            line.device_id
            for line in standing
            if any(scan.struck_at is None for scan in line.handover.scans.all())
        } & keys
        assert [cell.value for cell in row.cells][2:] == [len(devices), len(ever), len(signed)]


def test_failures_by_model_are_what_a_recount_finds(asked):
    counted = defaultdict(Counter)
    for device in Device.objects.all():
        counted[str(device.model), device.batch.name]["many"] += 1
    for ticket in RepairTicket.objects.all():
        if ticket.reported_on >= YEAR_AGO:
            kind = counted[str(ticket.device.model), ticket.device.batch.name]
            kind["repairs"] += 1
            kind["again"] += ticket.repeat_of_id is not None
    rows = asked("repairs-by-model").rows
    assert len(rows) == len(counted)
    for row in rows:
        batch, many, repairs_told, per_hundred, again = (cell.value for cell in row.cells)
        kind = counted[str(row.name), batch]
        assert (many, repairs_told, again) == (kind["many"], kind["repairs"], kind["again"])
        assert per_hundred == round(100 * kind["repairs"] / kind["many"])
