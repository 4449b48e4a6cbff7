"""The sheet that goes with a machine to the workshop. It names no child."""

from django.utils import timezone

from devices.models import warranty_until
from lms.pdf import render_pdf


def sheet_pdf(ticket, by):
    device, today = ticket.device, timezone.localdate()
    until = warranty_until(device)
    return render_pdf(
        "devices/repair.typ",
        {
            "school": device.school.name,
            "issuer": device.school.stands_under,
            "phone": device.school.phone,
            "code": device.code,
            "model": f"{device.model.get_kind_display().capitalize()} {device.model}",
            "serial": device.serial,
            "imei": " / ".join(filter(None, (device.imei1, device.imei2))),
            "batch": str(device.batch),
            "fault": ticket.words,
            "reported": f"{ticket.reported_on:%d/%m/%Y}",
            "workshop": ticket.workshop,
            "warranty": f"{until:%d/%m/%Y}" if until and until >= today else "",
            "claim": ticket.claim_number,
            "repeat": f"{ticket.repeat_of.back_on:%d/%m/%Y}" if ticket.repeat_of else "",
            "by": by.get_full_name(),
            "day": f"{today:%d}",
            "month": f"{today:%m}",
            "year": f"{today:%Y}",
        },
    )
