"""The list of machines to be written off, to lie beside the decision."""

from devices.models import Device
from lms.pdf import render_pdf


def write_off_pdf(write_off, lines):
    day = write_off.decided_on or write_off.proposed_at
    return render_pdf(
        "devices/write_off.typ",
        {
            "school": write_off.school.name,
            "issuer": write_off.school.stands_under,
            "decision": write_off.decision_number,
            "decided": f"{write_off.decided_on:%d/%m/%Y}" if write_off.decided_on else "",
            "day": f"{day:%d}",
            "month": f"{day:%m}",
            "year": f"{day:%Y}",
            "by": write_off.proposed_by.get_full_name(),
            "total": sum(line.value for line in lines),
            "lines": [
                {
                    "code": line.device.code,
                    "model": str(line.device.model),
                    "serial": line.device.serial,
                    "batch": str(line.device.batch),
                    "state": str(Device.Lifecycle(line.device.lifecycle).label),
                    "value": line.value,
                    "reason": line.reason,
                }
                for line in lines
            ],
        },
    )
