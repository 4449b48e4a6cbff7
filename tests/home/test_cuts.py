"""Cuts by ethnic group and poverty: no number of a small group, on one page or by comparing several."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from devices import cuts
from devices.sums import Figures
from students.models import EthnicGroup, PovertyRecord
from tests import builders
from tests.devices.builders import make_household

MONG, THAI, KHANG = range(3)
SOURCES = [
    (str(path.relative_to(settings.BASE_DIR)), path.read_text())
    for app in ("lms", "students", "courses", "devices", "home")
    for path in (settings.BASE_DIR / app).rglob("*.py")
    if "migrations" not in path.parts
]


@pytest.fixture
def groups(db):
    return list(EthnicGroup.objects.all()[:3])


def fill(school_class, group, count):
    for number in range(count):
        builders.make_student(f"Lò Văn {group.code}{number}", school_class, ethnic_group=group)


def read(client, **place):
    """{label: (equipped, pupils) or None where hidden} of the cut by ethnic group, as the page shows it."""
    page = BeautifulSoup(client.get("/overview/", place).content, "html.parser")
    rows = page.select("section[aria-labelledby=ethnic] tbody tr")
    told = {row.th.text: [cell.text for cell in row("td")] for row in rows}
    return {label: None if "…" in cells else tuple(map(int, cells)) for label, cells in told.items()}


@pytest.fixture
def two_schools(muong_nha, class_6a, groups):
    """Mường Nhà and a second school of the same commune: together enough of the third group, there two."""
    second = builders.make_school("THCS Mường Nhà 2")
    class_7b = builders.make_class(second, "7B", grade=7)
    for school_class, counts in ((class_6a, (20, 12, 11)), (class_7b, (20, 12, 2))):
        for group, count in zip(groups, counts, strict=True):
            fill(school_class, group, count)
    return muong_nha, second


def test_the_larger_place_less_the_other_school_tells_nothing(
    two_schools, groups, signed_in, commune_officer
):
    client = signed_in(commune_officer)
    one, other = two_schools
    name = groups[KHANG].name
    assert read(client)[name] == (0, 13)
    assert read(client, school=other.code)[name] is None
    # 13 less 11 would be the two of the other school.
    assert read(client, school=one.code)[name] is None
    assert read(client, school=one.code)[groups[MONG].name] == (0, 20)


def test_a_school_admin_reads_the_own_school_as_before(two_schools, groups, signed_in, school_admin):
    assert read(signed_in(school_admin)) == {
        groups[MONG].name: (0, 20),
        groups[THAI].name: (0, 12),
        groups[KHANG].name: (0, 11),
    }


def test_a_lone_group_of_few_is_not_even_named(class_6a, groups, signed_in, school_admin):
    fill(class_6a, groups[KHANG], 3)
    assert read(signed_in(school_admin)) == {"quá ít học sinh để tách riêng": None}


def test_how_many_households_are_unknown_stands_above_and_covers_no_cell(
    class_6a, signed_in, school_admin, groups
):
    fill(class_6a, groups[MONG], 30)
    pupils = list(class_6a.school.students.all())
    poor = make_household(*pupils[:3])
    PovertyRecord.objects.create(household=poor, poverty_class="poor", starts_on=builders.FIRST_DAY)
    make_household(*pupils[3:20])
    rows = {str(row["label"]): row for row in signed_in(school_admin).get("/overview/").context["poverty"]}
    assert [row["hidden"] for row in rows.values()] == [True, True, False]


def test_hidden_numbers_do_not_reach_the_template():
    rows = cuts.rows_of(Figures({}, {"poverty": {"poor": [2, 0], "other": [40, 9]}}, at=None), "poverty")
    assert [set(row) for row in rows] == [{"label", "hidden"}] * 2


def test_nobody_else_reads_the_cuts():
    """A new screen with a cut goes through devices/cuts.py."""
    # sums.py adds up schools, figures.py hands the sums on.
    reading = {name for name, words in SOURCES if ".cuts" in words}
    assert reading == {"devices/cuts.py", "devices/figures.py", "devices/sums.py"}


def test_nobody_else_counts_by_them():
    counting, facts = ("Count(", "Sum("), ("ethnic_group", "poverty_class")
    found = {name for name, words in SOURCES if has(words, counting) and has(words, facts)}
    # Of grown-ups in training classes, through lms/small_cells.py.
    assert found == {"devices/tally.py", "home/training/counting.py"}, (
        "Does it cut pupils? Then through devices/cuts.py."
    )


def has(words, signs):
    return any(sign in words for sign in signs)
