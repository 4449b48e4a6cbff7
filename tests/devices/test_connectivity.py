"""SIM cards by hand, and their data plans."""

from datetime import date

import pytest

from devices import sim_life
from devices.models import PlanSubscription, PlanType, Sim, SimEvent
from devices.numbers import with_check_digit
from lms.models import Change
from tests.devices import builders as make

ICCID = with_check_digit("898402112233445566")


def sim_facts(**more):
    return {"iccid": ICCID, "number": "912 345 679", "carrier": "vnpt", **more}


@pytest.fixture
def plan(sim):
    return PlanType.objects.create(carrier="vnpt", name="Đồng hành 4 GB/ngày", daily_mb=4096, days=30)


def test_a_sim_goes_into_stock_and_leads_to_its_plan(muong_nha, signed_in, school_admin):
    answer = signed_in(school_admin).post("/sims/add/", sim_facts())
    assert answer["Location"] == f"/sims/{ICCID}/plan/"
    sim = Sim.objects.get()
    assert (sim.school, sim.number, sim.status) == (muong_nha, "0912345679", "stock")
    assert Change.objects.filter(act="add SIM").count() == 1


@pytest.mark.parametrize(
    ("iccid", "words"),
    [
        (ICCID[:-1] + str((int(ICCID[-1]) + 1) % 10), "Chữ số kiểm tra"),
        (ICCID[:-2], "số này có 17"),
        ("11" + ICCID[2:], "bắt đầu bằng 89"),
        ("²²", "bắt đầu bằng 89"),
    ],
)
def test_a_serial_that_cannot_be_is_refused_in_words(iccid, words, signed_in, school_admin):
    page = signed_in(school_admin).post("/sims/add/", sim_facts(iccid=iccid))
    assert page.status_code == 400
    assert words in page.content.decode()
    assert not Sim.objects.exists()


def test_a_number_in_use_is_taken_and_one_that_was_given_up_is_free(sim, signed_in, school_admin):
    client = signed_in(school_admin)
    page = client.post("/sims/add/", sim_facts(number="0912345678"))
    assert "Một SIM khác đang dùng số này" in page.content.decode()
    sim_life.step(sim, SimEvent.Kind.CANCELLED, by=school_admin, reason="Nhà mạng thu hồi số")
    assert client.post("/sims/add/", sim_facts(number="0912345678")).status_code == 302


def test_a_plan_runs_as_long_as_it_is_sold_for_and_is_noted_once(sim, plan, signed_in, school_admin):
    client = signed_in(school_admin)
    told = {"plan": plan.pk, "starts_on": "01/11/2026", "payer": "programme"}
    for _ in range(2):
        assert client.post(f"/sims/{sim.iccid}/plan/", told).status_code == 302
    assert PlanSubscription.objects.get().ends_on == date(2026, 11, 30)
    assert Change.objects.filter(act="renew plan").count() == 1
    page = client.get(f"/sims/{sim.iccid}/plan/").content.decode()
    assert "01/12/2026" in page  # the next one begins on the day after


def test_plans_of_a_sim_never_overlap_and_a_wrong_one_is_struck_out(sim, plan, signed_in, school_admin):
    client = signed_in(school_admin)
    wrong = make.make_plan(sim, starts_on=date(2026, 11, 1), ends_on=date(2027, 11, 1))
    told = {"plan": plan.pk, "starts_on": "15/11/2026", "payer": "carrier"}
    page = client.post(f"/sims/{sim.iccid}/plan/", told)
    assert page.status_code == 400
    assert "Những ngày này đã có gói" in page.content.decode()
    for _ in range(2):
        assert client.post(f"/sims/{sim.iccid}/plan/{wrong.pk}/void/").status_code == 302
    assert client.post(f"/sims/{sim.iccid}/plan/", told).status_code == 302
    assert sim.subscriptions.standing().get().starts_on == date(2026, 11, 15)


def test_the_days_of_a_plan_are_looked_at(sim, plan, signed_in, school_admin):
    told = {"plan": plan.pk, "starts_on": "15/11/2026", "ends_on": "01/11/2026", "payer": "carrier"}
    assert signed_in(school_admin).post(f"/sims/{sim.iccid}/plan/", told).status_code == 400


def test_only_plans_of_the_own_carrier_fit(sim, plan, signed_in, school_admin):
    other = PlanType.objects.create(carrier="viettel", name="ST60N")
    told = {"plan": other.pk, "starts_on": "15/11/2026", "payer": "carrier"}
    assert signed_in(school_admin).post(f"/sims/{sim.iccid}/plan/", told).status_code == 400


def test_a_page_tells_where_a_sim_is_and_was(sim, tablet, giang, signed_in, school_admin):
    make.give(giang, school_admin, tablet, sims=[sim])
    page = signed_in(school_admin).get(f"/sims/{sim.iccid}/").content.decode()
    assert "Giàng A Sùng" in page
    assert "K7M3PX" in page


def test_the_other_school_finds_no_sim(sim, plan, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    subscription = make.make_plan(sim)
    for path in ("", "edit/", "plan/", "state/", "replace/", "device/"):
        assert client.get(f"/sims/{sim.iccid}/{path}").status_code == 404
    assert client.post(f"/sims/{sim.iccid}/plan/{subscription.pk}/void/").status_code == 404
    page = client.post("/sims/add/", sim_facts(iccid=sim.iccid)).content.decode()
    assert "Mường Nhà" not in page
