"""Paper codes (mã đề): one publishing, several papers, each with its own fixed order."""

import uuid
from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from courses import analysing, paper_codes, papers, withholding
from courses.models import AnswerEvent, Attempt, QuizPage
from courses.models.papers import items_of
from tests import builders
from tests.courses import quizzes

HERE = {"Origin": "http://testserver"}
SHUFFLED = {"shuffle": True, "shuffle_options": True}

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def bank(db):
    return quizzes.make_bank()


@pytest.fixture
def questions(bank):
    kinds = [*quizzes.EXAM_KINDS, "ordering", "matching", "one_choice"]
    return [quizzes.make_question(bank, kind, f"câu {n}") for n, kind in enumerate(kinds, start=1)]


@pytest.fixture
def quiz(questions):
    return quizzes.make_quiz(quizzes.make_course(), questions, codes=4, part=SHUFFLED, tries=3)


def republish(quiz, **changes):
    for name, value in changes.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def asked(paper):
    return [item.version_id for item in items_of(paper.pk)]


def test_one_publishing_makes_a_paper_for_each_code(quiz):
    edition = quiz.edition
    assert [paper.code for paper in edition] == ["101", "102", "103", "104"]
    assert {paper.number for paper in edition} == {1}
    assert len({frozenset(asked(paper)) for paper in edition}) == 1
    assert len({tuple(asked(paper)) for paper in edition}) == 4


def test_publishing_the_same_again_makes_no_new_paper(quiz):
    before = [paper.pk for paper in quiz.edition]
    assert [paper.pk for paper in republish(quiz).edition] == before
    assert quiz.papers.count() == 4


def test_more_codes_are_a_new_edition_and_who_has_begun_keeps_the_paper(quiz, giang):
    attempt = Attempt.objects.begin(giang, quiz)
    quiz = republish(quiz, codes=24)
    assert (len(quiz.edition), quiz.paper.number) == (24, 2)
    assert Attempt.objects.begin(giang, quiz).paper_id == attempt.paper_id


def test_a_quiz_without_codes_is_one_paper_as_ever(questions):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions, part=SHUFFLED)
    assert [(paper.code, paper.number) for paper in quiz.edition] == [("", 1)]
    assert [item.place for item in items_of(quiz.paper.pk)] == [item.slot for item in items_of(quiz.paper.pk)]
    assert all(item.options is None for item in items_of(quiz.paper.pk))


def test_nothing_of_a_part_leaves_it(questions):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions[:4], codes=3, part=SHUFFLED)
    second = {**quiz.parts[0].value, "questions": " ".join(q.code for q in questions[4:])}
    quiz.parts = [("part", dict(quiz.parts[0].value)), ("part", second)]
    quiz = republish(quiz)
    for paper in quiz.edition:
        assert [item.part for item in items_of(paper.pk)] == [0] * 4 + [1] * (len(questions) - 4)


def test_two_pupils_with_one_code_see_the_same_and_it_stands_in_the_page(quiz, giang, signed_in):
    client = signed_in(giang)
    address = client.post(f"/attempts/new/{quiz.uid}/").url
    page = client.get(address).content.decode()
    attempt = Attempt.objects.get()
    code = attempt.paper.code
    assert f"Mã đề {code}" in page
    state = client.get(f"{address}state.json").json()
    # Nothing is moved afterwards: the page has the order of the code.
    assert state["options"] == {}
    assert [place for part in state["parts"] for place in part] == sorted(
        place for part in state["parts"] for place in part
    )
    assert papers.order_of(attempt.paper, 1) == papers.order_of(attempt.paper, 2)
    for item in items_of(attempt.paper_id):
        if item.version.kind == "one_choice":
            options = [item.version.content["options"][number]["id"] for number in item.options]
            at = [page.index(f'name="q{item.place}" value="{one}"') for one in options]
            assert at == sorted(at)
    plain = client.get(f"{address}form/").content.decode()
    assert f"Mã đề {code}" in plain


def test_neighbours_get_different_codes_and_all_are_used_alike(quiz, muong_nha):
    school_class = builders.make_class(muong_nha, "7C", grade=7)
    for n in range(9):
        builders.make_student(f"Lò Văn {chr(65 + n)}", school_class, code=f"HSLO{n}")
    students = [
        school_class.enrolments.get(student=pk).student for pk in paper_codes.class_list(school_class)
    ]
    codes = [Attempt.objects.begin(student, quiz).paper.code for student in students]
    assert all(one != other for one, other in zip(codes, codes[1:], strict=False))
    assert set(Counter(codes).values()) == {2, 3}


def test_the_next_try_has_another_code(quiz, giang):
    first = Attempt.objects.begin(giang, quiz)
    assert Attempt.objects.begin(giang, quiz) == first
    submit(first)
    assert Attempt.objects.begin(giang, quiz).paper.code != first.paper.code


def submit(attempt, responses=None):
    told = [*(responses or {}).items(), (None, None)]
    attempt.take_in(
        [
            AnswerEvent(
                attempt=attempt, event_id=uuid.uuid4(), install="a", seq=n, place=place, response=response
            )
            for n, (place, response) in enumerate(told, start=1)
        ]
    )


def test_who_sits_in_no_class_has_a_code_too(quiz, giang):
    giang.enrolments.update(ends_on=giang.enrolments.get().starts_on)
    assert Attempt.objects.begin(giang, quiz).paper in quiz.edition


def test_right_answers_get_the_points_whatever_the_code(quiz, giang):
    for _n in range(3):
        attempt = Attempt.objects.begin(giang, quiz)
        right = {item.place: right_to(item.version) for item in items_of(attempt.paper_id)}
        submit(attempt, {place: said for place, said in right.items() if said})
        attempt.refresh_from_db()
        assert (attempt.points, attempt.mark) == (Decimal(8), Decimal(10))


def right_to(version):
    key = version.key
    match version.kind:
        case "one_choice" | "several_choices":
            return key["right"]
        case "four_statements":
            return key
        case "short_number":
            return key["value"]
        case "short_text":
            return key["accepted"][0]
        case "ordering":
            return {one: str(n) for n, one in enumerate(key["order"], start=1)}
        case "matching":
            return key["pairs"]


def test_codes_that_are_all_the_same_are_refused(questions):
    with pytest.raises(ValidationError, match="xáo trộn"):
        quizzes.make_quiz(quizzes.make_course(), questions, codes=2)


def test_a_practice_has_no_codes(questions):
    with pytest.raises(ValidationError, match="không cần mã đề"):
        quizzes.make_quiz(quizzes.make_course(), questions, codes=2, practice=True, part=SHUFFLED)


def test_practice_refuses_what_any_code_asks(quiz, questions):
    assert len(withholding.clashes(questions, practice=True)) == 1
    quiz.unpublish()
    assert not withholding.clashes(questions, practice=True)


def test_an_older_edition_that_somebody_sat_is_still_asked(quiz, questions, giang):
    Attempt.objects.begin(giang, quiz)
    quiz.parts = [("part", {**quiz.parts[0].value, "questions": questions[0].code})]
    republish(quiz, codes=1)
    assert withholding.clashes(questions[1:2], practice=True)


# --- Statements ---


@pytest.fixture
def statements(bank):
    content = {**quizzes.QUESTIONS["four_statements"][0], "independent": True}
    return [quizzes.make_question(bank, "four_statements", f"ý {n}", content) for n in range(6)]


def test_only_independent_statements_change_their_order(statements, questions):
    asked = [*statements, questions[2]]
    quiz = quizzes.make_quiz(quizzes.make_course(), asked, codes=2, part=SHUFFLED)
    orders = [item.options for paper in quiz.edition for item in items_of(paper.pk)]
    assert any(order != sorted(order) for order in orders)
    for paper in quiz.edition:
        for item in items_of(paper.pk):
            assert (item.options == []) == (not item.version.content.get("independent"))


def test_a_pupil_reads_of_the_letters_as_they_stood(statements, giang, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), statements[:1], codes=2, part=SHUFFLED, draw_seed=1)
    client = signed_in(giang)
    address = client.post(f"/attempts/new/{quiz.uid}/").url
    attempt = Attempt.objects.get()
    item = items_of(attempt.paper_id)[0]
    letters = ["abcd"[number] for number in item.options]
    page = client.get(address).content.decode()
    at = [page.index(f'value="{letter}:true"') for letter in letters]
    assert at == sorted(at)
    assert [page.index(f"<span data-letter>{letter}</span>") for letter in "abcd"] == sorted(
        page.index(f"<span data-letter>{letter}</span>") for letter in "abcd"
    )
    # The one that stands first is true, says the pupil.
    first = letters[0]
    client.post(address + "form/", {f"q1{first}": f"{first}:true", "act": "submit"}, headers=HERE)
    told = client.get(f"/attempts/{attempt.pk}/").content.decode()
    assert "a) Đúng" in told
    assert f"<b>a)</b> ý {first}" in told


# --- What the class's work says ---


def test_a_question_is_one_question_in_whatever_code(quiz, class_6a, ms_lan, django_assert_max_num_queries):
    for n in range(8):
        student = builders.make_student(f"Giàng Thị {chr(65 + n)}", class_6a, code=f"HSGI{n}")
        attempt = Attempt.objects.begin(student, quiz)
        right = {
            item.place: right_to(item.version)
            for item in items_of(attempt.paper_id)
            if n % 2 or item.slot != 1
        }
        submit(attempt, right)
    with django_assert_max_num_queries(20):
        analysis = analysing.of_class(class_6a, quiz, ms_lan)
    assert analysis.quiz.attempts == 8
    assert [one.number for one in analysis.questions] == list(range(1, 9))
    assert analysis.questions[0].version.text == "câu 1"
    assert [round(one.figures.facility) for one in analysis.questions][:2] == [50, 100]
    assert all(not one.codes for one in analysis.questions)
