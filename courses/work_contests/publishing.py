"""Prizes; results published by an act, withdrawn by one, and published anew when points were corrected."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.competitions.entering import Refused
from courses.competitions.publishing import next_of
from courses.models import ContestPublication, ContestWork, Placing, WorkContest
from courses.work_contests import judges, showing, standing
from lms.history import note_change


def obstacle(contest, lines):
    """Why results cannot be published now, in a sentence; "" when they can."""
    if not contest.drawn_at:
        return _("The works are not shared out yet: there are no points.")
    lacking = [line for line in lines if len(line.judgings) < contest.judges_each]
    if lacking:
        words = ngettext(
            "Work %(numbers)s lacks a judge. Name one more and share out again.",
            "Works %(numbers)s lack a judge. Name one more and share out again.",
            len(lacking),
        )
        return words % {"numbers": _numbers(lacking)}
    waiting = [line for line in lines if line.waits_for]
    if waiting:
        words = ngettext(
            "Work %(numbers)s waits for points.", "Works %(numbers)s wait for points.", len(waiting)
        )
        return words % {"numbers": _numbers(waiting)}
    return "" if lines else _("No work counts: there is nothing to publish.")


@transaction.atomic
def award(contest, prizes, by):
    """Give prizes: {work: prize or ""}. What is unknown is left out. Raises Refused."""
    WorkContest.objects.select_for_update().get(pk=contest.pk)
    judges.refuse_when_published(contest)
    changed = 0
    for work in contest.works.standing():
        prize = prizes.get(str(work.pk), work.prize)
        if prize == work.prize or prize not in ("", *ContestWork.Prize.values):
            continue
        before = {"prize": work.get_prize_display()}
        work.prize = prize
        if not prize:
            work.shown_at = work.shown_by = None
        work.save(update_fields=["prize", "shown_at", "shown_by"])
        after = {"prize": work.get_prize_display()}
        note_change(by=by, act="give a prize", thing=work, before=before, after=after, school=work.school_id)
        changed += 1
    return changed


@transaction.atomic
def show(work, by, shown=True):
    """Let whoever sees the contest open a work that won a prize, or take it from sight. Raises Refused."""
    work = ContestWork.objects.select_for_update(of=("self",)).select_related("contest").get(pk=work.pk)
    if bool(work.shown_at) == shown:
        return work
    if shown:
        if not (work.stands and work.prize):
            raise Refused(_("Only works with a prize are shown. Give it a prize first."))
        if sentence := showing.why_not_shown(work):
            raise Refused(sentence)
    work.shown_at, work.shown_by = (timezone.now(), by) if shown else (None, None)
    work.save(update_fields=["shown_at", "shown_by"])
    act = "show a work" if shown else "take a work from sight"
    note_change(by=by, act=act, thing=work, school=work.school_id)
    return work


@transaction.atomic
def publish(contest, by, reason=""):
    """Publish what the works have come to. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    if contest.published:
        raise Refused(_("The results are published already."))
    lines = standing.of_contest(contest)
    if sentence := obstacle(contest, lines):
        raise Refused(sentence)
    number, reason = next_of(contest.publications, reason)
    made = ContestPublication.objects.create(contest=contest, number=number, reason=reason, by=by)
    out_of = contest.out_of
    Placing.objects.bulk_create(
        [
            Placing(
                publication=made,
                work=line.work,
                mean=line.judged.mean,
                out_of=out_of,
                judges=len(line.judgings),
                rank=rank,
                shared_by=shared,
                prize=line.work.prize,
            )
            for _group, some in standing.placed(lines)
            for line, rank, shared in some
        ],
        batch_size=500,
    )
    told = {"works": len(lines), "reason": reason}
    note_change(by=by, act="publish a work contest", thing=contest, after=told, school=contest.school_id)
    return made


@transaction.atomic
def withdraw(contest, by):
    """Take the results from sight, so that points can be corrected; doing it again changes nothing."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    stands = contest.published
    if stands is None:
        return
    stands.withdraw(by)
    note_change(by=by, act="withdraw a work contest", thing=contest, school=contest.school_id)


def _numbers(lines):
    return ", ".join(str(line.work.number) for line in lines[:20])
