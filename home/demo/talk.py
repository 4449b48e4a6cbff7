"""What pupils asked their teachers and classes wrote on their boards, in the last two weeks."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from courses.exchange import moderating, posting, reading
from courses.mistakes import places
from courses.models import Post, Thread

# (lecture, words of its part, and who said what: (pupil's place in 6A or teacher, days ago, hour, words))
ASKED = [
    (
        "phan-so-bang-nhau",
        "Tính chất cơ bản",
        [
            (0, 4, 19, "Thưa cô, vì sao nhân cả tử và mẫu với 3 mà phân số vẫn bằng phân số cũ ạ?"),
            (
                "lan.muongnha",
                3,
                7,
                "Em bẻ đôi chiếc bánh, lấy 1 phần. Rồi mỗi nửa em cắt làm 3: bánh có 6 phần, em lấy 3 phần. "
                "Vẫn là nửa chiếc bánh, nên 1/2 = 3/6. Em thử với 2/5 xem sao nhé.",
            ),
            (0, 3, 18, "Em làm được 2/5 = 6/15. Em cảm ơn cô ạ!"),
            ("lan.muongnha", 2, 7, "Đúng rồi, cô khen em!"),
        ],
    ),
    (
        "phan-so-bang-nhau",
        "Có dấu trừ",
        [(2, 2, 20, "Cô ơi, hai phân số cùng có dấu trừ thì nhân chéo có đúng không ạ?")],
    ),
    (
        "nuoc-va-cac-the",
        "",
        [(3, 1, 19, "Thưa cô, vì sao nước đá lại nổi lên trên mặt nước ạ?")],
    ),
]
# One of them is shown to the class, without the pupil's name.
SHARED = (
    "nuoc-va-cac-the",
    "",
    [
        (1, 9, 19, "Buổi sáng ở bản em có sương mù. Sương mù là hơi nước hay là nước ạ?"),
        (
            "panh.muongnha",
            8,
            8,
            "Câu hỏi hay lắm! Hơi nước thì mắt mình không thấy được. Sương mù là rất nhiều giọt nước "
            "li ti bay trong không khí, nên em nhìn thấy nó màu trắng.",
        ),
    ],
)
# (class, what it is about, who said what); the first begins.
BEGUN = [
    (
        ("MN", "6A"),
        "Cùng ôn giữa kì môn Toán",
        [
            (
                "lan.muongnha",
                5,
                9,
                "Cả lớp ôn bài «Phân số bằng nhau» trước nhé. "
                "Chỗ nào khó, các em viết vào đây, bạn nào biết thì giúp bạn.",
            ),
            (1, 4, 19, "Em thấy rút gọn 18/24 hơi khó ạ."),
            (4, 4, 20, "Bạn chia cả hai số cho 6 thì được 3/4 đấy."),
            (1, 3, 18, "Tớ làm được rồi, cảm ơn bạn!"),
            (5, 1, 19, "Bạn nào muốn học nhóm thì gọi tớ số 0912 345 678 nhé."),
        ],
    ),
    (
        ("MN", "6A"),
        "Góc sách của lớp",
        [
            (
                2,
                7,
                16,
                "Tớ vừa đọc xong «Dế Mèn phiêu lưu kí» ở thư viện. Bạn nào thích đọc thì mượn tiếp nhé!",
            ),
            (0, 6, 17, "Tớ mượn nhé. Đọc xong tớ kể cho cả lớp nghe."),
        ],
    ),
    (
        ("NH", "3A"),
        "Bảng nhân 7 của lớp mình",
        [
            ("xuan.nahy", 3, 9, "Em nào thuộc bảng nhân 7 rồi thì kể cho các bạn cách em nhớ nhé."),
            (0, 2, 18, "Em đếm thêm 7 ạ: 7, 14, 21, 28."),
            (1, 2, 19, "Em hát theo bài cô dạy ạ."),
        ],
    ),
]


def load(cast, lectures):
    home = cast.classes["MN", "6A"]
    for lecture, part, said in ASKED:
        _asked(cast, home, lectures[lecture], part, said)
    lecture, part, said = SHARED
    thread = _asked(cast, home, lectures[lecture], part, said)
    moderating.share(thread, by=cast.users["panh.muongnha"], is_named=False)
    for where, title, said in BEGUN:
        school_class = cast.classes[where]
        first, *others = said
        by, words = _author(cast, school_class, first), first[-1]
        post, _is_new = posting.begin(by, uuid.uuid4(), school_class, title, words, [])
        _rest(cast, school_class, post, first, others)


def _asked(cast, school_class, lecture, part, said):
    first, *others = said
    block = next((one["id"] for one in places(lecture) if part and part in one["words"]), "")
    by, words = _author(cast, school_class, first), first[-1]
    post, _is_new = posting.ask(by, uuid.uuid4(), words, [], lecture=lecture, block=block)
    return _rest(cast, school_class, post, first, others)


def _rest(cast, school_class, post, first, others):
    """What follows a first post, each on its day; who asked has read the answers."""
    thread = post.thread
    _moved(cast, post, first)
    Thread.objects.filter(pk=thread.pk).update(began_at=post.at)
    for one in others:
        post, _is_new = posting.reply(_author(cast, school_class, one), thread, uuid.uuid4(), one[-1], [])
        _moved(cast, post, one)
    thread.refresh_from_db()
    thread.recount()
    if thread.is_question and thread.staff_at:
        reading.read(thread.by, post.pk)
    return thread


def _author(cast, school_class, said):
    who = said[0]
    return cast.users[who] if isinstance(who, str) else cast.students[school_class][who].user


def _moved(cast, post, said):
    _who, days, hour, _words = said
    post.at = timezone.make_aware(datetime.combine(cast.today - timedelta(days=days), time(hour, 12)))
    Post.objects.filter(pk=post.pk).update(at=post.at)
