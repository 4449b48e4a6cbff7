"""Contests of works: opened, their sheet written, announced."""

import pytest

from courses.competitions.entering import Refused
from courses.models import WorkContest
from courses.work_contests import sheets
from courses.work_contests.points import read

FORM = {
    "title": "Kể chuyện bản em",
    "kind": "stories",
    "for_pupils": "1",
    "grade_from": 1,
    "grade_to": 9,
    "groups": "1–3, 4–5, 6-9",
    "team_most": 2,
    "opens_on": "20/11/2026",
    "closes_on": "20/12/2026",
    "task": "Kể một chuyện của bản em.",
    "file_kinds": ["photo", "sound"],
    "most_files": 3,
    "judges_each": 2,
    "is_blind": "on",
    "far_percent": 20,
}


def words(response):
    return response.content.decode()


def test_a_school_opens_one_changes_its_sheet_and_announces_it(school_admin, giang, muong_nha, signed_in):
    admin = signed_in(school_admin)
    held = {"held": f"school-{muong_nha.pk}"}
    assert admin.post("/work-contests/new/", FORM | held).status_code == 302
    made = WorkContest.objects.get()
    assert [(one.grade_from, one.grade_to) for one in made.groups.all()] == [(1, 3), (4, 5), (6, 9)]
    assert made.out_of == 10
    address = f"/work-contests/{made.pk}/"
    sheet = {"title": ["Chuyện", "Lời kể", ""], "points": ["7,5", "2.5", ""], "full": ["Hay", "", ""]}
    assert admin.post(f"{address}criteria/", sheet).status_code == 302
    assert [(one.title, str(one.points)) for one in made.criteria.all()] == [
        ("Chuyện", "7.50"),
        ("Lời kể", "2.50"),
    ]
    assert signed_in(giang).get(address).status_code == 404
    admin = signed_in(school_admin)
    for _twice in range(2):
        assert admin.post(f"{address}announce/").status_code == 302
    pupil = signed_in(giang)
    assert "Kể chuyện bản em" in words(pupil.get("/work-contests/"))
    assert "7,5" in words(pupil.get(address))


@pytest.mark.parametrize(
    "wrong",
    [
        {"held": "province"},
        {"grade_to": 0},
        {"closes_on": "01/11/2026"},
        {"closes_on": "31/02/2026"},
        {"groups": "1-3, 3-5"},
        {"groups": "1-3, x"},
        {"team_most": "99999999999"},
        {"kind": "lectures"},
        {"kind": "products", "file_kinds": []},
        {"takes_lecture": "on"},
    ],
)
def test_a_form_that_is_wrong_is_refused_in_words(wrong, school_admin, muong_nha, signed_in):
    told = FORM | {"held": f"school-{muong_nha.pk}"} | wrong
    response = signed_in(school_admin).post("/work-contests/new/", told)
    assert response.status_code == 422
    assert "field__error" in words(response)
    assert not WorkContest.objects.exists()


@pytest.mark.parametrize(
    ("title", "points"), [("", "3"), ("Ý tưởng", "0"), ("Ý tưởng", "1.000"), ("Ý tưởng", "ba"), ("", "")]
)
def test_a_sheet_that_is_wrong_stays_as_it_was(title, points, contest, province_admin):
    contest.announced_at = None
    contest.save()
    with pytest.raises(Refused):
        sheets.write(contest, [(title, points, "")], by=province_admin)
    assert contest.criteria.count() == 3


def test_the_sheet_stays_once_the_contest_is_announced(contest, province_admin, signed_in):
    told = {"title": ["Ý tưởng"], "points": ["10"], "full": [""]}
    address = f"/work-contests/{contest.pk}/criteria/"
    assert signed_in(province_admin).post(address, told).status_code == 422
    assert contest.criteria.count() == 3


@pytest.mark.any_database
def test_points_are_read_with_comma_and_point():
    assert [str(read(text)) for text in ("7,5", " 7.25 ", "10", "", "1.000", "-1", "٣")] == [
        "7.5",
        "7.25",
        "10",
        *["None"] * 4,
    ]
