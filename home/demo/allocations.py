"""The next batch: an order of priority, each school's list, a family that refused, one with two machines."""

from datetime import date, timedelta

from django.utils import timezone

from devices.allocating import editing, proposing
from devices.handover import Request, hand_over
from devices.models import (
    Allocation,
    AllocationList,
    Assignment,
    Batch,
    BatchQuota,
    Device,
    PriorityOrder,
    Programme,
    ProgrammeOverride,
)
from students.models import Household, PolicyRecord, Student

QUOTAS = {"MN": 12, "NH": 8}
RULES = (
    ["poor", "merit"],
    ["poor", "social"],
    ["poor"],
    ["near_poor"],
    ["ethnic_minority", "difficult_commune"],
)


def load(cast):
    """The school of Mường Nhà waits for its machines, that of Nà Hỳ for the province."""
    province = cast.users["so.gddt"]
    _policies(cast)
    _order(cast, province)
    batch = Batch.objects.create(
        programme=Programme.objects.order_by("pk").first(),
        code="dot-3-2026",
        name="Đợt 3 năm 2026",
        donor="Quỹ Hoa Ban",
        decision_number="1534/QĐ-UBND",
        decision_date=cast.today - timedelta(days=25),
        promised=sum(QUOTAS.values()),
    )
    for sign, quota in QUOTAS.items():
        school = cast.schools[sign]
        batch.schools.add(school)
        BatchQuota.objects.create(batch=batch, school=school, quota=quota)
        made = proposing.propose(batch, school, by=_admin(cast, sign))
        if made.lines.exists():
            editing.send(made, by=_admin(cast, sign))
            if sign == "MN":
                _approved(made, _admin(cast, sign), province)
    _second_machine(cast, province)


def _approved(made, admin, province):
    """Eighteen days ago; one family refused since, and the next one waits for the province."""
    editing.approve(made, by=province, words="Đồng ý theo danh sách của trường")
    long_ago = timezone.now() - timedelta(days=18)
    made.lines.update(approved_at=long_ago)
    AllocationList.objects.filter(pk=made.pk).update(state_at=long_ago)
    last = made.lines.filter(state=Allocation.State.APPROVED).last()
    editing.refuse(last, by=admin, words="Gia đình sắp chuyển về quê, không nhận máy")


def _policies(cast):
    """Now and then a family of merit, or one under social policy."""
    households = Household.objects.filter(students__school__in=cast.schools.values()).distinct()
    PolicyRecord.objects.bulk_create(
        [
            PolicyRecord(
                household=household,
                kind=(PolicyRecord.Kind.MERIT, PolicyRecord.Kind.SOCIAL)[number % 2],
                certificate=f"{number + 1:03d}/GCN-CS",
                starts_on=date(cast.first_day.year, 1, 1),
            )
            for number, household in enumerate(households.order_by("pk")[::9])
        ]
    )


def _order(cast, province):
    order = PriorityOrder.objects.create(
        decision_number="1285/QĐ-UBND",
        decision_date=cast.first_day - timedelta(days=20),
        starts_on=cast.first_day,
        recorded_by=province,
    )
    for place, criteria in enumerate(RULES, start=1):
        order.rules.create(place=place, criteria=criteria)


def _second_machine(cast, province):
    """Two children of one family study far from each other: a decision allows one machine more."""
    served = Assignment.objects.open().filter(device__isnull=False).values("served_household")
    pupil = Student.objects.filter(school=cast.schools["MN"], household__in=served).order_by("code").last()
    device = (
        Device.objects.filter(school=cast.schools["MN"], lifecycle=Device.Lifecycle.IN_STOCK)
        .order_by("pk")
        .last()
    )
    if not (pupil and device):
        return
    ProgrammeOverride.objects.create(
        household=pupil.household,
        decision_number="1602/QĐ-UBND",
        decision_date=cast.today - timedelta(days=12),
        reason="Hai em học ở hai điểm trường xa nhau",
        recorded_by=province,
    )
    hand_over(
        Request(
            to=pupil,
            by=_admin(cast, "MN"),
            devices=[device],
            receiver_name=pupil.household.head_name,
            relation="father",
            signed_on=cast.today - timedelta(days=6),
            override_decision="1602/QĐ-UBND",
        )
    )


def _admin(cast, sign):
    return cast.users["admin.muongnha" if sign == "MN" else "admin.nahy"]
