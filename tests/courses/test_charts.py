"""Charts: rows as they are typed, and where their marks stand."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from courses import charts
from tests.courses import builders

RAIN = "Tháng 4 | 132,5\nTháng 5\t1.187,25\nTháng 6 | −3"


def test_rows_are_read_with_the_decimal_comma_from_lines_or_a_spreadsheet():
    rows = charts.read(RAIN)
    assert [row.label for row in rows] == ["Tháng 4", "Tháng 5", "Tháng 6"]
    assert [row.number for row in rows] == [Decimal("132.5"), Decimal("1187.25"), Decimal(-3)]
    assert [row.said for row in rows] == ["132,5", "1.187,25", "−3"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Tháng 4", "Dòng 1: hãy ghi nhãn"),
        ("a | 1\n | 5", "Dòng 2: hãy ghi nhãn"),
        ("a | 25.5", "hãy viết số với dấu phẩy: 25,5"),
        ("a | nhiều", "“nhiều” chưa phải là số"),
        ("a | 1e9", "chưa phải là số"),
        ("a | ²", "chưa phải là số"),
        ("a | " + "9" * 5000, "chưa phải là số"),
        ("x" * 61 + " | 1", "nhãn dài quá"),
    ],
)
def test_a_line_that_is_no_row_is_refused_by_its_number(text, why):
    with pytest.raises(charts.BadRows, match=why):
        charts.read(text)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("bar", "", "ít nhất một dòng"),
        ("line", "a | 1", "ít nhất hai dòng"),
        ("pie", "a | 1\nb | −1", "nhỏ hơn 0"),
        ("pie", "a | 0", "lớn hơn 0"),
        ("pie", "a | 1\n" * 9, "nhiều nhất 8 dòng; ở đây có 9 dòng"),
    ],
)
def test_rows_that_make_no_chart_are_refused(kind, text, why):
    with pytest.raises(charts.BadRows, match=why):
        charts.check(kind, charts.read(text))


def test_bars_are_as_long_as_their_numbers_on_both_sides_of_zero():
    drawn = charts.bars(charts.read("a | 30\nb | −10\nc | 0"))
    assert [(mark["x"], mark["width"]) for mark in drawn["marks"]] == [(25.0, 75.0), (0.0, 25.0), (25.0, 0.0)]
    assert drawn["zero"] == 25.0
    assert charts.bars(charts.read("a | 0"))["marks"][0]["width"] == 0


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        ("12", "318", [0, 100, 200, 300, 400]),
        ("0", "0", [0, "0.25", "0.5", "0.75", 1]),
        ("-5", "-5", [-6, -4, -2, 0]),
        ("98", "104", [98, 100, 102, 104]),
        ("-3.5", "12", [-5, 0, 5, 10, 15]),
        ("0.001", "0.004", [0, "0.001", "0.002", "0.003", "0.004"]),
    ],
)
def test_the_rule_beside_a_line_has_round_numbers(low, high, steps):
    assert charts.ticks(Decimal(low), Decimal(high)) == [Decimal(step) for step in steps]


def test_a_line_stays_inside_its_frame_and_names_both_ends():
    drawn = charts.line(charts.read("\n".join(f"Ngày {day} | {day * 3}" for day in range(1, 37))))
    assert all(0 <= point["x"] <= 100 and 0 <= point["y"] <= 100 for point in drawn["points"])
    named = [point["row"].label for point in drawn["points"] if point["below"]]
    assert named[0] == "Ngày 1"
    assert named[-1] == "Ngày 36"
    assert sum(len(label) for label in named) <= charts.SIGNS_BELOW
    assert (
        len([point for point in charts.line(charts.read("1 | 5\n2 | 6\n3 | 4"))["points"] if point["below"]])
        == 3
    )


def test_slices_make_a_whole():
    drawn = charts.pie(charts.read("Ngô | 50\nLúa | 25\nSắn | 24\nKhác | 1"))
    assert [one["per_cent"] for one in drawn["slices"]] == ["50", "25", "24", "1"]
    assert drawn["slices"][0]["path"].startswith("M100 100L100 4A96 96 0 0 1 100 196")
    assert drawn["slices"][3]["at"] is None
    assert charts.pie(charts.read("Ngô | 7"))["slices"][0]["whole"]


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_a_chart_tells_its_numbers_to_whoever_cannot_see_it(kind, db, client):
    value = {"caption": "Lượng mưa", "kind": kind, "rows": "Tháng 4 | 132,5\nTháng 5 | 187", "unit": "mm"}
    html = BeautifulSoup(
        client.get(builders.make_lecture(body=[("chart", value)]).url).content, "html.parser"
    )
    chart = html.select_one("figure.chart")
    assert [cell.get_text() for cell in chart.select("td")] == ["132,5", "187"]
    assert chart.svg.get("aria-hidden") or "Lượng mưa" in chart.svg["aria-label"]
    assert not chart.find_all(attrs={"style": True})
