"""Number the regular columns that there are, and load what the department starts from: how many marks each
subject expects (35 periods a year 2, up to 70 three, more four), and phrases for remarks."""

from itertools import count

from django.db import migrations

FOUR = ("toan", "ngu-van", "tieng-anh", "khoa-hoc-tu-nhien", "lich-su-dia-li")
TWO = ("tin-hoc", "giao-duc-cong-dan", "giao-duc-dia-phuong")
# {subject: (grades, regular marks a term)}
PLANS = {
    **{code: (range(6, 10), 4) for code in FOUR},
    **{code: (range(6, 10), 2) for code in TWO},
    "cong-nghe": (range(6, 8), 2),
    "giao-duc-the-chat": (range(6, 13), 3),
    "nghe-thuat": (range(6, 10), 3),
    "hoat-dong-trai-nghiem": (range(6, 13), 4),
    "tieng-thai": (range(6, 10), 3),
    "tieng-mong": (range(6, 10), 3),
    **{code: (range(10, 13), 3) for code in ("vat-li", "hoa-hoc", "sinh-hoc", "dia-li", "lich-su")},
    "giao-duc-kinh-te-phap-luat": (range(10, 13), 3),
}
MORE = [
    ("cong-nghe", (8, 9), 3),
    *((code, range(10, 13), 4) for code in ("toan", "ngu-van", "tieng-anh")),
    *((code, range(10, 13), 3) for code in ("tin-hoc", "cong-nghe")),
    ("giao-duc-dia-phuong", range(10, 13), 2),
]
TESTED = {
    **{code: range(1, 6) for code in ("toan", "tieng-viet")},
    **{code: range(3, 6) for code in ("tieng-anh", "tin-hoc", "cong-nghe")},
    **dict.fromkeys(("khoa-hoc", "lich-su-dia-li"), (4, 5)),
}
PHRASES = {
    "primary": [
        "Em đọc to, rõ ràng và hiểu nội dung bài.",
        "Em thực hiện tốt các phép tính, trình bày sạch đẹp.",
        "Em chăm chỉ, tích cực phát biểu xây dựng bài.",
        "Em biết giúp đỡ bạn và làm việc nhóm tốt.",
        "Em có tiến bộ; em cố gắng luyện đọc thêm ở nhà nhé.",
        "Em tính đúng; em cần đọc kỹ đề trước khi làm.",
        "Em viết đúng chính tả; em cần luyện chữ đều nét hơn.",
        "Em cần ôn lại bảng nhân, chia; thầy cô sẽ cùng em luyện tập.",
        "Em cần mạnh dạn nói ý kiến của mình hơn.",
        "Em hoàn thành nội dung môn học, cần phát huy.",
    ],
    "secondary": [
        "Nắm chắc kiến thức, vận dụng tốt vào bài tập.",
        "Chăm chỉ, có ý thức tự học, hoàn thành đủ bài tập.",
        "Tích cực tham gia hoạt động nhóm và xây dựng bài.",
        "Có tiến bộ rõ so với đầu học kỳ, cần tiếp tục phát huy.",
        "Hiểu bài, cần trình bày lời giải đầy đủ và cẩn thận hơn.",
        "Nắm được kiến thức cơ bản, cần luyện thêm bài vận dụng.",
        "Cần hoàn thành bài tập về nhà đều đặn hơn.",
        "Cần ôn lại kiến thức nền; thầy cô sẽ hỗ trợ thêm.",
        "Thực hành tốt, biết liên hệ bài học với cuộc sống.",
        "Cần tập trung hơn trong giờ học và mạnh dạn hỏi khi chưa hiểu.",
    ],
}


def load(apps, schema_editor):
    _number(apps.get_model("courses", "MarkColumn"))
    subjects = dict(apps.get_model("students", "Subject").objects.values_list("code", "pk"))
    plan = apps.get_model("courses", "SubjectPlan")
    told = {}
    for code, grades, regular in [*((code, *told) for code, told in PLANS.items()), *MORE]:
        told |= {(code, grade): {"regular": regular} for grade in grades}
    told |= {(code, grade): {"is_tested": True} for code, grades in TESTED.items() for grade in grades}
    plan.objects.bulk_create(
        plan(subject_id=subjects[code], grade=grade, **facts)
        for (code, grade), facts in told.items()
        if code in subjects
    )
    phrase = apps.get_model("courses", "RemarkPhrase")
    phrase.objects.bulk_create(
        phrase(level=level, words=words) for level, all_words in PHRASES.items() for words in all_words
    )


def _number(column):
    places = {}
    for one in column.objects.filter(kind="regular").order_by("at", "pk"):
        place = places.setdefault((one.school_class_id, one.subject_id, one.term_id), count(1))
        number = next(place)
        if number != one.number:
            column.objects.filter(pk=one.pk).update(number=number)


def leave(apps, schema_editor):
    """The tables go, and what was loaded with them."""


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0045_mark_book"),
        ("students", "0001_squashed_0024_household_certificates"),
    ]

    operations = [migrations.RunPython(load, leave)]
