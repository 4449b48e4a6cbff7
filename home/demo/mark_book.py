"""The mark book of the first term: what was written in eight weeks, and what families were shown of it."""

from random import Random

from courses.mark_book import rights, showing, writing
from students.models import Subject

# (subject, classes, teacher, is it shown to families)
WRITTEN = [
    ("toan", "MN 6A 6B", "lan.muongnha", True),
    ("ngu-van", "MN 6A", "ha.muongnha", False),
    ("khoa-hoc-tu-nhien", "MN 6A", "panh.muongnha", True),
    ("tieng-viet", "NH 3A", "xuan.nahy", True),
]
REMARKS = {
    "high": "Nắm chắc kiến thức, vận dụng tốt vào bài tập.",
    "middle": "Hiểu bài, cần trình bày lời giải đầy đủ và cẩn thận hơn.",
    "low": "Cần ôn lại kiến thức nền; thầy cô sẽ hỗ trợ thêm.",
}
PRIMARY_REMARKS = {
    "T": "Em đọc to, rõ ràng và hiểu nội dung bài.",
    "H": "Em có tiến bộ; em cố gắng luyện đọc thêm ở nhà nhé.",
}


def load(cast):
    chance = Random("mark book")
    for code, where, teacher, is_shown in WRITTEN:
        subject = Subject.objects.get(code=code)
        sign, *names = where.split()
        for name in names:
            school_class = cast.classes[sign, name]
            term = rights.terms_of(school_class)[0]
            primary = school_class.grade <= 5
            entries = []
            for place, student in enumerate(cast.students[school_class]):
                cells = _primary(chance) if primary else _secondary(chance, place)
                entries += [writing.Entry(str(student.pk), key, text) for key, text in cells.items()]
            by = cast.users[teacher]
            writing.write(school_class, subject, term, entries, by)
            if is_shown:
                showing.show(school_class, subject, term, by)


def _secondary(chance, place):
    """Two regular marks and the midterm; one pupil in nine still lacks something."""
    level = chance.gauss(7, 1.4)

    def mark():
        return f"{min(10, max(1, round(chance.gauss(level, 0.8) * 2) / 2)):g}"

    cells = {"regular1": mark(), "regular2": mark(), "midterm": mark()}
    if place % 9 == 4:
        del cells["midterm"]
    word = "high" if level >= 8 else "middle" if level >= 5.5 else "low"
    if place % 2 == 0:
        cells["remark"] = REMARKS[word]
    return cells


def _primary(chance):
    level = chance.choice("TTHHH")
    return {"midlevel": level, "midwords": PRIMARY_REMARKS[level]}
