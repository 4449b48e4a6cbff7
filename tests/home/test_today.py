"""A pupil's day: what is due first, where to go on, and nothing of other classes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Attempt, GivenWork, LectureProgress
from courses.results import marks_of
from home import today
from home.today import Today
from tests.courses import quizzes
from tests.devices import builders as machines


@pytest.fixture
def give(ms_lan, class_6a):
    def give(page, days=None, to=None):
        due_at = timezone.now() + timedelta(days=days) if days is not None else None
        return GivenWork.objects.create(
            school_class=to or class_6a, page=page, given_by=ms_lan, due_at=due_at
        )

    return give


def day_of(student):
    return Today(student)


def test_what_is_due_first_stands_first(giang, give, fractions, integers):
    give(fractions)
    give(integers, days=2)
    assert [due.work.page.title for due in day_of(giang).due] == ["Số nguyên âm", "Phân số bằng nhau"]


def test_late_work_is_called_late(giang, give, fractions):
    give(fractions, days=-1)
    (due,) = day_of(giang).due
    assert due.is_late


def test_a_lecture_read_to_its_end_is_done(giang, give, fractions):
    give(fractions, days=1)
    LectureProgress.objects.take_in(giang, fractions, furthest=100, finished=True)
    day = day_of(giang)
    assert day.due == []
    assert [due.work.page.title for due in day.done] == ["Phân số bằng nhau"]


def test_one_goes_on_with_what_was_read_last(giang, fractions, integers):
    LectureProgress.objects.take_in(giang, fractions, furthest=30)
    LectureProgress.objects.take_in(giang, integers, furthest=60)
    assert day_of(giang).going_on.lecture == integers


def test_a_quiz_whose_time_runs_stands_first_and_says_until_when(giang, signed_in, give, maths, fractions):
    question = quizzes.make_question(quizzes.make_bank())
    quiz = quizzes.make_quiz(maths, [question], minutes=45)
    give(quiz, days=5)
    give(fractions, days=0)
    begun = Attempt.objects.begin(giang, quiz)
    first = day_of(giang).due[0]
    assert (first.work.page.title, first.running) == ("Kiểm tra 15 phút", begun)
    html = signed_in(giang).get("/today/").content.decode()
    assert f"đang làm dở, nộp trước {timezone.localtime(begun.deadline):%H:%M}" in html
    assert f'href="/attempts/new/{quiz.uid}/"' in html
    # Where there is no signal the quiz that was taken home opens on its own page (home/work-here.js).
    assert f'data-quiz="{quiz.uid}" data-page="{quiz.url}"' in html


def test_the_page_says_it_in_words(giang, signed_in, give, fractions):
    give(fractions, days=1)
    html = signed_in(giang).get("/today/").content.decode()
    assert "Chào em Sùng" in html
    assert "Phân số bằng nhau" in html
    assert "hạn ngày mai" in html


def test_work_of_another_class_or_taken_back_is_not_shown(giang, vang, give, fractions, integers, class_3b):
    give(fractions, to=class_3b)
    GivenWork.objects.filter(pk=give(integers).pk).update(withdrawn_at=timezone.now())
    assert day_of(giang).due == []


def test_a_lecture_taken_down_is_not_due(giang, give, fractions):
    give(fractions, days=1)
    fractions.unpublish()
    assert day_of(giang).due == []


def test_a_day_full_of_work_costs_few_queries(giang, signed_in, give, maths, django_assert_max_num_queries):
    from courses.models import LecturePage

    for number in range(15):
        page = maths.add_child(instance=LecturePage(title=f"Bài {number}", slug=f"bai-{number}"))
        give(page, days=number)
        LectureProgress.objects.take_in(giang, page, furthest=number)
    client = signed_in(giang)
    client.get("/today/")
    with django_assert_max_num_queries(8):
        client.get("/today/")


def facts(row):
    """All that was read of a row, also of what was read with it."""
    return {
        name: facts(one) if hasattr(one, "_meta") else one
        for name, one in row.__dict__.items()
        if name[0] != "_"
    } | {name: facts(one) for name, one in row._state.fields_cache.items() if one}


def test_what_is_kept_reads_tries_and_work_as_the_orm_does(giang, hoa, give, maths, fractions):
    quiz = quizzes.make_quiz(maths, [quizzes.make_question(quizzes.make_bank())], minutes=45)
    for student in (giang, hoa):
        Attempt.objects.begin(student, quiz)
    give(quiz, days=2)
    give(fractions)
    for student in (giang, hoa):
        day, kept = day_of(student), marks_of(student)
        assert [facts(one) for one in day.attempts] == [facts(one) for one in kept]
        assert [one.student_id for one in kept] == [student.pk]
        works = today._live_work().for_student(student)
        assert [facts(one) for one in today._newest_work.all(student.pk)] == [facts(one) for one in works]
        assert len(works) == 2


def test_the_machine_of_a_household_is_told_to_each_of_its_pupils_and_to_nobody_else(
    giang, hoa, vang, muong_nha, school_admin, django_assert_num_queries
):
    tablet = machines.make_device(muong_nha)
    machines.make_household(giang, hoa)
    for student in (giang, hoa):
        student.refresh_from_db()
    machines.give(giang, school_admin, tablet)
    for student in (giang, hoa):
        with django_assert_num_queries(1):
            line = today.device_of(student).line
            assert (line.device_id, line.device.model.maker) == (tablet.pk, tablet.model.maker)
        assert facts(line) == facts(today._machines_out().held_by(student).get())
    assert today.device_of(vang) is None


def test_it_is_for_pupils_only(ms_lan, signed_in, client):
    assert client.get("/today/").status_code == 302
    assert signed_in(ms_lan).get("/today/").status_code == 403


def test_it_is_never_kept_by_a_shared_cache(giang, signed_in):
    assert "private" in signed_in(giang).get("/today/")["Cache-Control"]


@pytest.mark.parametrize(("who", "where"), [("giang", "/today/"), ("author", "/admin/")])
def test_start_leads_to_the_own_page(who, where, request, signed_in):
    assert signed_in(request.getfixturevalue(who)).get("/start/")["Location"] == where
