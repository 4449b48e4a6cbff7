"""Long class lists are taken over in the background (lms/long_lists.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms import long_lists
from lms.tasks import job
from students.models import RosterImport

from .changes import apply

# A larger list would keep the browser waiting, and others with it.
MOST_ROWS_AT_ONCE = 500
LONG = long_lists.LongLists(
    kind="roster.apply",
    title=gettext_lazy("Import of the class list «%(file)s»"),
    argument="roster",
)
begin, under_way = LONG.begin, LONG.under_way


def is_long(_kept, book):
    return book.row_count > MOST_ROWS_AT_ONCE


@job(LONG.kind, gettext_lazy("Import of a class list"))
def take_over(running, roster, seen):
    lists = RosterImport.objects.visible_to(running.owner, to="import class lists")
    kept = lists.select_related("school").filter(pk=roster).first()
    return long_lists.take_over(kept, running, seen, apply, _show_progress)


def _show_progress(running, done, total):
    """Reading is followed row by row; writing is one transaction, which nobody sees before its end."""
    if done < total:
        said = _("Row %(done)s of %(total)s is read.") % {"done": done, "total": total}
    else:
        said = _("All %(total)s rows are read and are being written down.") % {"total": total}
    running.progress(done, 2 * total, said)
