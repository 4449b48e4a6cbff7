"""Long lists of machines are taken over in the background (lms/long_lists.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.models import DeviceList
from lms import long_lists
from lms.tasks import job

from .changes import apply

# A longer list would keep the browser waiting, and others with it; records are numbered one by one.
MOST_ROWS_AT_ONCE = {DeviceList.Kind.STOCK: 500, DeviceList.Kind.HANDOVERS: 60}
LONG = long_lists.LongLists(
    kind="devices.list",
    title=gettext_lazy("Import of the list «%(file)s»"),
    argument="device_list",
)
begin, under_way = LONG.begin, LONG.under_way


def is_long(kept, book):
    return book.row_count > MOST_ROWS_AT_ONCE[kept.kind]


@job(LONG.kind, gettext_lazy("Import of a list of devices"))
def take_over(running, device_list, seen):
    lists = DeviceList.objects.visible_to(running.owner, to="manage devices")
    kept = lists.select_related("school", "batch").filter(pk=device_list).first()
    return long_lists.take_over(kept, running, seen, apply, _show_progress)


def _show_progress(running, done, total):
    said = _("Row %(done)s of %(total)s is written down.") % {"done": done, "total": total}
    running.progress(done, total, said)
