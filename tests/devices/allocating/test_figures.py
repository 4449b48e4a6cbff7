"""The indicators of the plan: who is eligible and served, what waits, which families hold two."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from devices import tally
from devices.allocating import proposing
from devices.allocating.eligible import eligible
from devices.models import ProgrammeOverride
from students.models import AreaRecord, Student
from tests import builders
from tests.devices import builders as make
from tests.devices.allocating.builders import give_quota, make_approved, make_family, make_order

TODAY = date(2026, 11, 24)


def counted(school):
    return tally.tally([school.pk], TODAY)[0][school.pk]


@pytest.fixture
def families(giang, hoa, class_6a, muong_nha):
    """A poor family, a near-poor one, and one without papers; a poor one of two classes apart in age."""
    make_family(giang, poverty="poor")
    make_family(hoa, poverty="near_poor", policy="merit")
    make_family(builders.make_student("Cà Thị Lả", class_6a))
    elder = builders.make_student("Lò Văn Anh", builders.make_class(muong_nha, "9A", grade=9))
    make_family(elder, poverty="poor", policy="merit")
    return elder


@pytest.mark.parametrize(
    "rules",
    [
        [["poor"]],
        [["near_poor", "merit"], ["poor", "merit"]],
        [{"criteria": ["poor"], "grade_from": 8, "grade_to": 9}],
        [["ethnic_minority", "difficult_commune"]],
        [[]],
    ],
)
def test_counts_of_a_province_name_whom_the_list_of_a_school_would(rules, families, giang, muong_nha):
    """Two ways to the same answer: one condition for all pupils, and families read one by one."""
    order = make_order(*rules)
    AreaRecord.objects.create(place=muong_nha.commune, area="3", starts_on=date(2025, 7, 1))
    Student.objects.filter(pk=giang.pk).update(ethnic_group="06")
    batch = give_quota(muong_nha)
    made = proposing.propose(batch, muong_nha, by=families.user)
    named = set(made.lines.values_list("pupil", flat=True))
    assert set(eligible(Student.objects.studying(), TODAY).values_list("pk", flat=True)) == named
    assert made.order == order


def test_eligible_pupils_and_households_served(families, giang, muong_nha, school_admin):
    make_order(["poor"])
    make.give(giang, school_admin, make.make_device(muong_nha))
    told = counted(muong_nha)
    assert (told["eligible"], told["eligible_equipped"]) == (2, 1)
    assert (told["eligible_households"], told["eligible_equipped_households"]) == (2, 1)


def test_lines_that_wait_for_more_than_fourteen_days(
    families, muong_nha, school_admin, province_admin, time_machine
):
    make_order(["poor"])
    made = make_approved(give_quota(muong_nha), muong_nha, school_admin, province_admin)
    made.lines.filter(rank=1).update(approved_at=timezone.now() - timedelta(days=15, minutes=1))
    told = counted(muong_nha)
    assert (told["plan_lines_waiting"], told["plan_lines_waiting_long"]) == (2, 1)


def test_families_with_two_machines_and_those_without_a_decision(giang, hoa, muong_nha, school_admin):
    household = make_family(giang)
    make.give(giang, school_admin, make.make_device(muong_nha))
    make.give(hoa, school_admin, make.make_device(muong_nha))
    hoa.household = household
    hoa.save()
    assert (counted(muong_nha)["doubled"], counted(muong_nha)["doubled_undecided"]) == (1, 1)
    ProgrammeOverride.objects.create(household=household, decision_number="99/QĐ")
    make.give(giang, school_admin, make.make_device(muong_nha), override_decision="99/QĐ")
    assert counted(muong_nha)["doubled_undecided"] == 0


def test_a_batch_from_the_promise_to_the_signed_paper(giang, hoa, muong_nha, school_admin, signed_in):
    batch = make.make_batch(promised=5, received=3)
    paper = make.give(giang, school_admin, make.make_device(muong_nha, batch=batch))
    make.attach_scan(paper, school_admin)
    make.give(hoa, school_admin, make.make_device(muong_nha, batch=batch))
    make.make_device(muong_nha, batch=batch)
    page = signed_in(school_admin).get("/devices/reports/batches/?as=json")
    assert page.status_code == 200
