"""A pupil of whom there is something in every corner, and all that the database tells."""

import re
import uuid
from datetime import date, timedelta
from uuid import uuid4

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.log_actions import log

from courses import mistakes, task_works
from courses.competitions import halls
from courses.exchange import files, moderating, posting
from courses.mark_book import closing, rights, writing
from courses.models import (
    AnswerEvent,
    Attempt,
    ClearedName,
    GivenWork,
    LectureProgress,
    MarkList,
    PaperList,
    Recall,
    RecallAnswer,
    RemarkPhrase,
    ShownPupil,
)
from devices import binding, counting, granting, put_aside, reporting, suggesting
from devices.allocating import editing, proposing
from devices.models import Incident, ProgrammeOverride
from devices.repair import steps as repairs
from home.culture import agreements
from lms.history import note_change
from students import consents, data_requests, parent_cards
from students.models import (
    Guardian,
    Guardianship,
    Place,
    Role,
    Subject,
    User,
)
from students.notices import sending
from tests import builders
from tests.courses import builders as lessons
from tests.courses import contests, quizzes, works
from tests.courses.builders import a_photo
from tests.devices import builders as machines
from tests.devices.allocating import builders as plans
from tests.home import archive

MONDAY = date(2026, 11, 23)
# Each of these tells who the pupil is; after the erasing they stand nowhere.
NAME, MOTHER, AUNT, HEAD = "Giàng A Tủa", "Sùng Thị Mỷ", "Giàng Thị Chía", "Giàng A Páo"
TELLING = [NAME, MOTHER, AUNT, HEAD, "1177777777", "011215001234", "0987654321", "2015-09-14", "14/09/2015"]
TELLING += ["Huổi Lếch", "012/GCN-HN", "Em làm rơi", "Nhà em bận"]


def give_a_family(student, by):
    mother = Guardian.objects.get(full_name=MOTHER)
    parent_cards.make_cards([mother], by=by, school=student.school)
    aunt = Guardian.objects.create(full_name=AUNT)
    link = Guardianship.objects.create(guardian=aunt, student=student, relation="other")
    note_change(by=by, act="link a parent", thing=link, school=student.school)
    link.delete()
    aunt.delete()


def give_consents(student, by):
    for purpose in ("learning", "usage"):
        consents.give(student, purpose, by=by, given_by=MOTHER, how="signed", on=date(2026, 9, 20))
    builders.attach_consent_scan(builders.print_consent_sheet(student, by=by), by=by)
    request = builders.ask_for_data(student, by=by, words=f"Cho tôi bản sao của {NAME}")
    data_requests.settle(request, by=by, outcome="done", words=f"Đã đưa bản in cho {MOTHER}")


def mark(attempt, by):
    """What teachers wrote to the answer, and where its mark went."""
    attempt.given_points.create(place=1, points=0, comment=f"{NAME} cần cố gắng", by=by)
    attempt.drafts.create(place=1, by=by, told={"comment": f"Gọi {NAME} lên bảng"})
    now = timezone.now()
    attempt.hand_backs.create(reason=f"{NAME} viết lại nhé", until=now, at=now, by=by)
    sound = attempt.comment_sounds.create(place=1, file="comments/a.ogg", size=1, by=by)
    attempt.given_points.create(place=1, points=0, voice=sound, by=by)
    quizzes.make_column(attempt.page, attempt.school_class, by, [attempt])
    version = attempt.paper.all_items[0].version
    reason = f"{NAME} hỏi, đáp án nhầm"
    version.corrections.create(scope="everywhere", what="full", key={"void": "full"}, reason=reason, by=by)


def fill_the_mark_book(student, school_class):
    """A remark, rows of a file, why a term was opened again, a phrase with the name in it."""
    by = User.objects.get(username="lan")
    first, second = rights.terms_of(school_class)
    subject = Subject.objects.get(code="toan")
    entry = writing.Entry(str(student.pk), "remark", f"{NAME} cần cố gắng")
    writing.write(school_class, subject, first, [entry], by)
    closing.close(school_class, second, by)
    closing.open_again(school_class, second, by, reason=f"Sửa điểm của {NAME}")
    kept = MarkList.objects.create(school_class=school_class, term=first, file_name="d.xlsx")
    kept.rows.create(sheet="a", number=2, subject=subject, name=NAME, student=student)
    kept.rows.create(sheet="a", number=3, subject=subject, name=NAME)
    phrase = RemarkPhrase.objects.create(level="secondary", words=f"{NAME} ngoan", by=by)
    note_change(by, "keep a phrase", phrase, after={"words": phrase.words})
    dropped = RemarkPhrase.objects.create(level="secondary", words=f"{NAME} hay", by=by)
    note_change(by, "drop a phrase", dropped, before={"words": dropped.words})
    dropped.delete()
    told = {"title": f"{NAME} đạt giải", "words": f"Chúc mừng {NAME}.", "for_pupils": True}
    sending.send(by, [{"school_class": school_class}], **told)


def let_learn(student):
    course = quizzes.make_course()
    questions = [quizzes.make_question(quizzes.make_bank(), "short_text")]
    quiz = quizzes.make_quiz(course, questions)
    attempt = Attempt.objects.begin(student, quiz)
    event = AnswerEvent(
        attempt=attempt, event_id=attempt.pk, install="a", seq=1, place=1, response=f"Em là {NAME}"
    )
    attempt.take_in([event])
    mark(attempt, User.objects.filter(is_staff=True).first())
    about = {"page": quiz, "school_class": attempt.school_class, "edition": 1}
    kept = PaperList.objects.create(file_name="a.xlsx", **about)
    kept.rows.create(number=2, name=NAME, student=student, texts={"1": f"Em là {NAME}"})
    kept.rows.create(number=3, name=NAME, texts={"1": "không rõ của ai"})
    fill_the_mark_book(student, attempt.school_class)
    lecture = lessons.make_lecture()
    LectureProgress.objects.take_in(student, lecture, furthest=60)
    student.reading_times.create(lecture=lecture, session="a", day=MONDAY, seconds=60)
    let_revise(student)
    mistakes.report(student.user, "wrong", f"{NAME} thấy sai ở đây", lecture=lecture)
    task_works.hand_in(student, lecture, "b", f"Em là {NAME}, em đã đo", [], turn=1)
    lan = User.objects.get(username="lan")
    archive.gather(student.task_works.get(), lan, attempt.school_class)
    let_tell(student, lecture, attempt.school_class, lan)
    let_talk(student, lecture, lan)
    quizzes.see_a_skill(student, lan)
    student.extra_times.create(percent=25, reason=f"{NAME} mắt kém", by=lan)
    quiz.overrides.create(student=student, tries=2, reason=f"{NAME} ốm", by=lan)
    quiz.overrides.create(school_class=attempt.school_class, tries=2, reason=f"vì {NAME} ốm", by=lan)
    out = contests.published(lan, student)
    entry = out.standings.get().entry
    out.appeals.create(entry=entry, student=student, words=f"{NAME} làm đúng câu 2")
    contests.certify(out, lan)
    contest = works.make_contest(lan, judges_each=1)
    judge = builders.make_staff("giam.khao", "Trần Văn Quân", Role.Kind.APPROVER, place=Place.objects.first())
    facts = {"title": f"Thước của {NAME}", "words": f"Em {NAME} làm", "photo": True}
    works.confirmed(contest, student, **facts)
    works.published(contest, judge, remark=f"{NAME} khéo tay")
    session = out.round.sessions.get()
    session.start_tickets.create(
        seat=entry.seats.get(), student=student, paper=session.page.paper, seed=1, own_rules={}
    )
    halls.open_hall(out.round.sessions.get(), student.school, "Phòng 1", 1, [student], lan)
    picture = lessons.make_picture(title=f"{NAME} nhận máy")
    ShownPupil.objects.create(student=student, picture=picture)
    log(picture, "wagtail.create")
    note_change(by=None, act="take a picture off the pages", thing=picture)
    ClearedName.objects.create(page=quiz, name=NAME, by=User.objects.get(username="lan"))
    note_change(by=None, act="clear a name", thing=quiz, after={"names": NAME})


def plan_a_machine(student, by):
    """Once proposed for a machine, and taken out again."""
    plans.make_order()
    batch = plans.give_quota(student.school, batch=machines.make_batch("dot-9"))
    line = proposing.propose(batch, student.school, by=by).lines.get(pupil=student)
    editing.take_out(line, by=by, words=f"Nhà em {NAME} đã có máy")
    # As long as nobody had written the household down.
    alone = {"student": student, "pupil": student, "rank": 9, "state": "taken_out"}
    line.list.lines.create(reason=f"Thêm cho {NAME}", evidence={"ethnic_group": "Mông"}, **alone)


def give_a_machine(student, by):
    device, sim = machines.make_device(student.school, code="K7M3PX"), machines.make_sim(student.school)
    sim.registered_to = MOTHER
    sim.save()
    paper = machines.give(student, by, device, sims=[sim], tenure="school_loan")
    told = {"kind": "voucher", "source": "Quỹ Hoa Ban", "starts_on": MONDAY, "request_id": uuid4()}
    granting.grant({"student": student}, by=by, **told)
    machines.attach_scan(paper, by)
    install, _token = binding.bind(binding.new_code(device, by=by))
    counting.count_days(install, student, {MONDAY: {"active_s": 600, "learn_s": 300}})
    binding.unbind(install, by=by)
    install.refresh_from_db()
    put_aside.keep(install, student, {MONDAY: {"active_s": 900}})
    suggesting.suggest(device, student)
    ProgrammeOverride.objects.create(student=student, decision_number="12/QĐ", reason=f"Nhà em bận, {NAME}")
    line = paper.lines.get(device=device)
    incident = Incident.objects.create(
        device=device,
        words=f"Em làm rơi, {NAME}",
        reported_by=student.user,
        school=student.school,
        line=line,
        holder_name=NAME,
    )
    reporting.attach(incident, SimpleUploadedFile("hong.jpg", machines.photo()), student.user)
    note_change(by=student.user, act="report device", thing=device, after={"words": f"Em làm rơi, {NAME}"})
    ticket = repairs.open_repair(device, by, fault=incident.words, incident=incident, on=MONDAY)
    for state in ("repaired", "back"):
        repairs.advance(ticket, state, by)


def everything_told():
    """(row, its fields as text) of the whole database; what JSON writes as \\u00f9 is read as ù."""
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values(*names):
            told = re.sub(r"\\+u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), str(row))
            yield model._meta.label, told


def let_talk(student, lecture, by):
    """A question with a photo and half a recording, a report, and a pause from writing."""
    photo, half = a_photo(60, 40), uuid.uuid4()
    post, _is_new = posting.ask(student.user, uuid.uuid4(), f"Em là {NAME}, em chưa hiểu", [], lecture)
    files.keep(student.user, post.pk, photo)
    files.take_piece(student.user, post.pk, half, 1, 2, photo[:50])
    school_class = student.current_enrolment().school_class
    told, _is_new = posting.begin(by, uuid.uuid4(), school_class, "Chào cả lớp", f"{NAME} trực nhật", [])
    moderating.flag(told, student.user, "other", f"Em {NAME} không thích")
    moderating.mute(student, MONDAY + timedelta(days=6), f"{NAME} giữ lời nói nhé", by)


def let_tell(student, lecture, school_class, by):
    """What others say beside their own things: a word to the class, what a teller asked and took back."""
    GivenWork.objects.create(
        school_class=school_class, page=lecture, given_by=by, note=f"{NAME} đọc cho cả lớp nghe nhé"
    )
    told = {"conditions": f"Chỉ kể cho {NAME} nghe", "may_picture": True}
    agreement = archive.make_agreement(by, student.school, **told)
    agreements.withdraw(agreement, by, f"Vì có ảnh {NAME}", taken=["may_picture"])
    agreements.withdraw(agreement, by, f"Nhà {NAME} không muốn nữa")


def let_revise(student):
    """Words of one's own in an answer of revision."""
    question = quizzes.make_question(quizzes.make_bank(code="ONTAP"), "short_text")
    about = {"student": student, "question": question, "version": question.current}
    Recall.objects.create(**about, subject=question.bank.subject, topic="Tỉnh", due_on=MONDAY)
    RecallAnswer.objects.create(
        **about, event_id=uuid4(), response=f"Em là {NAME}", score=0, rating=1, at=timezone.now()
    )
