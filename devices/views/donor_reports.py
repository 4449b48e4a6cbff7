"""The quarterly report of a batch, for its donor."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from devices.models import Batch
from devices.reports.donors import Quarter, offered, tell
from lms import downloads, spreadsheets
from lms.text import make_slug
from students.abilities import requires

MONTH_NUMBERS = ["devices", "days", "hours", "middle", "offline"]


@require_safe
@never_cache
@requires("see overview")
def quarterly(request, code):
    batch = get_object_or_404(Batch.objects.visible_to(request.user).select_related("programme"), code=code)
    quarters = offered(timezone.localdate())
    quarter = Quarter.named(request.GET.get("quarter", "")) or quarters[0]
    told = tell(batch, request.user, quarter)
    if request.GET.get("as") == "xlsx":
        return _as_workbook(batch, quarter, told)
    context = {
        "batch": batch,
        "quarter": quarter,
        "quarters": quarters,
        "told": told,
        "headings": _month_headings(),
        "months": [(row["month"], [row[name] for name in MONTH_NUMBERS]) for row in told["months"]],
    }
    return render(request, "devices/reports/donor.html", context)


def _month_headings():
    return [
        _("month"),
        _("machines used"),
        _("days of use"),
        _("hours of learning"),
        _("median minutes on a day of use"),
        _("share offline"),
    ]


def _as_workbook(batch, quarter, told):
    numbers = [
        [capfirst(str(batch)), f"{quarter.number}/{quarter.year}"],
        *([capfirst(words), number] for words, number in [*told["machines"], *told["served"]]),
        [_("Machines in somebody's hands that are not measured"), told["unknown"]],
    ]
    months = [[row["month"], *(row[name] for name in MONTH_NUMBERS)] for row in told["months"]]
    headings = [capfirst(label) for label in _month_headings()]
    sheets = [(_("Batch"), numbers), (_("Use"), [headings, *months])]
    name = f"bao-cao-{make_slug(str(batch))}-quy-{quarter.number}-{quarter.year}.xlsx"
    return downloads.xlsx(spreadsheets.write(sheets), name)
