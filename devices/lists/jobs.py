"""Long lists are taken over in the background, watched at `/jobs/<id>/`."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.models import DeviceList
from lms.models import Job
from lms.tasks import Explained, job, start
from students.roster.changes import CannotApply

from .changes import apply

KIND = "devices.list"
# A longer list would keep the browser waiting, and others with it; records are numbered one by one.
MOST_ROWS_AT_ONCE = {DeviceList.Kind.STOCK: 500, DeviceList.Kind.HANDOVERS: 60}


def is_long(kept, book):
    return book.row_count > MOST_ROWS_AT_ONCE[kept.kind]


def begin(kept, seen, by):
    """Start taking `kept` over; a second press finds the job of the first."""
    return under_way(kept, by) or start(
        KIND,
        by=by,
        title=_("Import of the list «%(file)s»") % {"file": kept.file_name},
        next_url=kept.get_absolute_url(),
        device_list=str(kept.pk),
        seen=seen,
    )


def under_way(kept, by):
    """The job that takes `kept` over for this person, or None."""
    jobs = Job.objects.visible_to(by).unfinished()
    return jobs.filter(kind=KIND, arguments__device_list=str(kept.pk)).first()


@job(KIND, gettext_lazy("Import of a list of devices"))
def take_over(running, device_list, seen):
    """Take a list over once: begun again after a crash, it finds what was written and stops."""
    lists = DeviceList.objects.visible_to(running.owner, to="manage devices").select_related(
        "school", "batch"
    )
    kept = lists.filter(pk=device_list).first()
    if kept is None:
        raise Explained(
            _("This upload was thrown away meanwhile; nothing was changed. Upload the file again.")
        )
    if kept.state == DeviceList.State.APPLIED:
        return _figures(kept)
    try:
        today, progress = timezone.localdate(), partial(_show_progress, running)
        apply(kept, kept.book(), by=running.owner, on=today, seen=seen, watch=progress)
    except CannotApply as refusal:
        raise Explained(str(refusal)) from refusal
    return _figures(kept)


def _show_progress(running, done, total):
    said = _("Row %(done)s of %(total)s is written down.") % {"done": done, "total": total}
    running.progress(done, total, said)


def _figures(kept):
    return {name: many for name, many in kept.counts.items() if name != "left_out"}
