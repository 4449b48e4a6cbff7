"""When a question comes back, whatever tablet tells it first."""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from courses.models import Recall, RecallAnswer
from courses.recall import answering, memory

from .builders import told

GOLDEN = Path(__file__).parent.parent.parent / "golden" / "memory.json"


def test_memory_is_what_fsrs_says():
    first = timezone.make_aware(datetime.fromisoformat("2026-09-05T08:00"))
    vectors = json.loads(GOLDEN.read_text())
    assert len(vectors) >= 300
    for case in vectors:
        seen = [
            memory.Seen(first + timedelta(days=day, seconds=number), f"{number:04}", rating)
            for number, (day, rating) in enumerate(case["answers"])
        ]
        known = memory.replay(seen)
        assert known.stability == pytest.approx(case["stability"], abs=1e-6)
        assert known.difficulty == pytest.approx(case["difficulty"], abs=1e-6)
        assert (known.due_on - timezone.localdate(first)).days == case["due"]


def test_a_clock_that_is_off_neither_lies_ahead_nor_buries_an_answer():
    now = timezone.now()
    assert memory.bounded(now + timedelta(days=400), now) == now
    assert memory.bounded(now - timedelta(days=400), now) == now - timedelta(days=30)
    assert memory.bounded(now - timedelta(days=3), now) == now - timedelta(days=3)
    assert memory.bounded(None, now) == now


@pytest.mark.parametrize("seed", range(6))
def test_two_tablets_make_one_schedule_in_any_order_of_arrival(seed, giang, practice, questions):
    chance, now = random.Random(seed), timezone.now()
    events = [
        told(
            chance.choice(questions).current,
            chance.choice((["b"], ["c"], [])),
            now - timedelta(days=chance.randint(0, 29), hours=chance.randint(0, 2)),
        )
        for _n in range(12)
    ]
    schedules = []
    for _order in range(2):
        before = transaction.savepoint_create()
        chance.shuffle(events)
        cut = chance.randint(1, 11)
        # The second parcel brings some of the first once more.
        for parcel in (events[:cut], events[cut - 1 :]):
            answering.keep(giang, giang.user, parcel)
        rows = Recall.objects.order_by("question").values_list("question", "version", *memory.Known._fields)
        schedules.append(list(rows))
        assert RecallAnswer.objects.count() == 12
        transaction.savepoint_rollback(before)
    assert schedules[0] == schedules[1]
