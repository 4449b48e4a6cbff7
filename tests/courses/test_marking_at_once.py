"""Many teachers at once: one first and one second marker, one correction, one column."""

import pytest
from django.conf import settings

from courses import correcting, feeding_columns
from courses.marking_desk import giving
from courses.marking_desk.queue import Desk
from courses.models import Attempt, ColumnMark, GivenPoints, KeyCorrection, MarkColumn, QuestionVersion
from students.models import Subject
from tests import builders
from tests.courses import quizzes
from tests.courses.test_submit_at_once import at_once

pytestmark = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="threads need PostgreSQL"
)


@pytest.fixture
def bank(transactional_db):
    return quizzes.make_bank()


def test_two_who_give_at_the_same_moment_are_first_and_second(bank, giang, class_6a, ms_lan):
    essay = quizzes.make_question(bank, "essay")
    quiz = quizzes.make_quiz(quizzes.make_course(), [essay], points="4", second_marker=True)
    attempt = quizzes.hand_in(giang, quiz, {1: "Quê em"})
    both = [ms_lan, builders.make_teacher("minh", "Lường Văn Minh", class_6a)]

    def give(number):
        by = both[number % 2]
        told = {"points": "3", "comment": "", "rubric": {}}
        slot = Desk(quiz, class_6a, by).find(attempt.pk, 1)
        try:
            giving.give(slot, told, by, seen_role="first", school_class=class_6a)
        except giving.Refused:
            return "refused"
        return "given"

    at_once(give, 12)
    assert sorted(GivenPoints.objects.values_list("role", flat=True)) == ["first", "second"]
    attempt.refresh_from_db()
    assert (attempt.to_mark, str(attempt.mark)) == (0, "7.5")


def test_a_correction_meets_work_that_arrives_meanwhile(bank, hoa, class_6a, ms_lan):
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)])
    version = QuestionVersion.objects.get()
    pupils = [builders.make_student(f"Lò Văn {number}", class_6a) for number in range(10)]
    quizzes.hand_in(hoa, quiz, {1: "a"})

    def work(number):
        if number % 2:
            quizzes.hand_in(pupils[number], quiz, {1: "a"})
            return
        made = KeyCorrection(
            version=QuestionVersion.objects.get(pk=version.pk),
            scope="everywhere",
            what="key",
            key={"right": "a"},
            reason="Nhầm",
        )
        for _again in range(20):
            try:
                correcting.apply(made, ms_lan, correcting.diff_of(made).digest)
            except correcting.Refused:
                # Work came in between the look and the word; look again.
                made.pk = None
            else:
                return

    at_once(work, 10)
    assert KeyCorrection.objects.count() == 1
    assert {str(mark) for mark in Attempt.objects.values_list("mark", flat=True)} == {"10.0"}


def test_marks_entered_by_two_at_once_stand_once(bank, giang, class_6a, ms_lan):
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)])
    quizzes.hand_in(giang, quiz, {1: "b"})
    facts = {
        "subject": Subject.objects.get(code="toan"),
        "term": class_6a.year.terms.get(number=1),
        "kind": "regular",
        "title": "15 phút",
    }
    digest = feeding_columns.proposal(quiz, class_6a, ms_lan).digest

    def feed(number):
        try:
            feeding_columns.feed(quiz, class_6a, ms_lan, facts, digest)
        except feeding_columns.Refused:
            return

    at_once(feed, 8)
    assert (MarkColumn.objects.count(), ColumnMark.objects.count()) == (1, 1)
