"""Which schools, classes and staff the demo has."""

from home.demo.names import DAO, KHO_MU, KINH, LAO, MONG, THAI
from students.models import Role, School

ONE_SCHOOL = {
    "code": "11368501",
    "name": "PTDTBT THCS Mường Nhà",
    "kind": School.Kind.SEMI_BOARDING,
    "levels": "lower_secondary",
    "commune": "Mường Nhà",
    "address": "Bản Na Phay, xã Mường Nhà, tỉnh Điện Biên",
    "sign": "MN",
    "campuses": [("Trung tâm", "Na Phay", True, "good", True), ("Pu Lau", "Pu Lau", False, "none", True)],
    "villages": {
        "Na Phay": "good",
        "Pha Thanh": "weak",
        "Na Hôm": "weak",
        "Hồi Hương": "good",
        "Pu Lau": "none",
        "Huổi Lếch": "none",
    },
    "groups": {THAI: 44, MONG: 33, KHO_MU: 17, LAO: 3, KINH: 3},
    "classes": [
        ("6A", 6, None, 0, 34, "Nguyễn Thị Lan"),
        ("6B", 6, None, 1, 29, "Giàng A Tủa"),
        ("7A", 7, None, 0, 34, "Bạc Thị Hà"),
        ("8A", 8, None, 0, 33, "Lò Văn Panh"),
        ("9A", 9, None, 0, 35, "Trần Thị Nga"),
    ],
}
OTHER_SCHOOL = {
    "code": "11169401",
    "name": "Tiểu học Nà Hỳ",
    "kind": School.Kind.ORDINARY,
    "levels": "primary",
    "commune": "Nà Hỳ",
    "address": "Bản Nà Hỳ 1, xã Nà Hỳ, tỉnh Điện Biên",
    "sign": "NH",
    "campuses": [
        ("Trung tâm", "Nà Hỳ 1", True, "good", True),
        ("Huổi Cơ Dạo", "Huổi Cơ Dạo", False, "none", False),
    ],
    "villages": {
        "Nà Hỳ 1": "good",
        "Nà Hỳ 2": "good",
        "Sín Chải": "weak",
        "Lai Khoang": "weak",
        "Huổi Cơ Dạo": "none",
    },
    "groups": {MONG: 56, THAI: 29, DAO: 8, KHO_MU: 4, KINH: 3},
    "classes": [
        ("3A", 3, None, 0, 29, "Lường Thị Xuân"),
        ("4A", 4, None, 0, 27, "Sùng A Páo"),
        ("1+2 Huổi Cơ Dạo", 1, 2, 1, 19, "Vàng Thị Dua"),
    ],
}
# (name, username, subjects, classes; no class: teaches the own class everything)
TEACHERS = {
    "MN": [
        ("Nguyễn Thị Lan", "lan.muongnha", "toan", "6A 6B 7A"),
        ("Giàng A Tủa", "tua.muongnha", "toan tin-hoc", "8A 9A 6B"),
        ("Bạc Thị Hà", "ha.muongnha", "ngu-van", "6A 7A 9A"),
        ("Lò Văn Panh", "panh.muongnha", "khoa-hoc-tu-nhien", "6A 6B 7A 8A 9A"),
        ("Trần Thị Nga", "nga.muongnha", "tieng-anh", "6A 6B 7A 8A 9A"),
        ("Quàng Thị Hiên", "hien.muongnha", "lich-su-dia-li giao-duc-dia-phuong", "6A 6B 7A 8A 9A"),
        ("Sùng A Chớ", "cho.muongnha", "tin-hoc cong-nghe", "6A 7A 8A 9A"),
        ("Lò Thị Diên", "dien.muongnha", "ngu-van", "6B 8A"),
    ],
    "NH": [
        ("Lường Thị Xuân", "xuan.nahy", "toan tieng-viet", "3A"),
        ("Sùng A Páo", "pao.nahy", "toan tieng-viet", "4A"),
        ("Vàng Thị Dua", "dua.nahy", "toan tieng-viet tu-nhien-xa-hoi", "1+2 Huổi Cơ Dạo"),
        ("Phạm Thu Hà", "ha.nahy", "tin-hoc tieng-anh", "3A 4A"),
    ],
}
# (name, username, kind, where)
STAFF = [
    ("Quàng Văn Thành", "admin.muongnha", Role.Kind.SCHOOL_ADMIN, "MN"),
    ("Tẩn Thị Mẩy", "admin.nahy", Role.Kind.SCHOOL_ADMIN, "NH"),
    ("Bạc Thị Hà", "ha.muongnha", Role.Kind.AUTHOR, "MN"),
    ("Lường Thị Thoa", "tacgia.so", Role.Kind.AUTHOR, "province"),
    ("Trần Văn Quân", "duyet.so", Role.Kind.APPROVER, "province"),
    ("Cà Văn Hặc", "xa.muongnha", Role.Kind.COMMUNE_OFFICER, "commune"),
    ("Phạm Thị Hương", "so.gddt", Role.Kind.PROVINCE_ADMIN, "province"),
    ("Đỗ Văn Minh", "kiemtra.so", Role.Kind.AUDITOR, "province"),
]
# The first pupil of the first class, who is shown around.
FIRST = {"MN": ("Giàng A Sùng", MONG, False), "NH": ("Vàng Thị Mỷ", MONG, True)}
