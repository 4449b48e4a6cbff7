"""Write memory.json: when questions come back. `python tests/golden/make_memory.py`.

The figures come straight from the package fsrs; courses/recall/memory.py and js/memory.js are held to them.
"""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fsrs import Card, Rating, Scheduler

HERE = Path(__file__).resolve().parent
FIRST = datetime(2026, 9, 5, tzinfo=UTC)
CASES = 400


def cases():
    chance = random.Random(2026)
    yield from ([[0, rating]] for rating in (1, 2, 3))
    for _case in range(CASES - 3):
        day, answers = 0, []
        for _answer in range(chance.randint(1, 12)):
            answers.append([day, chance.choices((1, 2, 3), (2, 2, 5))[0]])
            day += chance.choice((0, 0, 1, 1, 2, 3, 5, 8, 13, 30, 60, 120))
        yield answers


def remembered(answers):
    scheduler = Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=365,
        enable_fuzzing=False,
    )
    card = Card(card_id=1)
    for day, rating in answers:
        card, _log = scheduler.review_card(card, Rating(rating), FIRST + timedelta(days=day))
    return {
        "answers": answers,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": (card.due - FIRST).days,
    }


if __name__ == "__main__":
    told = [remembered(answers) for answers in cases()]
    lines = ",\n".join(json.dumps(one) for one in told)
    (HERE / "memory.json").write_text(f"[\n{lines}\n]\n")
