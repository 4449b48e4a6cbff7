"""A lecture before its day: title and day are no secret, everything else is."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from courses import keeping, opening
from courses.library import shelving
from courses.models import LecturePage, LibraryEntry, QuizPage
from tests.courses import builders, quizzes

TODAY = date(2026, 11, 26)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def a_day(monkeypatch):
    """Today; `a_day(2)` is the day after tomorrow, after midnight."""

    def on(days):
        moment = datetime(2026, 11, 26, 8, tzinfo=timezone.get_current_timezone()) + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    on(0)
    return on


@pytest.fixture
def course(db):
    return builders.make_course()


def make_closed(course, **overrides):
    return builders.make_lecture("Bài ngày mai", course=course, opens_on=TOMORROW, **overrides)


def test_before_its_day_only_title_and_day_are_told(course, client, signed_in, giang):
    lecture = make_closed(course)
    for reader in (client, signed_in(giang)):
        answer = reader.get(lecture.url)
        assert answer.status_code == 404
        html = answer.content.decode()
        assert "Bài ngày mai" in html
        assert "27/11/2026" in html
        assert "Khởi động" not in html


def test_on_its_day_everybody_reads_it_from_what_is_kept_too(course, client, a_day):
    lecture = make_closed(course)
    assert client.get(lecture.url).status_code == 404
    assert "Bài ngày mai" in client.get(course.url).content.decode()
    assert f'href="{lecture.url}"' not in client.get(course.url).content.decode()
    a_day(1)
    assert "Khởi động" in client.get(lecture.url).content.decode()
    assert f'href="{lecture.url}"' in client.get(course.url).content.decode()


def test_what_a_teacher_reads_ahead_is_kept_for_nobody_else(course, client, signed_in, ms_lan):
    lecture = make_closed(course)
    assert "Khởi động" in signed_in(ms_lan).get(lecture.url).content.decode()
    client.logout()
    assert client.get(lecture.url).status_code == 404
    assert keeping.recall(lecture.url) is None or not keeping.recall(lecture.url)["public"]


def test_the_neighbour_leads_to_it_from_its_day_on(course, client, a_day):
    first = builders.make_lecture("Bài hôm nay", course=course)
    lecture = make_closed(course)
    assert lecture.url not in client.get(first.url).content.decode()
    a_day(1)
    assert lecture.url in client.get(first.url).content.decode()


def test_its_files_wait_too(course, client, a_day):
    file = builders.make_file("de-cuong.mp3")
    body = [("sound", {"title": "Nghe", "file": file})]
    make_closed(course, body=body)
    address = f"/files/{file.get_file_hash()}/{file.filename}"
    assert client.get(address).status_code == 404
    a_day(1)
    assert client.get(address).status_code == 200


def test_the_library_tells_nothing_of_it(course, giang, ms_lan, a_day):
    lecture = make_closed(course)
    shelving.shelve_all()
    assert not LibraryEntry.objects.visible_to(giang.user).filter(page=lecture).exists()
    assert not LibraryEntry.objects.visible_to(AnonymousUser()).filter(page=lecture).exists()
    assert LibraryEntry.objects.visible_to(ms_lan).filter(page=lecture).exists()
    a_day(1)
    assert LibraryEntry.objects.visible_to(AnonymousUser()).filter(page=lecture).exists()


def test_its_own_practice_waits_with_it(course, client, giang, signed_in):
    question = quizzes.make_question(quizzes.make_bank(), text="Câu của ngày mai")
    lecture = make_closed(course, body=[("questions", {"title": "", "questions": question.code})])
    practice = QuizPage.objects.get(of_lecture=lecture)
    for reader in (client, signed_in(giang)):
        answer = reader.get(practice.url)
        assert answer.status_code == 404
        assert "Câu của ngày mai" not in answer.content.decode()
    assert not QuizPage.objects.visible_to(giang.user).exists()


def test_a_class_gets_an_earlier_day(course, class_6a, giang, vang, ms_lan, signed_in):
    lecture = make_closed(course)
    client = signed_in(ms_lan)
    where = f"/lectures/classes/{class_6a.uid}/lecture/{lecture.translation_key}/opens/"
    for _twice in range(2):
        assert client.post(where, {"opens_on": "26/11/2026"}).status_code == 302
    assert "Khởi động" in signed_in(giang).get(lecture.url).content.decode()
    state = signed_in(giang).get(f"/lectures/courses/{course.public_id}/state.json").json()
    assert state[str(lecture.public_id)]["url"] == lecture.url
    assert signed_in(vang).get(lecture.url).status_code == 404


def test_a_class_gets_a_later_day_where_strangers_cannot_read(
    course, class_6a, giang, vang, ms_lan, signed_in
):
    lecture = builders.make_lecture(course=course, audience="signed_in")
    assert signed_in(giang).get(lecture.url).status_code == 200
    opening.set_for_class(lecture, class_6a, TOMORROW, by=ms_lan)
    assert signed_in(giang).get(lecture.url).status_code == 404
    assert signed_in(vang).get(lecture.url).status_code == 200
    state = signed_in(giang).get(f"/lectures/courses/{course.public_id}/state.json").json()
    assert state[str(lecture.public_id)] == {"opens": "27/11/2026"}
    assert list(LecturePage.objects.visible_to(giang.user)) == []


def test_a_public_lecture_cannot_be_kept_from_one_class(course, class_6a, ms_lan, signed_in):
    lecture = builders.make_lecture(course=course)
    client = signed_in(ms_lan)
    where = f"/lectures/classes/{class_6a.uid}/lecture/{lecture.translation_key}/opens/"
    answer = client.post(where, {"opens_on": "30/11/2026"}, follow=True)
    assert "ai cũng đọc được" in answer.content.decode()
    assert not lecture.openings.exists()


def test_a_pupil_is_told_what_to_do_first(course, giang, client, signed_in):
    first = builders.make_lecture("Bài một", course=course)
    second = builders.make_lecture("Bài hai", course=course)
    third = builders.make_lecture("Bài ba", course=course, needs=[first])
    assert "Em học bài này trước:" not in client.get(second.url).content.decode()
    assert "Em học bài này trước:" in client.get(third.url).content.decode()
    course.in_order = True
    course.save_revision().publish()
    assert "Em học bài này trước:" in client.get(second.url).content.decode()
    state = signed_in(giang).get(f"/lectures/courses/{course.public_id}/state.json").json()
    assert state[str(second.public_id)] == {"before": "Bài một"}
