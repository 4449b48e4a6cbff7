"""A teacher says that a work is of the pupils, or turns it down; the organiser takes one out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import ContestWork, WorkContest
from courses.work_contests import judges
from lms.history import note_change
from lms.text import tidy


def confirm(works, by, looked_at=None):
    """A teacher confirms works that wait; how many became confirmed. `looked_at`: {work: `as_handed`, as the
    page showed it}. Raises Refused when one was handed in anew since."""
    return _decide(works, by, "confirm a work", looked_at, confirmed_at=timezone.now(), confirmed_by=by)


def turn_down(works, by, reason, looked_at=None):
    """A teacher turns works down that wait, and says why; they may be handed in anew while it is time."""
    if not (reason := tidy(reason)):
        raise Refused(_("Say why, so that the pupil knows: nothing was changed."))
    told = {"turned_down_at": timezone.now(), "turned_down_by": by, "reason": reason[:200]}
    return _decide(works, by, "turn a work down", looked_at, **told)


@transaction.atomic
def exclude(work, by, reason):
    """The organiser takes a confirmed work out of the contest, and says why. Raises Refused."""
    WorkContest.objects.select_for_update().get(pk=work.contest_id)
    work = ContestWork.objects.select_for_update(of=("self",)).select_related("contest").get(pk=work.pk)
    if not (reason := tidy(reason)):
        raise Refused(_("Say why, so that the authors know: nothing was changed."))
    judges.refuse_when_published(work.contest)
    if work.stands:
        work.turned_down_at, work.turned_down_by, work.reason = timezone.now(), by, reason[:200]
        work.save(update_fields=["turned_down_at", "turned_down_by", "reason"])
        note_change(
            by=by, act="turn a work down", thing=work, after={"reason": work.reason}, school=work.school_id
        )
    return work


@transaction.atomic
def _decide(works, by, act, looked_at, **told):
    waiting = works.select_for_update(of=("self",)).waiting().filter(contest__drawn_at=None)
    done = list(waiting.prefetch_related("files"))
    unseen = [one for one in done if looked_at is not None and looked_at.get(str(one.pk)) != one.as_handed]
    if unseen:
        words = _(
            "Changed since this page was opened: %(numbers)s. Look at it once more; nothing was changed."
        )
        raise Refused(words % {"numbers": ", ".join(str(one.number) for one in unseen)})
    ContestWork.objects.filter(pk__in=[one.pk for one in done]).update(**told)
    for one in done:
        note_change(by=by, act=act, thing=one, school=one.school_id)
    return len(done)
