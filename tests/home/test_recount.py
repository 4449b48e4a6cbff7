"""Every number of the overview, counted again in plain Python from the rows of the database.

What the product counts by grouped queries (devices/tally.py, devices/rollup.py) is counted here one
row at a time, by rules written down anew: both must come to the same, on the page and in the workbook.
"""

from collections import Counter
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone
from django.utils.text import capfirst

from devices import binding, counting
from devices.correct import void
from devices.models import Assignment, Batch, Device, PlanSubscription, Sim, UsageDay
from devices.states import UseState, in_use_state, with_use_state
from devices.take_back import take_back
from students.models import Consent, School, Student, Teacher
from tests.builders import make_class, make_school, make_student, make_teacher
from tests.devices import builders as make

TODAY = date(2026, 11, 24)
# Heading of the workbook: name of the number.
COLUMNS = {
    "học sinh": "pupils",
    "đã có máy": "equipped",
    "chưa có máy": "not_equipped",
    "chưa rõ hộ": "household_unknown",
    "giáo viên": "teachers",
    "giáo viên đã có máy": "teachers_equipped",
    "đang hoạt động": "live",
    "cần để ý": "at_risk",
    "im lặng": "silent",
    "chưa có tín hiệu lần nào": "never_seen",
    "chưa đo": "not_measured",
    "SIM đang dùng": "sims",
    "gói cước đã hết hạn": "plan_lapsed",
    "gói cước hết hạn trong 30 ngày": "plan_30",
    "chưa rõ gói cước": "plan_unknown",
}


@pytest.fixture
def province(class_6a, class_3b, ms_lan, mr_pao, school_admin, other_school_admin, muong_nha, na_hy):
    """Two schools with something of everything, and a closed one that counts for nothing."""
    pupils = [make_student(f"Giàng A {number}", class_6a) for number in range(14)]
    households = [make.make_household(pupil) for pupil in pupils[:10]]
    pupils[1].household = households[0]  # brother and sister
    pupils[1].save()
    make.agree_to_usage(*pupils[:6], *pupils[7:])
    make.agree_to_usage(pupils[6], withdrawn_at=timezone.now())
    last_days = [TODAY, TODAY - timedelta(days=21), 22, 28, 29, None]
    for pupil, last in zip([pupils[0], *pupils[2:7]], last_days, strict=True):
        day = TODAY - timedelta(days=last) if isinstance(last, int) else last
        _give_and_use(pupil, muong_nha, school_admin, [day] if day else [])
    # Never bound; bound and never counted; two machines by decision; given back; struck out; gone away.
    make.give(pupils[7], school_admin, make.make_device(muong_nha))
    _give_and_use(pupils[8], muong_nha, school_admin, [TODAY - timedelta(days=35), TODAY])
    make.give(pupils[8], school_admin, make.make_device(muong_nha), override_decision="215/QĐ-SGDĐT")
    take_back(make.give(pupils[9], school_admin, make.make_device(muong_nha)).lines.all(), by=school_admin)
    wrong = make.give(pupils[10], school_admin, make.make_device(muong_nha)).lines.get()
    void(wrong, by=school_admin, reason="Ghi nhầm em")
    _give_and_use(pupils[11], muong_nha, school_admin, [TODAY])
    Student.objects.filter(pk=pupils[11].pk).update(status="moved_out")
    make.make_device(muong_nha)
    staff_machine = make.make_device(muong_nha)
    make.give(ms_lan.teacher_or_none, school_admin, staff_machine)
    binding.bind(binding.new_code(staff_machine, by=school_admin))
    left = make_teacher("cu", "Lò Văn Cũ", class_6a)
    Teacher.objects.filter(user=left).update(left_on=TODAY - timedelta(days=3))
    vang = make_student("Vàng A Páo", class_3b)
    make.agree_to_usage(vang)
    _give_and_use(vang, na_hy, other_school_admin, [TODAY - timedelta(days=1)])
    for school, ends in ((muong_nha, [0, -1, 7, 8, 14, 15, 30, 31, None]), (na_hy, [-40, 3])):
        for days in ends:
            card = make.make_sim(school, status="active")
            if days is not None:
                make.make_plan(card, ends_on=TODAY + timedelta(days=days), starts_on=date(2026, 9, 1))
    struck = make.make_plan(make.make_sim(na_hy, status="active"))
    PlanSubscription.objects.filter(pk=struck.pk).update(voided_at=timezone.now())
    make.make_plan(make.make_sim(na_hy, status="blocked"), ends_on=TODAY)
    closed = make_school("Tiểu học đã giải thể", commune="Nà Hỳ", closed_on=date(2026, 8, 31))
    make_student("Không Tính", make_class(closed, "1A", grade=1))
    make.make_sim(closed, status="active")


def _give_and_use(pupil, school, clerk, days):
    """A bound machine, on which the pupil learnt on these days, and a neighbour's child too."""
    device = make.make_device(school)
    make.give(pupil, clerk, device, signed_on=date(2026, 9, 15))
    install, _token = binding.bind(binding.new_code(device, by=clerk))
    neighbour = Student.objects.exclude(pk=pupil.pk).order_by("code").first()
    for place, day in enumerate(days):
        for who, minutes in ((pupil, 30 + 7 * place), (neighbour, 5)):
            counts = {"active_s": minutes * 60 + 50, "learn_s": minutes * 60 + 20, "offline_s": 30}
            counting.count_days(install, who, {day: counts})


def recount(schools):
    """{school: Counter} by looking at each row on its own."""
    found = {school.pk: Counter() for school in schools}
    lines = [line for line in Assignment.objects.all() if line.returned_at is None and not line.voided_at]
    with_machine = [line for line in lines if line.device_id]
    children = {line.student_id for line in with_machine} - {None}
    households = {line.served_household_id for line in with_machine} - {None}
    staff = {line.teacher_id for line in with_machine} - {None}
    for pupil in Student.objects.all():
        if pupil.school_id not in found or pupil.status != "studying":
            continue
        count = found[pupil.school_id]
        count["pupils"] += 1
        has = pupil.pk in children or pupil.household_id in households
        count["equipped" if has else "not_equipped"] += 1
        count["household_unknown"] += pupil.household_id is None
    for teacher in Teacher.objects.all():
        if teacher.school_id in found and teacher.left_on is None:
            found[teacher.school_id]["teachers"] += 1
            found[teacher.school_id]["teachers_equipped"] += teacher.pk in staff
    for line in with_machine:
        device = Device.objects.get(pk=line.device_id)
        if device.school_id in found:
            found[device.school_id][use_of(device, line)] += 1
    for card in Sim.objects.all():
        if card.school_id in found and card.status == "active":
            found[card.school_id]["sims"] += 1
            for name in plan_of(card):
                found[card.school_id][name] += 1
    return found


def use_of(device, line):
    bound = [install for install in device.installs.all() if install.revoked_at is None]
    agreed = line.pupil_id is None or any(
        consent.purpose == "usage" and consent.withdrawn_at is None
        for consent in Consent.objects.filter(student=line.pupil_id)
    )
    if not bound or not agreed:
        return "not_measured"
    days = [row.day for row in UsageDay.objects.filter(device=device)]
    if not days:
        return "never_seen" if line.pupil_id else "not_measured"
    ago = (TODAY - max(days)).days
    return "live" if ago <= 21 else "at_risk" if ago <= 28 else "silent"


def plan_of(card):
    ends = [plan.ends_on for plan in card.subscriptions.all() if plan.voided_at is None]
    if not ends:
        return ["plan_unknown"]
    left = (max(ends) - TODAY).days
    return ["plan_lapsed"] if left < 0 else [f"plan_{limit}" for limit in (7, 14, 30) if left <= limit]


def recount_learning(month, schools):
    """(median, p10, p90, machines, days) of one month, minutes of a machine and day added up first."""
    seconds = Counter()
    for row in UsageDay.objects.all():
        if row.school_id in schools and (row.day.year, row.day.month) == (month.year, month.month):
            seconds[row.device_id, row.day] += row.learn_s
    minutes = sorted(total // 60 for total in seconds.values())
    at = [minutes[max(1, -(-len(minutes) * percent // 100)) - 1] for percent in (50, 10, 90)]
    return (*at, len({device for device, _day in seconds}), len(minutes))


def test_the_page_shows_what_a_recount_finds(province, signed_in, province_admin, muong_nha, na_hy):
    counted = recount([muong_nha, na_hy])
    assert min(counted[muong_nha.pk][name] for name in ("live", "at_risk", "silent", "not_measured")) > 0
    total = sum(counted.values(), Counter())
    context = signed_in(province_admin).get("/overview/").context
    assert {row["state"]: row["count"] for row in context["states"]["rows"]} == {
        state: total[state] for state in ("live", "at_risk", "silent", "never_seen", "not_measured")
    }
    assert {row["key"]: row["count"] for row in context["plans"]["rows"]} == {
        key: total[f"plan_{key}"] for key in ("lapsed", "7", "14", "30")
    }
    assert (context["plans"]["all"], context["plans"]["unknown"]) == (total["sims"], total["plan_unknown"])
    assert context["total"].not_equipped == total["not_equipped"]
    assert context["total"].teachers_not_equipped == total["teachers"] - total["teachers_equipped"]


def test_each_state_lists_the_machines_that_it_counts(province):
    devices = with_use_state(Device.objects.all())
    for state in UseState:
        named = {device.pk for device in devices if device.use_state == state}
        assert {device.pk for device in in_use_state(Device.objects.all(), state)} == named


def test_batches_of_the_province_are_those_of_a_recount(province, signed_in, province_admin):
    found = {batch.pk: Counter() for batch in Batch.objects.all()}
    for device in Device.objects.all():
        lines = [line for line in device.assignments.all() if line.voided_at is None]
        found[device.batch_id]["registered"] += 1
        found[device.batch_id]["handed"] += bool(lines)
        found[device.batch_id]["held_now"] += any(line.returned_at is None for line in lines)
    rows = signed_in(province_admin).get("/devices/batches/").context["rows"]
    assert {batch.pk: Counter(counts) for batch, counts in rows} == found
    assert all(0 < counts["held_now"] < counts["handed"] < counts["registered"] for counts in found.values())


def test_learning_minutes_are_those_of_a_recount(province, signed_in, province_admin, muong_nha, na_hy):
    keys = set(School.objects.values_list("pk", flat=True))
    rows = signed_in(province_admin).get("/overview/").context["learning"]["rows"]
    assert [row["month"] for row in rows] == [date(2026, 10, 1), date(2026, 11, 1)]
    for row in rows:
        shown = (row["middle"], row["low"], row["high"], row["devices"], row["days"])
        assert shown == recount_learning(row["month"], keys)


@pytest.mark.parametrize(
    ("who", "places"), [("province_admin", 2), ("commune_officer", 1), ("school_admin", 1)]
)
def test_the_workbook_adds_up_to_the_recount(who, places, province, request, signed_in, muong_nha, na_hy):
    client = signed_in(request.getfixturevalue(who))
    book = openpyxl.load_workbook(BytesIO(client.get("/overview/export/").content))
    counted = recount([muong_nha, na_hy])
    for sheet, names in (
        ("Theo trường", {muong_nha.pk: str(muong_nha), na_hy.pk: str(na_hy)}),
        ("Theo xã, phường", {muong_nha.pk: str(muong_nha.commune), na_hy.pk: str(na_hy.commune)}),
    ):
        heading, *rows = book[sheet].iter_rows(values_only=True)
        told = {row[0]: dict(zip(heading, row, strict=True)) for row in rows}
        assert len(told) == places + 1
        seen = Counter()
        for key, name in names.items():
            if name in told:
                seen += counted[key]
                assert _shown(told[name]) == {column: counted[key][column] for column in COLUMNS.values()}
        assert _shown(told["Cộng"]) == {column: seen[column] for column in COLUMNS.values()}
    in_sight = sum(list(counted.values())[:places], Counter())
    for word, number, _meaning in book.worksheets[2].iter_rows(min_row=2, values_only=True):
        assert (word, number) == (word, in_sight[COLUMNS[word]])


def _shown(row):
    by_heading = {capfirst(words): column for words, column in COLUMNS.items()}
    return {by_heading[words]: number or 0 for words, number in list(row.items())[1:]}


def test_rolling_up_twice_changes_no_number(province, signed_in, province_admin):
    from devices.tally import refresh

    client = signed_in(province_admin)
    before = client.get("/overview/").context
    refresh()
    after = client.get("/overview/").context
    assert before["total"].numbers == after["total"].numbers
    assert before["learning"]["rows"] == after["learning"]["rows"]
