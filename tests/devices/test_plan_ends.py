"""Plans that end: counted, opened down to the pupils, renewed together, told to families without names."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest

from devices.models import PlanSubscription, PlanType, Sim
from home import zalo
from lms.models import Change, Look
from tests.devices import builders as make


@pytest.fixture
def held(sim, giang, school_admin):
    """Giàng's SIM card; its plan ended on 20 November."""
    make.give(giang, school_admin, sims=[sim], signed_on=date(2026, 9, 5))
    make.make_plan(sim, ends_on=date(2026, 11, 20))
    return sim


@pytest.fixture
def soon(muong_nha):
    """A card of the drawer that was activated; its plan ends in six days."""
    sim = make.make_sim(muong_nha, status="active")
    make.make_plan(sim)
    return sim


@pytest.fixture
def next_plan(held):
    return PlanType.objects.create(carrier="vnpt", name="Gói học tập", days=30, price=50_000)


def test_numbers_open_the_list_of_cards_and_pupils(held, soon, class_6a, signed_in, school_admin):
    client = signed_in(school_admin)
    page = client.get("/sims/ending/")
    total = page.context["total"]
    assert (total.lapsed, total.within_7, total.within_30, total.active) == (1, 1, 1, 2)
    assert f"school_class={class_6a.uid}" in page.content.decode()
    listed = client.get("/sims/?plan=needed")
    assert [sim.pupil_name for sim in listed.context["page_obj"]] == ["Giàng A Sùng"]
    of_class = client.get(f"/sims/?school_class={class_6a.uid}")
    assert [sim.pk for sim in of_class.context["page_obj"]] == [held.pk]


def test_the_province_reads_it_school_by_school(held, soon, muong_nha, na_hy, signed_in, province_admin):
    page = signed_in(province_admin).get("/sims/ending/")
    assert [name for name, _query, _ends in page.context["rows"]] == [muong_nha.name]
    assert page.context["total"].active == 2


def test_the_other_school_counts_and_takes_nothing(held, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    assert client.get("/sims/ending/").context["total"].active == 0
    book = openpyxl.load_workbook(BytesIO(client.get("/sims/export/").content))
    assert book.active.max_row == 1
    told = {"payer": "family", "act": "write", "request_id": str(uuid4()), "plan": PlanType.objects.get().pk}
    client.post("/sims/renew/", told)
    assert PlanSubscription.objects.count() == 1


def test_a_list_with_pupils_taken_along_is_noted(held, signed_in, school_admin):
    answer = signed_in(school_admin).get("/sims/export/?plan=lapsed")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[1][5] == "Giàng A Sùng"
    assert Look.objects.filter(what="list of SIM cards").count() == 1


def test_many_are_renewed_at_once_from_the_day_after_the_last_plan(
    held, soon, next_plan, signed_in, school_admin
):
    client = signed_in(school_admin)
    told = {"plan": next_plan.pk, "payer": "school", "request_id": str(uuid4())}
    looked = client.post("/sims/renew/", {**told, "act": "look"})
    assert looked.context["planned"].cost == 100_000
    assert PlanSubscription.objects.count() == 2
    for _ in range(2):
        assert client.post("/sims/renew/", {**told, "act": "write"}).status_code == 302
    begins = dict(PlanSubscription.objects.filter(plan=next_plan).values_list("sim", "starts_on"))
    # The lapsed one goes on from today.
    assert begins == {held.pk: date(2026, 11, 24), soon.pk: date(2026, 12, 1)}
    assert Change.objects.filter(act="renew plan").count() == 2


def test_cards_of_another_carrier_are_left_out_and_counted(
    held, next_plan, muong_nha, signed_in, school_admin
):
    make.make_sim(muong_nha, carrier="viettel", status="active")
    told = {"plan": next_plan.pk, "payer": "school", "act": "look", "request_id": str(uuid4())}
    planned = signed_in(school_admin).post("/sims/renew/", told).context["planned"]
    assert (len(planned.rows), planned.left_out["carrier"]) == (1, 1)


def test_the_desk_of_the_school_says_so(held, signed_in, school_admin):
    assert "1 gói đã hết hạn" in signed_in(school_admin).get("/start/", follow=True).content.decode()


def test_the_text_for_the_group_names_days_and_nobody(held, class_6a):
    assert "plans" not in {message.id for message in zalo.messages_for(make_class(class_6a))}
    text = next(one.text for one in zalo.messages_for(class_6a) if one.id == "plans")
    assert "đã hết hạn" in text
    assert "Giàng" not in text
    assert Sim.objects.get().number not in text


def make_class(like):
    """Another class, with nobody in it."""
    return type(like).objects.create(school=like.school, year=like.year, name="6B", grade=6)
