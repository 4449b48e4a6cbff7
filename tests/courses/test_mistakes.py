"""«Báo lỗi trong bài»: with and without JavaScript or signal, once, answered, and nameless elsewhere."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import mistakes
from courses.models import MistakeReport
from tests.courses import builders
from tests.courses.test_progress import tell

HERE = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def lecture(muong_nha):
    """Written by authors of Mường Nhà, for everybody."""
    return builders.make_lecture(course=builders.make_course("Toán 6 Mường Nhà", school=muong_nha))


def told(lecture, /, **changes):
    block = str(lecture.body[1].id)
    return {
        "lecture": str(lecture.public_id),
        "kind": "wrong",
        "block": block,
        "words": "2/4 viết nhầm",
    } | changes


def send(client, lecture, /, **changes):
    return client.post(f"/lectures/{lecture.public_id}/mistake/", told(lecture, **changes), **HERE)


class TestTelling:
    def test_a_form_of_the_lecture_is_enough(self, lecture, giang, signed_in):
        client = signed_in(giang)
        html = client.get(lecture.url).content.decode()
        assert f'action="/lectures/{lecture.public_id}/mistake/"' in html
        assert send(client, lecture)["Location"] == "/mistakes/mine/"
        report = MistakeReport.objects.get()
        assert (report.student, report.grade, report.block) == (giang, 6, str(lecture.body[1].id))
        page = client.get("/mistakes/mine/").content.decode()
        assert "2/4 viết nhầm" in page
        assert "chưa xem" in page

    def test_told_without_signal_it_arrives_once(self, lecture, giang, signed_in):
        client, event = signed_in(giang), str(uuid.uuid4())
        for _time in range(2):
            result = tell(client, giang, told(lecture), kind="lecture.mistake", id=event)
        assert result["status"] == "duplicate"
        assert send(client, lecture).status_code == 302
        assert MistakeReport.objects.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [{"kind": "gone"}, {"kind": 5}, {"lecture": "x"}, {"words": ["a"]}, {"block": 7}, {"lecture": None}],
    )
    def test_what_makes_no_sense_is_refused(self, lecture, giang, signed_in, changes):
        result = tell(signed_in(giang), giang, told(lecture, **changes), kind="lecture.mistake")
        assert result["status"] == "rejected"
        assert not MistakeReport.objects.exists()

    def test_a_form_that_says_nothing_is_answered_in_words(self, lecture, giang, signed_in):
        response = signed_in(giang).post(f"/lectures/{lecture.public_id}/mistake/", {}, follow=True, **HERE)
        assert response.status_code == 200
        assert not MistakeReport.objects.exists()

    def test_another_site_cannot_send_it(self, lecture, giang, signed_in):
        path = f"/lectures/{lecture.public_id}/mistake/"
        elsewhere = {"origin": "https://evil.example"}
        assert signed_in(giang).post(path, told(lecture), headers=elsewhere).status_code == 403

    def test_a_pupil_who_plays_with_it_is_stopped_kindly(self, lecture, giang, signed_in):
        for number in range(mistakes.A_DAY_OF_PUPIL):
            mistakes.report(giang.user, "wrong", block=str(number), lecture=lecture)
        response = signed_in(giang).post(
            f"/lectures/{lecture.public_id}/mistake/", told(lecture), follow=True, **HERE
        )
        assert "Hôm nay đã báo 10 lỗi rồi" in response.content.decode()
        result = tell(signed_in(giang), giang, told(lecture), kind="lecture.mistake")
        assert (result["status"], result["reason"]) == ("rejected", "too_many")
        assert MistakeReport.objects.count() == mistakes.A_DAY_OF_PUPIL

    def test_a_lecture_of_another_school_cannot_be_reported(self, muong_nha, vang, signed_in):
        course = builders.make_course("Kín", school=muong_nha)
        closed = builders.make_lecture("Riêng", course=course, audience="school")
        client = signed_in(vang)
        assert send(client, closed).status_code == 404
        assert tell(client, vang, told(closed), kind="lecture.mistake")["reason"] == "forbidden"


class TestAnswering:
    @pytest.fixture
    def report(self, lecture, giang):
        return mistakes.report(giang.user, "wrong", "2/4 viết nhầm", lecture=lecture)[0]

    def test_the_author_answers_and_the_pupil_sees_it(self, report, author, giang, signed_in):
        client = signed_in(author)
        assert "2/4 viết nhầm" in client.get("/mistakes/").content.decode()
        client.post(f"/mistakes/{report.pk}/", {"state": "mended", "answer": "Cảm ơn em, cô đã sửa."})
        page = signed_in(giang).get("/mistakes/mine/").content.decode()
        assert "Cảm ơn em, cô đã sửa." in page
        assert "đã sửa" in page
        report.refresh_from_db()
        assert (report.settled_by, report.seen_at) == (author, None)

    def test_the_first_page_says_so_until_the_answer_is_said_to_be_read(
        self, report, author, giang, signed_in
    ):
        client, line = signed_in(giang), "Có trả lời cho 1 lỗi"
        assert line not in client.get("/today/").content.decode()
        mistakes.settle(report, "mended", "Cảm ơn em.", by=author)
        assert line in client.get("/today/").content.decode()
        shown = client.get("/mistakes/mine/").context["unread"][0].answer_key
        assert line in client.get("/today/").content.decode()
        for _time in range(2):
            response = client.post("/mistakes/mine/seen/", {"answer": ["x", shown]})
            assert response["Location"] == "/mistakes/mine/"
            assert line not in client.get("/today/").content.decode()
        assert "Cảm ơn em." in client.get("/mistakes/mine/").content.decode()

    def test_an_answer_that_changed_since_it_was_shown_is_still_to_be_read(
        self, report, author, giang, signed_in
    ):
        mistakes.settle(report, "no_mistake", "Viết như vậy cũng đúng.", by=author)
        shown = report.answer_key
        mistakes.settle(report, "mended", "Em đúng rồi, cô đã sửa.", by=author)
        signed_in(giang).post("/mistakes/mine/seen/", {"answer": shown})
        report.refresh_from_db()
        assert report.seen_at is None

    def test_nobody_reads_an_answer_for_another(self, report, author, vang, signed_in):
        mistakes.settle(report, "mended", "Cảm ơn em.", by=author)
        signed_in(vang).post("/mistakes/mine/seen/", {"answer": report.answer_key})
        report.refresh_from_db()
        assert report.seen_at is None

    def test_more_reports_ask_no_more(self, muong_nha, author, giang, signed_in, django_assert_num_queries):
        """Each in a lecture of its own, at a picture; one of them was taken off."""
        client, course = signed_in(author), builders.make_course("Sinh", school=muong_nha)

        def tell_one(withheld_at=None):
            picture = builders.make_picture(width=40, height=30)
            page = builders.make_lecture(
                course=course, body=[("picture", {"picture": picture, "alt": "Ruộng bậc thang"})]
            )
            mistakes.report(giang.user, "picture", block=str(page.body[0].id), lecture=page)
            type(picture).objects.filter(pk=picture.pk).update(withheld_at=withheld_at)

        tell_one()
        with CaptureQueriesContext(connection) as asked:
            assert "Ruộng bậc thang" in client.get("/mistakes/").content.decode()
        tell_one(withheld_at=timezone.now())
        tell_one()
        with django_assert_num_queries(len(asked)):
            page = client.get("/mistakes/").content.decode()
        assert page.count(": Ruộng bậc thang") == 2

    def test_a_teacher_reads_it_on_the_desk(self, lecture, ms_lan, author, signed_in):
        found, _made = mistakes.report(ms_lan, "spelling", lecture=lecture)
        mistakes.settle(found, "no_mistake", "Viết như vậy cũng đúng.", by=author)
        assert "Có trả lời cho 1 lỗi" in signed_in(ms_lan).get("/desk/").content.decode()

    def test_an_answer_must_say_what_became_of_it(self, report, author, signed_in):
        response = signed_in(author).post(f"/mistakes/{report.pk}/", {"state": "open"})
        assert response.status_code == 422
        report.refresh_from_db()
        assert report.settled_at is None

    def test_who_does_not_see_the_pupil_reads_a_grade_and_no_name(self, report, author, approver, signed_in):
        for person in (author, approver):
            page = signed_in(person).get("/mistakes/").content.decode()
            assert "một học sinh lớp 6" in page
            assert "Giàng" not in page

    def test_the_own_teacher_reads_the_name(self, lecture, report, ms_lan, signed_in):
        lecture.owner = ms_lan
        lecture.save()
        assert report.student.full_name in signed_in(ms_lan).get("/mistakes/").content.decode()

    def test_another_school_finds_nothing(self, report, mr_pao, signed_in):
        client = signed_in(mr_pao)
        assert "2/4 viết nhầm" not in client.get("/mistakes/").content.decode()
        assert client.get(f"/mistakes/{report.pk}/").status_code == 404
        assert client.post(f"/mistakes/{report.pk}/", {"state": "mended"}).status_code == 404
