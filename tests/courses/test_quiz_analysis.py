"""A teacher sees which questions of a quiz were easy, unclear or wrong."""

import io
import uuid

import pytest
from openpyxl import load_workbook

from courses import analysing
from courses.models import AnswerEvent, Attempt
from courses.templatetags.questions import points
from tests import builders
from tests.courses import quizzes

TRUTHS = {"a": "true", "b": "false", "c": "true", "d": "false"}


@pytest.fixture
def quiz(db):
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank, text=f"{n} + 2 = ?") for n in (2, 3, 4, 5)]
    questions.append(quizzes.make_question(bank, "four_statements", text="Đúng hay sai?"))
    return quizzes.make_quiz(quizzes.make_course(), questions)


def sit(student, page, *responses):
    attempt = Attempt.objects.begin(student, page)
    done = [*enumerate(responses, start=1), (None, None)]
    attempt.take_in(
        AnswerEvent(attempt=attempt, event_id=uuid.uuid4(), install="t", seq=seq, place=place, response=told)
        for seq, (place, told) in enumerate(done, start=1)
    )


@pytest.fixture
def sat(quiz, class_6a):
    """Twelve pupils: everybody knows question 1; who knows the others falls for question 3."""
    for number in range(12):
        pupil = builders.make_student(f"Lò Văn {number}", class_6a)
        good = number < 6
        known = "b" if good else "a"
        statements = TRUTHS if good else {**TRUTHS, "b": "true", "c": "false"}
        sit(pupil, quiz, "b", known, "c" if good else "b", known, statements)
    return quiz


def path(page, school_class, end="questions/"):
    return f"/attempts/results/{page.uid}/{school_class.uid}/{end}"


def test_a_teacher_reads_which_questions_to_look_at(sat, class_6a, ms_lan, signed_in):
    html = signed_in(ms_lan).get(path(sat, class_6a)).content.decode()
    assert "Câu 1 quá dễ" in html
    assert "Câu 3: học sinh giỏi cũng sai – xem lại đáp án" in html
    assert "Câu 2:" not in html
    assert "Chưa đủ bài để kết luận" not in html
    assert "cứ 100 em thì 50 em chọn đúng" in html


def test_few_attempts_conclude_nothing(quiz, class_6a, giang, ms_lan, signed_in):
    sit(giang, quiz, "b", "b", "b", "b", TRUTHS)
    html = signed_in(ms_lan).get(path(quiz, class_6a)).content.decode()
    assert "Chưa đủ bài để kết luận: cần ít nhất 10 bài" in html
    assert "quá dễ" not in html


def test_numbers_are_those_of_the_paper(giang, class_6a, ms_lan):
    """What is only read has no number; an essay in practice is not marked, and keeps its own."""
    bank = quizzes.make_bank()
    kinds = ["information", "essay", "one_choice"]
    questions = [quizzes.make_question(bank, kind) for kind in kinds]
    page = quizzes.make_quiz(quizzes.make_course(), questions, practice=True)
    sit(giang, page, None, {"text": "Em thưa cô"}, "b")
    assert [one.number for one in analysing.of_class(class_6a, page, ms_lan).questions] == [2]


def test_nothing_is_written_as_less_than_nothing():
    assert points(-1e-12) == "0"


def test_before_anybody_sat_the_page_says_what_will_stand_there(quiz, class_6a, ms_lan, signed_in):
    assert "Khi học sinh nộp bài" in signed_in(ms_lan).get(path(quiz, class_6a)).content.decode()


def test_the_results_lead_there_once_there_is_work(sat, class_6a, ms_lan, signed_in):
    assert path(sat, class_6a) in signed_in(ms_lan).get(path(sat, class_6a, "")).content.decode()


@pytest.mark.parametrize("end", ["questions/", "questions.xlsx"])
def test_another_school_finds_nothing(sat, class_6a, mr_pao, signed_in, end):
    assert signed_in(mr_pao).get(path(sat, class_6a, end)).status_code == 404


def test_the_file_holds_the_figures_of_the_page(sat, class_6a, ms_lan, signed_in):
    answer = signed_in(ms_lan).get(path(sat, class_6a, "questions.xlsx"))
    book = load_workbook(io.BytesIO(answer.content))
    questions, whole, chosen = (list(sheet.values) for sheet in book)
    assert [row[:3] for row in questions[1:]] == [
        (1, "2 + 2 = ?", 100),
        (2, "3 + 2 = ?", 50),
        (3, "4 + 2 = ?", 50),
        (4, "5 + 2 = ?", 50),
        (5, "Đúng hay sai?", 62.5),
    ]
    assert ("Số bài làm", 12) in whole
    assert (2, "3", None, 6, None) in chosen


def test_a_big_class_costs_no_more_queries(sat, class_6a, ms_lan, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert analysing.of_class(class_6a, sat, ms_lan).quiz.attempts == 12


@pytest.mark.parametrize(
    ("kind", "response", "told"),
    [
        ("true_false", "true", "Đúng: 1 em"),
        ("several_choices", ["a", "b"], "số b: 1 em"),
        ("short_number", "3", "3: 1 em"),
        ("short_text", "điện biên", "điện biên: 1 em"),
        ("short_text", None, "để trống: 1 em"),
        ("matching", {"1": "2"}, "<b>Hà Nội</b>: cứ 100 em thì 0 em đúng; sai nhiều nhất: "),
        ("ordering", {"1": "1"}, "em đúng"),
        ("classify", {"1": "1"}, "<b>"),
        ("cloze", {"1": "Hà Nội"}, "<b>(1)</b>: cứ 100 em thì 100 em đúng"),
    ],
)
def test_each_kind_is_told_in_its_way(giang, class_6a, ms_lan, signed_in, kind, response, told):
    page = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank(), kind)])
    sit(giang, page, response)
    assert told in signed_in(ms_lan).get(path(page, class_6a)).content.decode()


def test_what_waits_for_points_is_not_counted_yet(giang, class_6a, ms_lan, signed_in):
    page = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank(), "essay")])
    sit(giang, page, {"text": "Em thưa cô"})
    html = signed_in(ms_lan).get(path(page, class_6a)).content.decode()
    assert "1 bài còn chờ thầy cô cho điểm" in html
