"""The library of the demo: what teachers think, good pages of others, mistakes that were reported."""

from courses import mistakes, outside, ratings
from courses.library import shelving
from courses.models import OutsidePage

RATINGS = [
    ("phan-so-bang-nhau", "lan.muongnha", "ready", "Học sinh làm được ngay cả khi không có mạng."),
    ("phan-so-bang-nhau", "ha.muongnha", "ready", ""),
    ("phan-so-bang-nhau", "cho.muongnha", "mend", "Phần luyện tập nên có thêm hai câu dễ."),
    ("nuoc-va-cac-the", "panh.muongnha", "ready", "Hình rõ, hợp với lớp 6."),
]
# (title, address, what it is good for, MB, asks for an account, whether it was taken in)
LINKS = [
    ("Kho bài giảng igiaoduc", "https://igiaoduc.vn/", "Bài giảng dự thi của giáo viên.", 6, False, True),
    ("Hành trang số", "https://hanhtrangso.nxbgd.vn/", "Sách giáo khoa bản điện tử.", 12, True, False),
]


def load(cast, lectures):
    for name, by, verdict, words in RATINGS:
        ratings.rate(lectures[name], cast.users[by], verdict, words)
    for title, url, why, size, account, is_in in LINKS:
        page = OutsidePage(title=title, url=url, why=why, megabytes=size, needs_account=account)
        outside.propose(page, by=cast.users["lan.muongnha"])
        if is_in:
            outside.judge(page, cast.users["so.gddt"], OutsidePage.State.APPROVED, for_all=True)
    page = lectures["phan-so-bang-nhau"]
    first, second = cast.students[cast.classes["MN", "6A"]][:2]
    found, _made = mistakes.report(first.user, "spelling", "Chữ «mẫu» viết thiếu dấu.", lecture=page)
    mistakes.settle(found, "mended", "Cảm ơn em, cô đã sửa rồi.", by=cast.users["tacgia.so"])
    mistakes.report(second.user, "unclear", "Em chưa hiểu vì sao nhân cả tử và mẫu.", lecture=page)
    shelving.tidy()
