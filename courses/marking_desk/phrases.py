"""What a teacher wrote to this question before, to be used again with a tap. Only the own words."""

from collections import Counter

from django.db.models import F

from courses.models import GivenPoints

MOST = 6
LONGEST = 120
READ = 300


def used_by(user, version):
    """The comments of `user` to a question, the most used first."""
    rows = (
        GivenPoints.objects.filter(
            by=user, attempt__paper__items__version=version, attempt__paper__items__place=F("place")
        )
        .exclude(comment="")
        .order_by("-pk")
        .values_list("comment", flat=True)[:READ]
    )
    # Of equally many, the newest first: Counter keeps the order of meeting.
    return [
        words for words, _n in Counter(words for words in rows if len(words) <= LONGEST).most_common(MOST)
    ]


def joined(comment, phrase):
    """`phrase` behind what is written already, once."""
    if phrase in comment:
        return comment
    return f"{comment.rstrip()} {phrase}".strip()
