"""The log of changes: each reads what belongs to them, and finds it again."""

import ast

import pytest
from django.conf import settings

from home.acts import ACTS
from home.facts import FACTS, details
from lms.history import note_change
from lms.models import Change
from lms.text import sort_key
from students.cards import make_cards
from students.giving import withdraw_role
from students.models import Guardian, Guardianship
from tests.devices import builders as machines


@pytest.fixture
def log(school_admin, other_school_admin, giang, vang):
    note_change(by=school_admin, act="reset the PIN", thing=giang)
    note_change(
        by=school_admin,
        act="change a pupil",
        thing=giang,
        before={"village": "Na Ố", "date_of_birth": "2014-03-05"},
        after={"village": "Phiêng Ban", "date_of_birth": "2014-05-03"},
    )
    note_change(by=other_school_admin, act="reset the PIN", thing=vang)
    note_change(by=None, act="open an account", thing=giang, after={"odd": {"a": [1, True]}})


def lines(signed_in, person, **asked):
    response = signed_in(person).get("/changes/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_school_admin_reads_the_own_schools_changes_alone(log, signed_in, school_admin):
    html = lines(signed_in, school_admin)
    assert "Giàng A Sùng" in html
    assert "Vàng Thị Mỷ" not in html


@pytest.mark.parametrize("who", ["province_admin", "auditor"])
def test_the_province_reads_all(log, signed_in, who, request):
    html = lines(signed_in, request.getfixturevalue(who))
    assert "Giàng A Sùng" in html
    assert "Vàng Thị Mỷ" in html


def test_it_says_how_it_stood_before_in_vietnamese(log, signed_in, school_admin):
    html = lines(signed_in, school_admin)
    assert "Sửa thông tin học sinh" in html
    assert "<del>Na Ố</del> → Phiêng Ban" in html
    assert "<del>05/03/2014</del> → 03/05/2014" in html


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"act": "reset the PIN"}, 2),
        ({"who": "thành"}, 2),
        ({"who": "admin.nahy"}, 1),
        ({"since": "2026-11-25"}, 0),
        ({"until": "2026-11-23"}, 0),
        ({"since": "24/11/2026", "until": "2026-11-24"}, 4),
    ],
)
def test_filters_narrow_it(log, signed_in, province_admin, asked, number):
    assert lines(signed_in, province_admin, **asked).count("<del>") <= 2
    response = signed_in(province_admin).get("/changes/", asked)
    assert response.context["page"].paginator.count == number


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "x"},
        {"until": "31/02/2026"},
        {"act": "x"},
        {"who": "%" * 500},
        {"page": "x"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
    ],
)
def test_no_filter_breaks_it(log, signed_in, school_admin, asked):
    lines(signed_in, school_admin, **asked)


def test_many_lines_cost_few_queries(signed_in, province_admin, giang, django_assert_max_num_queries):
    for number in range(80):
        note_change(by=province_admin, act="change a pupil", thing=giang, after={"village": str(number)})
    client = signed_in(province_admin)
    with django_assert_max_num_queries(8):
        client.get("/changes/")


@pytest.mark.parametrize("who", ["ms_lan", "giang", "author", "commune_officer"])
def test_others_do_not_read_it(signed_in, who, request):
    assert signed_in(request.getfixturevalue(who)).get("/changes/").status_code == 403


class TestSchoolPage:
    def test_it_shows_the_figures_and_doors_of_the_own_school(
        self, signed_in, school_admin, giang, hoa, vang
    ):
        html = signed_in(school_admin).get("/school/").content.decode()
        assert "PTDTBT THCS Mường Nhà" in html
        assert "Nà Hỳ" not in html
        assert '<span class="number">2</span> <span class="quiet">học sinh</span>' in html
        assert 'href="/changes/"' in html

    def test_it_costs_few_queries(self, signed_in, school_admin, giang, django_assert_max_num_queries):
        client = signed_in(school_admin)
        with django_assert_max_num_queries(17):
            client.get("/school/")

    def test_a_teacher_has_none(self, signed_in, ms_lan):
        assert signed_in(ms_lan).get("/school/").status_code == 403


def test_the_facts_of_roles_cards_and_parents_are_told_in_vietnamese(giang, ms_lan, school_admin):
    guardian = Guardian.objects.create(full_name="Giàng Thị Dợ")
    link = Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    note_change(by=school_admin, act="link a parent", thing=link, after={"relation": "mother"})
    make_cards([giang], by=ms_lan)
    withdraw_role(ms_lan.roles.get(), by=school_admin)
    told = {label: (before, after) for one in Change.objects.all() for label, before, after in details(one)}
    assert told["quan hệ"] == ("", "mẹ")
    assert told["mã PIN mới"] == ("", "có")
    assert told["loại"] == ("giáo viên", "")
    assert told["từ ngày"] == ("05/09/2026", "")


def test_acts_are_offered_in_the_order_of_the_alphabet(signed_in, school_admin):
    choices = signed_in(school_admin).get("/changes/").context["form"].fields["act"].choices
    words = [said for _act, said in choices[1:]]
    assert words == sorted(words, key=sort_key)
    assert all(said[0].isupper() for said in words)


@pytest.fixture(scope="module")
def noted():
    """Every call of `note_change` in the source, as {name of the argument: its expression}."""
    calls = []
    for app in ("lms", "students", "courses", "devices", "home"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note_change":
                    calls.append({keyword.arg: keyword.value for keyword in node.keywords})
    return calls


def test_every_act_that_the_source_notes_has_words(noted):
    acts = {told["act"].value for told in noted if isinstance(told.get("act"), ast.Constant)}
    assert len(acts) > 80
    assert acts - set(ACTS) == set()


def test_every_fact_that_the_source_notes_has_words(noted):
    sides = [told[side] for told in noted for side in ("before", "after") if side in told]
    keys = [key for side in sides if isinstance(side, ast.Dict) for key in side.keys]
    names = {key.value for key in keys if isinstance(key, ast.Constant)}
    assert len(names) > 30
    assert names - set(FACTS) == set()


@pytest.mark.parametrize(
    ("act", "told", "words"),
    [
        ("note a loss", {"kind": "stolen"}, "bị lấy cắp"),
        ("lead repair", {"state": "back"}, "đã trả lại người giữ"),
        ("follow up stocktake", {"outcome": "seen"}, "sau đó đã thấy"),
    ],
)
def test_what_is_told_with_the_machine_is_in_its_own_words(act, told, words, muong_nha, school_admin):
    note_change(by=school_admin, act=act, thing=machines.make_device(muong_nha), after=told)
    (_label, _before, after) = details(Change.objects.get(act=act))[0]
    assert after == words
