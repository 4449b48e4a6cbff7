"""What was answered in revision goes with its pupil or with its whole memory, and never by itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from courses.models import Recall, RecallAnswer, RevisionSet
from courses.recall import answering, forgetting, sets
from lms import retention

from .builders import told


def test_no_answer_goes_while_its_memory_stands(giang, practice, questions):
    answering.keep(giang, giang.user, [told(questions[0].current)])
    for act in (RecallAnswer.objects.all().delete, lambda: RecallAnswer.objects.update(score=0)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert RecallAnswer.objects.count() == 1


def test_a_question_that_nobody_revised_for_two_years_goes_with_all_its_answers(giang, practice, questions):
    answering.keep(giang, giang.user, [told(question.current) for question in questions[:2]])
    long_ago = timezone.now() - timedelta(days=800)
    Recall.objects.filter(question=questions[0]).update(last_at=long_ago)
    assert forgetting.forget(timezone.localdate()) == 2
    assert forgetting.forget(timezone.localdate()) == 0
    assert RecallAnswer.objects.get().question == questions[1]
    assert Recall.objects.get().question == questions[1]


def test_a_set_that_was_taken_back_goes_after_a_year_and_tells_until_then_who_did_it(
    ms_lan, school_admin, class_6a, bank
):
    (kind,) = (one for one in retention.kinds() if one.key == "revision_sets")
    made = [sets.give(class_6a, bank.subject, [topic], None, by=ms_lan) for topic in ("Phân số", "Số")]
    for _twice in range(2):
        sets.withdraw(made[0], by=school_admin)
    made[0].refresh_from_db()
    assert made[0].withdrawn_by == school_admin
    today = timezone.localdate()
    assert kind.due(today) == 0
    assert kind.due(today + timedelta(days=366)) == 1
    assert kind.forget(today + timedelta(days=366)) == 1
    assert RevisionSet.objects.get() == made[1]
