"""Three contests of works: e-lectures being judged, products that pupils hand in, stories with prizes."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import ContestWork, Judging, WorkContest
from courses.work_contests import confirming, entering, judges, judging, publishing, sheets
from home.demo import pictures
from students import consents

# (who, name of the work, a lecture of one's own, picture, in words)
LECTURES = [
    ("pao.nahy", "Đổi đơn vị đo độ dài", "Đổi đơn vị đo độ dài", "", "Dạy trong hai tiết ở lớp 4A."),
    (
        "panh.muongnha",
        "Nước và các thể của nước",
        "",
        "water_states",
        "Thí nghiệm với ấm nước và chiếc vung.",
    ),
    ("dua.nahy", "Đếm đàn vịt trên ao", "", "duck_pond", "Bài đếm trong phạm vi 10 cho lớp ghép 1+2."),
    (
        "cho.muongnha",
        "Máy tính bảng có những gì?",
        "",
        "tablet_parts",
        "Bài mở đầu cho học sinh mới nhận máy.",
    ),
]
LECTURE_JUDGES = ["tacgia.so", "duyet.so", "xuan.nahy", "nga.muongnha"]
# What the first and the second judge of a work give, line by line of the sheet; None: not yet.
LECTURE_POINTS = [
    (("36", "27", "18", "8"), ("34", "26,5", "17", "8")),
    (("38", "28", "19", "9"), ("27", "20", "13", "5")),
    (("33", "24", "17", "7"), ("31", "25", "16", "7,5")),
    (("35", "26", "18", "8"), None),
]
REMARK = "Bài rõ ràng, học sinh được làm nhiều. Nên thêm một câu hỏi cuối bài."

# (class, place of the pupil, name of the work, picture, in words, whether a teacher has confirmed it)
PRODUCTS = [
    (
        "6A",
        2,
        "Bộ thẻ phân số bằng bìa",
        "fraction_bars",
        "Em cắt từ hộp sữa.",
        True,
    ),
    ("7A", 1, "Bảng ô đếm bằng hạt ngô", "dot_grid", "Em dùng hạt ngô.", False),
]

WATER = """Ngày xưa bản em ở xa suối. Mỗi sáng các bà phải gùi nước qua hai con dốc.
Một năm hạn, cụ Páo đi theo đàn trâu vào rừng, thấy trâu dừng ở chỗ đất mềm.
Cụ đào xuống thì nước trong chảy ra.
Cả bản cùng vót tre làm máng, dẫn nước về tận đầu nhà. Từ đó bản có tên là bản Huổi Máng.
Bà ngoại kể cho em nghe chuyện này bên bếp lửa."""
BELL = """Ông em kể: con trâu đầu đàn của bản có chiếc mõ gỗ ông đẽo từ cây lõi thọ.
Hôm sương mù dày, đàn trâu lạc. Cả bản ngồi im để nghe.
Tiếng mõ «cốc, cốc» vọng từ khe núi, thế là tìm được đàn.
Bây giờ chiếc mõ treo ở nhà em. Em gõ thử, tiếng vẫn vang lắm."""
FIELD = """Ruộng bậc thang nhà em có mười hai bậc. Ông nội bảo mỗi bậc là một mùa ông bà đào.
Bậc trên cùng nhỏ nhất, chỉ cấy được ba gánh mạ, nhưng ông không bỏ, vì đó là bậc đầu tiên."""
# (school, class, place of the pupil, name, story, picture, prize)
STORIES = [
    ("MN", "6A", 0, "Máng nước của bản", WATER, "terraces", "first"),
    ("NH", "4A", 0, "Chiếc mõ trâu", BELL, "", "first"),
    ("MN", "7A", 0, "Mười hai bậc ruộng", FIELD, "", "second"),
    ("NH", "3A", 0, "Con đường đến điểm trường", "Ngày nào em cũng qua cây cầu treo. Bố em kể…", "", ""),
]
SCHOOLS = {"MN": "muongnha", "NH": "nahy"}
STORY_JUDGES = ["tacgia.so", "duyet.so"]
STORY_REMARKS = {
    "tacgia.so": "Chuyện có đầu có cuối, em kể rất tự nhiên.",
    "duyet.so": "Em nói rõ nghe ai kể. Lần sau em thêm một câu bằng tiếng dân tộc mình nhé.",
}
STORY_POINTS = {"first": ("4,5", "3", "2"), "second": ("4", "2,5", "1,5"), "": ("3", "2", "1")}


def load(cast):
    _lectures(cast)
    _products(cast)
    _stories(cast)


def _lectures(cast):
    contest = _contest(
        cast,
        title="Thi thiết kế bài giảng điện tử",
        kind="lectures",
        level="province",
        for_pupils=False,
        takes_lecture=True,
        task="Thiết kế một bài giảng điện tử dùng được ở nơi sóng yếu: nhẹ, rõ, học sinh được làm.",
        file_kinds=["photo", "pdf", "office"],
    )
    for username, title, lecture, picture, words in LECTURES:
        if user := cast.users.get(username):
            _hand_in(contest, user, title, words, picture, lecture)
    rows = _draw(cast, contest, LECTURE_JUDGES)
    for some, points in zip(rows, LECTURE_POINTS, strict=False):
        for row, given in zip(some, points, strict=True):
            if given:
                _give(row, given, REMARK)


def _products(cast):
    contest = _contest(
        cast,
        by="admin.muongnha",
        title="Em làm đồ dùng học tập",
        kind="products",
        level="school",
        school=cast.schools["MN"],
        grade_from=6,
        grade_to=9,
        team_most=3,
        closes_on=cast.today + timedelta(days=14),
        task="Làm một đồ dùng học tập từ tre, gỗ, bìa hoặc đồ cũ. Chụp ảnh và kể em làm thế nào.",
        file_kinds=["photo", "sound"],
    )
    for name, place, title, picture, words, is_confirmed in PRODUCTS:
        pupil = cast.students[cast.classes["MN", name]][place]
        work = _hand_in(contest, pupil.user, title, words, picture)
        if is_confirmed:
            confirming.confirm(ContestWork.objects.filter(pk=work.pk), cast.users["lan.muongnha"])


def _stories(cast):
    contest = _contest(
        cast,
        title="Chuyện kể bản em",
        kind="stories",
        level="province",
        grade_from=1,
        grade_to=9,
        task="Kể một câu chuyện của bản em: ai kể cho em nghe, chuyện xảy ra thế nào.",
        file_kinds=["photo", "sound"],
    )
    for first, last in ((1, 5), (6, 9)):
        contest.groups.create(grade_from=first, grade_to=last)
    prizes = {}
    for sign, name, place, title, words, picture, prize in STORIES:
        pupil = cast.students[cast.classes[sign, name]][place]
        work = _hand_in(contest, pupil.user, title, words, picture)
        confirming.confirm(ContestWork.objects.filter(pk=work.pk), cast.users[f"admin.{SCHOOLS[sign]}"])
        prizes[str(work.pk)] = prize
    for some in _draw(cast, contest, STORY_JUDGES):
        for row in some:
            _give(row, STORY_POINTS[prizes[str(row.work_id)]], STORY_REMARKS[row.judge.user.username])
    by = cast.users["so.gddt"]
    publishing.award(contest, prizes, by)
    _show_first(cast, contest, by)
    publishing.publish(contest, by)


def _show_first(cast, contest, by):
    """The winner of 6A and the family agreed that name and work are shown."""
    work = contest.works.get(title=STORIES[0][3])
    pupil = work.authors.get().student
    told = {"given_by": "Bố của em", "how": "signed", "on": cast.today, "child_agreed": True}
    for purpose in ("name", "photo"):
        consents.give(pupil, purpose, by=cast.users["lan.muongnha"], **told)
    publishing.show(work, by)


def _contest(cast, by="so.gddt", **told):
    usual = {"opens_on": cast.today - timedelta(days=30), "closes_on": cast.today}
    made = WorkContest.objects.create(
        **{**usual, **told}, announced_at=timezone.now(), by=cast.users[by], judges_each=2
    )
    sheets.begin(made)
    return made


def _hand_in(contest, user, title, words, picture="", lecture=""):
    work = entering.begin(contest, user)
    uploads = [SimpleUploadedFile(f"{picture}.png", pictures.png(picture))] if picture else []
    own = entering.lectures_for(user).filter(title=lecture).first() if lecture else None
    told = {"title": title, "words": words, "lecture": str(own.pk) if own else ""}
    return entering.save(work, user, told, uploads, hand_in=True)


def _draw(cast, contest, usernames):
    """[[Judging] of each work], once the last day is over."""
    contest.closes_on = cast.today - timedelta(days=1)
    contest.save(update_fields=["closes_on"])
    for username in usernames:
        judges.name(contest, cast.users[username], by=contest.by)
    judges.share_out(contest, by=contest.by)
    contest.refresh_from_db()
    rows = Judging.objects.filter(work__contest=contest).select_related("judge__user").order_by("pk")
    return [list(rows.filter(work=work)) for work in contest.works.all()]


def _give(row, points, remark):
    typed = {str(number): text for number, text in enumerate(points, start=1)}
    judging.give(row, typed, remark, "", by=row.judge.user)
