"""Results of a round are published by an act, withdrawn by one, and ranked anew when marks changed."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.competitions import ranking, results, seating
from courses.competitions.entering import Refused
from courses.models import Publication, Round, Standing
from lms.history import note_change
from lms.text import tidy


def obstacle(round):
    """Why results cannot be published now, in a sentence; "" when they can."""
    if round.is_trial:
        return _("A round for practice counts for nothing: there is nothing to publish.")
    now = timezone.now()
    if any(
        session.page.closes_at and session.page.closes_at > now
        for session in round.sessions.select_related("page")
    ):
        return _("A session is not over yet. Publish the results when all are.")
    writing, waiting = results.at_work(round)
    if writing:
        words = ngettext("%(n)d pupil is still writing.", "%(n)d pupils are still writing.", writing)
        return words % {"n": writing}
    if waiting:
        words = ngettext(
            "%(n)d paper waits for points by hand. Mark it first.",
            "%(n)d papers wait for points by hand. Mark them first.",
            waiting,
        )
        return words % {"n": waiting}
    return ""


def ranked_now(round):
    """(everybody Placed, entries that go on) as the attempts stand now."""
    placed = ranking.ranked(results.of_round(round))
    return placed, ranking.going_on(placed, round.top_each_school, round.least_percent)


def has_changed(round, publication):
    """Whether ranked anew anything would be another."""
    told = publication.standings.values_list("entry", "points", "milliseconds", "rank", "goes_on")
    return set(told) != _told(*ranked_now(round))


@transaction.atomic
def publish(round, by, reason=""):
    """Publish the results as they stand now. Raises Refused."""
    Round.objects.select_for_update().get(pk=round.pk)
    if sentence := obstacle(round):
        raise Refused(sentence)
    placed, on = ranked_now(round)
    if not placed:
        raise Refused(_("Nobody has sat this round yet: there is nothing to publish."))
    standing = round.published
    if standing and not has_changed(round, standing):
        raise Refused(_("Nothing has changed since the results were published."))
    number, reason = next_of(round.publications, reason)
    made = Publication.objects.create(round=round, number=number, reason=reason, by=by)
    Standing.objects.bulk_create(
        [
            Standing(
                publication=made,
                entry_id=one.result.entry,
                points=one.result.points,
                out_of=one.result.out_of,
                milliseconds=one.result.milliseconds,
                rank=one.rank,
                shared_by=one.shared_by,
                goes_on=one.result.entry in on,
            )
            for one in placed
        ],
        batch_size=500,
    )
    seating.clear_after(round)
    told = {"entries": len(placed), "reason": reason}
    note_change(by=by, act="publish competition results", thing=made, after=told, school=_school(round))
    return made


def next_of(publications, reason):
    """(number, reason) of what is published next, of a round and of a contest of works alike. Raises Refused
    when it is published anew without a reason."""
    number = (publications.aggregate(last=Max("number"))["last"] or 0) + 1
    if not (reason := tidy(reason)[:200]) and number > 1:
        raise Refused(_("Say why the results are published anew. Everybody who took part reads it."))
    return number, reason


@transaction.atomic
def withdraw(round, by):
    """Take published results from sight; doing it again changes nothing."""
    Round.objects.select_for_update().get(pk=round.pk)
    standing = round.published
    if standing is None:
        return
    standing.withdraw(by)
    note_change(by=by, act="withdraw competition results", thing=standing, school=_school(round))


def _told(placed, on):
    return {
        (one.result.entry, one.result.points, one.result.milliseconds, one.rank, one.result.entry in on)
        for one in placed
    }


def _school(round):
    found = round.competition
    return found.school_id or (found.school_class.school_id if found.school_class else None)
