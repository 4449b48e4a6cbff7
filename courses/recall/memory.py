"""When a question comes back: FSRS, a pure function of the answers in their one order.

courses/static/courses/js/memory.js does the same in the browser; both are held to tests/golden/memory.json.
Without learning steps every wait is in whole days, and without fuzzing every replica waits the same.
"""

from collections import namedtuple
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from fsrs import Card, Rating, Scheduler

AGAIN, HARD, GOOD = Rating.Again.value, Rating.Hard.value, Rating.Good.value
HALF = Decimal("0.5")
# A school year: what is known that well is asked again next year.
MOST_DAYS = 365
# So long a question is known before it counts as firm.
FIRM_DAYS = 14
# What says that it was answered longer ago than this before it arrived, counts as answered this long ago.
OLDEST = timedelta(days=30)

SCHEDULER = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=MOST_DAYS,
    enable_fuzzing=False,
)

# One answer as it is replayed: `id` decides between two of the same moment.
Seen = namedtuple("Seen", "at id rating")
# What is remembered after all answers. `misses`: how often it was not known; `rating`: the last time.
Known = namedtuple("Known", "stability difficulty last_at due_on answers misses rating")


def rating_of(score, hints=0):
    """How well an answer was known: `score` from 0 to 1, as it was marked without its hints."""
    if score < HALF:
        return AGAIN
    return GOOD if score == 1 and not hints else HARD


def bounded(stated, received):
    """The moment that counts. Nothing is answered after it arrived; a clock that is years behind may
    not bury an answer below all others."""
    if stated is None:
        return received
    return min(max(stated, received - OLDEST), received)


def turn(one):
    """The one order of answers, on every device and here."""
    return one.at, str(one.id)


def replay(answers):
    """The Known after `answers` (Seen), whatever order and however often they come; None without any."""
    card, last, misses = Card(card_id=1), None, 0
    answers = sorted({one.id: one for one in answers}.values(), key=turn)
    for last in answers:
        card = _after(card, timezone.localdate(last.at), last.rating)
        misses += last.rating == AGAIN
    if last is None:
        return None
    return Known(card.stability, card.difficulty, last.at, card.due.date(), len(answers), misses, last.rating)


def _after(card, day, rating):
    """A day is one whatever the hour: who answers in the evening and the next morning has slept over it."""
    moment = datetime.combine(day, time.min, tzinfo=UTC)
    return SCHEDULER.review_card(card, Rating(rating), moment)[0]
