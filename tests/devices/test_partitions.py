"""PostgreSQL keeps the days of use month by month; elsewhere nothing of it is felt."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from devices import binding, counting, partitions, retention
from devices.models import UsageDay, UsageMonth

TODAY = date(2026, 11, 24)
LONG_AGO = date(2025, 6, 10)

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps one table")


@pytest.fixture
def install(tablet, school_admin):
    return binding.bind(binding.new_code(tablet, by=school_admin))[0]


def test_the_next_months_are_made_once_and_other_databases_make_none(db):
    made = partitions.make_ahead(date(2031, 1, 5))
    assert made == (partitions.AHEAD if connection.vendor == "postgresql" else 0)
    assert partitions.make_ahead(date(2031, 1, 5)) == 0


def test_days_in_and_outside_of_the_made_months_merge_alike(install, giang):
    days = {TODAY: {"active_s": 60}, date(2040, 1, 1): {"active_s": 5}, LONG_AGO: {"active_s": 7}}
    for _ in range(2):
        counting.count_days(install, giang, days)
        counting.count_days(install, None, days)
    assert UsageDay.objects.count() == 6


@on_postgresql
def test_a_month_goes_as_a_whole_once_its_sum_is_kept(install, giang):
    partitions.make_ahead(LONG_AGO)
    counting.count_days(install, giang, {LONG_AGO: {"active_s": 60, "learn_s": 60}, TODAY: {"active_s": 9}})
    assert retention.forget_old_days(TODAY) == 1
    assert UsageDay.objects.get().day == TODAY
    assert UsageMonth.objects.get(month=date(2025, 6, 1)).learn_s == 60
    assert partitions.drop(date(2025, 6, 1)) is None


@on_postgresql
def test_the_keys_of_the_model_stand_on_the_table_of_months(db):
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "devices_usageday")
    named = {constraint.name for constraint in UsageDay._meta.constraints}
    named |= {index.name for index in UsageDay._meta.indexes}
    assert named <= set(constraints)
    assert partitions.is_partitioned()


@on_postgresql
def test_no_check_of_a_month_waits_for_the_rows_that_stand(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, convalidated FROM pg_constraint WHERE contype = 'c' AND (conrelid = "
            "'devices_usageday'::regclass OR conrelid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = "
            "'devices_usageday'::regclass))"
        )
        found = cursor.fetchall()
    names = {name for name, _valid in found}
    assert {"usage_hours_of_a_day", "devices_usageday_tried_hours_check"} <= names
    assert [name for name, is_valid in found if not is_valid] == []


@on_postgresql
def test_checks_that_wait_are_asked_of_every_month(db):
    validate = import_module("devices.migrations.0048_checks_of_hours").validate
    check = "ADD CONSTRAINT hours_waiting CHECK (tried_hours < 20000000) NOT VALID"
    left = "SELECT COUNT(*) FROM pg_constraint WHERE conname = 'hours_waiting' AND NOT convalidated"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE devices_usageday {check}")
        cursor.execute(left)
        assert cursor.fetchone()[0] > 1
        validate(None, SimpleNamespace(connection=connection))
        cursor.execute(left)
        assert cursor.fetchone()[0] == 0
