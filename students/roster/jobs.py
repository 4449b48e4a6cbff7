"""Long class lists are taken over in the background, watched at `/jobs/<id>/`."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.models import Job
from lms.tasks import Explained, job, start
from students.models import RosterImport

from .changes import CannotApply, apply

KIND = "roster.apply"
# A larger list would keep the browser waiting, and others with it.
MOST_ROWS_AT_ONCE = 500


def is_long(book):
    return book.row_count > MOST_ROWS_AT_ONCE


def begin(kept, seen, by):
    """Start taking `kept` over; a second press finds the job of the first."""
    return under_way(kept, by) or start(
        KIND,
        by=by,
        title=_("Import of the class list «%(file)s»") % {"file": kept.file_name},
        next_url=kept.get_absolute_url(),
        roster=str(kept.pk),
        seen=seen,
    )


def under_way(kept, by):
    """The job that takes `kept` over for this person, or None."""
    jobs = Job.objects.visible_to(by).unfinished()
    return jobs.filter(kind=KIND, arguments__roster=str(kept.pk)).first()


@job(KIND, gettext_lazy("Import of a class list"))
def take_over(running, roster, seen):
    """Take a list over once: begun again after a crash, it finds what was written and stops."""
    lists = RosterImport.objects.visible_to(running.owner, to="import class lists").select_related("school")
    kept = lists.filter(pk=roster).first()
    if kept is None:
        raise Explained(
            _("This upload was thrown away meanwhile; nothing was changed. Upload the file again.")
        )
    if kept.state == RosterImport.State.APPLIED:
        return _figures(kept)
    try:
        apply(
            kept,
            kept.book(),
            by=running.owner,
            on=timezone.localdate(),
            seen=seen,
            watch=partial(_show_progress, running),
        )
    except CannotApply as refusal:
        raise Explained(str(refusal)) from refusal
    return _figures(kept)


def _show_progress(running, done, total):
    """Reading is followed row by row; writing is one transaction, which nobody sees before its end."""
    if done < total:
        said = _("Row %(done)s of %(total)s is read.") % {"done": done, "total": total}
    else:
        said = _("All %(total)s rows are read and are being written down.") % {"total": total}
    running.progress(done, 2 * total, said)


def _figures(kept):
    return {name: many for name, many in kept.counts.items() if name != "left_out"}
