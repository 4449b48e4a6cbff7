"""The overview: each sees the own place, every number opens, small cells stay hidden."""

import re
from datetime import date
from html import unescape

import pytest
from bs4 import BeautifulSoup

from devices import figures
from home.views import overview_rows
from lms import spreadsheets
from students.models import EthnicGroup
from tests.builders import make_student
from tests.devices import builders as make
from tests.devices.conftest import other_tablet, sim, tablet  # noqa: F401


def read(client, path, **data):
    response = client.get(path, data)
    assert response.status_code == 200
    return response.content.decode()


def test_a_school_admin_sees_the_own_school(signed_in, school_admin, giang, hoa, vang, tablet):  # noqa: F811
    make.give(giang, school_admin, tablet)
    client = signed_in(school_admin)
    page = read(client, "/overview/")
    assert "học sinh chưa có máy" in page
    assert "Nà Hỳ" not in page
    rows = read(client, "/overview/pupils/not-equipped/")
    assert "Lò Thị Hoa" in rows
    assert "Giàng A Sùng" not in rows
    assert "Vàng Thị Mỷ" not in rows


def test_a_school_of_elsewhere_cannot_be_asked_for(signed_in, school_admin, giang, vang, na_hy):
    page = read(signed_in(school_admin), "/overview/pupils/not-equipped/", school=na_hy.code)
    assert "Vàng Thị Mỷ" not in page


def test_a_commune_officer_sees_the_own_commune(signed_in, commune_officer, giang, vang):
    client = signed_in(commune_officer)
    assert "Nà Hỳ" not in read(client, "/overview/")
    assert "Vàng Thị Mỷ" not in read(client, "/overview/pupils/not-equipped/")
    assert "Giàng A Sùng" in read(client, "/overview/pupils/not-equipped/")


@pytest.mark.parametrize("who", ["province_admin", "auditor"])
def test_the_province_sees_all_and_can_narrow_it(who, request, signed_in, giang, vang, muong_nha, na_hy):
    client = signed_in(request.getfixturevalue(who))
    page = read(client, "/overview/")
    assert "Mường Nhà" in page
    assert "Nà Hỳ" in page
    narrowed = read(client, "/overview/pupils/not-equipped/", commune=na_hy.commune.code)
    assert "Vàng Thị Mỷ" in narrowed
    assert "Giàng A Sùng" not in narrowed


@pytest.mark.parametrize("who", ["ms_lan", "giang", "author"])
def test_others_have_no_overview(who, request, signed_in):
    client = signed_in(request.getfixturevalue(who))
    for path in ("/overview/", "/overview/pupils/not-equipped/", "/overview/export/"):
        assert client.get(path).status_code == 403


def test_the_figures_follow_a_hand_over(signed_in, province_admin, school_admin, giang, tablet):  # noqa: F811
    client = signed_in(province_admin)
    assert '<span class="number">1</span>' in read(client, "/overview/")
    assert client.get("/overview/").context["total"].not_equipped == 1
    make.give(giang, school_admin, tablet)
    figures.SchoolFigures.objects.update(at="2026-11-24T00:00:00Z")
    assert client.get("/overview/").context["total"].not_equipped == 0


def test_a_large_province_is_counted_by_the_worker(signed_in, province_admin, giang, monkeypatch):
    client = signed_in(province_admin)
    client.get("/overview/")
    asked = []
    monkeypatch.setattr(
        figures, "refresh_figures", type("T", (), {"enqueue": staticmethod(lambda: asked.append(1))})
    )
    monkeypatch.setattr(figures, "FEW", 0)
    figures.cache.clear()
    figures.SchoolFigures.objects.update(at="2026-11-24T00:00:00Z")
    for _ in range(3):
        assert client.get("/overview/").status_code == 200
    assert asked == [1]


def test_every_number_says_what_is_not_known(signed_in, school_admin, giang):
    page = read(signed_in(school_admin), "/overview/")
    assert page.lower().count("chưa rõ") >= 3


def test_charts_are_drawn_with_their_numbers_beside(signed_in, school_admin, giang, tablet):  # noqa: F811
    make.give(giang, school_admin, tablet)
    page = read(signed_in(school_admin), "/overview/")
    assert 'role="img"' in page
    assert "chưa đo" in page


def test_small_cells_are_hidden_and_cannot_be_worked_out(signed_in, school_admin, class_6a):
    groups = list(EthnicGroup.objects.all()[:3])
    for group, count in zip(groups, (20, 12, 2), strict=True):
        for number in range(count):
            make_student(f"Lò Văn {group.code}{number}", class_6a, ethnic_group=group)
    context = signed_in(school_admin).get("/overview/").context
    shown = {row["label"]: row["hidden"] for row in context["ethnic"]}
    assert shown == {groups[0].name: False, groups[1].name: True, groups[2].name: True}


def test_hidden_cells_stand_nowhere_in_the_page_or_the_workbook(signed_in, school_admin, class_6a):
    groups = list(EthnicGroup.objects.all()[:3])
    for group, count in zip(groups, (20, 12, 2), strict=True):
        for number in range(count):
            make_student(f"Lò Văn {group.code}{number}", class_6a, ethnic_group=group)
    client = signed_in(school_admin)
    page = BeautifulSoup(client.get("/overview/").content, "html.parser")
    cells = {row.th.text: [cell.text for cell in row("td")] for row in page.select("tbody tr") if row.th}
    assert cells[groups[0].name] == ["0", "20"]
    assert cells[groups[1].name] == cells[groups[2].name] == ["…", "…"]
    book = spreadsheets.read(client.get("/overview/export/").content, "a.xlsx")
    told = {cell for sheet in book.sheets for _number, row in sheet.rows for cell in row}
    assert not told & {group.name for group in groups}


def test_the_workbook_holds_the_numbers(signed_in, province_admin, giang, vang):
    client = signed_in(province_admin)
    book = spreadsheets.read(client.get("/overview/export/").content, "a.xlsx")
    assert [sheet.name for sheet in book.sheets][:2] == ["Theo xã, phường", "Theo trường"]
    rows = spreadsheets.read(client.get("/overview/pupils/not-equipped/?xlsx=1").content, "a.xlsx")
    assert len(rows.sheets) == 1


@pytest.mark.parametrize("bad", ["x" * 3000, "-1", "đ", "9999999999"])
def test_no_address_breaks_it(bad, signed_in, province_admin, giang):
    client = signed_in(province_admin)
    for path in ("/overview/", "/overview/pupils/not-equipped/", "/overview/export/"):
        assert client.get(path, {"school": bad, "commune": bad, "page": bad}).status_code == 200


def test_the_overview_costs_the_same_for_many_schools(
    signed_in, province_admin, giang, vang, django_assert_max_num_queries
):
    client = signed_in(province_admin)
    client.get("/overview/")
    with django_assert_max_num_queries(14):
        client.get("/overview/")


@pytest.fixture
def busy_province(giang, hoa, vang, ms_lan, school_admin, other_school_admin, muong_nha, na_hy):
    """Both schools with devices in several states, SIM cards with and without a plan."""
    make.make_household(giang)
    make.give(giang, school_admin, make.make_device(muong_nha))
    make.give(vang, other_school_admin, make.make_device(na_hy))
    make.give(ms_lan.teacher_or_none, school_admin, make.make_device(muong_nha))
    make.make_device(muong_nha)  # in stock: in nobody's hands
    make.make_plan(make.make_sim(muong_nha, status="active"))
    make.make_plan(make.make_sim(muong_nha, status="active"), ends_on=date(2026, 11, 1))
    make.make_sim(muong_nha, status="active")
    make.make_plan(make.make_sim(na_hy, status="active"), ends_on=date(2026, 11, 1))


def numbers_that_open(page):
    """(the number, the address it opens) of every number on the overview that is a link."""
    links = re.findall(r'<a[^>]* href="([^"]+)"[^>]*>([^<]*\d[^<]*)</a>', page)
    cards = re.findall(r'<span class="number">(\d+)</span>\s*<a class="card__link" href="([^"]+)"', page)
    found = [(int(number), unescape(address)) for number, address in cards]
    for address, words in links:
        if re.search("/(overview|devices|sims)/", address) and re.fullmatch(r"\d+( SIM .*)?", words.strip()):
            found.append((int(re.match(r"\d+", words.strip())[0]), unescape(address)))
    return found


@pytest.mark.parametrize("where", ["", "commune", "school"])
@pytest.mark.parametrize("who", ["province_admin", "commune_officer", "school_admin"])
def test_every_number_opens_exactly_the_rows_behind_it(
    who, where, request, busy_province, muong_nha, signed_in
):
    client = signed_in(request.getfixturevalue(who))
    narrowed = {"commune": muong_nha.commune.code, "school": muong_nha.code}
    numbers = numbers_that_open(read(client, "/overview/", **({where: narrowed[where]} if where else {})))
    assert len(numbers) >= 14
    assert len({number for number, _address in numbers}) >= 3
    for number, address in numbers:
        assert (client.get(address).context["page_obj"].paginator.count, address) == (number, address)


def test_what_cannot_be_asked_for_opens_no_list_at_all(busy_province, na_hy, signed_in, province_admin):
    client = signed_in(province_admin)
    for path in ("/devices/", "/sims/", "/overview/pupils/all/", "/overview/teachers/all/"):
        assert client.get(path, {"commune": "khongco"}).context["page_obj"].paginator.count == 0
    assert client.get("/overview/pupils/nobody/").status_code == 404


def test_a_list_too_long_for_one_file_is_refused_in_words(monkeypatch, giang, hoa, signed_in, province_admin):
    monkeypatch.setattr(overview_rows, "MOST_ROWS", 1)
    page = signed_in(province_admin).get("/overview/pupils/all/?xlsx=1", follow=True).content.decode()
    assert "2 học sinh là quá nhiều cho một tệp" in page
