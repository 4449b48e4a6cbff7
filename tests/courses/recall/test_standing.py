"""How firmly topics are known, and how the week goes."""

from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import RecallAnswer
from courses.recall import answering, heat, sets, standing
from tests.courses import quizzes

from .builders import told

HOME = reverse("courses:recall")
# A Thursday.
NOW = timezone.make_aware(datetime.fromisoformat("2026-11-19T18:00"))


def topics_of(student):
    return standing.topics_of([student.pk], standing.held_from([student.pk]))[student.pk]


def test_a_week_rests_only_on_days_that_are_over_and_since_revising_began(giang, practice, questions):
    version = questions[0].current
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        nothing = [what for _day, what, _name in standing.week_of(giang).days]
        tuesday = NOW - timedelta(days=2)
        parcel = [told(version, at=tuesday) for _n in range(standing.ANSWERS_A_DAY)]
        answering.keep(giang, giang.user, parcel)
        week = standing.week_of(giang)
    assert nothing == ["before"] * 3 + ["now"] + ["to-come"] * 3
    assert [what for _day, what, _name in week.days] == ["before", "done", "rested", "now"] + ["to-come"] * 3
    assert (week.done, week.is_reached, week.has_rested) == (1, False, True)


def test_the_days_of_the_week_are_told_in_words_on_the_page(signed_in, giang, practice, questions):
    html = signed_in(giang.user).get(HOME).content.decode()
    assert "nghỉ" not in html.split('id="week"')[1].split("</section>")[0].split("<ul")[1]
    assert "hôm nay" in html


@pytest.mark.parametrize(
    ("count", "firm", "due", "state"),
    [(3, 0, 1, "needs"), (3, 2, 0, "firm"), (3, 1, 0, "learning"), (10, 7, 3, "firm"), (9, 6, 3, "needs")],
)
def test_a_topic_is_told_in_words(count, firm, due, state):
    assert standing.state_of(count, firm, due) == state


def test_topics_stand_by_grade_and_as_they_are_numbered(ms_lan, giang, class_6a):
    for grade, names in ((6, ("Bài 10", "Bài 2")), (5, ("Bài 30",))):
        bank = quizzes.make_bank(code=f"TOAN{grade}X", grade=grade)
        asked = [quizzes.make_question(bank, topic=name) for name in names]
        practice = quizzes.make_quiz(quizzes.make_course(grade=grade), asked, practice=True)
        quizzes.hand_in(giang, practice, dict.fromkeys(range(1, len(names) + 1), "a"))
    names = ["Bài 30", "Bài 2", "Bài 10"]
    assert [one.topic for one in topics_of(giang)] == names
    assert [(one.grade, one.topic) for one in heat.of_class(class_6a, ms_lan).columns] == [
        (5, "Bài 30"),
        (6, "Bài 2"),
        (6, "Bài 10"),
    ]


def test_a_topic_and_a_set_that_a_quiz_asks_now_say_so(
    signed_in, ms_lan, giang, class_6a, practice, questions, bank
):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    made = sets.give(class_6a, bank.subject, ["Số tự nhiên"], None, by=ms_lan)
    assert sets.held([made], giang.user, [giang]) == set()
    # While one of three is free there is something to revise.
    quizzes.make_quiz(quizzes.make_course(grade=6), questions[:2])
    assert sets.held([made], giang.user, [giang]) == set()
    quizzes.make_quiz(quizzes.make_course(grade=6), questions[2:])
    assert sets.held([made], giang.user, [giang]) == {made}
    assert topics_of(giang)[0].state == standing.HELD
    pupil = signed_in(giang.user)
    html = pupil.get(HOME).content.decode()
    assert "Bài kiểm tra đang hỏi những câu này" in html
    assert "Bài kiểm tra đang hỏi, xong sẽ quay lại" in html
    assert f"from=set:{made.pk}" not in html
    over = pupil.get(reverse("courses:recall_session"), {"from": f"set:{made.pk}"}).content.decode()
    assert "Bài kiểm tra đang hỏi các câu của bộ ôn này" in over
    sheet = pupil.get(reverse("courses:recall_sheet", args=[made.pk]), follow=True)
    assert "Bây giờ chưa in được" in sheet.content.decode()
    teacher = signed_in(ms_lan)
    html = teacher.get(reverse("courses:recall_class", args=[class_6a.uid])).content.decode()
    assert "đang có trong bài kiểm tra" in html
    assert "Một bài kiểm tra đang hỏi mọi câu của bộ này" in html


def test_the_page_of_revision_costs_the_same_for_few_and_many(
    signed_in, ms_lan, giang, class_6a, practice, questions, bank, django_assert_max_num_queries
):
    client = signed_in(giang.user)
    client.get(HOME)
    for n in range(6):
        sets.give(class_6a, bank.subject, ["Số tự nhiên", f"Chủ đề {n}"], None, by=ms_lan)
    answering.keep(giang, giang.user, [told(question.current) for question in questions])
    assert RecallAnswer.objects.count() == 3
    with django_assert_max_num_queries(40):
        client.get(HOME)
