"""A large school goes into the new year in the background, watched at `/jobs/<id>/`."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.models import Job
from lms.tasks import Explained, job, start
from students.models import RollOver
from students.movement.rules import CannotMove

from .changes import apply

KIND = "rollover.apply"
MOST_PUPILS_AT_ONCE = 500


def is_long(plan):
    return len(plan.lines) > MOST_PUPILS_AT_ONCE


def begin(roll_over, seen, by):
    """Start it; a second press finds the job of the first."""
    return under_way(roll_over, by) or start(
        KIND,
        by=by,
        title=_("New school year %(year)s for %(school)s")
        % {"year": roll_over.year_code.replace("-", "–"), "school": roll_over.school},
        next_url=roll_over.get_absolute_url(),
        roll_over=str(roll_over.pk),
        seen=seen,
    )


def under_way(roll_over, by):
    """The job that carries `roll_over` out for this person, or None."""
    jobs = Job.objects.visible_to(by).unfinished()
    return jobs.filter(kind=KIND, arguments__roll_over=str(roll_over.pk)).first()


@job(KIND, gettext_lazy("New school year for a whole school"))
def carry_out(running, roll_over, seen):
    """Once: begun again after a crash, it finds the movement of the first try."""
    running.progress(0, 2, _("Looking at every class once more."))
    kept = RollOver.objects.visible_to(running.owner, to="move pupils").filter(pk=roll_over)
    kept = kept.select_related("school", "movement").first()
    if kept is None:
        raise Explained(_("You may no longer do this for the school; nothing was changed."))
    done = kept.movement
    if not (done and done.undone_at is None and done.done_at > running.made_at):
        running.progress(1, 2, _("Writing down who goes into which class."))
        try:
            done = apply(kept, by=running.owner, on=timezone.localdate(), seen=seen)
        except CannotMove as refusal:
            raise Explained(str(refusal)) from refusal
    return done.counts
