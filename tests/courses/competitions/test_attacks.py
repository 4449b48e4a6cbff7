"""What a pupil, a teacher or a stranger tries in a competition, and what comes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from courses.competitions import results, seating
from courses.models import AnswerEvent, Attempt, Entry
from tests.courses import contests


def test_nobody_enters_pupils_of_another(competition, class_6a, giang, vang, ms_lan, mr_pao, signed_in):
    path = f"/competitions/{competition.pk}/entries/{class_6a.uid}/"
    assert signed_in(mr_pao).post(path, {"pupil": [giang.pk]}).status_code == 404
    # A pupil of another school among those of the own class is as if not ticked.
    assert signed_in(ms_lan).post(path, {"pupil": [vang.pk]}).status_code == 422
    # And a pupil enters alone, whoever is named.
    signed_in(giang).post(f"/competitions/{competition.pk}/enter/", {"pupil": vang.pk, "student": vang.pk})
    assert [one.student for one in Entry.objects.get().entrants.all()] == [giang]


def test_before_the_hour_nobody_reads_the_paper_with_a_seat_or_without(
    competition, round, paper, giang, hoa, signed_in
):
    contests.enter(competition, giang)
    seating.seat(round)
    paper.opens_at = timezone.now() + timedelta(minutes=5)
    paper.save_revision().publish()
    for who in (giang, hoa):
        pupil = signed_in(who)
        assert pupil.post(f"/attempts/new/{paper.uid}/").status_code == 409
        for path in ("", "state.json"):
            answer = pupil.get(f"/attempts/papers/{paper.paper.pk}/{path}")
            assert answer.status_code in (302, 404)
    assert not Attempt.objects.exists()


def test_two_taps_begin_one_paper(competition, round, paper, giang, signed_in):
    contests.enter(competition, giang)
    seating.seat(round)
    pupil = signed_in(giang)
    ways = {pupil.post(f"/attempts/new/{paper.uid}/")["Location"] for _twice in range(2)}
    assert len(ways) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "counts"),
    # The stopwatch as its answer and its submit tell it, and what counts.
    [((60_000, 90_000), 90_000), ((60_000, 1_000), 60_000), ((60_000, 10**9), 95_000)],
)
def test_a_changed_clock_wins_nothing(competition, round, paper, giang, told, counts):
    contests.enter(competition, giang)
    seating.seat(round)
    attempt = Attempt.objects.begin(giang, paper)
    now = timezone.now()
    Attempt.objects.filter(pk=attempt.pk).update(started_at=now - timedelta(milliseconds=95_000))
    with transaction.atomic():
        held = Attempt.objects.select_for_update(of=("self",)).select_related("paper", "page").get()
        held.take_in(
            [
                AnswerEvent(
                    attempt=held,
                    event_id=uuid4(),
                    install="may",
                    seq=seq,
                    place=place,
                    response=response,
                    elapsed_ms=elapsed,
                    # A year ahead, or behind: no wall clock is asked.
                    wall=now + timedelta(days=365 * (1 if seq == 1 else -1)),
                    received_at=now,
                )
                for seq, (place, response, elapsed) in enumerate(
                    [(1, "b", told[0]), (None, None, told[1])], start=1
                )
            ]
        )
    (came_to,) = results.of_round(round)
    assert came_to.milliseconds == counts
