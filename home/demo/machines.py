"""The tablets of both batches: handed over on paper, some returned, broken, lost, repaired."""

from datetime import timedelta
from random import Random

from devices.handover import Request, hand_over
from devices.models import (
    Accessory,
    Condition,
    Handover,
    PlanSubscription,
    PlanType,
    Sim,
)
from devices.take_back import take_back
from home.demo.shelf import SHARES, Shelf
from students.models import Guardianship, PovertyRecord

FREE_DAYS, PAID_DAYS = 90, 30


def load(cast, small=False):
    """All of it, through the same functions that the screens use."""
    chance = Random("machines")
    shelf = Shelf(cast, chance, small)
    charger, case = (Accessory.objects.get_or_create(name=name)[0] for name in ("Bộ sạc", "Bao da"))
    for sign in SHARES:
        admin = cast.users["admin.muongnha" if sign == "MN" else "admin.nahy"]
        waiting = _by_need(cast, sign)
        for number, days_ago, spread in ((0, 97, 6), (1, 89, 28)):
            devices, sims = shelf.stock(sign, number)
            keep = max(1, len(devices) // 8)
            for device, sim in zip(devices[keep:], sims[keep:], strict=True):
                if not waiting:
                    break
                day = cast.today - timedelta(days=days_ago - chance.randrange(spread))
                _give(cast, waiting.pop(0), admin, device, sim, {charger: 1, case: 1}, day, chance)
        _give_to_staff(cast, sign, admin, shelf.more(sign), charger)
    _plans(cast, chance)
    _come_back(cast, chance)


def _by_need(cast, sign):
    """One pupil of each household, poor first, then near-poor, then the others."""
    rank = {
        record.household_id: (PovertyRecord.Class.NEAR_POOR, PovertyRecord.Class.POOR).index(
            record.poverty_class
        )
        for record in PovertyRecord.objects.filter(household__students__in=cast.pupils(sign))
    }
    first = {}
    for student in cast.pupils(sign):
        first.setdefault(student.household_id, student)
    return sorted(first.values(), key=lambda student: -rank.get(student.household_id, -1))


def _give(cast, student, admin, device, sim, accessories, day, chance):
    guardianship = (
        Guardianship.objects.filter(student=student).select_related("guardian").order_by("relation").last()
    )
    return hand_over(
        Request(
            to=student,
            by=admin,
            devices=[device],
            sims=[sim],
            accessories=accessories,
            receiver_name=guardianship.guardian.full_name,
            relation=guardianship.relation,
            signed_how=chance.choices(list(Handover.SignedHow), [80, 18, 2])[0],
            # On the papers that somebody else signed; the others leave it out.
            signer_name=student.household.head_name if student.household else "Lò Văn Inh",
            signer_reason="Mẹ đi làm xa, ông ở nhà nhận thay",
            signed_on=day,
            place=f"{student.school.name}",
        )
    )


def _give_to_staff(cast, sign, admin, devices, charger):
    teachers = [teacher for teacher in cast.teachers.values() if teacher.school == cast.schools[sign]]
    for device, teacher in zip(devices[:3], teachers, strict=False):
        day = cast.today - timedelta(days=58)
        hand_over(
            Request(
                to=teacher,
                by=admin,
                devices=[device],
                accessories={charger: 1},
                relation=Handover.Relation.TEACHER,
                signed_on=day,
            )
        )


def _plans(cast, chance):
    """Ninety free days for each SIM card; some families paid for more, some did not."""
    free = PlanType.objects.get_or_create(
        carrier="vnpt",
        name="Cùng em đến trường (4 GB/ngày)",
        defaults={"daily_mb": 4096, "days": FREE_DAYS, "price": 0},
    )[0]
    paid = PlanType.objects.get_or_create(
        carrier="vnpt", name="Gói học tập 30 ngày", defaults={"daily_mb": 2048, "price": 50_000}
    )[0]
    plans = []
    for sim in Sim.objects.filter(status=Sim.Status.ACTIVE, school__in=cast.schools.values()).order_by("pk"):
        start = sim.assignments.get().handover.signed_on
        end = start + timedelta(days=FREE_DAYS - 1)
        plans.append(PlanSubscription(sim=sim, plan=free, starts_on=start, ends_on=end, payer="carrier"))
        if end < cast.today and chance.random() < 0.55:
            payer = chance.choice(["family", "family", "school"])
            plans.append(
                PlanSubscription(
                    sim=sim,
                    plan=paid,
                    starts_on=end + timedelta(days=1),
                    ends_on=end + timedelta(days=PAID_DAYS),
                    payer=payer,
                )
            )
    PlanSubscription.objects.bulk_create(plans)


def _come_back(cast, chance):
    """Returns of every sort, from the last weeks; the first pupil of each school keeps the tablet."""
    admin = cast.users["admin.muongnha"]
    papers = Handover.objects.filter(school=cast.schools["MN"], pupil__isnull=False).order_by("sequence")
    papers = [paper for paper in papers if paper.pupil_id != cast.pupils("MN")[0].pk]
    chance.shuffle(papers)
    stories = (
        (31, Condition.GOOD, "Gia đình chuyển đi nơi khác, trả máy đủ phụ kiện."),
        (24, Condition.GOOD, "Em đã có máy khác của gia đình."),
        (20, Condition.BROKEN, "Rơi từ gác bếp, vỡ màn hình."),
        (9, Condition.BROKEN, "Máy không lên nguồn."),
        (13, Condition.LOST, "Mất khi đi nương, đã báo công an xã."),
    )
    for paper, (days_ago, condition, note) in zip(papers, stories, strict=False):
        day = cast.today - timedelta(days=days_ago)
        take_back(paper.lines.all(), by=admin, condition=condition, note=note, on=day)
