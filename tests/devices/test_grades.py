"""Use by grade: of the learner on that day, recounted row by row, and adding up to the school."""

from collections import Counter, defaultdict
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from devices import binding, counting, learning
from devices.models import GradeMonth, SchoolMonth, UsageDay, UsageMonth
from devices.rollup import LONGEST, roll_up
from students.models import Enrolment
from tests.builders import make_class, make_student
from tests.devices import builders as make
from tests.devices.test_reports import asked

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def used(tablet, giang, class_6a, muong_nha, school_admin):
    """A tablet of Giàng (grade 6, from the 10th on 7) and his sister in a class of grades 1 and 2; another
    child of such a class whose grade nobody told; nobody signed in; a machine used by nobody alone."""
    small = make_class(muong_nha, "Ghép 1+2", grade=1, grade_to=2)
    sister, guest = make_student("Giàng Thị Mo", small), make_student("Giàng A Dơ", small)
    Enrolment.objects.filter(student=sister).update(own_grade=2)
    make.agree_to_usage(giang, sister, guest)
    seat = Enrolment.objects.get(student=giang)
    # On the 10th he sits in both: the later one counts.
    Enrolment.objects.filter(pk=seat.pk).update(ends_on=date(2026, 11, 10))
    higher = make_class(muong_nha, "7A", grade=7)
    Enrolment.objects.create(student=giang, school_class=higher, starts_on=date(2026, 11, 10))
    make.give(giang, school_admin, tablet, signed_on=date(2026, 11, 2))
    other = make.make_device(muong_nha)
    for device, learner, day, minutes in (
        (tablet, giang, 9, 40),
        (tablet, sister, 9, 10),
        (tablet, giang, 10, 5),
        (tablet, sister, 10, 20),
        (tablet, guest, 10, 1),
        (tablet, None, 10, 3),
        (tablet, giang, 11, 60),
        (other, None, 11, 7),
    ):
        install = device.installs.first() or binding.bind(binding.new_code(device, by=school_admin))[0]
        counts = {"active_s": minutes * 60 + 30, "learn_s": minutes * 60, "offline_s": 60}
        counting.count_days(install, learner, {date(2026, 11, day): counts})
    return sister


def grade_of(row):
    """As a person would look it up: the class in which the pupil sat that day, the latest of two."""
    if row.learner is None:
        return None
    seats = [
        seat
        for seat in row.learner.enrolments.all()
        if seat.starts_on <= row.day and (seat.ends_on is None or seat.ends_on >= row.day)
    ]
    return max(seats, key=lambda seat: seat.starts_on).grade if seats else None


def recount():
    """({grade: learnt seconds}, {grade: minutes of its days of devices}, {grade: devices})"""
    learnt, by_day, by_device = Counter(), defaultdict(Counter), defaultdict(Counter)
    for row in UsageDay.objects.all():
        learnt[grade_of(row)] += row.learn_s
        by_day[row.device_id, row.day][grade_of(row)] += row.learn_s
        by_device[row.device_id][grade_of(row)] += row.learn_s
    days = defaultdict(list)
    for shares in by_day.values():
        days[shares.most_common(1)[0][0]].append(sum(shares.values()) // 60)
    return learnt, days, Counter(shares.most_common(1)[0][0] for shares in by_device.values())


def test_each_grade_is_what_a_recount_finds(used):
    for _ in range(2):
        roll_up(NOVEMBER)
    learnt, days, devices = recount()
    rows = {row.grade: row for row in UsageMonth.objects.all()}
    assert set(rows) == {2, 6, 7, None}
    for grade, row in rows.items():
        assert (row.learn_s, row.devices) == (learnt[grade], devices[grade])
        minutes = [minute for minute, many in enumerate(row.minutes) for _each in range(many)]
        assert (minutes, row.device_days) == (sorted(days[grade]), len(days[grade]))
    assert (rows[6].device_days, rows[2].device_days, rows[7].learn_s) == (1, 1, 65 * 60)


def test_grades_add_up_to_the_school(used, muong_nha):
    roll_up(NOVEMBER)
    whole, parts = SchoolMonth.objects.get(), list(UsageMonth.objects.all())
    for name in ("devices", "device_days", "active_s", "learn_s", "offline_s", "holder_s", "other_s"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
    assert (whole.school, whole.devices, whole.device_days) == (muong_nha, 2, 4)
    assert (whole.minutes[50], whole.minutes[29], whole.minutes[60], sum(whole.minutes)) == (1, 1, 1, 4)
    assert len(whole.minutes) == LONGEST + 1


def test_one_school_is_summed_without_touching_the_others(used, na_hy, muong_nha):
    SchoolMonth.objects.create(school=na_hy, month=NOVEMBER, device_days=7)
    roll_up(NOVEMBER, school_ids=[muong_nha.pk])
    assert SchoolMonth.objects.get(school=na_hy).device_days == 7


def test_the_report_shows_grades_of_the_own_schools_alone(used, signed_in, school_admin, other_school_admin):
    told = asked(signed_in(school_admin), "learning-by-grade")
    assert [row[0] for row in told["rows"]] == [
        "khối 2",
        "khối 6",
        "khối 7",
        "không có học sinh, hoặc chưa rõ khối",
    ]
    assert told["rows"][1] == ["khối 6", 50, 50, 50, 1, 1, 2]
    assert asked(signed_in(other_school_admin), "learning-by-grade")["rows"] == []


def test_machines_by_the_grade_of_their_holder_are_what_a_recount_finds(
    used, giang, muong_nha, signed_in, school_admin
):
    make.give(used, school_admin, make.make_device(muong_nha))
    make.give(muong_nha, school_admin, make.make_device(muong_nha))
    told = asked(signed_in(school_admin), "still-reporting-by-grade")
    assert told["rows"] == [
        ["khối 2", 0, 0, 0, 0, 1],
        ["khối 7", 1, 0, 0, 0, 0],
        ["không có học sinh, hoặc chưa rõ khối", 0, 0, 0, 0, 1],
    ]


def test_months_counted_before_are_added_up_as_well(used, muong_nha, tablet):
    roll_up(NOVEMBER)
    before = SchoolMonth.objects.values().get()
    SchoolMonth.objects.all().delete()
    import_module("devices.migrations.0033_months_together").add_up(apps, None)
    after = SchoolMonth.objects.values().get()
    assert before | {"id": 0} == after | {"id": 0}


def test_a_grade_of_a_school_is_one_row_a_month_whatever_its_machines_are(used, muong_nha):
    roll_up(NOVEMBER)
    whole = {row.grade: row for row in GradeMonth.objects.filter(school=muong_nha)}
    assert set(whole) == {2, 6, 7, None}
    for grade, row in whole.items():
        parts = UsageMonth.objects.filter(grade=grade)
        for name in ("devices", "device_days", "active_s", "learn_s", "offline_s", "nobody_s"):
            assert getattr(row, name) == sum(getattr(part, name) for part in parts)


def test_the_report_by_grade_reads_the_sums_of_grades_alone(used, muong_nha):
    roll_up(NOVEMBER)
    UsageMonth.objects.all().delete()
    assert [grade for grade, _told in learning.grades([muong_nha.pk], date(2026, 11, 24))] == [2, 6, 7, None]


def test_grades_of_months_counted_before_are_added_up_as_well(used):
    roll_up(NOVEMBER)
    before = list(GradeMonth.objects.order_by("grade").values())
    GradeMonth.objects.all().delete()
    import_module("devices.migrations.0043_grades_together").add_up(apps, None)
    after = list(GradeMonth.objects.order_by("grade").values())
    assert [row | {"id": 0} for row in before] == [row | {"id": 0} for row in after]
