"""PostgreSQL keeps the days of use month by month; elsewhere nothing of it is felt."""

from datetime import date

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
