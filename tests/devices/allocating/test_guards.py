"""What the database itself refuses about lists and orders, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from devices.allocating import proposing
from devices.models import Allocation, AllocationStep, PriorityOrder
from tests.devices import builders as make
from tests.devices.allocating.builders import give_quota, make_approved, make_family, make_order


@pytest.fixture
def line(giang, muong_nha, school_admin):
    make_order()
    make_family(giang, poverty="poor")
    return proposing.propose(give_quota(muong_nha), muong_nha, by=school_admin).lines.get()


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()
    return True


def rewritten(line, **values):
    return refused(lambda: Allocation.objects.filter(pk=line.pk).update(**values))


def test_no_line_list_or_step_is_deleted(line):
    assert refused(lambda: Allocation.objects.filter(pk=line.pk)._raw_delete("default"))
    assert refused(lambda: type(line.list).objects.filter(pk=line.list_id)._raw_delete("default"))
    assert refused(lambda: AllocationStep.objects.all()._raw_delete("default"))


def test_who_a_line_is_for_and_what_it_stands_on_never_change(line, hoa):
    assert rewritten(line, pupil=hoa)
    assert rewritten(line, evidence={"poverty": "near_poor"})
    assert rewritten(line, reason="Cháu của hiệu trưởng")
    Allocation.objects.filter(pk=line.pk).update(evidence={}, reason="")


@pytest.mark.parametrize("state", ["handed", "refused", "replaced"])
def test_a_planned_line_is_approved_before_anything_else(line, state):
    assert rewritten(line, state=state)


def test_a_line_is_handed_by_the_machine_of_its_own_family_alone(
    line, hoa, muong_nha, school_admin, province_admin
):
    make_approved(line.list.batch, muong_nha, school_admin, province_admin)
    foreign = make.give(hoa, school_admin, make.make_device(muong_nha)).lines.get()
    assert rewritten(line, state="handed", handed_line=foreign)
    assert rewritten(line, state="handed")


def test_one_household_waits_on_one_list(line):
    twin = Allocation(list=line.list, household=line.household, pupil=line.pupil, rank=2)
    assert refused(lambda: Allocation.objects.bulk_create([twin]))


def test_an_order_that_a_list_was_made_by_stays_as_it_is(line):
    order = PriorityOrder.objects.get()
    assert refused(lambda: PriorityOrder.objects.update(tie="lower_grade"))
    assert refused(lambda: order.rules.update(criteria=["poor"]))
    assert refused(lambda: order.rules.create(place=9, criteria=[]))
    assert refused(lambda: order.rules.all()._raw_delete("default"))


def test_a_step_is_never_rewritten(line):
    assert refused(lambda: AllocationStep.objects.update(words="Khác"))
