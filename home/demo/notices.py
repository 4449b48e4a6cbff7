"""A notice of the school and one of a teacher, read by some."""

from datetime import timedelta

from students.models import NoticeRead
from students.notices import sending


def load(cast, lectures):
    school, class_6a = cast.schools["MN"], cast.classes["MN", "6A"]
    sent = sending.send(
        cast.users["admin.muongnha"],
        [{"school": school}],
        title="Nghỉ học vì rét đậm ngày mai",
        words="Trời rét dưới 10 độ. Học sinh nghỉ học một ngày và ở nhà giữ ấm.\n"
        "Em nào ở bán trú thì ở lại trường, có thầy cô trông nom.",
        due_on=cast.today + timedelta(days=1),
        for_pupils=True,
        for_families=True,
        for_staff=True,
    )
    sent += sending.send(
        cast.users["lan.muongnha"],
        [{"school_class": class_6a}],
        title="Đọc trước bài «Phân số bằng nhau»",
        words="Em mở bài ở trường, nơi có sóng, rồi mang máy về bản đọc tiếp.\n"
        "Chỗ nào chưa hiểu, em ghi lại để hỏi cô.",
        due_on=cast.today + timedelta(days=3),
        link=lectures["phan-so-bang-nhau"].url,
        for_pupils=True,
        for_families=True,
        for_staff=False,
    )
    # The first of the class, who is shown around, still has both to read.
    readers = [pupil.user for pupil in cast.students[class_6a][1:]][::2]
    NoticeRead.objects.bulk_create(NoticeRead(notice=one, user=user) for one in sent for user in readers)
