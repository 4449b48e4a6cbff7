"""Works of contests are judged: kept apart, blind, spread evenly, never rewritten; and published."""

import random
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.competitions import certificates
from courses.competitions.entering import Refused
from courses.models import Award, ContestFile, ContestWork, JudgedPoints, Judging, Placing
from courses.work_contests import drawing, judges, publishing, showing, spread, standing
from home import waiting
from lms import certificates as codes
from students import consents
from tests import builders
from tests.courses import builders as lectures
from tests.courses import works


@pytest.fixture
def contest(province_admin):
    return works.make_contest(province_admin, closes_on="2026-11-23", opens_on="2026-11-01")


@pytest.fixture
def open_contest(province_admin):
    return works.make_contest(province_admin)


@pytest.fixture
def far_school(db):
    return builders.make_school("THCS Mường Pồn", commune="Mường Pồn")


@pytest.fixture
def judge(far_school):
    school_class = builders.make_class(far_school, "7A", grade=7)
    return builders.make_teacher("vui", "Quàng Thị Vui", school_class)


@pytest.fixture
def second(far_school):
    return builders.make_teacher("bien", "Lò Văn Biên", builders.make_class(far_school, "8A", grade=8))


@pytest.fixture
def third(far_school):
    return builders.make_teacher("nga", "Cà Thị Nga", builders.make_class(far_school, "9A", grade=9))


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


def test_nobody_judges_the_own_school(open_contest, giang, vang, ms_lan, mr_pao, judge):
    of_giang, of_vang = entered(open_contest, giang, vang)
    works.draw(open_contest, ms_lan, mr_pao, judge)
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


def test_works_are_shared_out_once_the_last_day_is_over(
    open_contest, giang, judge, province_admin, signed_in
):
    entered(open_contest, giang)
    client, address = signed_in(province_admin), f"/work-contests/{open_contest.pk}/judges/"
    assert "Quàng Thị Vui" in words(client.get(f"{address}?q=vui"))
    for _twice in range(2):
        client.post(address, {"name": judge.pk})
    assert open_contest.judges.count() == 1
    response = client.post(address, {"share": "1"})
    assert response.status_code == 422
    assert "30/11/2026" in words(response)
    works.close(open_contest)
    for _twice in range(2):
        assert client.post(address, {"share": "1"}).status_code == 302
    assert Judging.objects.count() == 1
    assert "1" in words(client.get(address))


def test_an_unconfirmed_work_holds_the_drawing_up(open_contest, giang, judge):
    works.hand_in(open_contest, giang)
    with pytest.raises(Refused, match="chờ thầy cô xác nhận"):
        works.draw(open_contest, judge)


def test_who_knows_the_author_steps_back_and_another_is_drawn(
    open_contest, giang, judge, second, province_admin, signed_in
):
    open_contest.judges_each = 1
    open_contest.save()
    entered(open_contest, giang)
    row = works.draw(open_contest, judge, second).get()
    client = signed_in(row.judge.user)
    assert client.post(f"/work-contests/judging/{row.pk}/back/", {"reason": "Cháu tôi"}).status_code == 302
    now = Judging.objects.current().get()
    assert now.judge_id != row.judge_id
    assert client.get(f"/work-contests/judging/{row.pk}/").status_code == 404
    judges.share_out(open_contest, by=province_admin)
    assert Judging.objects.count() == 2
    assert "Cháu tôi" in words(signed_in(province_admin).get(f"/work-contests/{open_contest.pk}/judges/"))


# Points


def test_a_judge_sees_neither_name_nor_school_nor_the_name_of_a_file(
    open_contest, giang, judge, signed_in, muong_nha
):
    work = works.confirmed(open_contest, giang, photo=True)
    row = works.draw(open_contest, judge).get()
    client = signed_in(judge)
    page = words(client.get(f"/work-contests/judging/{row.pk}/"))
    for told in ("Giàng A Sùng", muong_nha.name, "anh-cua-em", "6A"):
        assert told not in page
    file = client.get(f"/work-contests/judging/{row.pk}/{work.files.get().pk}/")
    assert file.headers["Content-Disposition"] == 'inline; filename="san-pham-1-tep-1.jpg"'
    for path in (f"works/{work.pk}/", f"files/{work.files.get().pk}/", f"{open_contest.pk}/table/"):
        assert client.get(f"/work-contests/{path}").status_code in (403, 404)


def test_a_lecture_is_judged_without_its_authors(province_admin, ms_lan, judge, signed_in):
    contest = works.make_lecture_contest(province_admin)
    work = works.confirmed(contest, ms_lan)
    work.lecture = lectures.make_lecture("Đổi đơn vị đo", authors="Nguyễn Thị Lan, Trường Mường Nhà")
    work.save()
    row = works.draw(contest, judge).get()
    page = words(signed_in(judge).get(f"/work-contests/judging/{row.pk}/lecture/"))
    assert "Đổi đơn vị đo" in page
    assert "Nguyễn Thị Lan" not in page


def test_points_are_kept_as_a_draft_given_and_given_anew_without_rewriting(
    open_contest, giang, judge, signed_in
):
    entered(open_contest, giang)
    row = works.draw(open_contest, judge).get()
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
def test_points_that_make_no_sense_are_refused_in_words(wrong, open_contest, giang, judge, signed_in):
    entered(open_contest, giang)
    row = works.draw(open_contest, judge).get()
    typed = {"points-1": wrong, "points-2": "4", "points-3": "2", "after": "", "act": "give"}
    response = signed_in(judge).post(f"/work-contests/judging/{row.pk}/", typed)
    assert response.status_code == 422
    assert "«Ý tưởng»" in words(response)
    assert not JudgedPoints.objects.exists()


def test_given_points_are_never_rewritten(open_contest, giang, judge):
    entered(open_contest, giang)
    works.give(works.draw(open_contest, judge).get(), "3", "3", "2")
    for change in ({"total": 10}, {"points": {"1": "4"}}, {"remark": "khác"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            JudgedPoints.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        JudgedPoints.objects.all().delete()


def test_a_judge_opens_no_work_of_another_judge(open_contest, giang, judge, second, signed_in):
    open_contest.judges_each = 1
    open_contest.save()
    work = entered(open_contest, giang)[0]
    row = works.draw(open_contest, judge).get()
    client = signed_in(second)
    judges.name(open_contest, second, by=open_contest.by)
    for path in ("", "lecture/", f"{work.files.get().pk}/"):
        assert client.get(f"/work-contests/judging/{row.pk}/{path}").status_code == 404


# What it comes to


def test_far_apart_judges_are_marked_and_a_third_is_asked(
    open_contest, giang, judge, second, third, province_admin, signed_in
):
    work = entered(open_contest, giang)[0]
    first, other = works.draw(open_contest, judge, second)
    works.give(first, "4", "4", "2")
    works.give(other, "2", "2", "1")
    client, address = signed_in(province_admin), f"/work-contests/{open_contest.pk}/table/"
    page = words(client.get(address))
    assert "badge--late" in page
    assert "7,5" in page
    assert client.post(address, {"another": str(work.pk)}).status_code == 422
    judges.name(open_contest, third, by=province_admin)
    assert client.post(address, {"another": str(work.pk)}).status_code == 302
    assert Judging.objects.current().get(is_extra=True).judge.user == third
    assert client.post(address, {"another": str(work.pk)}).status_code == 422


def test_results_are_published_by_an_act_and_points_stay_from_then_on(
    open_contest, giang, hoa, judge, second, province_admin, signed_in
):
    best, other = entered(open_contest, giang, hoa)
    rows = works.draw(open_contest, judge, second)
    client, address = signed_in(province_admin), f"/work-contests/{open_contest.pk}/"
    assert client.post(f"{address}publish/").status_code == 422
    for row in rows:
        works.give(row, "4" if row.work == best else "2", "3", "1", remark="Rất khéo")
    client.post(f"{address}table/", {f"prize-{best.pk}": "first", f"prize-{other.pk}": "vàng"})
    for expected in (302, 422):
        assert client.post(f"{address}publish/").status_code == expected
    assert [(one.work, one.rank, one.prize) for one in Placing.objects.order_by("rank")] == [
        (best, 1, "first"),
        (other, 2, ""),
    ]
    with pytest.raises(Refused):
        works.give(rows[0], "1", "1", "1")
    judge_page = signed_in(judge)
    told = {
        "points-1": "1",
        "points-2": "1",
        "points-3": "1",
        "after": str(rows[0].rows.get().pk),
        "act": "give",
    }
    row = next(one for one in rows if one.judge.user == judge)
    told["after"] = str(row.rows.get().pk)
    assert judge_page.post(f"/work-contests/judging/{row.pk}/", told).status_code == 422
    assert JudgedPoints.objects.count() == 4


def test_corrected_results_are_published_anew_with_a_reason_and_leave_a_trace(
    open_contest, giang, judge, province_admin
):
    open_contest.judges_each = 1
    open_contest.save()
    entered(open_contest, giang)
    row = works.draw(open_contest, judge).get()
    works.give(row, "4", "4", "2")
    publishing.publish(open_contest, province_admin)
    for _twice in range(2):
        publishing.withdraw(open_contest, province_admin)
    works.give(row, "3", "4", "2")
    with pytest.raises(Refused):
        publishing.publish(open_contest, province_admin)
    publishing.publish(open_contest, province_admin, "Cộng nhầm điểm")
    told = [(one.publication.number, one.mean) for one in Placing.objects.order_by("pk")]
    assert told == [(1, Decimal(10)), (2, Decimal(9))]


def test_others_read_prizes_and_only_names_that_were_agreed_to(
    open_contest, giang, hoa, vang, judge, second, province_admin, signed_in
):
    entered(open_contest, giang, hoa)
    works.published(open_contest, judge, second, remark="Rất khéo")
    address = f"/work-contests/{open_contest.pk}/results/"
    page = words(signed_in(vang).get(address))
    assert "Giàng A Sùng" not in page
    assert "một bạn khối 6" in page
    works.agree(giang, "name", by=province_admin)
    page = words(signed_in(vang).get(address))
    assert "Giàng A Sùng" in page
    assert "Rất khéo" not in page
    assert "Lò Thị Hoa" not in page
    assert "Rất khéo" in words(signed_in(hoa).get(address))


def test_a_primary_pupil_wins_a_prize_and_has_no_rank(open_contest, vang, judge, second, signed_in):
    entered(open_contest, vang)
    works.published(open_contest, judge, second)
    assert (Placing.objects.get().rank, Placing.objects.get().prize) == (None, "first")
    page = words(signed_in(vang).get(f"/work-contests/{open_contest.pk}/results/"))
    assert "Giải Nhất" in page
    assert "hạng" not in page


def test_a_work_is_shown_only_with_a_prize_and_the_consent_of_the_family(
    open_contest, giang, hoa, vang, judge, second, province_admin, signed_in
):
    work = entered(open_contest, giang)[0]
    works.published(open_contest, judge, second)
    with pytest.raises(Refused):
        publishing.show(work, by=province_admin)
    paper = works.agree(giang, "photo", by=province_admin)
    publishing.show(work, by=province_admin)
    paths = (f"/work-contests/shown/{work.pk}/", f"/work-contests/shown/files/{work.files.get().pk}/")
    client = signed_in(vang)
    assert [client.get(path).status_code for path in paths] == [200, 200]
    consents.withdraw(giang, "photo", by=province_admin)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert paper


def test_a_work_that_is_not_shown_is_opened_by_nobody_else(
    open_contest, giang, vang, judge, second, signed_in
):
    work = entered(open_contest, giang)[0]
    works.published(open_contest, judge, second)
    client = signed_in(vang)
    assert client.get(f"/work-contests/shown/{work.pk}/").status_code == 404
    assert client.get(f"/work-contests/shown/files/{ContestFile.objects.get().pk}/").status_code == 404


def test_certificates_of_works_are_printed_checked_and_stop_holding(
    open_contest, giang, judge, second, province_admin, client, signed_in
):
    entered(open_contest, giang)
    works.published(open_contest, judge, second)
    for _twice in range(2):
        response = signed_in(province_admin).post(f"/work-contests/{open_contest.pk}/certificates.pdf")
        assert response.content.startswith(b"%PDF")
    award = Award.objects.get()
    told = codes.find(award.code)
    assert told.holds
    assert {"Giải Nhất"} <= {words for _what, words in told.facts}
    assert "Giàng A Sùng" not in str(told.facts)
    assert signed_in(giang).get(f"/competitions/certificates/{award.code}.pdf").status_code == 200
    publishing.withdraw(open_contest, province_admin)
    assert not codes.find(award.code).holds


def test_a_teachers_certificate_bears_the_name(province_admin, ms_lan, judge, second, signed_in):
    contest = works.make_lecture_contest(province_admin)
    works.confirmed(contest, ms_lan)
    publication = works.published(contest, judge, second)
    award = certificates.issue_of_works(publication.placings.all(), by=province_admin)[0]
    assert "Nguyễn Thị Lan" in str(codes.find(award.code).facts)
    assert signed_in(ms_lan).get(f"/competitions/certificates/{award.code}.pdf").status_code == 200


def test_a_work_taken_out_of_the_contest_is_judged_no_more(
    open_contest, giang, hoa, judge, province_admin, signed_in
):
    out, _stays = entered(open_contest, giang, hoa)
    row = works.draw(open_contest, judge).get(work=out)
    client = signed_in(province_admin)
    address = f"/work-contests/{open_contest.pk}/table/"
    assert client.post(address, {"exclude": str(out.pk), "reason": ""}).status_code == 422
    assert client.post(address, {"exclude": str(out.pk), "reason": "Chép trên mạng"}).status_code == 302
    assert signed_in(judge).get(f"/work-contests/judging/{row.pk}/").status_code == 404
    assert len(standing.of_contest(open_contest)) == 1


def test_the_other_school_reads_no_table_and_names_no_judge(
    school_admin, muong_nha, giang, other_school_admin, mr_pao, signed_in
):
    contest = works.make_contest(school_admin, level="school", school=muong_nha)
    work = works.confirmed(contest, giang, by=school_admin)
    for stranger in (other_school_admin, mr_pao):
        client = signed_in(stranger)
        for path in ("judges/", "table/", "publish/", "results/", "works/"):
            assert client.get(f"/work-contests/{contest.pk}/{path}").status_code == 404
        assert client.post(f"/work-contests/{contest.pk}/judges/", {"name": stranger.pk}).status_code == 404
    assert not contest.judges.exists()
    assert ContestWork.objects.get(pk=work.pk).stands


def test_what_waits_is_told_on_the_desk(open_contest, giang, ms_lan, judge):
    sources = [waiting.WORKS_TO_JUDGE, waiting.WORKS_TO_CONFIRM]
    works.hand_in(open_contest, giang)
    assert [line.icon for line in waiting.lines_for(ms_lan, sources)[0]] == ["trophy"]
    works.confirmed(open_contest, giang)
    works.draw(open_contest, judge)
    assert "1 bài" in waiting.lines_for(judge, sources)[0][0].words
    assert waiting.lines_for(giang.user, [waiting.WORKS_TO_MAKE])[0] == []


def test_more_works_cost_no_more_queries(
    open_contest, giang, hoa, judge, second, province_admin, signed_in, class_6a
):
    pupils = [builders.make_student(f"Lò Văn {n}", class_6a, code=f"HSN{n}AAAA") for n in range(6)]
    entered(open_contest, giang)
    counts = []
    for some in ([], pupils):
        contest = works.make_contest(province_admin)
        entered(contest, giang, *some)
        for row in works.draw(contest, judge, second):
            works.give(row, "3", "3", "2")
        client = signed_in(province_admin)
        for _warm in range(2):
            with CaptureQueriesContext(connection) as told:
                client.get(f"/work-contests/{contest.pk}/table/")
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_names_of_works_need_no_query_for_each(open_contest, giang, hoa, django_assert_max_num_queries):
    found = entered(open_contest, giang, hoa)
    with django_assert_max_num_queries(3):
        assert showing.names_of(found)[found[0].pk] == ["một bạn khối 6"]
