"""Plain functions that make a contest of works and let people hand in."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import ContestWork, Judging, WorkContest
from courses.work_contests import confirming, entering, judging, publishing, sheets
from courses.work_contests import judges as judging_people
from students import consents
from tests.courses.builders import a_photo


def make_contest(by, **facts):
    """Announced and open; of the province, for pupils of grades 1–9 unless told otherwise."""
    told = {
        "title": "Em làm đồ dùng học tập",
        "kind": "products",
        "level": "province",
        "grade_from": 1,
        "grade_to": 9,
        "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 11, 30),
        "task": "Làm một đồ dùng học tập.",
        "file_kinds": ["photo", "pdf", "office", "sound"],
        "announced_at": timezone.now(),
        "by": by,
    }
    made = WorkContest.objects.create(**{**told, **facts})
    sheets.begin(made)
    return made


def make_lecture_contest(by, **facts):
    told = {"kind": "lectures", "for_pupils": False, "grade_from": None, "grade_to": None}
    return make_contest(by, **{"title": "Thi bài giảng điện tử", "takes_lecture": True, **told, **facts})


def hand_in(contest, who, title="Thước gỗ", words="Em làm bằng tre.", photo=False):
    """Handed in, not confirmed yet."""
    user = getattr(who, "user", who)
    uploads = [SimpleUploadedFile("anh-cua-em.jpg", a_photo(60, 40))] if photo else []
    work = entering.begin(contest, user)
    told = {"title": title, "words": words, "lecture": ""}
    return entering.save(work, user, told, uploads, hand_in=True)


def take_back(work):
    return entering.take_back(work, by=work.contest.by)


def confirmed(contest, who, by=None, **facts):
    """A work that counts."""
    work = hand_in(contest, who, **facts)
    if contest.for_pupils:
        confirming.confirm(ContestWork.objects.filter(pk=work.pk), by or contest.by)
    return ContestWork.objects.get(pk=work.pk)


def close(contest):
    """Its last day was yesterday."""
    contest.closes_on = date(2026, 11, 23)
    contest.save()
    return contest


def agree(student, purpose, by):
    """The family and the child agree in writing."""
    told = {"given_by": "Giàng A Páo", "how": "signed", "on": date(2026, 9, 20), "child_agreed": True}
    return consents.give(student, purpose, by=by, **told)


def a_package(name="word/document.xml", content=b"<w/>", more=None):
    """A document of Word, or whatever else has such a member; `more` members by name."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for member, held in {name: content, **(more or {})}.items():
            package.writestr(member, held)
    return out.getvalue()


def draw(contest, *judges):
    """Closed, with these judges, shared out."""
    close(contest)
    for user in judges:
        judging_people.name(contest, getattr(user, "user", user), by=contest.by)
    judging_people.share_out(contest, by=contest.by)
    contest.refresh_from_db()
    return Judging.objects.current().filter(work__contest=contest)


def give(row, *points, remark=""):
    """Points of the sheet in the order of its lines, as typed."""
    typed = {str(number): text for number, text in enumerate(points, start=1)}
    last = row.rows.last()
    return judging.give(row, typed, remark, str(last.pk) if last else "", by=row.judge.user)


def published(contest, *judges, prize="first", remark="", shown=False):
    """All works judged with the same points, the first with a prize, results out."""
    for row in draw(contest, *judges):
        give(row, *["3", "3,5", "1,5", "4"][: contest.criteria.count()], remark=remark)
    work = contest.works.standing().first()
    publishing.award(contest, {str(work.pk): prize}, by=contest.by)
    if shown:
        publishing.show(work, by=contest.by)
    return publishing.publish(contest, contest.by)
