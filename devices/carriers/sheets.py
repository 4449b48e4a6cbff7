"""The workbook for the carriers: one sheet each, our request numbers, and two columns for the answer.

Nothing of the family stands in it: a carrier knows its cards by their numbers.
"""

from django.utils.translation import gettext as _

from lms import spreadsheets

# Vietnamese as carriers read it; answers.py finds the same headings again.
HEADINGS = [
    "Mã yêu cầu",
    "Việc cần làm",
    "Số thuê bao",
    "Số seri SIM",
    "Gói cước",
    "Số seri SIM mới",
    "Kết quả",
    "Lý do",
]


def workbook(requests):
    """The bytes of the workbook of these requests."""
    by_carrier = {}
    for request in requests.select_related("sim", "plan").order_by("pk"):
        by_carrier.setdefault(request.get_carrier_display(), []).append(request)
    sheets = [(name, _rows(found)) for name, found in sorted(by_carrier.items())]
    return spreadsheets.write(sheets or [(_("Requests to carriers"), [HEADINGS])])


def _rows(requests):
    yield HEADINGS
    for request in requests:
        yield [
            request.reference,
            request.get_kind_display(),
            request.sim.number,
            request.sim.iccid,
            request.plan.name if request.plan else "",
            request.new_iccid,
            "",
            "",
        ]
