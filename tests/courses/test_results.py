"""Results of a quiz: when a mark is shown, and who reads the answers, the keys and the table of a class."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import results
from courses.models import Attempt, MarkRelease, QuizPage
from courses.templatetags.questions import points
from students.models import Guardian, Guardianship, Role
from tests.courses import builders, quizzes
from tests.courses.sitting import answers, begin, event, send, submit

pytestmark = pytest.mark.usefixtures("no_quota")


def test_marks_wait_for_the_end_when_the_quiz_says_so(giang, questions, signed_in, time_machine):
    closes = timezone.now() + timedelta(hours=1)
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, feedback="after_close", closes_at=closes)
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [*answers(giang, attempt.pk), submit(giang, attempt.pk, 6)])
    told = client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert "10,0" not in told
    assert "2 + 2 = ?" not in told
    time_machine.move_to(closes)
    told = client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert "10,0" in told
    assert "2 + 2 = ?" in told


@pytest.mark.parametrize(
    ("value", "written"), [("0.3333", "0,33"), ("0.25", "0,25"), ("2.00", "2"), ("10", "10"), ("0", "0")]
)
def test_points_are_written_as_people_write_them(value, written):
    assert points(Decimal(value)) == written


def test_marks_wait_for_the_teacher_when_the_quiz_says_so(giang, ms_lan, questions, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, feedback="when_released")
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [*answers(giang, attempt.pk), submit(giang, attempt.pk, 6)])
    assert "10,0" not in client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert "10,0" not in client.get("/attempts/").content.decode()
    address = f"/attempts/results/{quiz.uid}/{attempt.school_class.uid}/"
    teacher = signed_in(ms_lan)
    assert "10,0" in teacher.get(address).content.decode()
    teacher.post(address + "release/")
    teacher.post(address + "release/")
    assert MarkRelease.objects.count() == 1
    client = signed_in(giang)
    assert "10,0" in client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert "10,0" in client.get("/attempts/").content.decode()


def test_the_teacher_sees_answers_and_keys_and_the_other_school_nothing(
    giang, ms_lan, mr_pao, quiz, signed_in
):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    send(client, [event(giang, attempt.pk, 1, place=5, response=["Lai Châu"]), submit(giang, attempt.pk)])
    page = signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").content.decode()
    assert "Lai Châu" in page
    assert "Điện Biên" in page
    stranger = signed_in(mr_pao)
    address = f"/attempts/results/{quiz.uid}/{attempt.school_class.uid}/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(address + "release/").status_code == 404
    assert stranger.post(f"/attempts/{attempt.pk}/accept/").status_code == 404


def test_a_class_table_needs_three_queries(giang, hoa, ms_lan, quiz, class_6a, django_assert_max_num_queries):
    results.class_table(class_6a, [quiz], ms_lan)  # who she is, is read once
    with django_assert_max_num_queries(3):
        rows = results.class_table(class_6a, [quiz], ms_lan)
    assert [row.student for row in rows] == [hoa, giang]


def test_the_other_schools_teacher_finds_nobody_in_a_class_table(giang, mr_pao, quiz, class_6a):
    assert results.class_table(class_6a, [quiz], mr_pao) == []


def test_results_of_a_closed_quiz_are_for_who_may_read_it_or_whose_class_sat_it(
    giang, vang, ms_lan, mr_pao, muong_nha, class_6a, class_3b, questions, signed_in
):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    quiz = quizzes.make_quiz(course, questions, title="Đề kín", audience="school")
    send(signed_in(giang), [submit(giang, begin(signed_in(giang), quiz).pk)])
    stranger = signed_in(mr_pao)
    for act in ("", "release/"):
        address = f"/attempts/results/{quiz.uid}/{class_3b.uid}/{act}"
        assert (stranger.post if act else stranger.get)(address).status_code == 404
    quiz.unpublish()
    page = signed_in(ms_lan).get(f"/attempts/results/{quiz.uid}/{class_6a.uid}/")
    assert giang.full_name in page.content.decode()


def test_the_teacher_sees_what_arrived_with_two_contents(giang, ms_lan, quiz, signed_in):
    client = signed_in(giang)
    attempt = begin(client, quiz)
    first = event(giang, attempt.pk, 1, place=5, response=["Lai Châu"])
    other = {**first, "payload": {"place": 5, "response": ["Sơn La"]}}
    assert send(client, [first]) + send(client, [other]) == ["stored", "conflict"]
    page = signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").content.decode()
    assert "Lai Châu" in page
    assert "Sơn La" in page


def test_a_classmate_puts_no_second_content_under_the_work_of_another(giang, hoa, ms_lan, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    client = signed_in(hoa)
    # Kept by the school as nothing of an attempt, under a name that she chose.
    first = {**event(hoa, attempt.pk, 1), "kind": "usage.day"}
    other = {**first, "payload": {"place": 5, "response": ["Sơn La"]}}
    assert send(client, [first]) + send(client, [other]) == ["stored", "conflict"]
    assert "Sơn La" not in signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").content.decode()


def test_a_teacher_who_is_parent_at_another_school_sees_no_key_there(giang, mr_pao, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    parent = Guardian.objects.create(full_name=mr_pao.full_name, user=mr_pao)
    Guardianship.objects.create(guardian=parent, student=giang, relation="father")
    assert signed_in(mr_pao).get(f"/attempts/{attempt.pk}/").status_code == 404


def test_who_only_audits_a_school_reads_its_marks_and_decides_nothing(
    giang, mr_pao, muong_nha, class_6a, quiz, signed_in
):
    attempt = begin(signed_in(giang), quiz)
    Role.objects.create(user=mr_pao, kind="auditor", school=muong_nha, starts_on=date(2026, 9, 1))
    client = signed_in(mr_pao)
    assert client.get(f"/attempts/{attempt.pk}/").status_code == 200
    assert client.post(f"/attempts/{attempt.pk}/accept/").status_code == 404
    release = reverse("courses:release_marks", args=[quiz.uid, class_6a.uid])
    assert client.post(release).status_code == 404


def test_the_best_try_is_the_one_with_the_better_mark_also_when_it_was_worth_less():
    def a_try(points, out_of):
        return Attempt(points=Decimal(points), out_of=Decimal(out_of), submitted_at=timezone.now())

    of_three, of_two, nothing_asked = a_try(2, 3), a_try(2, 2), a_try(0, 0)
    page = QuizPage(counts=QuizPage.Counts.BEST)
    assert results.counting_attempt([of_three, of_two, nothing_asked], page) is of_two
