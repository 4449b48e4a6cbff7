"""Where a class is in its lectures: for its teachers, by name, quickly."""

from datetime import date
from time import perf_counter

import pytest

from courses import class_progress
from courses.models import LectureProgress, ReadingTime
from lms import spreadsheets
from students import consents
from students.models import Student
from tests import builders as people
from tests.courses import builders, quizzes


@pytest.fixture
def course(db):
    return builders.make_course()


@pytest.fixture
def lecture(course):
    return builders.make_lecture(course=course)


@pytest.fixture
def begun(lecture, giang, ms_lan):
    consents.give(giang, "usage", by=ms_lan, given_by="Giàng A Páo", how="signed", on=date(2026, 9, 5))
    time = {"session": "a", "day": date(2026, 11, 25), "seconds": 130}
    return LectureProgress.objects.take_in(
        giang, lecture, furthest=33, blocks=lecture.outline["blocks"][:1], times=[time]
    )


def address(class_6a, *rest):
    return "/".join(["/lectures/classes", str(class_6a.uid), *map(str, rest), ""])


def test_a_teacher_sees_who_is_where(begun, hoa, course, class_6a, signed_in, ms_lan):
    client = signed_in(ms_lan)
    assert course.title in client.get(address(class_6a)).content.decode()
    html = client.get(address(class_6a, course.translation_key)).content.decode()
    assert begun.student.full_name in html
    assert "1/3 phần" in html
    assert "3 phút" in html
    assert "chưa mở" in html


def test_withdrawn_consent_reads_not_measured(begun, course, class_6a, signed_in, ms_lan):
    consents.withdraw(begun.student, "usage", by=ms_lan)
    html = signed_in(ms_lan).get(address(class_6a, course.translation_key)).content.decode()
    assert "thời gian: chưa đo" in html
    assert "3 phút" not in html


def test_where_everyone_is_stuck(begun, hoa, lecture, class_6a, signed_in, ms_lan):
    html = signed_in(ms_lan).get(address(class_6a, "lecture", lecture.translation_key)).content.decode()
    assert "1 em dừng ở đây" in html
    assert "Khởi động" in html
    assert "em chưa mở bài" in html


def test_who_did_not_try_the_practice_is_not_told_to_have_failed_it(
    course, class_6a, giang, hoa, signed_in, ms_lan
):
    practice = quizzes.make_quiz(course, [quizzes.make_question(quizzes.make_bank())], practice=True)
    lecture = builders.make_lecture("Luyện", course=course, body=[("practice", {"quiz": practice})])
    for pupil in (giang, hoa):
        LectureProgress.objects.take_in(pupil, lecture, finished=True)
    quizzes.hand_in(giang, practice, {1: "a"}, submit=False)
    html = signed_in(ms_lan).get(address(class_6a, course.translation_key)).content.decode()
    assert html.count("luyện tập 0 %") == 1
    assert html.count("chưa luyện") == 1


def test_no_day_holds_more_than_a_day(giang, ms_lan, course):
    consents.give(giang, "usage", by=ms_lan, given_by="Giàng A Páo", how="signed", on=date(2026, 9, 5))
    read = [builders.make_lecture(f"Bài {n}", course=course) for n in range(3)]
    for lecture in read:
        for n in range(105):
            time = {"session": f"{n:03}", "day": date(2026, 11, 25), "seconds": 6 * 60 * 60}
            ReadingTime.objects.measure(giang, lecture, [time])
    # A sitting more than anybody has is not kept at all.
    assert ReadingTime.objects.filter(lecture=read[0]).count() == 100
    assert ReadingTime.objects.filter(lecture=read[0]).sums() == {(giang.pk, read[0].pk): 6 * 60 * 60}
    assert sum(ReadingTime.objects.sums().values()) == 12 * 60 * 60


def test_the_commonest_wrong_answers_of_its_practice(course, class_6a, giang, hoa, signed_in, ms_lan):
    question = quizzes.make_question(quizzes.make_bank())
    practice = quizzes.make_quiz(course, [question], practice=True)
    lecture = builders.make_lecture("Luyện", course=course, body=[("practice", {"quiz": practice})])
    quizzes.hand_in(giang, practice, {1: "a"}, submit=False)
    quizzes.hand_in(giang, practice, {1: "b"}, submit=False)
    quizzes.hand_in(hoa, practice, {1: "b"}, submit=False)
    html = signed_in(ms_lan).get(address(class_6a, "lecture", lecture.translation_key)).content.decode()
    assert "đúng ngay: 1" in html
    assert "đúng sau khi làm lại: 1" in html
    assert "3 – 1 học sinh" in " ".join(html.split())


def test_the_file_holds_the_same_and_is_noted(begun, course, class_6a, signed_in, ms_lan, giang):
    answer = signed_in(ms_lan).get(address(class_6a, course.translation_key)[:-1] + ".xlsx")
    sheets = {
        sheet.name: [row for _n, row in sheet.rows]
        for sheet in spreadsheets.read(answer.content, "a.xlsx").sheets
    }
    row = next(row for row in sheets["Đến đâu"] if giang.full_name in map(str, row))
    assert "1/3" in row
    from lms.models import Look

    assert Look.objects.filter(object_id=str(giang.pk)).exists()


def test_the_text_for_the_parents_names_no_child(begun, course, class_6a, signed_in, ms_lan, giang):
    from courses.views.class_progress import _zalo

    table = class_progress.table_of(class_6a, class_progress.lectures_of(course, ms_lan), ms_lan)
    text = _zalo(class_6a, course, table)
    assert "0 trên" in text
    assert not any(name in text for name in Student.objects.values_list("full_name", flat=True))


def test_a_teacher_ticks_done_and_unticks_it(begun, lecture, class_6a, signed_in, ms_lan, giang):
    client = signed_in(ms_lan)
    where = address(class_6a, "lecture", lecture.translation_key, "done")
    for _twice in range(2):
        assert client.post(where, {"done": [giang.pk]}).status_code == 302
    assert LectureProgress.objects.get().confirmed_by == ms_lan
    client.post(where, {"was": [giang.pk]})
    assert LectureProgress.objects.get().confirmed_at is None


def test_the_other_school_sees_nothing(begun, course, lecture, class_6a, signed_in, mr_pao, vang):
    client = signed_in(mr_pao)
    for path in [
        address(class_6a),
        address(class_6a, course.translation_key),
        address(class_6a, "lecture", lecture.translation_key),
    ]:
        assert client.get(path).status_code == 404
    where = address(class_6a, "lecture", lecture.translation_key, "done")
    assert client.post(where, {"done": [begun.student.pk]}).status_code == 404


def test_a_pupil_of_another_class_cannot_be_ticked(begun, lecture, class_6a, signed_in, ms_lan, vang):
    client = signed_in(ms_lan)
    client.post(address(class_6a, "lecture", lecture.translation_key, "done"), {"done": [vang.pk, "x"]})
    assert not LectureProgress.objects.filter(student=vang).exists()


def test_a_pupil_reads_how_far_in_the_list(begun, course, signed_in, giang, client):
    where = f"/lectures/courses/{course.public_id}/state.json"
    assert client.get(where).json() == {}
    state = signed_in(giang).get(where).json()
    assert state == {str(begun.lecture.public_id): {"read": 1, "parts": 3, "done": False}}
    assert "Em đã đọc 1/3 phần" in signed_in(giang).get("/today/").content.decode()


def test_a_class_of_45_and_40_lectures_is_quick(course, class_6a, ms_lan, django_assert_max_num_queries):
    lectures = [builders.make_lecture(f"Bài {n}", course=course) for n in range(40)]
    students = [people.make_student(f"Lò Văn {n}", class_6a) for n in range(45)]
    LectureProgress.objects.bulk_create(
        LectureProgress(student=student, lecture=lecture, blocks=lecture.outline["blocks"][:2], furthest=66)
        for student in students
        for lecture in lectures
    )
    ReadingTime.objects.bulk_create(
        ReadingTime(student=student, lecture=lecture, session="a", day=date(2026, 11, 25), seconds=60)
        for student in students
        for lecture in lectures
    )
    found = class_progress.lectures_of(course, ms_lan)
    with django_assert_max_num_queries(12):
        began = perf_counter()
        table = class_progress.table_of(class_6a, found, ms_lan)
        took = perf_counter() - began
    assert len(table.lines) >= 45
    # A machine that does other things beside is given three times what an idle one needs.
    assert took < 0.3
