"""An allocation list on paper to be signed, and as a workbook."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lms import spreadsheets
from lms.pdf import render_pdf


def list_pdf(made, lines):
    """«Danh sách hộ gia đình được phân bổ máy» of one school, one row a family."""
    return render_pdf(
        "devices/allocations.typ",
        {
            "school": made.school.name,
            "issuer": made.school.stands_under,
            "batch": made.batch.name,
            "decision": made.batch.decision_number,
            "order": str(made.order),
            "state": str(made.get_state_display()),
            "quota": made.quota,
            "day": f"{timezone.localdate():%d/%m/%Y}",
            "rows": [
                {
                    "place": line.rank,
                    "household": str(line.household or ""),
                    "pupil": line.pupil.full_name,
                    "class": line.class_name,
                    "reason": line.reason,
                    "state": str(line.get_state_display()),
                }
                for line in lines
            ],
        },
    )


def list_xlsx(made, lines):
    return spreadsheets.write([(str(made.batch.code), _rows(lines))])


def _rows(lines):
    headings = [
        _("rank"),
        _("head of household"),
        _("pupil"),
        _("class"),
        _("reason"),
        _("state"),
        _("approved"),
    ]
    yield [capfirst(str(word)) for word in headings]
    for line in lines:
        yield [
            line.rank,
            str(line.household or ""),
            line.pupil.full_name,
            line.class_name,
            line.reason,
            str(line.get_state_display()),
            timezone.localdate(line.approved_at) if line.approved_at else None,
        ]
