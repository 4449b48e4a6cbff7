"""Class lists as schools have them, made on the spot."""

import io
from datetime import date

import openpyxl

MINISTRY = [
    "STT",
    "Mã định danh Bộ GD&ĐT",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Trạng thái",
    "SĐT liên hệ",
    "Tên cha",
    "Tên mẹ",
    "Lớp học",
    "Khối học",
    "Số định danh cá nhân",
    "Chỗ ở hiện nay - Xã (cũ)",
    "Chỗ ở hiện nay - Huyện (cũ)",
]


def workbook(*sheets):
    """Bytes of an .xlsx; `sheets` are (title, rows[, areas to merge])."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, *merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ministry_row(number, name="Giàng A Sùng", **other):
    row = {
        "STT": number,
        "Mã định danh Bộ GD&ĐT": f"11{number:08d}",
        "Họ tên": name,
        "Ngày sinh": f"{number % 28 + 1:02d}/09/2015",
        "Giới tính": "Nam",
        "Dân tộc": "Mông",
        "Trạng thái": "Đang học",
        "SĐT liên hệ": "0987654321",
        "Tên cha": "Giàng A Páo",
        "Tên mẹ": "Sùng Thị Mỷ",
        "Lớp học": "6A1",
        "Khối học": "Khối 6",
        "Số định danh cá nhân": "",
        "Chỗ ở hiện nay - Xã (cũ)": "Xã Mường Nhà",
        "Chỗ ở hiện nay - Huyện (cũ)": "Huyện Điện Biên",
        **other,
    }
    return [row[title] for title in MINISTRY]


def ministry(rows, title="DANH SÁCH HỌC SINH"):
    """The ministry's export: titles, a blank row, then the heading in row 5."""
    above = [["SỞ GD&ĐT ĐIỆN BIÊN"], ["PTDTBT THCS Mường Nhà"], [title], []]
    return workbook(("Danh sách", [*above, MINISTRY, *rows]))


def pupils(count):
    """`count` rows of different pupils in classes of 35."""
    family = ["Giàng", "Lò", "Quàng", "Vàng", "Sùng", "Cà", "Lường", "Tòng", "Mùa", "Hạng"]
    given = ["Sùng", "Hoa", "Páo", "Mỷ", "Dính", "Chứ", "Xuân", "Hặc", "Ánh", "Đức", "Ly", "Tủa"]
    rows = []
    for number in range(1, count + 1):
        boy = number % 2
        middle = given[number // 12 % 12]
        name = f"{family[number % 10]} {'A' if boy else 'Thị'} {middle} {given[number % 12]}"
        rows.append(
            ministry_row(
                number,
                name,
                **{
                    "Ngày sinh": date(2015, number % 12 + 1, number % 28 + 1),
                    "Giới tính": "Nam" if boy else "Nữ",
                    "Lớp học": f"6A{(number - 1) // 35 + 1}",
                    "SĐT liên hệ": f"09{number:08d}",
                    "Tên cha": f"{family[number % 10]} A Tráng",
                },
            )
        )
    return rows
