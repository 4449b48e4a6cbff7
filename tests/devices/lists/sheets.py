"""Lists of machines as clerks keep them, made on the spot."""

from tests.students.roster.lists import workbook

HEADING = [
    "STT",
    "Họ và tên HS",
    "Ngày sinh",
    "Lớp",
    "Số máy/Seri/S/N",
    "IMEI 1",
    "Số seri SIM",
    "Số thuê bao",
    "Người nhận",
    "Ký nhận",
]
ABOVE = [
    ["TRƯỜNG PTDTBT THCS MƯỜNG NHÀ"],
    ["Số: 12/BB-PTDTBT"],
    ["DANH SÁCH HỌC SINH NHẬN MÁY TÍNH BẢNG ĐỢT 1 NĂM 2026"],
    ["(Theo Quyết định số 45/QĐ-UBND ngày 01/9/2026)"],
    ["Mường Nhà, ngày 05 tháng 9 năm 2026"],
]
BELOW = [
    ["Tổng cộng: 2 máy"],
    ["", "NGƯỜI LẬP", "", "", "HIỆU TRƯỞNG"],
    ["", "Nguyễn Thị Lan", "", "", "Quàng Văn Thành"],
]


def row(
    name="Giàng A Sùng",
    born="",
    school_class="6A",
    serial="",
    imei="",
    iccid="",
    phone="",
    receiver="",
    signed="",
):
    return [1, name, born, school_class, serial, imei, iccid, phone, receiver, signed]


def handovers(*rows, above=ABOVE, heading=HEADING, title="Danh sách", below=BELOW):
    return workbook((title, [*above, heading, *rows, *below]))


def text(*rows, above=ABOVE, heading=HEADING, separator=";", encoding="utf-8-sig"):
    """The same list as somebody saved it as .csv."""
    lines = [separator.join(map(str, cells)) for cells in [*above, heading, *rows]]
    return "\r\n".join(lines).encode(encoding)


STOCK = ["STT", "Tên máy", "Số sê-ri", "IMEI 1", "IMEI 2", "Đơn vị nhận", "Số seri SIM", "Số SIM", "Nhà mạng"]


def machine(
    serial="", imei="", imei2="", school="", iccid="", phone="", carrier="", model="Samsung Galaxy Tab A9"
):
    return [1, model, serial, imei, imei2, school, iccid, phone, carrier]


def delivery(*rows, heading=STOCK, above=(["DANH SÁCH MÁY TÍNH BẢNG ĐỢT 1"], [])):
    return workbook(("Máy", [*above, heading, *rows, ["Tổng cộng", "", "2"], ["", "Người lập"]]))
