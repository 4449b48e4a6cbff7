"""What teachers tell each other of a lecture, and how it moves the lecture in the library."""

from django.db import transaction
from django.db.models import Count, Q

from courses.models import LectureRating, LibraryEntry
from courses.models.ratings import FEWEST
from lms.text import tidy

# How one verdict counts for the order «most recommended», and how many average voices stand behind each
# lecture from the start: three who praise do not pass thirty who do.
WORTH = {"ready": 1000, "mend": 400, "unfit": 0}
USUAL, USUAL_VOICES = 500, 5


@transaction.atomic
def rate(lecture, by, verdict, words):
    """Say it, or say it anew: one voice a teacher and lecture."""
    LectureRating.objects.update_or_create(
        lecture=lecture, by=by, defaults={"verdict": verdict, "words": tidy(words)[:300]}
    )
    LibraryEntry.objects.filter(page_id=lecture.pk).update(recommended=recommended(tally(lecture)))


@transaction.atomic
def take_back(lecture, by):
    lecture.ratings.filter(by=by).delete()
    LibraryEntry.objects.filter(page_id=lecture.pk).update(recommended=recommended(tally(lecture)))


def tally(lecture):
    """{verdict: how many}; what nobody said is 0."""
    counts = {name: Count("pk", filter=Q(verdict=name)) for name in WORTH}
    return lecture.ratings.aggregate(**counts)


def recommended(counts):
    """Thousandths for the order; 0 while too few have said anything.

    >>> recommended({"ready": 2, "mend": 0, "unfit": 0}), recommended({"ready": 3, "mend": 0, "unfit": 0})
    (0, 687)
    """
    voices = sum(counts.values())
    if voices < FEWEST:
        return 0
    total = sum(WORTH[name] * count for name, count in counts.items())
    return (total + USUAL * USUAL_VOICES) // (voices + USUAL_VOICES)


def enough(counts):
    return sum(counts.values()) >= FEWEST
