"""A number of a report of signal opens to as many rows as it says, in each school and in all together."""

from datetime import date, timedelta

import pytest

from devices import binding, counting
from devices.models import ExternalUsage
from tests.builders import make_student
from tests.devices import builders as make

TODAY = date(2026, 11, 24)


@pytest.fixture
def signal(class_6a, class_3b, ms_lan, muong_nha, na_hy, school_admin, other_school_admin):
    """Machines heard of lately, long ago and never, not bound, of staff; homes with all kinds of signal or
    none told; cards that are idle, used, not counted, blocked."""
    homes = ["none", "none", "weak", "good", "unknown", None, "none"]
    heard = [TODAY, TODAY - timedelta(days=30), TODAY - timedelta(days=31), None, TODAY, TODAY, "unbound"]
    for place, (level, last) in enumerate(zip(homes, heard, strict=True)):
        pupil = make_student(f"Giàng A {place}", class_6a)
        make.agree_to_usage(pupil)
        if level:
            household = make.make_household(pupil)
            household.signal = level
            household.save()
        device = make.make_device(muong_nha)
        make.give(pupil, school_admin, device, signed_on=date(2026, 9, 15))
        if last != "unbound":
            install, _token = binding.bind(binding.new_code(device, by=school_admin))
            if last:
                counting.count_days(install, pupil, {last: {"active_s": 60}})
    staff = make.make_device(muong_nha)
    make.give(ms_lan.teacher_or_none, school_admin, staff)
    binding.bind(binding.new_code(staff, by=school_admin))
    make.give(make_student("Vàng A Páo", class_3b), other_school_admin, make.make_device(na_hy))
    spans = {"source": "vnpt", "row_hash": "x"}
    for school, status, used in (
        (muong_nha, "active", [10, 20]),
        (muong_nha, "active", [10, 2**21]),
        (muong_nha, "active", []),
        (muong_nha, "blocked", [0]),
        (na_hy, "active", [0]),
    ):
        card = make.make_sim(school, status=status)
        for place, many in enumerate(used):
            day = TODAY - timedelta(days=5 + place)
            ExternalUsage.objects.create(sim=card, starts_on=day, ends_on=day, used_bytes=many, **spans)
    old = make.make_sim(muong_nha, status="active")
    long_ago = TODAY - timedelta(days=61)
    ExternalUsage.objects.create(sim=old, starts_on=long_ago, ends_on=long_ago, used_bytes=0, **spans)


EXPECTED = {
    "no-connection": [2, 6],
    "signal-at-home": [3, 1, 1],
    "idle-sims": [1, 2],
}


@pytest.mark.parametrize("slug", EXPECTED)
def test_each_number_opens_to_as_many_rows_as_it_says(slug, signal, signed_in, province_admin, muong_nha):
    client = signed_in(province_admin)
    answer = client.get(f"/devices/reports/{slug}/", {"by": "school"}).context["answer"]
    told = {row.name: row.cells for row in answer.rows}
    places = len(EXPECTED[slug])
    assert [cell.value for cell in told[muong_nha.name][:places]] == EXPECTED[slug]
    for row in [*answer.rows, answer.total]:
        for cell in row.cells[:places]:
            page = client.get(cell.link).context["page_obj"]
            assert page.paginator.count == cell.value, (str(row.name), cell.link)


@pytest.mark.parametrize("slug", EXPECTED)
def test_nobody_opens_rows_of_the_other_school(slug, signed_in, signal, other_school_admin, muong_nha):
    client = signed_in(other_school_admin)
    answer = client.get(f"/devices/reports/{slug}/", {"by": "school"}).context["answer"]
    for cell in answer.rows[0].cells[: len(EXPECTED[slug])]:
        rows = client.get(cell.link).context["page_obj"].object_list
        assert all(row.school_id != muong_nha.pk for row in rows)
