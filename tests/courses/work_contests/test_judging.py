"""Works of contests are judged: kept apart, blind, spread evenly, never rewritten."""

import random
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.competitions.entering import Refused
from courses.models import JudgedPoints, Judging
from courses.work_contests import drawing, entering, judges, spread
from students.models import Enrolment, Role
from tests import builders
from tests.courses import builders as lectures
from tests.courses import works


def words(response):
    return response.content.decode()


def entered(contest, *students):
    return [works.confirmed(contest, one, photo=True) for one in students]


# Arithmetic


@pytest.mark.any_database
def test_works_are_spread_evenly_and_barred_pairs_never_drawn():
    chance = random.Random(4)
    barred = {(judge, work) for judge in range(3) for work in range(40) if work % 4 == judge}
    made, lacks = drawing.draw(range(40), range(5), barred, 2, shuffle=chance)
    load = [sum(1 for judge, _work in made if judge == one) for one in range(5)]
    assert not lacks
    assert not set(made) & barred
    assert len(set(made)) == 80
    assert max(load) - min(load) <= 1


@pytest.mark.any_database
def test_what_nobody_may_judge_is_told():
    made, lacks = drawing.draw(["a"], [1, 2], {(1, "a")}, 2)
    assert (made, lacks) == ([(2, "a")], {"a": 1})


@pytest.mark.any_database
def test_the_mean_and_how_far_judges_are_apart():
    told = spread.of([Decimal("7.5"), Decimal("9"), Decimal("8")], Decimal(10), 15)
    assert (told.mean, told.difference, told.is_far) == (Decimal("8.17"), Decimal("1.5"), False)
    assert spread.of([Decimal("7.4"), Decimal("9")], Decimal(10), 15).is_far
    assert spread.of([], Decimal(10), 15).mean is None


@pytest.mark.any_database
def test_equals_share_a_place_and_primary_pupils_have_none():
    means = {"a": Decimal(8), "b": Decimal(9), "c": Decimal(8), "d": Decimal(7), "e": Decimal(10)}
    told = spread.ranked(means, unranked={"e"})
    assert told == [("b", 1, 1), ("a", 2, 2), ("c", 2, 2), ("d", 4, 1), ("e", None, 1)]


# Who judges what


def test_nobody_judges_the_own_school(contest, giang, vang, ms_lan, mr_pao, judge):
    of_giang, of_vang = entered(contest, giang, vang)
    works.draw(contest, ms_lan, mr_pao, judge)
    pairs = set(Judging.objects.values_list("judge__user__username", "work"))
    assert ("lan", of_giang.pk) not in pairs
    assert ("pao", of_vang.pk) not in pairs
    assert len(pairs) == 4


def test_in_a_school_nobody_judges_pupils_whom_they_teach_or_own_works(
    school_admin, muong_nha, giang, ms_lan, class_6a
):
    contest = works.make_contest(school_admin, level="school", school=muong_nha, judges_each=1)
    other = builders.make_teacher("son", "Lò Văn Sơn", builders.make_class(muong_nha, "9B", grade=9))
    work = works.confirmed(contest, giang, by=school_admin)
    assert not judges.barred(contest, [work], [judges.name(contest, other, by=school_admin)])
    lan = judges.name(contest, ms_lan, by=school_admin)
    assert judges.barred(contest, [work], [lan]) == {(lan.pk, work.pk)}
    own = works.make_lecture_contest(school_admin, level="school", school=muong_nha)
    of_lan = works.confirmed(own, ms_lan)
    lan = judges.name(own, ms_lan, by=school_admin)
    assert judges.barred(own, [of_lan], [lan]) == {(lan.pk, of_lan.pk)}


def test_who_organises_a_blind_contest_does_not_judge_it(contest, province_admin):
    with pytest.raises(Refused, match="ban tổ chức"):
        judges.name(contest, province_admin, by=province_admin)


def test_a_judge_who_came_to_organise_a_blind_contest_later_gets_no_work(contest, giang, judge, dien_bien):
    entered(contest, giang)
    judges.name(contest, judge, by=contest.by)
    Role.objects.create(user=judge, kind="province_admin", place=dien_bien, starts_on=builders.FIRST_DAY)
    works.close(contest)
    with pytest.raises(Refused, match="Quàng Thị Vui.*ban tổ chức"):
        judges.share_out(contest, by=contest.by)
    assert not Judging.objects.exists()


def test_officers_judge_no_work_of_their_commune_nor_anybody_of_the_school_an_author_came_to(
    contest, giang, commune_officer, judge, far_school
):
    work = entered(contest, giang)[0]
    officer = judges.name(contest, commune_officer, by=contest.by)
    vui = judges.name(contest, judge, by=contest.by)
    assert judges.barred(contest, [work], [officer, vui]) == {(officer.pk, work.pk)}
    elsewhere = builders.make_class(far_school, "6C", grade=6)
    Enrolment.objects.open().filter(student=giang).update(school_class=elsewhere)
    assert judges.barred(contest, [work], [officer, vui]) == {(officer.pk, work.pk), (vui.pk, work.pk)}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time by itself")
def test_points_and_results_stand_in_one_queue(contest, giang, judge):
    entered(contest, giang)
    row = works.draw(contest, judge).get()
    with CaptureQueriesContext(connection) as told:
        works.give(row, "3", "3", "2")
    locked = [one["sql"] for one in told if "FOR UPDATE" in one["sql"]]
    assert 'FROM "courses_workcontest"' in locked[0]
    assert 'FROM "courses_judging"' in locked[1]


def test_works_are_shared_out_once_the_last_day_is_over(contest, giang, judge, province_admin, signed_in):
    entered(contest, giang)
    client, address = signed_in(province_admin), f"/work-contests/{contest.pk}/judges/"
    assert "Quàng Thị Vui" in words(client.get(f"{address}?q=vui"))
    for _twice in range(2):
        client.post(address, {"name": judge.pk})
    assert contest.judges.count() == 1
    response = client.post(address, {"share": "1"})
    assert response.status_code == 422
    assert "30/11/2026" in words(response)
    works.close(contest)
    for _twice in range(2):
        assert client.post(address, {"share": "1"}).status_code == 302
    assert Judging.objects.count() == 1
    assert "1" in words(client.get(address))


def test_an_unconfirmed_work_holds_the_drawing_up(contest, giang, judge):
    works.hand_in(contest, giang)
    with pytest.raises(Refused, match="chờ thầy cô xác nhận"):
        works.draw(contest, judge)


def test_who_knows_the_author_steps_back_and_another_is_drawn(
    contest, giang, judge, second, province_admin, signed_in
):
    contest.judges_each = 1
    contest.save()
    entered(contest, giang)
    row = works.draw(contest, judge, second).get()
    client = signed_in(row.judge.user)
    assert client.post(f"/work-contests/judging/{row.pk}/back/", {"reason": "Cháu tôi"}).status_code == 302
    now = Judging.objects.current().get()
    assert now.judge_id != row.judge_id
    assert client.get(f"/work-contests/judging/{row.pk}/").status_code == 404
    judges.share_out(contest, by=province_admin)
    assert Judging.objects.count() == 2
    assert "Cháu tôi" in words(signed_in(province_admin).get(f"/work-contests/{contest.pk}/judges/"))


# Points


def test_a_judge_sees_neither_name_nor_school_nor_the_name_of_a_file(
    contest, giang, judge, signed_in, muong_nha
):
    work = works.confirmed(contest, giang, photo=True)
    row = works.draw(contest, judge).get()
    client = signed_in(judge)
    page = words(client.get(f"/work-contests/judging/{row.pk}/"))
    for told in ("Giàng A Sùng", muong_nha.name, "anh-cua-em", "6A"):
        assert told not in page
    file = client.get(f"/work-contests/judging/{row.pk}/{work.files.get().pk}/")
    assert file.headers["Content-Disposition"] == 'inline; filename="san-pham-1-tep-1.jpg"'
    for path in (f"works/{work.pk}/", f"files/{work.files.get().pk}/", f"{contest.pk}/table/"):
        assert client.get(f"/work-contests/{path}").status_code in (403, 404)


def test_names_that_authors_wrote_themselves_are_blanked_for_judges(
    contest, giang, judge, province_admin, signed_in
):
    words = f"Em là {giang.full_name.upper()},\ntrường  {giang.school.name}. Em làm bằng tre."
    work = works.confirmed(contest, giang, title=f"Thước của {giang.full_name}", words=words)
    works.draw(contest, judge)
    given = Judging.objects.get(work=work)
    for address in ("/work-contests/judging/", f"/work-contests/judging/{given.pk}/"):
        page = signed_in(judge).get(address).content.decode()
        assert giang.full_name.casefold() not in page.casefold()
        assert giang.school.name not in page
        assert "Thước của […]" in page
    assert "Em làm bằng tre." in page
    # Whoever organises reads what was written.
    organiser = signed_in(province_admin).get(f"/work-contests/works/{work.pk}/").content.decode()
    assert giang.full_name in organiser
    assert "Thước của […]" not in organiser


def test_a_lecture_is_judged_without_its_authors(province_admin, ms_lan, judge, signed_in):
    contest = works.make_lecture_contest(province_admin)
    work = works.confirmed(contest, ms_lan)
    work.lecture = lectures.make_lecture("Đổi đơn vị đo", authors="Nguyễn Thị Lan, Trường Mường Nhà")
    work.save()
    row = works.draw(contest, judge).get()
    page = words(signed_in(judge).get(f"/work-contests/judging/{row.pk}/lecture/"))
    assert "Đổi đơn vị đo" in page
    assert "Nguyễn Thị Lan" not in page


def test_a_lecture_is_judged_as_it_was_handed_in(province_admin, ms_lan, judge, signed_in):
    contest = works.make_lecture_contest(province_admin)
    lecture = lectures.make_lecture("Đổi đơn vị đo", owner=ms_lan)
    work = entering.begin(contest, ms_lan)
    told = {"title": "Bài của tôi", "words": "", "lecture": str(lecture.pk)}
    entering.save(work, ms_lan, told, hand_in=True)
    row = works.draw(contest, judge).get()
    lecture.title = "Bài sửa sau hạn"
    lecture.save_revision().publish()
    client, address = signed_in(judge), f"/work-contests/judging/{row.pk}/lecture/"
    assert "Đổi đơn vị đo" in words(client.get(address))
    assert "Bài sửa sau hạn" not in words(client.get(address))
    lecture.refresh_from_db()
    lecture.unpublish()
    assert "Đổi đơn vị đo" in words(client.get(address))
    page = words(signed_in(province_admin).get(f"/work-contests/works/{work.pk}/"))
    assert "giám khảo đọc bài như lúc nộp" in page


def test_points_are_kept_as_a_draft_given_and_given_anew_without_rewriting(contest, giang, judge, signed_in):
    entered(contest, giang)
    row = works.draw(contest, judge).get()
    client, address = signed_in(judge), f"/work-contests/judging/{row.pk}/"
    typed = {"points-1": "3,5", "points-2": "", "points-3": "2", "remark": "Khéo tay", "after": ""}
    kept = client.post(address, typed | {"act": "draft"}, headers={"Accept": "application/json"})
    assert set(kept.json()) == {"kept"}
    assert not JudgedPoints.objects.exists()
    assert "Khéo tay" in words(client.get(address))
    assert client.post(address, typed | {"act": "give"}).status_code == 422
    whole = typed | {"points-2": "4", "act": "give"}
    assert client.post(address, whole).status_code == 302
    assert JudgedPoints.objects.get().total == Decimal("9.5")
    assert client.post(address, whole).status_code == 422
    again = whole | {"after": str(JudgedPoints.objects.get().pk)}
    assert client.post(address, again).status_code == 302
    assert JudgedPoints.objects.count() == 1
    assert client.post(address, again | {"points-2": "3"}).status_code == 302
    assert [row.total for row in JudgedPoints.objects.all()] == [Decimal("9.5"), Decimal("8.5")]


@pytest.mark.parametrize("wrong", ["", "5", "-1", "ba", "1.000", "9" * 30])
def test_points_that_make_no_sense_are_refused_in_words(wrong, contest, giang, judge, signed_in):
    entered(contest, giang)
    row = works.draw(contest, judge).get()
    typed = {"points-1": wrong, "points-2": "4", "points-3": "2", "after": "", "act": "give"}
    response = signed_in(judge).post(f"/work-contests/judging/{row.pk}/", typed)
    assert response.status_code == 422
    assert "«Ý tưởng»" in words(response)
    assert not JudgedPoints.objects.exists()


def test_given_points_are_never_rewritten(contest, giang, judge):
    entered(contest, giang)
    works.give(works.draw(contest, judge).get(), "3", "3", "2")
    for change in ({"total": 10}, {"points": {"1": "4"}}, {"remark": "khác"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            JudgedPoints.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        JudgedPoints.objects.all().delete()


def test_a_judge_opens_no_work_of_another_judge(contest, giang, judge, second, signed_in):
    contest.judges_each = 1
    contest.save()
    work = entered(contest, giang)[0]
    row = works.draw(contest, judge).get()
    client = signed_in(second)
    judges.name(contest, second, by=contest.by)
    for path in ("", "lecture/", f"{work.files.get().pk}/"):
        assert client.get(f"/work-contests/judging/{row.pk}/{path}").status_code == 404
