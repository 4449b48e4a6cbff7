"""The question before and after, and what training came to without anybody's name."""

import io

import openpyxl
import pytest

from home.models import TrainingAnswer, TrainingCourse
from home.training import arriving, asking, counting
from students.models import EthnicGroup
from tests.home import classes
from tests.home.archive import commune

LETTERS = "ABCDEFGHIKLMN"


@pytest.fixture
def course(school_admin, muong_nha):
    found = classes.make_course(school_admin, muong_nha)
    classes.ask(found, school_admin)
    return found


def answer(client, enrolment, moment, choice):
    return client.post(f"/my-classes/{enrolment.pk}/answer/", {"moment": moment, "choice": choice})


def test_one_answers_by_a_tap_and_the_first_stands(client, course, time_machine):
    classes.make_session(course, days=1)
    classes.make_session(course, days=8)
    enrolment, code = classes.enrol(course)
    wrong, right = course.question.choices.all()
    classes.enter(client, code, own="1")
    assert course.question.text in client.get(f"/my-classes/{enrolment.pk}/").content.decode()
    for choice in (wrong, right):
        answer(client, enrolment, "before", choice.pk)
    assert TrainingAnswer.objects.get().choice == wrong
    answer(client, enrolment, "after", right.pk)
    assert TrainingAnswer.objects.count() == 1
    time_machine.move_to("2026-12-02T10:00:00+07:00")
    answer(client, enrolment, "after", right.pk)
    assert TrainingAnswer.objects.get(moment="after").choice.is_right
    assert "Đúng là: Giữ kín" in client.get(f"/my-classes/{enrolment.pk}/").content.decode()


@pytest.mark.parametrize("choice", ["", "x", "0", "9" * 30, "²"])
def test_a_tap_on_nothing_is_refused_in_words(client, course, choice):
    enrolment, code = classes.enrol(course)
    classes.enter(client, code)
    assert answer(client, enrolment, "before", choice).status_code == 302
    assert not TrainingAnswer.objects.exists()


def test_nobody_answers_with_the_choice_of_another_class(client, course, school_admin, muong_nha):
    other = classes.make_course(school_admin, muong_nha)
    strange = classes.ask(other, school_admin).choices.first()
    enrolment, code = classes.enrol(course)
    classes.enter(client, code)
    answer(client, enrolment, "before", strange.pk)
    assert not TrainingAnswer.objects.exists()


def test_a_question_that_was_answered_stays(signed_in, course, school_admin):
    enrolment, _code = classes.enrol(course)
    asking.answer(enrolment, "before", course.question.choices.first().pk)
    told = {"text": "Khác?", "text_1": "Có", "text_2": "Không", "right": "1"}
    changed = signed_in(school_admin).post(f"/training/{course.pk}/question/", told)
    assert changed.status_code == 422
    assert "Đã có người trả lời" in changed.content.decode()


def test_a_question_needs_a_right_answer_that_is_written(signed_in, course, school_admin):
    told = {"text": "Gì?", "text_1": "Có", "text_2": "Không", "right": "4"}
    assert signed_in(school_admin).post(f"/training/{course.pk}/question/", told).status_code == 422


@pytest.fixture
def many(course, school_admin):
    """Twelve Thái and twelve Mông, half of whom were there, and three Khơ-mú, who all were."""
    session = classes.make_session(course)
    right, number = course.question.choices.get(is_right=True), 0
    for name, count in [("Thái", 12), ("Mông", 12), ("Khơ-mú", 3)]:
        people = EthnicGroup.objects.get(name=name)
        for at in range(count):
            number += 1
            enrolment, _code = classes.enrol(
                course, f"Người {name} {LETTERS[at]}", f"09123456{number:02}",
                ethnic_group=people, commune=commune(), gender="female",
            )  # fmt: skip
            if at < 6 or name == "Khơ-mú":
                arriving.tick(session, enrolment, school_admin)
            asking.answer(enrolment, "before", right.pk)
    return course


def test_counts_hide_small_groups_and_what_would_give_them_away(many):
    total, cuts = counting.of(TrainingCourse.objects.filter(pk=many.pk))
    assert (total.enrolled, total.there, total.before) == (27, 15, (27, 27))
    shown = {line.label: line.enrolled for line in cuts["people"]}
    assert shown["Khơ-mú"] is None
    # One more is hidden, or the total would tell.
    assert sorted(shown.values(), key=str) == [12, None, None]
    assert [(line.label, line.enrolled) for line in cuts["gender"]] == [("Nữ", 27)]


def test_the_sum_less_the_other_classes_tells_nothing_that_one_class_hides(many, school_admin, muong_nha):
    second = classes.make_course(school_admin, muong_nha)
    for name in ("Khơ-mú", "Thái", "Mông"):
        people = EthnicGroup.objects.get(name=name)
        for at in range(6):
            classes.write_down(second, school_admin, f"Bạn {name} {LETTERS[at]}", ethnic_group=people)
    ours = TrainingCourse.objects.filter(pk__in=[many.pk, second.pk])
    of_each = [_by_people(TrainingCourse.objects.filter(pk=one.pk)) for one in (many, second)]
    assert of_each[0]["Khơ-mú"] is None
    assert of_each[1]["Khơ-mú"] == 6
    total = _by_people(ours)
    assert total["Khơ-mú"] is None
    assert 18 in total.values()


def _by_people(courses):
    _total, cuts = counting.of(courses)
    return {line.label: line.enrolled for line in cuts["people"]}


def test_a_handful_of_people_is_not_cut_at_all(signed_in, course, school_admin):
    classes.enrol(course, ethnic_group=EthnicGroup.objects.get(name="Thái"))
    _total, cuts = counting.of(TrainingCourse.objects.filter(pk=course.pk))
    assert cuts == {"commune": [], "people": [], "gender": []}
    assert "Quá ít người" in signed_in(school_admin).get(f"/training/{course.pk}/report/").content.decode()


def test_reports_have_no_names_and_are_for_whom_they_concern(
    signed_in, many, school_admin, commune_officer, auditor, other_school_admin, django_assert_max_num_queries
):
    for person in (school_admin, commune_officer, auditor):
        client = signed_in(person)
        html = client.get(f"/training/{many.pk}/report/").content.decode()
        assert "Thái" in html
        assert "Người Thái" not in html
        assert classes.PHONE[:8] not in html
        assert client.get("/training/report/").status_code == 200
    assert signed_in(other_school_admin).get(f"/training/{many.pk}/report/").status_code == 404
    client = signed_in(school_admin)
    with django_assert_max_num_queries(14):
        client.get(f"/training/{many.pk}/report/")


def test_the_workbook_tells_what_the_page_tells(signed_in, many, school_admin):
    content = signed_in(school_admin).get(f"/training/{many.pk}/report/", {"xlsx": "1"}).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book for row in sheet.rows for cell in row]
    assert 27 in cells
    assert 3 not in cells
    # A figure that is covered, not a post that a teacher hid.
    assert "che" in cells
    assert not any("Người" in str(cell) for cell in cells)
