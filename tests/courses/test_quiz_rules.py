"""The rules of a quiz as they hold for one pupil: the page's, the class's, the pupil's, and extra time."""

import uuid
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from courses import overriding, quiz_rules, results
from courses.models import (
    AnswerEvent,
    Attempt,
    CannotStart,
    ExtraTime,
    GivenWork,
    QuizOverride,
    QuizPage,
)
from lms.models import Change
from students import throttle
from tests import builders
from tests.courses import quizzes

HERE = {"Origin": "http://testserver"}
SEVEN = datetime(2026, 12, 25, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
EIGHT = SEVEN + timedelta(hours=1)


def a_page(**rules):
    return SimpleNamespace(
        **{"opens_at": SEVEN, "closes_at": EIGHT, "minutes": 45, "grace_minutes": 2, "tries": 1, **rules}
    )


def said(**rules):
    names = ("opens_at", "closes_at", "minutes", "extra_percent", "tries")
    return SimpleNamespace(**{name: rules.get(name) for name in names})


@pytest.mark.parametrize(
    ("of_class", "of_student", "extra", "expected"),
    [
        (None, None, 0, (EIGHT, 45, 1)),
        (said(tries=3), None, 0, (EIGHT, 45, 3)),
        (said(closes_at=EIGHT + timedelta(hours=1)), None, 0, (EIGHT + timedelta(hours=1), 45, 1)),
        # The pupil's own stand before the class's, the class's before the page's.
        (said(minutes=60, tries=2), said(minutes=90), 0, (EIGHT, 90, 2)),
        # More minutes are worth nothing when the quiz closes before.
        (None, None, 25, (EIGHT + timedelta(minutes=12), 57, 1)),
        (None, said(extra_percent=50), 25, (EIGHT + timedelta(minutes=23), 68, 1)),
        (said(minutes=60), None, 25, (EIGHT + timedelta(minutes=15), 75, 1)),
        # Minutes and closing set for just this pupil are meant as they stand.
        (None, said(minutes=60), 25, (EIGHT, 60, 1)),
        (None, said(closes_at=EIGHT), 25, (EIGHT, 57, 1)),
    ],
)
def test_what_holds_for_a_pupil(of_class, of_student, extra, expected):
    rules = quiz_rules.of(a_page(), quiz_rules.own(of_class, of_student, extra))
    assert (rules.closes_at, rules.minutes, rules.tries) == expected


def test_extra_time_without_minutes_stretches_nothing():
    rules = quiz_rules.of(a_page(minutes=None), quiz_rules.own(extra_time=50))
    assert (rules.closes_at, rules.minutes) == (EIGHT, None)


@pytest.mark.parametrize(
    ("minutes", "closes", "expected"),
    [(45, EIGHT, 45), (45, None, 45), (None, EIGHT, 60), (None, None, None), (90, EIGHT, 60)],
)
def test_when_to_hand_in(minutes, closes, expected):
    rules = quiz_rules.of(a_page(minutes=minutes, closes_at=closes))
    assert rules.deadline(SEVEN) == (expected and SEVEN + timedelta(minutes=expected))


def test_what_would_end_after_the_last_day_of_all_days_ends_on_it():
    last = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    assert quiz_rules.of(a_page(closes_at=last), quiz_rules.own(extra_time=50)).closes_at == last


# --- On the pages ---


@pytest.fixture
def quiz(db):
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank) for _n in range(2)]
    now = timezone.now()
    return quizzes.make_quiz(
        quizzes.make_course(),
        questions,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=1),
        minutes=40,
    )


def rules_page(quiz, school_class):
    return f"/attempts/results/{quiz.uid}/{school_class.uid}/rules/"


def test_a_teacher_gives_one_pupil_more_time_while_the_quiz_is_taken(
    giang, hoa, class_6a, ms_lan, quiz, signed_in
):
    mine, others = Attempt.objects.begin(giang, quiz), Attempt.objects.begin(hoa, quiz)
    client = signed_in(ms_lan)
    address = f"{rules_page(quiz, class_6a)}?for={giang.pk}"
    assert "Giàng A Sùng" in client.get(address).content.decode()
    told = {"minutes": "55", "reason": "đến muộn vì mưa lũ"}
    assert client.post(address, told).status_code == 302
    assert client.post(address, told).status_code == 302
    assert QuizOverride.objects.count() == 1
    mine.refresh_from_db()
    others.refresh_from_db()
    assert mine.deadline - mine.started_at == timedelta(minutes=55)
    assert others.deadline - others.started_at == timedelta(minutes=40)
    page = client.get(rules_page(quiz, class_6a)).content.decode()
    assert "55 phút" in page
    assert "đến muộn vì mưa lũ" in page
    assert Change.objects.filter(act="give a quiz its own rules").count() == 1
    state = signed_in(giang).get(f"/attempts/papers/{mine.paper_id}/state.json").json()
    assert state["seconds_left"] > 55 * 60


def test_what_was_late_is_in_time_when_the_time_is_longer(giang, ms_lan, quiz):
    attempt = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=timezone.now() - timedelta(minutes=50))
    attempt = Attempt.objects.get(pk=attempt.pk)
    answer_one(attempt, 1, "b")
    assert attempt.flags == ["late"]
    overriding.override(quiz, by=ms_lan, student=giang, minutes=60)
    attempt.refresh_from_db()
    assert (attempt.flags, attempt.points) == ([], 1)


def test_what_was_in_time_stays_so_when_the_rules_are_taken_back(giang, class_6a, ms_lan, quiz, time_machine):
    overriding.override(quiz, by=ms_lan, school_class=class_6a, minutes=60)
    attempt = Attempt.objects.begin(giang, quiz)
    time_machine.shift(timedelta(minutes=50))
    answer_one(attempt, 1, "b")
    answer_one(attempt, None, None, seq=2)
    for rules in ({}, {"minutes": 5}, {"closes_at": timezone.now() - timedelta(minutes=20)}):
        overriding.override(quiz, by=ms_lan, school_class=class_6a, **rules)
        attempt.refresh_from_db()
        attempt.refresh()
        assert (attempt.flags, attempt.points) == ([], 1)


def test_work_that_runs_ends_now_when_its_end_is_set_into_the_past(
    giang, class_6a, ms_lan, quiz, time_machine
):
    overriding.override(quiz, by=ms_lan, student=giang, minutes=59)
    attempt = Attempt.objects.begin(giang, quiz)
    time_machine.shift(timedelta(minutes=50))
    answer_one(attempt, 1, "b")
    overriding.override(quiz, by=ms_lan, student=giang)
    attempt.refresh_from_db()
    attempt.refresh()
    assert (attempt.flags, attempt.points) == ([], 1)
    assert timezone.now() <= attempt.deadline <= timezone.now() + timedelta(minutes=1)


def test_more_time_for_a_class_asks_no_more_for_more_pupils(
    giang, hoa, class_6a, ms_lan, quiz, django_assert_max_num_queries
):
    for student in (
        giang,
        hoa,
        *(builders.make_student(f"Lò {n}", class_6a, code=f"HSLO{n}") for n in "ABCD"),
    ):
        Attempt.objects.begin(student, quiz)
    with django_assert_max_num_queries(12):
        overriding.override(quiz, by=ms_lan, school_class=class_6a, minutes=55)
    assert {one.rules.minutes for one in Attempt.objects.all()} == {55}


def answer_one(attempt, place, response, seq=1):
    attempt.take_in(
        [
            AnswerEvent(
                attempt=attempt, event_id=uuid.uuid4(), install="a", seq=seq, place=place, response=response
            )
        ]
    )


def test_a_class_that_missed_it_may_take_it_another_day(
    giang, class_6a, ms_lan, quiz, signed_in, time_machine
):
    time_machine.shift(timedelta(hours=2))
    with pytest.raises(CannotStart, match="đóng"):
        Attempt.objects.begin(giang, quiz)
    tomorrow = timezone.localtime() + timedelta(days=1)
    answer = signed_in(ms_lan).post(
        f"{rules_page(quiz, class_6a)}?for=class", {"closes_at": f"{tomorrow:%H:%M %d/%m/%Y}"}
    )
    assert answer.status_code == 302
    page = signed_in(giang).get(f"/attempts/new/{quiz.uid}/").content.decode()
    assert f"{tomorrow:%H:%M %d/%m/%Y}" in page
    assert Attempt.objects.begin(giang, quiz).is_open()


def test_back_to_the_rules_of_the_quiz(giang, class_6a, ms_lan, quiz, signed_in):
    overriding.override(quiz, by=ms_lan, student=giang, tries=3)
    assert overriding.rules_for(giang, quiz).tries == 3
    signed_in(ms_lan).post(f"{rules_page(quiz, class_6a)}?for={giang.pk}", {"clear": "1", "tries": "3"})
    assert overriding.rules_for(giang, quiz).tries == 1
    assert QuizOverride.objects.count() == 2


def test_one_more_try_for_one_pupil(giang, hoa, ms_lan, quiz):
    for student in (giang, hoa):
        answer_one(Attempt.objects.begin(student, quiz), None, None)
    overriding.override(quiz, by=ms_lan, student=giang, tries=2)
    assert Attempt.objects.begin(giang, quiz).number == 2
    with pytest.raises(CannotStart, match="hết số lần"):
        Attempt.objects.begin(hoa, quiz)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"closes_at": "mai"}, "07:30 25/12/2026"),
        ({"opens_at": "09:00 02/01/2027", "closes_at": "08:00 02/01/2027"}, "đóng"),
        ({"minutes": "0"}, "1"),
        ({"extra_percent": "900"}, "200"),
        # What nobody can mean, and what would keep the key from all classes of the province.
        ({"closes_at": "23:59 31/12/9999", "extra_percent": "200"}, "24/11/2027"),
        ({"closes_at": "00:00 25/11/2027"}, "24/11/2027"),
        ({"opens_at": "00:00 01/01/0001"}, "2020"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(told, words, giang, class_6a, ms_lan, quiz, signed_in):
    answer = signed_in(ms_lan).post(f"{rules_page(quiz, class_6a)}?for={giang.pk}", told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not QuizOverride.objects.exists()


def test_another_school_changes_no_rules(giang, class_6a, mr_pao, quiz, signed_in):
    client = signed_in(mr_pao)
    assert client.get(rules_page(quiz, class_6a)).status_code == 404
    assert client.post(f"{rules_page(quiz, class_6a)}?for={giang.pk}", {"tries": "9"}).status_code == 404
    assert client.post(f"/attempts/extra-time/{giang.pk}/", {"percent": "50"}).status_code == 404
    assert not QuizOverride.objects.exists()
    assert not ExtraTime.objects.exists()


def test_a_pupil_of_another_class_is_not_reached_by_this_one(mai, class_6a, ms_lan, quiz, signed_in):
    assert signed_in(ms_lan).get(f"{rules_page(quiz, class_6a)}?for={mai.pk}").status_code == 404


@pytest.fixture
def mai(muong_nha):
    return builders.make_student(
        "Quàng Thị Mai", builders.make_class(muong_nha, "7B", grade=7), code="HSMAI777"
    )


def test_extra_time_stretches_every_quiz_and_ends_again(giang, ms_lan, quiz, signed_in):
    done = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=done.pk).update(started_at=timezone.now() - timedelta(hours=9))
    overriding.override(quiz, by=ms_lan, student=giang, tries=5)
    running = Attempt.objects.begin(giang, quiz)
    client = signed_in(ms_lan)
    for _twice in range(2):
        told = {"percent": "50", "reason": "mắt kém"}
        assert client.post(f"/attempts/extra-time/{giang.pk}/", told).status_code == 302
    assert ExtraTime.objects.count() == 1
    running.refresh_from_db()
    done.refresh_from_db()
    assert running.rules.minutes == 60
    # What is over stays as it was.
    assert done.rules.minutes == 40
    client.post(f"/attempts/extra-time/{giang.pk}/", {"percent": "0", "reason": ""})
    assert overriding.rules_for(giang, quiz).minutes == 40


def test_why_a_pupil_has_extra_time_stands_in_no_log_and_not_before_the_pupil(giang, ms_lan, quiz, signed_in):
    overriding.give_extra_time(giang, 25, by=ms_lan, reason="mắt kém")
    assert "mắt kém" not in str(list(Change.objects.values_list("before", "after", "label")))
    client = signed_in(giang)
    for path in (f"/attempts/new/{quiz.uid}/", "/attempts/"):
        assert "mắt kém" not in client.get(path).content.decode()
    assert "50 phút" in client.get(f"/attempts/new/{quiz.uid}/").content.decode()


def test_a_list_of_marks_asks_no_more_for_rules_of_their_own(giang, ms_lan, quiz, django_assert_num_queries):
    overriding.override(quiz, by=ms_lan, student=giang, tries=5)
    for _n in range(3):
        attempt = Attempt.objects.begin(giang, quiz)
        Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now())
    with django_assert_num_queries(1):
        assert [one.deadline for one in results.marks_of(giang)]


def test_one_rule_is_for_one_pupil_or_one_class(giang, class_6a, ms_lan, quiz):
    with pytest.raises(ValidationError):
        QuizOverride(page=quiz, student=giang, school_class=class_6a, by=ms_lan).full_clean()


def test_rules_and_extra_time_are_only_added(giang, class_6a, ms_lan, quiz):
    overriding.override(quiz, ms_lan, student=giang, tries=3)
    overriding.give_extra_time(giang, 25, ms_lan)
    for change in (
        lambda: QuizOverride.objects.update(tries=9),
        lambda: ExtraTime.objects.update(percent=50),
        lambda: ExtraTime.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    QuizOverride.objects.update(reason="")  # of an erased name
    quiz.delete()
    assert not QuizOverride.objects.exists()


# --- The password ---


@pytest.fixture
def closed_quiz(quiz):
    quiz.password = "Hoa ban"
    quiz.save_revision().publish()
    return quiz


@pytest.mark.parametrize("typed", ["hoa ban", " HOA  BAN ", "Hoa ban"])
def test_with_the_password_it_begins(typed, giang, closed_quiz, signed_in):
    client = signed_in(giang)
    assert "Mật khẩu" in client.get(f"/attempts/new/{closed_quiz.uid}/").content.decode()
    assert client.post(f"/attempts/new/{closed_quiz.uid}/", {"password": typed}).status_code == 302


@pytest.mark.parametrize("typed", ["", "hoa mai", "Hoa\0ban"])
def test_without_it_nobody_begins_and_may_type_again(typed, giang, closed_quiz, signed_in):
    client = signed_in(giang)
    answer = client.post(f"/attempts/new/{closed_quiz.uid}/", {"password": typed})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="password"' in page
    assert "Hoa ban" not in page
    assert not Attempt.objects.exists()


def test_it_is_not_guessed_without_end(giang, hoa, closed_quiz, signed_in):
    client, address = signed_in(giang), f"/attempts/new/{closed_quiz.uid}/"
    for n in range(throttle.GUESSES):
        assert "chưa đúng" in client.post(address, {"password": f"hoa {n}"}).content.decode()
    # Not even the right one now, and the page says for how long.
    told = client.post(address, {"password": "hoa ban"})
    assert told.status_code == 409
    assert "Sai mật khẩu nhiều lần quá" in told.content.decode()
    assert not Attempt.objects.exists()
    # A neighbour begins all the same.
    assert signed_in(hoa).post(address, {"password": "hoa ban"}).status_code == 302


def test_who_has_begun_goes_on_without_it(giang, closed_quiz, signed_in):
    Attempt.objects.begin(giang, closed_quiz, "hoa ban")
    assert signed_in(giang).post(f"/attempts/new/{closed_quiz.uid}/").status_code == 302


def test_the_page_of_everybody_does_not_tell_it(giang, closed_quiz, signed_in):
    assert "Hoa ban" not in signed_in(giang).get(closed_quiz.url).content.decode()


def test_who_gave_the_quiz_reads_its_password_and_no_other_teacher_does(
    closed_quiz, ms_lan, class_6a, signed_in
):
    address = f"/attempts/results/{closed_quiz.uid}/{class_6a.uid}/"
    client = signed_in(ms_lan)
    QuizPage.objects.update(owner=None)
    chi = builders.make_user("chi", "Lò Thị Chi")
    GivenWork.objects.create(school_class=class_6a, page=closed_quiz, given_by=chi)
    assert "Hoa ban" not in client.get(address).content.decode()
    GivenWork.objects.update(given_by=ms_lan)
    assert "Mật khẩu của bài: <b>Hoa ban</b>" in client.get(address).content.decode()
