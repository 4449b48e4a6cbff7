"""What teachers wrote on the light screen, and a lecture that a teacher took over from another school."""

import uuid

from courses import copying, typed_text
from courses.models import Audience, CoursePage, SubjectPage
from courses.models.credits import Licence
from courses.writing import drafts, sending
from home.demo.lessons import publish

LENGTHS = """Em nhớ lại thứ tự các đơn vị đo độ dài, từ lớn đến bé:

**km, hm, dam, m, dm, cm, mm**

Hai đơn vị đứng cạnh nhau hơn kém nhau **10 lần**: 1 m = 10 dm, 1 dm = 10 cm, 1 cm = 10 mm."""
CHANGING = """Từ đơn vị lớn sang đơn vị bé đứng ngay sau, em **nhân với 10**. Từ bé sang lớn: **chia cho 10**.

• 3 m = 30 dm = 300 cm
• 5 km = 5 000 m, vì từ km đến m có ba bước: nhân với 10 ba lần
• 40 mm = 4 cm"""
MEASURING = """Em lấy một sợi dây dài đúng 1 m, đo chiều dài chiếc chiếu ở nhà.

1. Ghi số lần đặt dây và phần còn thừa, chẳng hạn: 1 lần và 8 dm.
2. Đổi ra xăng-ti-mét: 1 m 8 dm = 180 cm.
3. Kể cho bố mẹ nghe em đã đổi như thế nào."""
AROUND = """**Chu vi** là độ dài đi một vòng quanh mép hình. Chu vi hình chữ nhật là (dài + rộng) × 2.

Mảnh nương dài 12 m, rộng 8 m thì hàng rào dài: (12 + 8) × 2 = 40 (m)."""
INSIDE = """**Diện tích** là phần mặt đất nằm bên trong. Diện tích hình chữ nhật là dài × rộng.

Cũng mảnh nương ấy rộng: 12 × 8 = 96 (m²). Em để ý: chu vi đo bằng mét, diện tích đo bằng mét vuông."""
WHICH = """Em cần tính gì: chu vi hay diện tích?

• Mua dây thép làm hàng rào quanh vườn
• Mua lưới che kín luống rau
• Chạy ba vòng quanh sân trường"""

# (title, in a sentence, minutes, headings and texts)
WRITTEN = [
    (
        "Đổi đơn vị đo độ dài",
        "Bảy đơn vị, hơn kém nhau mười lần: đổi nhanh mà không nhầm.",
        15,
        [("", LENGTHS), ("Cách đổi", CHANGING), ("Em đo ở nhà", MEASURING)],
    ),
    (
        "Chu vi hay diện tích?",
        "Hàng rào và mặt nương: khi nào tính chu vi, khi nào tính diện tích.",
        15,
        [("Đi một vòng", AROUND), ("Bên trong", INSIDE), ("Em chọn", WHICH)],
    ),
]


def load(cast):
    """Mr Páo writes two for his class, and opens them to everybody; Ms Lan takes one over for her 6A."""
    pao, lan = cast.users["pao.nahy"], cast.users["lan.muongnha"]
    course = _course("Toán 4 – Tiểu học Nà Hỳ", 4, cast.schools["NH"])
    pages = [_written(course, pao, *told) for told in WRITTEN]
    own = _course("Bài học khối 6 – PTDTBT THCS Mường Nhà", 6, cast.schools["MN"])
    copied, _left_out, _asked = copying.copy(pages[0], own, lan)
    sending.send(copied, lan)


def _course(title, grade, school):
    shelf = SubjectPage.objects.get(subject__code="toan")
    return publish(shelf, CoursePage(title=title, grade=grade, school=school))


def _written(course, by, title, summary, minutes, parts):
    page = drafts.begin(course, by, title, licence=Licence.objects.get(pk="cc-by"))

    def write(draft):
        draft.summary, draft.minutes = summary, minutes
        drafts.keep_pieces(draft, list(_pieces(parts)))

    drafts.change(page, by, write)
    sending.send(page, by)
    page.refresh_from_db()
    page.audience = Audience.PUBLIC
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _pieces(parts):
    for heading, text in parts:
        if heading:
            yield _piece("heading", {"text": heading, "size": "2"})
        yield _piece("text", {"text": typed_text.to_html(text)})


def _piece(kind, value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
