"""What lists and the search show of competitions: what is meant for whom looks, and no paper."""

import pytest

from courses.library import shelving
from courses.models import LibraryEntry, RoundSession
from tests.courses import contests, quizzes, works


@pytest.fixture
def older(province_admin):
    return contests.make_competition(province_admin, title="Đường lên đỉnh núi", grade_from=8, grade_to=9)


def test_a_pupil_is_told_of_those_for_the_own_grade(competition, older, giang, ms_lan, signed_in):
    older.grade_from = 9
    older.save()
    assert "khối 9 ·" in contests.words_of(signed_in(ms_lan).get("/competitions/"))
    for address in ("/competitions/", "/search/?q=rung+chuông"):
        assert competition.title in signed_in(giang.user).get(address).content.decode()
    for address in ("/competitions/", "/search/?q=đỉnh+núi"):
        assert older.title not in signed_in(giang.user).get(address).content.decode()
        assert older.title in signed_in(ms_lan).get(address).content.decode()


def test_what_a_pupil_takes_part_in_stays_in_the_list(older, giang, signed_in):
    older.grade_from = 6
    older.save()
    contests.enter(older, giang)
    older.grade_from = 8
    older.save()
    assert older.title in signed_in(giang.user).get("/competitions/").content.decode()


def test_a_contest_of_works_for_others_is_not_told_a_pupil(giang, ms_lan, province_admin, signed_in):
    contest = works.make_contest(province_admin, title="Robot của em", grade_from=8, grade_to=9)
    for address in ("/work-contests/", "/search/?q=robot"):
        assert contest.title not in signed_in(giang.user).get(address).content.decode()
        assert contest.title in signed_in(ms_lan).get(address).content.decode()


def test_a_paper_of_a_competition_stands_in_no_list(competition, giang, signed_in):
    course = quizzes.make_course()
    paper = contests.make_page(title="Vòng hoa ban", course=course)
    child = signed_in(giang.user)
    lists = (course.url, "/search/?q=hoa+ban")
    assert all(paper.title in child.get(address).content.decode() for address in lists)
    contests.make_round(competition, pages=[paper])
    assert not any(paper.title in child.get(address).content.decode() for address in lists)
    assert course.title not in child.get(course.get_parent().url).content.decode()
    # One that is taken out again is an ordinary quiz.
    RoundSession.objects.get(page=paper).delete()
    assert all(paper.title in child.get(address).content.decode() for address in lists)


def test_what_was_shelved_before_it_became_a_paper_goes_at_night(competition, giang, signed_in):
    paper = contests.make_page(title="Vòng hoa ban")
    round = contests.make_round(competition, pages=[])
    RoundSession.objects.bulk_create([RoundSession(round=round, title="Ca 1", page=paper)])
    assert LibraryEntry.objects.filter(page=paper).exists()
    shelving.tidy()
    assert not LibraryEntry.objects.filter(page=paper).exists()


def test_the_round_for_practice_is_found(competition, giang, signed_in):
    page = contests.make_page(title="Vòng thử sức", practice=True)
    contests.make_round(competition, pages=[page], is_trial=True)
    assert page.title in signed_in(giang.user).get("/search/?q=thử+sức").content.decode()
