"""Orders of priority, poor families and lists, with whatever the test does not care about filled in."""

from datetime import date

from devices.allocating import editing, proposing
from devices.models import BatchQuota, PriorityOrder
from students.models import Household
from tests.devices import builders as make

# The programme's usual order: poor and of merit, poor under social policy, poor, near-poor.
USUAL = (["poor", "merit"], ["poor", "social"], ["poor"], ["near_poor"])


def make_order(*rules, starts_on=date(2026, 1, 1), **more):
    order = PriorityOrder.objects.create(decision_number="12/QĐ-UBND", starts_on=starts_on, **more)
    for place, rule in enumerate(rules or USUAL, start=1):
        fields = rule if isinstance(rule, dict) else {"criteria": rule}
        order.rules.create(place=place, **fields)
    return order


def make_family(*students, poverty="", policy="", head="", **more):
    """A household of these pupils with the papers that are told."""
    household = Household.objects.create(head_name=head or f"Chủ hộ {students[0]}", **more)
    for student in students:
        student.household = household
        student.save()
    since = date(2026, 1, 1)
    if poverty:
        household.poverty_records.create(poverty_class=poverty, certificate="012/GCN", starts_on=since)
    if policy:
        household.policy_records.create(kind=policy, starts_on=since)
    return household


def give_quota(school, quota=10, batch=None):
    batch = batch or make.make_batch()
    batch.schools.add(school)
    BatchQuota.objects.create(batch=batch, school=school, quota=quota)
    return batch


def make_approved(batch, school, school_admin, province_admin):
    made = proposing.propose(batch, school, by=school_admin)
    editing.send(made, by=school_admin)
    return editing.approve(made, by=province_admin)
