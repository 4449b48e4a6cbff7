"""Training of the demo: a class of last month with its counts, one that comes, the diary of a point."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_DNS, uuid5

from django.utils import timezone

from courses.models import LecturePage
from devices import point_diary
from devices.models import SupportPoint
from home.demo import secrets
from home.models import (
    Attendance,
    Participant,
    TrainingAnswer,
    TrainingCourse,
    TrainingEnrolment,
    TrainingMaterial,
    TrainingSession,
)
from home.training import asking, certificates, enrolling, sign_in
from lms.text import sort_key
from students.models import EthnicGroup

PHONE = "0912000001"
GROWN_UPS = [
    ("Thái", ["Lò", "Quàng", "Cà", "Lường", "Tòng", "Bạc", "Vì"], ["Panh", "Ơn", "Lả", "Hặc", "Inh", "Dưa"]),
    ("Mông", ["Giàng", "Vàng", "Sùng", "Mùa", "Thào"], ["Dế", "Chứ", "Mỷ", "Sua", "Chía", "Páo"]),
    ("Khơ-mú", ["Lò", "Quàng"], ["Xôm", "Phanh"]),
]
CHOICES = [
    ("Nói cho bạn bè biết", "chat", False),
    ("Giữ kín, chỉ bố mẹ và thầy cô biết", "lock", True),
    ("Dán lên máy", "tablet", False),
]


def load(cast):
    school, admin = cast.schools["MN"], cast.users["admin.muongnha"]
    point = SupportPoint.objects.filter(commune=school.commune).first()
    _past(cast, school, admin)
    _coming(cast, school, admin, point)
    _diary(cast, point, admin)


def _give_code():
    """The first grown-up can sign in; a trainer prints codes for the others."""
    code = secrets.pin(PHONE, sign_in.DIGITS)
    Participant.objects.filter(phone=PHONE, user=None).update(secret=sign_in.mark(PHONE, code))


def _past(cast, school, admin):
    course = TrainingCourse.objects.create(
        title="Máy tính bảng của con: dùng cho đúng",
        about="Mở máy, vào bài học, giữ mã PIN. Biết khi nào nên cất máy.",
        audience="both",
        level="school",
        school=school,
        opened_at=_moment(cast.today - timedelta(days=30), 8),
        by=admin,
    )
    course.trainers.add(cast.users["lan.muongnha"])
    days = [cast.today - timedelta(days=back) for back in (21, 14)]
    sessions = [
        TrainingSession.objects.create(
            course=course, on=day, starts=time(8), ends=time(10, 30), school=school, room="Phòng tin học"
        )
        for day in days
    ]
    asking.write(course, "Mã PIN của con thì giữ thế nào?", CHOICES, by=admin)
    lecture = LecturePage.objects.live().filter(audience="public", slug__contains="pin").first()
    lecture = lecture or LecturePage.objects.live().filter(audience="public").order_by("title").first()
    if lecture:
        TrainingMaterial.objects.create(course=course, lecture=lecture, by=admin)
    rng, choices = Random(8), list(course.question.choices.all())
    right, wrong = choices[1], choices[0]
    for number, facts in enumerate(_people(school), start=1):
        person = Participant.objects.create(phone=f"0912{number:06}", **facts)
        enrolment = TrainingEnrolment.objects.create(course=course, participant=person, way="list", by=admin)
        here = [session for session in sessions if number == 1 or rng.random() < 0.8]
        for session in here:
            Attendance.objects.create(session=session, enrolment=enrolment, way="tick", by=admin)
        if here:
            before = right if rng.random() < 0.4 else wrong
            after = right if number == 1 or rng.random() < 0.85 else wrong
            for moment, choice in (("before", before), ("after", after)):
                TrainingAnswer.objects.create(enrolment=enrolment, moment=moment, choice=choice)
    certificates.issue(course, certificates.who_earned(course), by=admin)
    _give_code()


def _people(school):
    for people, families, given in GROWN_UPS:
        group = EthnicGroup.objects.get(name=people)
        names = sorted(
            {f"{one} {mid} {last}" for one in families for mid, last in _pairs(given)}, key=sort_key
        )
        for place, name in enumerate(names[: 3 if people == "Khơ-mú" else 16]):
            gender = "female" if " Thị " in name else "male"
            told = {"name": name, "ethnic_group": group, "gender": gender}
            # One of three says nothing of the commune.
            yield {**told, "commune": school.commune if place % 3 else None}


def _pairs(given):
    return [("Thị" if place % 2 else "Văn", name) for place, name in enumerate(given)]


def _coming(cast, school, admin, point):
    officer = cast.users["so.gddt"]
    course = TrainingCourse.objects.create(
        title="Giúp con học ở nhà khi sóng yếu",
        about="Tải bài về máy ở điểm hỗ trợ. Ở nhà con học không cần sóng.",
        audience="both",
        level="commune",
        place=school.commune,
        opened_at=_moment(cast.today - timedelta(days=3), 9),
        by=officer,
    )
    course.trainers.add(cast.users["lan.muongnha"])
    where = {"point": point} if point else {"school": school}
    for away in (4, 11):
        day = cast.today + timedelta(days=away)
        TrainingSession.objects.create(
            course=course, on=day, starts=time(14), ends=time(16), seats=30, **where
        )
    asking.write(course, "Nhà không có sóng thì con học thế nào?", [
        ("Không học được", "signal-none", False),
        ("Tải bài về trước rồi học", "book", True),
        ("Chờ khi có sóng", "clock", False),
    ], by=officer)  # fmt: skip
    enrolling.staff(course, cast.users["lan.muongnha"])
    for person in Participant.objects.filter(user=None).order_by("phone")[:6]:
        enrolling.again(course, person)


def _diary(cast, point, admin):
    if point is None:
        return
    point.keeper_account = cast.users["lan.muongnha"]
    point.save(update_fields=["keeper_account"])
    rng, purposes = Random(9), ["lessons", "send", "use", "pin", "network", "broken", "charge"]
    for back in range(20):
        for turn in range(rng.randint(0, 3)):
            told = {
                "on": str(cast.today - timedelta(days=back)),
                "purpose": rng.choice(purposes),
                "people": str(rng.randint(1, 4)),
                "outcome": rng.choice(["helped", "helped", "helped", "sent_on", "not"]),
            }
            key = uuid5(NAMESPACE_DNS, f"nhat-ky.{back}.{turn}")
            point_diary.write(point, told, cast.users["lan.muongnha"], key)


def _moment(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour)))
