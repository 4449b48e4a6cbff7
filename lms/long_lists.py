"""Long uploaded lists are taken over in the background, watched at `/jobs/<id>/`."""

from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.models import Job
from lms.tasks import Explained, start
from lms.uploaded_lists import CannotApply


@dataclass(frozen=True)
class LongLists:
    """The background work of one family of lists; its module registers `take_over` as a job."""

    kind: str
    # A sentence with %(file)s, for the page of the job.
    title: str
    # The name under which a job remembers its list; jobs that wait already know it.
    argument: str

    def begin(self, kept, seen, by):
        """Start taking `kept` over; a second press finds the job of the first."""
        return self.under_way(kept, by) or start(
            self.kind,
            by=by,
            title=self.title % {"file": kept.file_name},
            next_url=kept.get_absolute_url(),
            seen=seen,
            **{self.argument: str(kept.pk)},
        )

    def under_way(self, kept, by):
        """The job that takes `kept` over for this person, or None."""
        jobs = Job.objects.visible_to(by).unfinished()
        return jobs.filter(kind=self.kind, **{f"arguments__{self.argument}": str(kept.pk)}).first()


def take_over(kept, running, seen, apply, show_progress):
    """Take a list over once: begun again after a crash, it finds what was written and stops.

    `kept` is None when it was thrown away; `show_progress(running, done, total)` says how far it is.
    """
    if kept is None:
        raise Explained(
            _("This upload was thrown away meanwhile; nothing was changed. Upload the file again.")
        )
    if kept.state != kept.State.APPLIED:
        watch = partial(show_progress, running)
        try:
            apply(kept, kept.book(), by=running.owner, on=timezone.localdate(), seen=seen, watch=watch)
        except CannotApply as refusal:
            raise Explained(str(refusal)) from refusal
    return {name: many for name, many in kept.counts.items() if name != "left_out"}
