"""A judge gives points by the sheet: kept as a draft while they are typed, given by an act. Given anew is
another row; nothing is rewritten."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import JudgedPoints, Judging, WorkContest
from courses.templatetags.questions import points as in_words
from courses.work_contests import judges
from courses.work_contests.points import read
from lms.history import note_change
from lms.text import clean

MOST_REMARK = 1000


@dataclass
class Row:
    """A criterion as it stands on the screen."""

    criterion: object
    typed: str
    fault: str = ""


def rows_of(contest, typed):
    """[Row] of the sheet, filled with what was typed ({number: text})."""
    return [Row(one, str(typed.get(str(one.number), ""))) for one in contest.criteria.all()]


def typed_in(post, contest):
    """{number: text} of a posted form."""
    return {str(one.number): post.get(f"points-{one.number}", "")[:8] for one in contest.criteria.all()}


def standing_in(judging):
    """({number: text}, remark) that the form is filled from: the draft, else what was given."""
    if judging.draft:
        return judging.draft.get("points", {}), judging.draft.get("remark", "")
    last = judging.last
    if last is None:
        return {}, ""
    return {number: in_words(Decimal(text)) for number, text in last.points.items()}, last.remark


@transaction.atomic
def keep_draft(judging, typed, remark, after):
    """Keep what was typed so far; it counts for nothing. Raises Refused."""
    judging = _locked(judging, after)
    judging.draft = {"points": typed, "remark": clean(remark)[:MOST_REMARK]}
    judging.draft_at = timezone.now()
    judging.save(update_fields=["draft", "draft_at"])
    return judging


@transaction.atomic
def give(judging, typed, remark, after, by):
    """Give the points. `after`: the row that the form was filled from ("" for none). The same again is no new
    row. Raises Refused with what is wrong, line by line."""
    judging = _locked(judging, after)
    rows = rows_of(judging.work.contest, typed)
    worth = {}
    for row in rows:
        told = {"title": row.criterion.title, "most": in_words(row.criterion.points)}
        value = read(row.typed)
        if value is None:
            raise Refused(_("«%(title)s»: write points from 0 to %(most)s.") % told)
        if value > row.criterion.points:
            raise Refused(_("«%(title)s»: there are only %(most)s points for it.") % told)
        worth[str(row.criterion.number)] = value
    told = {number: str(value.normalize() if value else 0) for number, value in worth.items()}
    told = {number: f"{Decimal(text):f}" for number, text in told.items()}
    remark, last = clean(remark)[:MOST_REMARK], judging.last
    if last is None or (last.points, last.remark) != (told, remark):
        total = sum(worth.values(), Decimal(0))
        JudgedPoints.objects.create(judging=judging, points=told, total=total, remark=remark, by=by)
        before = {"points": in_words(last.total)} if last else None
        note_change(
            by=by,
            act="judge a work",
            thing=judging.work,
            before=before,
            after={"points": in_words(total)},
            school=judging.work.contest.school_id,
        )
    judging.draft, judging.draft_at = {}, None
    judging.save(update_fields=["draft", "draft_at"])
    return judging


def _locked(judging, after):
    """Raises Refused. In one queue with publishing: nothing is given while results come out."""
    WorkContest.objects.select_for_update().get(pk=judging.work.contest_id)
    found = (
        Judging.objects.select_for_update(of=("self",))
        .select_related("work__contest", "judge")
        .get(pk=judging.pk)
    )
    judges.refuse_when_published(found.work.contest)
    if found.removed_at or found.judge.removed_at or not found.work.stands:
        raise Refused(_("This work is not yours to judge any more."))
    last = found.last
    if str(last.pk if last else "") != after:
        raise Refused(_("Points were given in another window since. Load the page again."))
    return found
