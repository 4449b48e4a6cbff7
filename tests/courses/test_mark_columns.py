"""Marks of a quiz go into a column of the class's mark book, and again when they changed."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction

from courses.models import Attempt, ColumnMark, MarkColumn
from lms import spreadsheets
from lms.models import Change, Look
from students import dossier
from students.models import Subject
from tests import builders
from tests.courses import quizzes


@pytest.fixture
def quiz(muong_nha):
    bank = quizzes.make_bank(school=muong_nha)
    made = [quizzes.make_question(bank), quizzes.make_question(bank)]
    return quizzes.make_quiz(quizzes.make_course(), made, tries=3)


@pytest.fixture
def of_giang(quiz, giang):
    return quizzes.hand_in(giang, quiz, {1: "b", 2: "a"})


@pytest.fixture
def lan(ms_lan, signed_in):
    return signed_in(ms_lan)


@pytest.fixture
def path(quiz, class_6a):
    return f"/attempts/results/{quiz.uid}/{class_6a.uid}/column/"


def enter(client, path, **told):
    """Look, and press the button of what was shown."""
    form = BeautifulSoup(client.get(path).content, "html.parser").find("main").find("form")
    digest = form.find("input", {"name": "digest"})["value"]
    term = form.find("option", selected=True)
    facts = {"term": term["value"], "kind": "regular", "title": "15 phút số 1"} if term else {}
    return client.post(path, {"digest": digest, **facts, **told})


def marks(column=None):
    return [(row.student.full_name, str(row.mark)) for row in ColumnMark.objects.order_by("pk")]


def test_who_is_missing_is_seen_before_and_nothing_is_entered_yet(of_giang, hoa, lan, path):
    words = lan.get(path).content.decode()
    assert "1 em chưa làm bài" in words
    assert "Đưa 1 điểm vào sổ" in words
    assert not MarkColumn.objects.exists()


def test_marks_are_entered_with_one_line_of_history(of_giang, hoa, lan, path, class_6a):
    response = enter(lan, path)
    column = MarkColumn.objects.get()
    assert response["Location"] == f"/attempts/columns/{column.pk}/"
    assert (column.subject.code, column.term.number, column.kind) == ("toan", 1, "regular")
    assert marks() == [("Giàng A Sùng", "5.0")]
    assert Change.objects.get(act="enter marks").after == {"marks_entered": "1"}
    assert "5,0" in lan.get(response["Location"]).content.decode()


def test_entered_again_only_what_changed_is_added_and_nothing_goes(of_giang, quiz, giang, hoa, lan, path):
    enter(lan, path)
    enter(lan, path)
    assert len(marks()) == 1
    quizzes.hand_in(giang, quiz, {1: "b", 2: "b"})
    quizzes.hand_in(hoa, quiz, {1: "a", 2: "b"})
    words = lan.get(path).content.decode()
    assert "thay đổi" in words
    enter(lan, path)
    assert sorted(marks()) == [("Giàng A Sùng", "10.0"), ("Giàng A Sùng", "5.0"), ("Lò Thị Hoa", "5.0")]
    assert MarkColumn.objects.get().marks()[giang.pk].mark == 10
    assert MarkColumn.objects.count() == 1


def test_a_mark_that_waits_again_stays_as_it_was_entered(of_giang, lan, path):
    enter(lan, path)
    Attempt.objects.update(to_mark=1, mark=None)
    assert "chờ thầy cô chấm" in lan.get(path).content.decode()
    enter(lan, path)
    assert marks() == [("Giàng A Sùng", "5.0")]


def test_marks_that_changed_since_the_look_are_looked_at_again(of_giang, hoa, quiz, lan, path):
    response = enter(lan, path, digest="alt")
    assert response.status_code == 409
    assert not MarkColumn.objects.exists()
    assert not ColumnMark.objects.exists()


def test_a_class_has_one_midterm_of_a_subject_and_term(of_giang, giang, muong_nha, lan, path, class_6a):
    enter(lan, path, kind="midterm")
    other = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank("T2"))])
    quizzes.hand_in(giang, other, {1: "b"})
    again = f"/attempts/results/{other.uid}/{class_6a.uid}/column/"
    response = enter(lan, again, kind="midterm")
    assert response.status_code == 409
    assert "đã có cột điểm giữa kỳ" in response.content.decode()
    assert enter(lan, again).status_code == 302


def test_a_column_with_the_wrong_kind_is_put_right_with_history_and_keeps_its_marks(
    of_giang, giang, lan, path, class_6a
):
    enter(lan, path, kind="midterm", title="Giữa kỳ")
    column = MarkColumn.objects.get()
    change = f"/attempts/columns/{column.pk}/change/"
    assert change in lan.get(f"/attempts/columns/{column.pk}/").content.decode()
    facts = {"term": column.term_id, "kind": "regular", "title": "15 phút số 2"}
    for _twice in range(2):
        assert lan.post(change, facts).status_code == 302
    column.refresh_from_db()
    assert (column.kind, column.title, marks()) == ("regular", "15 phút số 2", [("Giàng A Sùng", "5.0")])
    noted = Change.objects.get(act="put a column right")
    assert noted.before == {"kind": "midterm", "title": "Giữa kỳ"}
    assert noted.after == {"kind": "regular", "title": "15 phút số 2"}
    other = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank("T2"))])
    quizzes.hand_in(giang, other, {1: "b"})
    real = f"/attempts/results/{other.uid}/{class_6a.uid}/column/"
    assert enter(lan, real, kind="midterm").status_code == 302
    response = lan.post(change, {**facts, "kind": "midterm"})
    assert response.status_code == 409
    assert "đã có cột điểm giữa kỳ" in response.content.decode()
    assert lan.post(change, {**facts, "title": " "}).status_code == 422
    column.refresh_from_db()
    assert column.kind == "regular"


@pytest.mark.parametrize("told", [{"title": " "}, {"kind": "?"}, {"term": "999999"}])
def test_facts_that_say_nothing_are_refused(told, of_giang, lan, path):
    assert enter(lan, path, **told).status_code == 422
    assert not MarkColumn.objects.exists()


def test_practice_and_subjects_without_marks_are_refused_in_words(of_giang, quiz, lan, path):
    Subject.objects.filter(code="toan").update(comment_only=True)
    assert "Đạt hoặc Chưa đạt" in lan.get(path).content.decode()
    assert lan.post(path, {"title": "x"}).status_code == 200
    assert not MarkColumn.objects.exists()


def test_the_column_is_taken_along_as_excel_and_that_is_noted(of_giang, hoa, lan, path):
    enter(lan, path)
    column = MarkColumn.objects.get()
    response = lan.get(f"/attempts/columns/{column.pk}.xlsx")
    rows = [row for _number, row in spreadsheets.read(response.content, "a.xlsx").sheets[0].rows]
    assert rows[0][-1] == "15 phút số 1"
    assert [(row[3], row[5] if len(row) > 5 else "") for row in rows[1:]] == [
        ("Lò Thị Hoa", ""),
        ("Giàng A Sùng", 5),
    ]
    assert Look.objects.filter(what="column of marks").count() == 2


def test_the_other_school_another_subject_and_pupils_see_none(
    of_giang, ms_lan, mr_pao, giang, class_6a, path, signed_in
):
    assert enter(signed_in(ms_lan), path).status_code == 302
    address = f"/attempts/columns/{MarkColumn.objects.get().pk}/"
    for page in (path, address, f"{address}change/"):
        assert signed_in(mr_pao).get(page).status_code == 404
        assert signed_in(giang).get(page).status_code == 403
    other = builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    assert signed_in(other).post(path, {}).status_code == 403
    assert signed_in(other).post(f"{address}change/", {}).status_code == 403


def test_the_family_reads_a_mark_only_when_it_was_shown(of_giang, giang, quiz, lan, path):
    enter(lan, path)

    def told():
        tables = [table for part in dossier.parts() for table in part.tables(giang)]
        return next(table for table in tables if table.key == "column_marks").rows

    assert len(told()) == 1
    quiz.feedback = "when_released"
    quiz.save()
    assert told() == []


def test_a_mark_in_a_column_is_never_changed_nor_taken_away(of_giang, lan, path):
    enter(lan, path)
    for change in (
        lambda: ColumnMark.objects.update(mark=Decimal(9)),
        lambda: ColumnMark.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
