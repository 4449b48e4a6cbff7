"""The result of a count on paper, to be signed, and as a workbook."""

from django.utils import timezone

from lms import spreadsheets
from lms.pdf import render_pdf

HEADING = [
    "STT",
    "Mã máy",
    "Loại máy",
    "Số sê-ri",
    "Lớp",
    "Người giữ",
    "Kết quả",
    "Tình trạng",
    "Ghi chú",
    "Thấy lúc",
]


def count_pdf(count, said):
    """The «biên bản kiểm kê»: numbers first, then what is not as the books say; then all that was found."""
    opened, closed = (
        timezone.localtime(count.opened_at),
        count.closed_at and timezone.localtime(count.closed_at),
    )
    numbers = said.as_numbers()
    return render_pdf(
        "devices/stocktake.typ",
        {
            "school": count.school.name,
            "issuer": count.school.stands_under,
            "label": count.label,
            "scope": str(count.get_scope_display()),
            "begun": f"{opened:%H:%M %d/%m/%Y}",
            "closed": f"{closed:%H:%M %d/%m/%Y}" if closed else "",
            "day": f"{(closed or opened):%d}",
            "month": f"{(closed or opened):%m}",
            "year": f"{(closed or opened):%Y}",
            "by": count.opened_by.get_full_name(),
            "note": count.closing_note,
            "numbers": numbers,
            "missing": [_cells(row) for row in said.missing],
            "in_repair": [_cells(row) for row in said.in_repair],
            "elsewhere": [_cells(row) for row in said.elsewhere],
            "unknown": [{"code": scan.code, "note": scan.note} for scan in said.unknown],
            "found": [_cells(row) for row in said.found],
            "new": [_cells(row) for row in said.new],
            "makes_list": said.makes_list,
        },
    )


def count_xlsx(count, said):
    parts = (
        ("có mặt", said.found),
        ("có mặt, ghi vào danh sách phòng", said.new),
        ("không thấy", said.missing),
        ("đang sửa", said.in_repair),
        ("ngoài danh sách", said.elsewhere),
    )
    rows = [HEADING]
    for result, part in parts:
        for row in part:
            cells = _cells(row)
            seen = timezone.localtime(row.last.scanned_at) if row.last else None
            rows.append(
                [
                    len(rows),
                    cells["code"],
                    cells["model"],
                    cells["serial"],
                    cells["class"],
                    cells["holder"],
                    result,
                    cells["seen_as"],
                    cells["note"],
                    f"{seen:%d/%m/%Y %H:%M}" if seen else "",
                ]
            )
    for scan in said.unknown:
        rows.append([len(rows), scan.code, "", "", "", "", "mã không có trong sổ", "", scan.note, ""])
    return spreadsheets.write([("Kiểm kê", rows)])


def _cells(row):
    told = list(row.notes)
    if row.late:
        told.append("thấy sau khi kết thúc kiểm kê")
    if row.lost:
        told.append(f"đã báo mất ngày {timezone.localtime(row.lost.reported_at):%d/%m/%Y}")
    told += [f"{later.get_outcome_display()}: {later.note}".rstrip(": ") for later in row.later]
    return {
        "code": row.device.code,
        "model": str(row.device.model),
        "serial": row.device.serial,
        "school": str(row.school or row.device.school),
        "class": row.class_name,
        "holder": row.holder,
        "seen_as": str(row.seen_as),
        "note": "; ".join(told),
    }
