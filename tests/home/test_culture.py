"""The culture archive: found by people, commune and month; shown as far as tellers and community agree."""

import json

import pytest

from home.culture import seasons, tiles
from home.models import CultureKind
from students.models import Place
from tests.browser import weight
from tests.home import archive


def found(client, **asked):
    page = client.get("/kho-van-hoa/", asked)
    assert page.status_code == 200
    return [one.title for one in page.context["entries"]]


def test_an_entry_tells_what_was_agreed_and_who_said_yes(entry, client):
    page = client.get(entry.url)
    html = page.content.decode()
    assert "Lò Thị Ín, Xã Mường Nhà" in html
    assert "Tháng 1 đến tháng 2 âm lịch" in html
    assert "0912 345 678" not in html
    facts = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert facts["about"] == ["Thái"]
    assert facts["contributor"] == [{"@type": "Person", "name": "Lò Thị Ín"}]
    assert weight(page)["total"] <= 60_000


def test_it_is_found_by_people_commune_kind_month_and_word(entry, client):
    archive.make_entry(
        "Nghề rèn",
        sources="Sách",
        calendar="all_year",
        first_month=None,
        last_month=None,
        kind=CultureKind.objects.get(code="craft"),
        by=entry.owner,
        live=False,
    )
    for asked in [
        {"people": "03"},
        {"commune": entry.communes.get().code},
        {"kind": "festival"},
        {"month": "2"},
        {"month": "1", "calendar": "lunar"},
        {"q": "xen ban"},
        {"q": "Ông MO"},
    ]:
        assert found(client, **asked) == ["Xên bản"], asked
    for asked in [{"people": "99"}, {"month": "7"}, {"kind": "craft"}, {"q": "rèn"}]:
        assert found(client, **asked) == [], asked


@pytest.mark.parametrize(
    "asked",
    [
        {"month": "13"},
        {"month": "9" * 400},
        {"people": "'; --"},
        {"commune": "x" * 900},
        {"page": "-4"},
        {"q": "\u0001%_"},
        {"calendar": "mars"},
    ],
)
def test_what_is_typed_into_the_address_breaks_nothing(entry, client, asked):
    assert client.get("/kho-van-hoa/", asked).status_code == 200


def test_the_archive_asks_as_few_questions_of_four_entries_as_of_one(
    entry, elder, client, django_assert_num_queries
):
    asked = 21
    client.get("/kho-van-hoa/")
    with django_assert_num_queries(asked):
        client.get("/kho-van-hoa/")
    for number in range(3):
        archive.make_entry(f"Lễ {number}", by=elder)
    client.get("/kho-van-hoa/")
    with django_assert_num_queries(asked):
        page = client.get("/kho-van-hoa/")
    assert weight(page)["total"] <= 60_000


def test_every_commune_has_a_tile_and_no_two_lie_on_one_place(db):
    placed = tiles.tiles()
    assert set(placed) == set(Place.objects.current().communes().values_list("code", flat=True))
    assert len({(tile.x, tile.y) for tile in placed.values()}) == 45
    for place in Place.objects.current().communes():
        assert place.name.endswith(placed[place.code].name)


def test_months_turn_with_the_year_and_between_calendars():
    assert list(seasons.span(11, 2)) == [11, 12, 1, 2]
    lunar = seasons.Months("lunar", 12, 1)
    assert lunar.solar == seasons.bits([1, 2])
    assert lunar.lunar == seasons.bits([12, 1])
    assert seasons.Months("all_year", None, None).solar == seasons.ALL
