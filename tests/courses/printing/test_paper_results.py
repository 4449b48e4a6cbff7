"""What was written on paper comes back: typed in a row a pupil, marked like what was done on screen."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from courses.models import AnswerEvent, Attempt, GivenPoints
from courses.paper_results import standing, taking
from courses.printing import written
from courses.printing.layout import questions_of
from tests import builders
from tests.courses import quizzes, sitting
from tests.courses.printing.builders import make_paper_quiz, papers_of

KINDS = ["one_choice", "four_statements", "short_number"]


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def quiz(bank):
    return make_paper_quiz(bank, kinds=KINDS)


def address(quiz, school_class):
    return f"/attempts/results/{quiz.uid}/{school_class.uid}/paper/"


def key_sheet(paper):
    """Everything right, as one would type it; of what a person marks all points."""
    return {
        one.label: written.key_of(one) or f"{one.points.normalize():f}".replace(".", ",")
        for one in questions_of(paper)
    }


def row(student, code="", **told):
    return {"student": str(student.pk), "code": code, **told}


def test_a_sheet_that_is_all_right_gets_ten(bank, giang, ms_lan):
    quiz = make_paper_quiz(bank)
    for paper in papers_of(quiz):
        attempt = taking.take(giang, paper, key_sheet(paper), by=ms_lan)
        assert attempt.mark == Decimal("10.0"), paper.code


def test_a_typed_row_becomes_an_attempt_that_counts(quiz, giang, class_6a, ms_lan, signed_in):
    paper = papers_of(quiz)[1]
    answer = signed_in(ms_lan).post(
        address(quiz, class_6a), row(giang, "102", **key_sheet(paper)), follow=True
    )
    assert "đã lưu" in answer.content.decode()
    attempt = Attempt.objects.get()
    assert (attempt.paper, attempt.mark, attempt.counted) == (paper, Decimal("10.0"), True)
    assert attempt.submitted_at is not None
    assert attempt.flags == ["on_paper"]


def test_what_was_typed_stands_on_the_page_again(quiz, giang, class_6a, ms_lan, signed_in):
    client, paper = signed_in(ms_lan), papers_of(quiz)[0]
    told = key_sheet(paper)
    client.post(address(quiz, class_6a), row(giang, "101", **told))
    sheet = next(one for one in standing.of_class(class_6a, quiz, ms_lan) if one.student == giang)
    assert sheet.texts == told
    text = client.get(address(quiz, class_6a)).content.decode()
    assert all(f'value="{told_one}"' in text for told_one in told.values())


def test_the_same_row_twice_adds_nothing(quiz, giang, ms_lan):
    paper = papers_of(quiz)[0]
    taking.take(giang, paper, key_sheet(paper), by=ms_lan)
    events = AnswerEvent.objects.count()
    taking.take(giang, paper, key_sheet(paper), by=ms_lan)
    assert (AnswerEvent.objects.count(), Attempt.objects.count()) == (events, 1)


def test_no_device_can_take_the_place_of_a_sheet_that_is_not_typed_in_yet(quiz, giang, ms_lan, signed_in):
    paper = papers_of(quiz)[0]
    # The id that this very sheet would have, could it be reckoned.
    with transaction.atomic():
        reckoned = taking.take(giang, paper, key_sheet(paper), by=ms_lan).pk
        transaction.set_rollback(True)
    asked = next(one for one in questions_of(paper) if one.version.kind == "one_choice")
    told = sitting.event(giang, reckoned, 1, place=asked.place, response=["a"], paper=str(paper.pk))
    assert sitting.send(signed_in(giang), [told]) == ["stored"]
    assert taking.take(giang, paper, key_sheet(paper), by=ms_lan).mark == Decimal("10.0")


def test_what_its_pupil_sends_to_a_typed_sheet_hinders_no_later_typing(quiz, giang, ms_lan, signed_in):
    paper = papers_of(quiz)[0]
    attempt = taking.take(giang, paper, {}, by=ms_lan)
    sitting.send(signed_in(giang), [sitting.event(giang, attempt.pk, 1, place=1, response=["a"])])
    assert taking.take(giang, paper, key_sheet(paper), by=ms_lan).mark == Decimal("10.0")


def test_the_same_row_in_another_language_adds_nothing(bank, giang, ms_lan):
    quiz = make_paper_quiz(bank, kinds=["essay"], codes=1)
    taking.take(giang, quiz.paper, {"1": "0,5"}, by=ms_lan)
    events = AnswerEvent.objects.count()
    with translation.override("en"):
        taking.take(giang, quiz.paper, {"1": "0,5"}, by=ms_lan)
    assert AnswerEvent.objects.count() == events


def test_a_row_typed_anew_changes_the_mark_and_keeps_what_was(quiz, giang, ms_lan):
    paper = papers_of(quiz)[0]
    told = key_sheet(paper)
    attempt = taking.take(giang, paper, told, by=ms_lan)
    events = AnswerEvent.objects.count()
    wrong = next(one for one in questions_of(paper) if one.version.kind == "short_number")
    changed = taking.take(giang, paper, {**told, wrong.label: "7"}, by=ms_lan)
    assert changed.pk == attempt.pk
    assert changed.mark == Decimal("6.7")
    assert AnswerEvent.objects.count() == events + 1
    assert taking.take(giang, paper, told, by=ms_lan).mark == Decimal("10.0")
    assert changed.gaps == 0


def test_another_code_is_another_attempt_and_the_first_does_not_count(quiz, giang, ms_lan):
    first, second = papers_of(quiz)[:2]
    taking.take(giang, first, key_sheet(first), by=ms_lan)
    taking.take(giang, second, key_sheet(second), by=ms_lan)
    counts = dict(Attempt.objects.values_list("paper__code", "counted"))
    assert counts == {"101": False, "102": True}
    back = taking.take(giang, first, key_sheet(first), by=ms_lan)
    assert back.counted
    assert Attempt.objects.filter(counted=True).count() == 1


def test_an_empty_row_takes_the_sheet_back(quiz, giang, class_6a, ms_lan, signed_in):
    paper = papers_of(quiz)[0]
    taking.take(giang, paper, key_sheet(paper), by=ms_lan)
    signed_in(ms_lan).post(address(quiz, class_6a), row(giang))
    attempt = Attempt.objects.get()
    assert not attempt.counted
    assert attempt.events.count() > 0


def test_what_cannot_be_read_is_said_in_place_and_nothing_is_kept(quiz, giang, class_6a, ms_lan, signed_in):
    paper = papers_of(quiz)[0]
    one = next(one for one in questions_of(paper) if one.version.kind == "four_statements")
    answer = signed_in(ms_lan).post(
        address(quiz, class_6a), row(giang, "101", **{**key_sheet(paper), one.label: "ĐS"})
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "bốn dấu" in text
    assert 'value="ĐS"' in text
    assert not Attempt.objects.exists()


def test_a_row_without_a_code_is_asked_for_it(quiz, giang, class_6a, ms_lan, signed_in):
    told = key_sheet(papers_of(quiz)[0])
    answer = signed_in(ms_lan).post(address(quiz, class_6a), row(giang, **told))
    assert "Chọn mã đề" in answer.content.decode()
    answer = signed_in(ms_lan).post(address(quiz, class_6a), row(giang, "999", **told))
    assert "Không có mã đề «999»" in answer.content.decode()


def test_the_script_is_answered_in_json(quiz, giang, class_6a, ms_lan, signed_in):
    client, paper = signed_in(ms_lan), papers_of(quiz)[0]
    told = client.post(
        address(quiz, class_6a), row(giang, "101", **key_sheet(paper)), headers={"accept": "application/json"}
    ).json()
    assert (told["kept"], told["mark"], told["wrong"]) == (True, "10,0", {})
    bad = client.post(
        address(quiz, class_6a), row(giang, "101", **{"1": "Z"}), headers={"accept": "application/json"}
    )
    assert (bad.status_code, bad.json()["kept"]) == (422, False)


def test_work_that_nobody_marked_waits_on_the_desk(bank, giang, ms_lan):
    quiz = make_paper_quiz(bank, kinds=["one_choice", "essay"], codes=1)
    told = {**key_sheet(quiz.paper)}
    essay = next(one for one in questions_of(quiz.paper) if one.by_hand)
    attempt = taking.take(giang, quiz.paper, {**told, essay.label: ""}, by=ms_lan)
    assert (attempt.to_mark, attempt.mark) == (1, None)
    attempt = taking.take(giang, quiz.paper, {**told, essay.label: "0,5"}, by=ms_lan)
    assert (attempt.to_mark, attempt.mark) == (0, Decimal("7.5"))
    assert GivenPoints.objects.get().points == Decimal("0.5")
    attempt = taking.take(giang, quiz.paper, {**told, essay.label: "-"}, by=ms_lan)
    assert attempt.mark == Decimal("5.0")


def test_more_points_than_there_are_are_refused(bank, giang, ms_lan):
    quiz = make_paper_quiz(bank, kinds=["essay"], codes=1)
    with pytest.raises(taking.Refused, match="điểm từ 0 đến 1"):
        taking.take(giang, quiz.paper, {"1": "1,5"}, by=ms_lan)
    assert not Attempt.objects.exists()


def test_of_two_markers_the_sheet_shows_what_counts_and_keeping_it_settles_nothing(
    bank, giang, class_6a, ms_lan, signed_in
):
    quiz = make_paper_quiz(bank, kinds=["essay"], codes=1, second_marker=True, second_tolerance="0.5")
    attempt = taking.take(giang, quiz.paper, {"1": ""}, by=ms_lan)
    minh = builders.make_teacher("minh", "Lường Văn Minh", class_6a)
    for by, points, role in ((ms_lan, "0.5", "first"), (minh, "0.8", "second")):
        GivenPoints.objects.create(attempt=attempt, place=1, points=points, by=by, role=role)
    attempt.refresh()
    sheet = standing.of_students([giang], quiz)[0]
    assert sheet.texts == {"1": "0,65"}
    signed_in(ms_lan).post(address(quiz, class_6a), row(giang, here="1", **sheet.texts))
    assert Attempt.objects.get().points == attempt.points == Decimal("0.65")
    assert GivenPoints.objects.count() == 2


def test_paper_and_screen_are_both_kept_and_it_is_said_which_counts(quiz, giang, class_6a, ms_lan, signed_in):
    on_screen = Attempt.objects.begin(giang, quiz)
    paper = papers_of(quiz)[0]
    taking.take(giang, paper, key_sheet(paper), by=ms_lan)
    assert Attempt.objects.filter(student=giang, counted=True).count() == 2
    text = signed_in(ms_lan).get(address(quiz, class_6a)).content.decode()
    assert str(on_screen.pk) in text
    assert "tính bài giấy" in text


def test_paper_comes_after_the_quiz_has_closed(quiz, giang, ms_lan):
    quiz.closes_at = quiz.first_published_at
    quiz.save()
    paper = papers_of(quiz)[0]
    attempt = taking.take(giang, paper, key_sheet(paper), by=ms_lan)
    assert (attempt.mark, attempt.flags) == (Decimal("10.0"), ["on_paper"])


def test_the_figures_of_questions_know_of_paper(quiz, giang, hoa, class_6a, ms_lan):
    from courses import analysing

    for student, paper in zip((giang, hoa), papers_of(quiz), strict=False):
        taking.take(student, paper, key_sheet(paper), by=ms_lan)
    assert analysing.of_class(class_6a, quiz, ms_lan).quiz.attempts == 2


def test_the_sheet_of_a_class_asks_the_database_little(
    quiz, giang, hoa, class_6a, ms_lan, signed_in, django_assert_max_num_queries
):
    client = signed_in(ms_lan)
    client.get(address(quiz, class_6a))
    for student, paper in zip((giang, hoa), papers_of(quiz), strict=False):
        taking.take(student, paper, key_sheet(paper), by=ms_lan)
    client.get(address(quiz, class_6a))
    with django_assert_max_num_queries(30):
        client.get(address(quiz, class_6a))


def test_another_school_finds_no_sheet(quiz, giang, class_6a, mr_pao, signed_in):
    assert signed_in(mr_pao).get(address(quiz, class_6a)).status_code == 404
    assert signed_in(mr_pao).post(address(quiz, class_6a), row(giang, "101")).status_code == 404


def test_a_pupil_of_another_class_cannot_be_typed_in(quiz, vang, class_6a, ms_lan, signed_in):
    assert signed_in(ms_lan).post(address(quiz, class_6a), row(vang, "101")).status_code == 404


def test_practice_has_no_sheet(bank, class_6a, ms_lan, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)], practice=True)
    assert signed_in(ms_lan).get(address(quiz, class_6a)).status_code == 404
