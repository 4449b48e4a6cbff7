"""Cards of all classes in one go: after a list came in, one press and one PDF."""

import re

import pytest

from students import cards
from students.models import CardToken, User
from tests import builders


@pytest.fixture
def page(muong_nha):
    return f"/schools/{muong_nha.code}/cards/"


@pytest.fixture
def ca(muong_nha):
    """Lầu Thị Ca, of 7A."""
    return builders.make_student("Lầu Thị Ca", builders.make_class(muong_nha, "7A", grade=7))


@pytest.fixture
def printed(monkeypatch):
    """What was set on paper: [(class, name, whether with a PIN)]."""
    found = []

    def render(made):
        found.extend((card["class"], card["name"], bool(card["pin"])) for card in made)
        return b"%PDF-"

    monkeypatch.setattr(cards, "render_cards", render)
    return found


def test_all_classes_come_in_one_file_class_after_class(page, signed_in, school_admin, ca, giang, hoa):
    client = signed_in(school_admin)
    shown = client.get(page).content.decode()
    assert "2 lớp" in shown
    assert "3 học sinh chưa có thẻ" in shown
    answer = client.post(page, {"whose": "without", "pins": "missing"})
    assert answer.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b", answer.content)) == 2
    assert "no-store" in answer["Cache-Control"]
    assert CardToken.objects.count() == 3
    assert "Học sinh nào cũng đã có thẻ" in client.get(page).content.decode()


def test_who_came_later_gets_a_card_and_nobody_else_one_more(
    page, signed_in, school_admin, ca, giang, hoa, printed
):
    client = signed_in(school_admin)
    client.post(page, {"whose": "without", "pins": "missing"})
    assert [name for _class, name, _pin in printed] == ["Lò Thị Hoa", "Giàng A Sùng", "Lầu Thị Ca"]
    printed.clear()
    nobody = client.post(page, {"whose": "without", "pins": "missing"}, follow=True)
    assert "Không còn ai chưa có thẻ" in nobody.content.decode()
    builders.make_student("Vừ A Dơ", ca.current_enrolment().school_class)
    client.post(page, {"whose": "without", "pins": "missing"})
    assert printed == [("7A", "Vừ A Dơ", True)]
    printed.clear()
    client.post(page, {"whose": "all", "pins": "missing"})
    assert [pin for _class, _name, pin in printed] == [False] * 4, "PINs that are known stay"


def test_a_teacher_prints_for_the_own_classes_alone(page, signed_in, ms_lan, giang, ca, printed):
    signed_in(ms_lan).post(page, {"whose": "all", "pins": "all"})
    assert [name for _class, name, _pin in printed] == ["Giàng A Sùng"]


def test_the_other_school_finds_nothing(page, signed_in, other_school_admin, giang):
    before = User.objects.get(pk=giang.user_id).password
    for method in ("get", "post"):
        assert getattr(signed_in(other_school_admin), method)(page).status_code == 404
    assert User.objects.get(pk=giang.user_id).password == before


def test_who_prints_without_end_has_to_wait(page, signed_in, school_admin, giang, ca, monkeypatch):
    monkeypatch.setattr("students.throttle.RENEWALS", 1)
    client = signed_in(school_admin)
    told = {"whose": "all", "pins": "none"}
    assert client.post(page, told).content.startswith(b"%PDF-")
    assert "Chưa có gì thay đổi" in client.post(page, told, follow=True).content.decode()
    assert CardToken.objects.count() == 2


def test_a_school_costs_as_many_queries_as_a_class(
    page, signed_in, school_admin, muong_nha, class_6a, printed, django_assert_max_num_queries
):
    for number in range(40):
        builders.make_student(f"Giàng A Sùng {number}", class_6a)
    client = signed_in(school_admin)
    client.get(page)
    with django_assert_max_num_queries(45):
        client.post(page, {"whose": "all", "pins": "none"})


def test_the_pages_around_lead_there(signed_in, school_admin, muong_nha, giang, ca, page):
    assert page in signed_in(school_admin).get("/classes/").content.decode()
