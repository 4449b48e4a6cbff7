"""What is printed about machines: the record to sign, a class's list of who received what, labels."""

from django.conf import settings
from django.urls import reverse

from devices.inspecting import in_words
from devices.label_sheets import SHEETS
from devices.models import Assignment, Handover, Tenure
from devices.papers_kept import kept_until
from lms.pdf import qr_svg, render_pdf

ASKS_CONSENT = {"2026-11"}
PROMISES = [
    "Sử dụng thiết bị đúng mục đích học tập; giữ gìn cẩn thận, không bán, cho, cầm cố.",
    "Bảo quản SIM theo máy, không lắp SIM sang thiết bị khác; không dùng cho việc khác ngoài học tập.",
    "Báo ngay cho nhà trường khi máy hỏng, mất hoặc khi chuyển nơi ở, chuyển trường.",
    "Thiết bị nhà trường cho mượn được trả lại đúng hạn, kèm đủ phụ kiện.",
]
# What the receiver promises, by the version that stands on the paper: it is printed again as it was
# signed. Since 2026-11 the family says yes or no to the counting of time apart from its promises.
TERMS = {
    "2026-11": PROMISES,
    "2026-09": [
        *PROMISES,
        "Được biết: hệ thống chỉ ghi thời gian học trên máy, không ghi vị trí và nội dung riêng tư; "
        "gia đình có quyền rút lại sự đồng ý này bất cứ lúc nào.",
    ],
}

# What stands for a name once the time of a paper is over.
NO_NAME = "(hết hạn giữ tên)"

# What stands under «NGƯỜI NHẬN».
SIGNING = {
    Handover.SignedHow.SIGNED: "ký, ghi rõ họ tên",
    Handover.SignedHow.THUMBPRINT: "điểm chỉ",
    Handover.SignedHow.SIGNED_FOR: "ký thay, ghi rõ họ tên",
}


def handover_pdf(paper):
    """The «biên bản bàn giao» of one paper, with a line for each thing."""
    return handovers_pdf([paper])


def handovers_pdf(papers):
    """The same for many, one after the other: what a class signs in one morning."""
    return render_pdf("devices/handover.typ", {"papers": [handover_facts(paper) for paper in papers]})


def handover_facts(paper):
    pupil = paper.pupil
    lines = (
        paper.lines.standing()
        .select_related(
            "device__model",
            "device__batch__programme",
            "sim",
            "accessory",
            "household",
            "teacher",
            "instead_of__device__model",
        )
        .prefetch_related("inspections__marks__point")
    )
    lines = sorted(lines, key=lambda line: (line.device is None, line.sim is None))
    batch = next((line.device.batch for line in lines if line.device), None)
    return {
        "school": paper.school.name,
        "issuer": paper.school.stands_under,
        "number": paper.number,
        "place": paper.place,
        "day": f"{paper.signed_on:%d}",
        "month": f"{paper.signed_on:%m}",
        "year": f"{paper.signed_on:%Y}",
        "giver": paper.giver_name,
        "receiver": paper.receiver_name or NO_NAME,
        "relation": paper.get_relation_display(),
        "signing": SIGNING[paper.signed_how],
        "signer": paper.signer_name,
        "signer_reason": paper.signer_reason,
        "thumbprint": paper.signed_how == Handover.SignedHow.THUMBPRINT,
        "pupil": {
            "name": pupil_name(paper),
            "born": f"{pupil.date_of_birth:%d/%m/%Y}" if pupil.date_of_birth else "",
            "class": paper.class_name,
            "address": pupil.address_as_written or pupil.village,
            "household": pupil.household.head_name if pupil.household else "",
        }
        if pupil
        else None,
        "tenure": str(Tenure(lines[0].tenure).label) if lines else "",
        "due": f"{lines[0].due_on:%d/%m/%Y}" if lines and lines[0].due_on else "",
        "batch": batch
        and {
            "name": batch.name,
            "programme": batch.programme.name,
            "donor": batch.donor,
            "decision": batch.decision_number,
            "decision_date": f"{batch.decision_date:%d/%m/%Y}" if batch.decision_date else "",
        },
        "items": [_item(line) for line in lines],
        "instead_of": [_replaced(line) for line in lines if line.instead_of_id and line.device_id],
        "terms": TERMS[paper.terms_version],
        "asks_consent": paper.terms_version in ASKS_CONSENT and pupil is not None,
    }


def pupil_name(paper):
    """The pupil as the record names it: without a name once erased, and until when the record is kept."""
    pupil = paper.pupil
    if paper.forgotten_on:
        return NO_NAME
    until = kept_until(paper) if pupil.erased_at else None
    return f"{pupil} – giữ đến {until:%d/%m/%Y} theo hồ sơ bàn giao" if until else str(pupil)


def receivers_pdf(school_class, rows):
    """The «danh sách ký nhận» of a class: one row a pupil, with a column to sign in."""
    return render_pdf(
        "devices/receivers.typ",
        {
            "school": school_class.school.name,
            "issuer": school_class.school.stands_under,
            "class": school_class.name,
            "year": str(school_class.year),
            "rows": rows,
        },
    )


def receiver_rows(students):
    """What each pupil holds now, in the order of `students`."""
    held = {}
    lines = Assignment.objects.open().filter(pupil__in=[student.pk for student in students])
    for line in lines.select_related("device__model", "sim", "accessory", "handover"):
        held.setdefault(line.pupil_id, []).append(line)
    rows = []
    for student in students:
        lines = held.get(student.pk, [])
        devices = [line for line in lines if line.device]
        rows.append(
            {
                "name": student.full_name,
                "born": f"{student.date_of_birth:%d/%m/%Y}" if student.date_of_birth else "",
                "device": ", ".join(str(line.device.model) for line in devices),
                "numbers": ", ".join(f"{line.device.serial} ({line.device.code})" for line in devices),
                "sim": ", ".join(str(line.sim) for line in lines if line.sim),
                "receiver": devices[0].handover.receiver_name if devices else "",
            }
        )
    return rows


def labels_pdf(devices, sheet=SHEETS["24"], first=1):
    """Stickers with the code that `/d/<code>/` opens, for the back of each machine; the first one on the
    place `first` of a sheet that may be used in part."""
    return render_pdf(
        "devices/labels.typ",
        {
            "sheet": sheet.facts(),
            "first": first,
            "devices": [
                {
                    "code": device.code,
                    "model": str(device.model),
                    "serial": device.serial,
                    "school": device.school.name,
                    "qr": qr_svg(settings.PUBLIC_URL + reverse("devices:open_code", args=[device.code])),
                }
                for device in devices
            ],
        },
    )


def _item(line):
    """One row of the paper's table."""
    looked = in_words(line, "out") if line.device_id else ""
    return {**thing(line), "condition": line.get_condition_out_display(), "looked": looked}


def _replaced(line):
    """The machine in whose place this one goes: given back for good, or away to be repaired."""
    old = line.instead_of
    return {
        **thing(old),
        "is_loan": line.is_loaner,
        "condition": "" if line.is_loaner else old.get_condition_in_display(),
    }


def thing(line):
    """What a line is about, as papers write it: its name, its numbers, how many."""
    if line.device:
        device = line.device
        imeis = " / ".join(filter(None, (device.imei1, device.imei2)))
        numbers = [f"Số sê-ri: {device.serial}", f"Mã máy: {device.code}"]
        return {
            "what": f"{device.model.get_kind_display().capitalize()} {device.model}",
            "numbers": numbers + ([f"IMEI: {imeis}"] if imeis else []),
            "quantity": 1,
        }
    if line.sim:
        return {
            "what": f"SIM {line.sim.get_carrier_display()}",
            "numbers": [f"Số thuê bao: {line.sim.number or '–'}", f"Số seri SIM: {line.sim.iccid}"],
            "quantity": 1,
        }
    return {"what": str(line.accessory), "numbers": [], "quantity": line.quantity}
