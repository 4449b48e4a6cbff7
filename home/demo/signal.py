"""Signal of the demo: villages by carrier, a support point, Wi-Fi paid for and measured, answers."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from uuid import NAMESPACE_DNS, uuid5

from devices import coverage, granting
from devices.carriers import asking
from devices.external.reading import hash_of
from devices.models import (
    Carrier,
    CarrierReason,
    CarrierRequest,
    ExternalUsage,
    Sim,
    SupportPoint,
    WifiContract,
    WifiMeasure,
)
from home.demo.plan import ONE_SCHOOL
from students.models.places import Succession

# What VNPT brings where Viettel brings this.
ELSEWHERE = {"good": "good", "weak": "none", "none": "none"}
MB = 1024**2


def load(cast):
    school, admin = cast.schools["MN"], cast.users["admin.muongnha"]
    _villages(cast, school, admin)
    _point(cast, school)
    _wifi(cast, school, admin)
    _requests(school, admin)
    _used(cast, school)


def _villages(cast, school, admin):
    day = cast.today - timedelta(days=20)
    told = ONE_SCHOOL["villages"]
    coverage.report_villages(school.commune, Carrier.VIETTEL, "measured", day, told, by=admin)
    some = {village: ELSEWHERE[level] for village, level in list(told.items())[:-1] if level in ELSEWHERE}
    coverage.report_villages(school.commune, Carrier.VNPT, "staff", day, some, by=admin)
    student = cast.pupils("MN")[0]
    if student.household:
        levels = {Carrier.VIETTEL.value: "weak", Carrier.VNPT.value: "none"}
        coverage.tell_from_home(student.household, levels, day, by=student.user)
        granting.grant(
            {"household": student.household},
            "voucher",
            "Quỹ Hoa Ban",
            day,
            by=admin,
            request_id=student.pk,
            ends_on=cast.today + timedelta(days=40),
        )


def _point(cast, school):
    succession = Succession.objects.filter(new=school.commune).select_related("old").first()
    SupportPoint.objects.get_or_create(
        commune=school.commune,
        name="Điểm hỗ trợ CNTT trụ sở xã",
        defaults={
            "old_commune": succession.old if succession else None,
            "address": "Nhà văn hóa, cạnh trụ sở Ủy ban xã",
            "hours": "Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:30–17:00",
            "keeper": "Lò Thị Mai",
            "opened_on": cast.first_day,
        },
    )


def _wifi(cast, school, admin):
    WifiContract.objects.create(
        school=school,
        provider="VNPT Điện Biên",
        mbits=100,
        starts_on=cast.first_day,
        monthly_cost=385_000,
        payer="school",
        recorded_by=admin,
    )
    WifiMeasure.objects.create(
        school=school,
        on=cast.today - timedelta(days=6),
        method="speed_test",
        down=Decimal("38.5"),
        up=Decimal("21"),
        recorded_by=admin,
    )


def _requests(school, admin):
    """One in each state that a request can be in."""
    sims = list(Sim.objects.active().filter(school=school).order_by("pk")[:7])
    if len(sims) < 7:
        return
    asking.ask(sims, CarrierRequest.Kind.MOVE, admin, uuid5(NAMESPACE_DNS, school.code))
    asking.send(CarrierRequest.objects.filter(sim__in=sims[:5]), by=admin)
    problem, mended, done, called_off = (CarrierRequest.objects.get(sim=sims[at]) for at in (0, 1, 2, 6))
    for one in (problem, mended):
        one.status, one.answer = CarrierRequest.Status.PROBLEM, "Chủ thuê bao chưa xác thực"
        one.reason = CarrierReason.objects.get(code="problem_owner")
    done.status, done.answer = CarrierRequest.Status.COMPLETE, "Đã chuyển chủ quyền"
    for one in (problem, mended, done):
        one.answered_at, one.answered_by = one.asked_at, admin
        one.save()
    asking.ask_again(mended, by=admin)
    asking.call_off(called_off, by=admin)


def _used(cast, school):
    """Last month as the carrier counted it; a few cards lie idle."""
    last = cast.today.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    chance = Random("signal")
    rows = []
    for sim in Sim.objects.active().filter(school=school).order_by("pk"):
        used = 0 if chance.random() < 0.15 else chance.randrange(200, 9000) * MB
        rows.append(
            ExternalUsage(
                source=Carrier.VNPT.value,
                sim=sim,
                school=school,
                starts_on=first,
                ends_on=last,
                used_bytes=used,
                row_hash=hash_of(Carrier.VNPT.value, f"sim_id{sim.pk}", (first, last), used),
            )
        )
    ExternalUsage.objects.bulk_create(rows)
