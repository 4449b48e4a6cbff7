"""Points given without signal: taken once, in any order, and never over somebody else's unseen."""

import itertools
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import GivenPoints
from lms import outbox
from students.models import TeachingAssignment
from tests import builders
from tests.courses import quizzes

INSTALL = "tablet-of-lan"


@pytest.fixture
def quiz(muong_nha):
    bank = quizzes.make_bank(school=muong_nha)
    essays = [
        quizzes.make_question(bank, "essay", text=text, key={"model": "Rõ ý."})
        for text in ("Tả quê em", "Kể một việc tốt")
    ]
    return quizzes.make_quiz(quizzes.make_course(), essays, points="2")


@pytest.fixture
def of_giang(quiz, giang):
    return quizzes.hand_in(giang, quiz, {1: "Quê em ở Mường Nhà.", 2: "Em giúp bà."})


@pytest.fixture
def told(quiz, class_6a, of_giang):
    """What a browser tells: an event, by turn."""

    def event(by, seq=1, install=INSTALL, **payload):
        base = {
            "quiz": str(quiz.uid),
            "class": str(class_6a.uid),
            "attempt": str(of_giang.pk),
            "place": 1,
            "points": "1,5",
            "comment": "Rõ ý",
            "after": "",
            "role": "first",
            "rubric": {},
        }
        return outbox.read_event(
            {
                "id": str(uuid.uuid4()),
                "kind": "points.given",
                "stream": f"marks:{quiz.uid}:{class_6a.uid}",
                "install": install,
                "learner": by.learner_key,
                "seq": seq,
                "payload": base | payload,
                "wall": 0,
            }
        )

    return event


def take(by, *events):
    outcomes = outbox.take_events(list(events), outbox.Sender(by, by.learner_key))
    return [(outcome.status, outcome.told) for outcome in outcomes]


def statuses(by, *events):
    return [status for status, _told in take(by, *events)]


def test_points_given_without_signal_count_as_given_at_the_desk(told, ms_lan, of_giang):
    chosen = told(ms_lan, 2, place=2, points="", rubric={"all": "2"})
    assert take(ms_lan, told(ms_lan), chosen) == [("stored", ""), ("stored", "")]
    of_giang.refresh_from_db()
    assert of_giang.points == Decimal("3.5")
    assert of_giang.to_mark == 0
    row = GivenPoints.objects.get(place=1)
    assert (row.comment, row.by) == ("Rõ ý", ms_lan)


def test_twice_is_as_once(told, ms_lan):
    event = told(ms_lan)
    assert statuses(ms_lan, event, event) == ["stored", "duplicate"]
    assert statuses(ms_lan, event) == ["duplicate"]
    assert GivenPoints.objects.count() == 1


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
@pytest.mark.parametrize("at_once", [True, False])
def test_in_whatever_order_it_comes_the_last_word_counts(told, ms_lan, of_giang, order, at_once):
    points = {1: "2", 2: "1", 3: "2"}
    events = [told(ms_lan, seq, points=points[seq]) for seq in order]
    for some in [events] if at_once else [[event] for event in events]:
        assert set(statuses(ms_lan, *some)) == {"stored"}
    assert GivenPoints.objects.latest_of(of_giang)[1].points == Decimal("2")
    assert GivenPoints.objects.latest_of(of_giang)[1].seq == 3


def test_what_somebody_else_gave_meanwhile_is_not_written_over_unseen(told, ms_lan, class_6a, of_giang):
    other = builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="toan")
    assert statuses(other, told(other, install="tablet-of-van", points="1")) == ["stored"]
    [(status, words)] = take(ms_lan, told(ms_lan))
    assert status == "rejected"
    assert "Tòng Thị Vân vừa cho 1 điểm" in words
    seen = GivenPoints.objects.get()
    assert statuses(ms_lan, told(ms_lan, 2, after=str(seen.pk))) == ["stored"]


def test_what_the_same_teacher_gave_on_another_machine_is_told_as_well(told, ms_lan):
    assert statuses(ms_lan, told(ms_lan, install="the-desk", points="0,5")) == ["stored"]
    [(status, words)] = take(ms_lan, told(ms_lan))
    assert (status, "0,5" in words) == ("rejected", True)


def test_a_teacher_of_another_school_and_a_pupil_give_no_points(told, mr_pao, giang):
    assert statuses(mr_pao, told(mr_pao)) == ["rejected"]
    assert statuses(giang.user, told(giang.user)) == ["rejected"]
    assert not GivenPoints.objects.exists()


def test_who_no_longer_teaches_the_class_is_told_and_keeps_the_words(told, ms_lan, class_6a):
    event = told(ms_lan)
    TeachingAssignment.objects.filter(school_class=class_6a).delete()
    [(status, words)] = take(ms_lan, event)
    assert (status, "bàn chấm" in words) == ("rejected", True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiz": "x"},
        {"attempt": None},
        {"place": "1"},
        {"place": True},
        {"points": 1.5},
        {"rubric": ["0.5"]},
        {"comment": {"a": 1}},
        {"after": 7},
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(told, ms_lan, wrong):
    assert statuses(ms_lan, told(ms_lan, **wrong)) == ["rejected"]
    assert not GivenPoints.objects.exists()


def test_points_that_do_not_fit_are_refused_with_a_sentence(told, ms_lan):
    outcomes = take(ms_lan, told(ms_lan, points="3"), told(ms_lan, 2, points=""), told(ms_lan, 3, place=9))
    assert [status for status, _words in outcomes] == ["rejected"] * 3
    assert "0 đến 2" in outcomes[0][1]
    assert not GivenPoints.objects.exists()


# --- The page ---


def test_all_that_waits_stands_on_one_page_that_a_browser_may_keep(
    signed_in, ms_lan, quiz, class_6a, of_giang
):
    page = signed_in(ms_lan).get(f"/attempts/marking/{quiz.uid}/{class_6a.uid}/loaded/")
    words = page.content.decode()
    assert page["X-Keep-For"] == ms_lan.learner_key
    assert page["Cache-Control"] == "private, no-store"
    assert words.count('name="after"') == 2
    assert "Quê em ở Mường Nhà." in words
    assert f'action="/attempts/marking/{quiz.uid}/{class_6a.uid}/question/{of_giang.pk}/1/"' in words


def test_without_a_script_each_form_gives_points_at_the_desk(signed_in, ms_lan, quiz, class_6a, of_giang):
    path = f"/attempts/marking/{quiz.uid}/{class_6a.uid}/question/{of_giang.pk}/1/"
    told = {"act": "give", "after": "", "role": "first", "points": "2", "comment": ""}
    assert signed_in(ms_lan).post(path, told).status_code == 302
    assert GivenPoints.objects.get().points == 2


def test_another_school_does_not_find_the_page(signed_in, mr_pao, quiz, class_6a, of_giang):
    assert signed_in(mr_pao).get(f"/attempts/marking/{quiz.uid}/{class_6a.uid}/loaded/").status_code == 404


def test_the_page_asks_no_more_for_more_answers(signed_in, ms_lan, quiz, class_6a, giang, hoa, of_giang):
    client = signed_in(ms_lan)
    path = f"/attempts/marking/{quiz.uid}/{class_6a.uid}/loaded/"
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    quizzes.hand_in(hoa, quiz, {1: "Nhà em bên suối.", 2: "Em trông em."})
    client.get(path)
    with CaptureQueriesContext(connection) as two:
        client.get(path)
    assert len(two) <= len(one)
