"""What the works of a contest come to, and what is published of it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.competitions import certificates
from courses.competitions.entering import Refused
from courses.models import Award, ContestFile, ContestWork, JudgedPoints, Judging, Placing
from courses.work_contests import judges, publishing, showing, standing
from home import waiting
from lms import certificates as codes
from students import consents
from tests import builders
from tests.courses import works


def words(response):
    return response.content.decode()


def entered(contest, *students):
    return [works.confirmed(contest, one, photo=True) for one in students]


def test_far_apart_judges_are_marked_and_a_third_is_asked(
    contest, giang, judge, second, third, province_admin, signed_in
):
    work = entered(contest, giang)[0]
    first, other = works.draw(contest, judge, second)
    works.give(first, "4", "4", "2")
    works.give(other, "2", "2", "1")
    client, address = signed_in(province_admin), f"/work-contests/{contest.pk}/table/"
    page = words(client.get(address))
    assert "badge--late" in page
    assert "7,5" in page
    assert client.post(address, {"another": str(work.pk)}).status_code == 422
    judges.name(contest, third, by=province_admin)
    assert client.post(address, {"another": str(work.pk)}).status_code == 302
    assert Judging.objects.current().get(is_extra=True).judge.user == third
    assert client.post(address, {"another": str(work.pk)}).status_code == 422


def test_results_are_published_by_an_act_and_points_stay_from_then_on(
    contest, giang, hoa, judge, second, province_admin, signed_in
):
    best, other = entered(contest, giang, hoa)
    rows = works.draw(contest, judge, second)
    client, address = signed_in(province_admin), f"/work-contests/{contest.pk}/"
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
    assert 'value="give"' not in words(judge_page.get(f"/work-contests/judging/{row.pk}/"))
    assert JudgedPoints.objects.count() == 4


def test_corrected_results_are_published_anew_with_a_reason_and_leave_a_trace(
    contest, giang, judge, province_admin
):
    contest.judges_each = 1
    contest.save()
    entered(contest, giang)
    row = works.draw(contest, judge).get()
    works.give(row, "4", "4", "2")
    publishing.publish(contest, province_admin)
    for _twice in range(2):
        publishing.withdraw(contest, province_admin)
    works.give(row, "3", "4", "2")
    with pytest.raises(Refused):
        publishing.publish(contest, province_admin)
    publishing.publish(contest, province_admin, "Cộng nhầm điểm")
    told = [(one.publication.number, one.mean) for one in Placing.objects.order_by("pk")]
    assert told == [(1, Decimal(10)), (2, Decimal(9))]


def test_others_read_prizes_and_only_names_that_were_agreed_to(
    contest, giang, hoa, vang, judge, second, province_admin, signed_in
):
    entered(contest, giang, hoa)
    works.published(contest, judge, second, remark="Rất khéo")
    address = f"/work-contests/{contest.pk}/results/"
    page = words(signed_in(vang).get(address))
    assert "Giàng A Sùng" not in page
    assert "một bạn khối 6" in page
    works.agree(giang, "name", by=province_admin)
    page = words(signed_in(vang).get(address))
    assert "Giàng A Sùng" in page
    assert "Rất khéo" not in page
    assert "Lò Thị Hoa" not in page
    assert "Rất khéo" in words(signed_in(hoa).get(address))


def test_a_primary_pupil_wins_a_prize_and_has_no_rank(contest, vang, judge, second, signed_in):
    entered(contest, vang)
    works.published(contest, judge, second)
    assert (Placing.objects.get().rank, Placing.objects.get().prize) == (None, "first")
    page = words(signed_in(vang).get(f"/work-contests/{contest.pk}/results/"))
    assert "Giải Nhất" in page
    assert "hạng" not in page


def test_a_work_is_shown_only_with_a_prize_and_the_consent_of_the_family(
    contest, giang, hoa, vang, judge, second, province_admin, signed_in
):
    work = entered(contest, giang)[0]
    works.published(contest, judge, second)
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


def test_a_work_that_is_not_shown_is_opened_by_nobody_else(contest, giang, vang, judge, second, signed_in):
    work = entered(contest, giang)[0]
    works.published(contest, judge, second)
    client = signed_in(vang)
    assert client.get(f"/work-contests/shown/{work.pk}/").status_code == 404
    assert client.get(f"/work-contests/shown/files/{ContestFile.objects.get().pk}/").status_code == 404


def test_certificates_of_works_are_printed_checked_and_stop_holding(
    contest, giang, judge, second, province_admin, client, signed_in
):
    entered(contest, giang)
    works.published(contest, judge, second)
    for _twice in range(2):
        response = signed_in(province_admin).post(f"/work-contests/{contest.pk}/certificates.pdf")
        assert response.content.startswith(b"%PDF")
    award = Award.objects.get()
    told = codes.find(award.code)
    assert told.holds
    assert {"Giải Nhất"} <= {words for _what, words in told.facts}
    assert "Giàng A Sùng" not in str(told.facts)
    assert signed_in(giang).get(f"/competitions/certificates/{award.code}.pdf").status_code == 200
    publishing.withdraw(contest, province_admin)
    assert not codes.find(award.code).holds


def test_certificates_of_many_are_printed_some_at_a_time(
    contest, giang, hoa, judge, second, province_admin, signed_in, monkeypatch
):
    monkeypatch.setattr(certificates, "AT_ONCE", 1)
    both = entered(contest, giang, hoa)
    for row in works.draw(contest, judge, second):
        works.give(row, "3", "3", "2")
    publishing.award(contest, {str(both[0].pk): "first", str(both[1].pk): "second"}, by=contest.by)
    publishing.publish(contest, contest.by)
    client, address = signed_in(province_admin), f"/work-contests/{contest.pk}/"
    page = words(client.get(f"{address}table/"))
    assert 'name="from" value="0"' in page
    client.post(f"{address}certificates.pdf", {"from": "1"})
    assert Award.objects.get().student == hoa
    assert client.post(f"{address}certificates.pdf", {"from": "2"}).status_code == 404


def test_more_works_that_are_shown_cost_no_more_queries(
    contest, giang, hoa, judge, second, province_admin, signed_in
):
    both = entered(contest, giang, hoa)
    for student in (giang, hoa):
        works.agree(student, "photo", by=province_admin)
    works.published(contest, judge, second, shown=True)
    client, address, counts = signed_in(giang), f"/work-contests/{contest.pk}/results/", []
    for shown in both:
        ContestWork.objects.filter(pk=shown.pk).update(prize="second", shown_at=contest.announced_at)
        Placing.objects.filter(work=shown).update(prize="second")
        client.get(address)
        with CaptureQueriesContext(connection) as told:
            page = words(client.get(address))
        assert f"/work-contests/shown/{shown.pk}/" in page
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_a_teachers_certificate_bears_the_name(province_admin, ms_lan, judge, second, signed_in):
    contest = works.make_lecture_contest(province_admin)
    works.confirmed(contest, ms_lan)
    publication = works.published(contest, judge, second)
    award = certificates.issue_of_works(publication.placings.all(), by=province_admin)[0]
    assert "Nguyễn Thị Lan" in str(codes.find(award.code).facts)
    assert signed_in(ms_lan).get(f"/competitions/certificates/{award.code}.pdf").status_code == 200


def test_a_work_taken_out_of_the_contest_is_judged_no_more(
    contest, giang, hoa, judge, province_admin, signed_in
):
    out, _stays = entered(contest, giang, hoa)
    row = works.draw(contest, judge).get(work=out)
    client = signed_in(province_admin)
    address = f"/work-contests/{contest.pk}/table/"
    assert client.post(address, {"exclude": str(out.pk), "reason": ""}).status_code == 422
    assert client.post(address, {"exclude": str(out.pk), "reason": "Chép trên mạng"}).status_code == 302
    assert signed_in(judge).get(f"/work-contests/judging/{row.pk}/").status_code == 404
    assert len(standing.of_contest(contest)) == 1


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


def test_what_waits_is_told_on_the_desk(contest, giang, ms_lan, judge):
    sources = [waiting.WORKS_TO_JUDGE, waiting.WORKS_TO_CONFIRM]
    works.hand_in(contest, giang)
    assert [line.icon for line in waiting.lines_for(ms_lan, sources)[0]] == ["trophy"]
    works.confirmed(contest, giang)
    works.draw(contest, judge)
    assert "1 bài" in waiting.lines_for(judge, sources)[0][0].words
    assert waiting.lines_for(giang.user, [waiting.WORKS_TO_MAKE])[0] == []


def test_more_works_cost_no_more_queries(
    contest, giang, hoa, judge, second, province_admin, signed_in, class_6a
):
    pupils = [builders.make_student(f"Lò Văn {n}", class_6a, code=f"HSN{n}AAAA") for n in range(6)]
    entered(contest, giang)
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


def test_names_of_works_need_no_query_for_each(contest, giang, hoa, django_assert_max_num_queries):
    found = entered(contest, giang, hoa)
    with django_assert_max_num_queries(3):
        assert showing.names_of(found)[found[0].pk] == ["một bạn khối 6"]
