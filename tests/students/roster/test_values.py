"""Single cells: dates, phones, ids, groups, communes. What is unclear stays open and is said."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.models import EthnicGroup
from students.roster import dates, phones, values
from students.roster.communes import Communes

DAY = date(2015, 9, 5)


def codes(issues):
    return [code for code, _values in issues]


@pytest.mark.parametrize(
    "cell",
    [
        "05/09/2015",
        "5/9/2015",
        "5-9-2015",
        "05.09.2015",
        " 05/09/2015\u00a0",
        "05/ 09 /2015",
        "ngày 5 tháng 9 năm 2015",
        "2015-09-05",
        "2015-09-05 00:00:00",
        "05092015",
        DAY,
        42252,
        42252.0,
        "42252",
    ],
)
def test_a_clear_date_is_read(cell):
    born = dates.read(cell)
    assert born.day == DAY
    assert not born.issues


@pytest.mark.parametrize(
    "cell", ["31/02/2015", "05/13/15/1", "hôm qua", "32/01/2015", "0", "00/00/2015", 7, -3, True]
)
def test_what_is_no_date_is_said(cell):
    born = dates.read(cell)
    assert born.day is None
    assert codes(born.issues) == ["date_invalid"]


def test_a_year_alone_stays_open():
    born = dates.read(2015)
    assert (born.day, born.year, codes(born.issues)) == (None, 2015, ["date_year_only"])


def test_two_digits_of_a_year_are_said():
    assert dates.read("05/09/15").day == DAY
    assert codes(dates.read("05/09/15").issues) == ["date_two_digit_year"]


def test_a_column_swapped_by_a_us_excel_gives_two_candidates():
    column = dates.habits(["25/09/2015", "13/10/2015", date(2015, 5, 9), date(2015, 7, 7)])
    swapped = dates.read(date(2015, 5, 9), column)
    assert swapped.day is None
    assert swapped.candidates == [date(2015, 5, 9), DAY]
    assert dates.read(date(2015, 7, 7), column).day == date(2015, 7, 7)
    assert dates.read("25/09/2015", column).day == date(2015, 9, 25)


def test_real_dates_with_a_day_above_twelve_show_that_nothing_was_swapped():
    column = dates.habits(["25/09/2015", date(2015, 5, 9), date(2015, 5, 19)])
    assert dates.read(date(2015, 5, 9), column).day == date(2015, 5, 9)


def test_text_written_month_first_is_told_by_its_column():
    column = dates.habits(["09/25/2015", "05/09/2015"])
    assert dates.read("09/25/2015", column).day == date(2015, 9, 25)
    assert dates.read("05/09/2015", column).candidates == [date(2015, 5, 9), DAY]


def test_strange_days_are_flagged():
    born = dates.read("01/01/2015")
    dates.judge(born, on=date(2026, 11, 24))
    assert codes(born.issues) == ["date_placeholder"]
    future = dates.read("05/09/2031")
    dates.judge(future, on=date(2026, 11, 24))
    assert (future.day, codes(future.issues)) == (None, ["date_in_future"])
    old = dates.read("05/09/1985")
    dates.judge(old, on=date(2026, 11, 24))
    assert codes(old.issues) == ["date_unlikely"]


@given(st.dates(date(1995, 1, 1), date(2025, 1, 1)), st.sampled_from("/-. "), st.booleans())
def test_every_date_reads_back(day, sign, padded):
    text = (
        f"{day:%d}{sign}{day:%m}{sign}{day.year}" if padded else f"{day.day}{sign}{day.month}{sign}{day.year}"
    )
    assert dates.read(text).day == day


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates()))
def test_no_cell_makes_a_reader_fail(cell):
    dates.habits([cell])
    dates.judge(dates.read(cell), on=date(2026, 11, 24))
    phones.read(cell)
    values.gender(cell)
    values.state(cell)
    values.ministry_id(cell)
    values.national_id(cell)
    values.name(cell)
    values.is_marked(cell)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0987654321", ["0987654321"]),
        (987654321, ["0987654321"]),
        (987654321.0, ["0987654321"]),
        ("+84 987 654 321", ["0987654321"]),
        ("0987.654.321", ["0987654321"]),
        ("01662345678", ["0362345678"]),
        (1662345678, ["0362345678"]),
        ("0123 456 7890", ["0834567890"]),
        ("0987654321/0912345678", ["0987654321", "0912345678"]),
        ("0987654321 0912345678", ["0987654321", "0912345678"]),
        ("0987654321 - 0912345678", ["0987654321", "0912345678"]),
        ("0987654321 (bố Páo)", ["0987654321"]),
        ("Mẹ: 0987654321; Bố: 0912345678", ["0987654321", "0912345678"]),
        ("0215 3825 123", ["02153825123"]),
        ("không có", []),
        ("12345", []),
        ("", []),
    ],
)
def test_phones(cell, numbers):
    assert phones.read(cell)[0] == numbers


def test_what_stands_beside_a_phone_is_said():
    assert phones.read("0987654321 (bố Páo)")[1] == [("phone_text", {"value": "bố Páo"})]
    assert codes(phones.read("01662345678")[1]) == ["phone_old_prefix"]
    assert codes(phones.read("12345")[1]) == ["phone_invalid"]


@given(
    st.lists(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), max_size=3, unique=True),
    st.sampled_from("/;, "),
)
def test_every_phone_reads_back(numbers, sign):
    assert phones.read(sign.join(numbers))[0] == numbers


@given(st.text(max_size=60))
def test_a_phone_is_always_one_that_can_be_dialled(text):
    assert all(re.fullmatch(r"0\d{9,10}", number) for number in phones.read(text)[0])


def test_ids_that_lost_a_zero():
    assert values.ministry_id(123456789) == (
        "0123456789",
        [("ministry_id_lost_zero", {"value": "123456789", "id": "0123456789"})],
    )
    assert values.ministry_id(1112345678) == ("1112345678", [])
    assert codes(values.ministry_id("1.11E+09")[1]) == ["ministry_id_broken"]
    assert values.national_id(11215012345)[0] == "011215012345"
    assert codes(values.national_id("1.12E+10")[1]) == ["national_id_broken"]


def test_the_personal_id_tells_year_and_gender():
    assert values.national_id_agrees("011215012345", DAY, "male")
    assert not values.national_id_agrees("011215012345", DAY, "female")
    assert not values.national_id_agrees("011314012345", DAY, "female")


@pytest.mark.parametrize(
    ("cell", "code"), [("Nam", "male"), ("NỮ", "female"), ("Nu", "female"), ("?", ""), ("", "")]
)
def test_gender(cell, code):
    assert values.gender(cell)[0] == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Đang học", "studying"),
        ("", "studying"),
        ("Chuyển đi", "moved_out"),
        ("BỎ HỌC", "dropped_out"),
        ("Chuyển đi kỳ I", "moved_out"),
        ("Chuyển đến kỳ 2", "studying"),
        ("Bỏ học trong hè", "dropped_out"),
        ("Đang học (chuyển đến)", "studying"),
        ("Đang chuyển", None),
        ("abc", None),
    ],
)
def test_state(cell, code):
    assert values.state(cell)[0] == code


def test_both_placements_of_a_tone_mark_are_one_name():
    assert values.tone_key("Lò Thị Hoà") == values.tone_key("Lò Thị Hòa") == values.tone_key("lò thị hòa")
    assert values.tone_key("Thuý") == values.tone_key("Thúy")
    assert values.tone_key("Hoa") != values.tone_key("Hòa")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Mông", "08"),
        ("H'Mông", "08"),
        ("H’mông", "08"),
        ("HMÔNG", "08"),
        ("Thái", "03"),
        ("Dân tộc Thái", "03"),
        ("thai", "03"),
        ("Kinh (Việt)", "01"),
        ("Khơ Mú", "29"),
        ("Kho mu", "29"),
        ("Hà Nhì", "35"),
        ("Xinh mun", "34"),
        ("Sao Hỏa", None),
        ("", None),
    ],
)
def test_ethnic_groups_by_name_and_alias(db, cell, code):
    assert values.EthnicGroups(EthnicGroup.objects.all()).read(cell)[0] == code


@pytest.mark.parametrize(
    ("written", "old", "district", "name"),
    [
        ("Xã Mường Nhà", "", "", "Xã Mường Nhà"),
        ("muong nha", "", "", "Xã Mường Nhà"),
        ("", "Xã Na Tông", "Huyện Điện Biên", "Xã Núa Ngam"),
        ("TT Mường Chà", "", "", "Xã Na Sang"),
        ("Mường Chà", "", "Huyện Mường Chà", "Xã Na Sang"),
        ("", "Xã Sam Mứn", "Điện Biên", "Xã Thanh An"),
        ("", "P. Mường Thanh", "TP. Điện Biên Phủ", "Phường Điện Biên Phủ"),
        ("Xá Tổng", "", "", "Phường Mường Lay"),
        ("Xa Dung", "", "", "Xã Xa Dung"),
    ],
)
def test_communes_are_resolved_to_todays(db, written, old, district, name):
    unit, _issues = Communes().read_pair(written, old, district)
    assert (unit.scheme, unit.name) == ("since_2025", name)


@pytest.mark.parametrize(
    ("written", "code"),
    [("Mường Thanh", "commune_unclear"), ("Xã Sam Mứn", "commune_unclear"), ("Xã Xa Lạ", "commune_unknown")],
)
def test_an_unclear_commune_stays_open(db, written, code):
    unit, issues = Communes().read(written)
    assert (unit, codes(issues)) == (None, [code])
