"""One pupil is erased: nothing in the whole database tells who it was, but for what is to be kept."""

import re
import uuid
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, transaction
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
from devices.models import Assignment, Handover, Incident, ProgrammeOverride, UsageDay, UsageMonth
from devices.papers import handover_facts, handover_pdf
from devices.repair import steps as repairs
from devices.take_back import take_back
from lms import chain
from lms.history import ERASE, about, empty_lines, note_change
from lms.models import Change, Look
from students import accounts, cards, consents, data_requests, erasing, looked, parent_cards
from students.models import (
    Consent,
    ConsentScan,
    EthnicGroup,
    Guardian,
    Guardianship,
    Household,
    Movement,
    Place,
    PovertyRecord,
    Role,
    RosterImport,
    Student,
    Subject,
    Transfer,
    User,
)
from students.movement import pupils, strokes
from students.movement.rules import CannotMove
from students.notices import sending
from students.roster import undo
from tests import builders
from tests.courses import builders as lessons
from tests.courses import contests, quizzes, works
from tests.courses.test_answer_files import a_photo
from tests.devices import builders as machines
from tests.devices.allocating import builders as plans
from tests.home import archive
from tests.students.roster import lists

MONDAY = date(2026, 11, 23)
# Each of these tells who the pupil is; after the erasing they stand nowhere.
NAME, MOTHER, AUNT, HEAD = "Giàng A Tủa", "Sùng Thị Mỷ", "Giàng Thị Chía", "Giàng A Páo"
TELLING = [NAME, MOTHER, AUNT, HEAD, "1177777777", "011215001234", "0987654321", "2015-09-14", "14/09/2015"]
TELLING += ["Huổi Lếch", "012/GCN-HN", "Em làm rơi", "Nhà em bận"]


@pytest.fixture
def tua(tmp_path, muong_nha, school_admin, ms_lan, class_6a):
    """Tủa came with a class list and has something in every corner; has left since."""
    known = {"Mã định danh Bộ GD&ĐT": "1177777777", "Ngày sinh": "14/09/2015", "Lớp học": "6A"}
    known |= {"Số định danh cá nhân": "011215001234", "Tên cha": HEAD, "Tên mẹ": MOTHER}
    other = {"Tên cha": "Lò Văn Pâng", "Tên mẹ": "Lò Thị Ín", "SĐT liên hệ": "0912000111", "Lớp học": "6A"}
    rows = [lists.ministry_row(1, NAME, **known), lists.ministry_row(2, "Lò Văn Ba", **other)]
    (file := tmp_path / "ds.xlsx").write_bytes(lists.ministry(rows))
    call_command("import_roster", str(file), school=muong_nha.code, year="2026-2027", apply=True)
    student = Student.objects.get(full_name=NAME)
    household = student.household
    Household.objects.filter(pk=household.pk).update(village="Huổi Lếch", commune=muong_nha.commune)
    PovertyRecord.objects.create(
        household=household, poverty_class="poor", certificate="012/GCN-HN", starts_on=date(2026, 1, 1)
    )
    student.village = "Huổi Lếch"
    student.ethnic_group = EthnicGroup.objects.get(name="Mông")
    student.save()
    accounts.reset_pin(student, by=ms_lan)
    cards.make_cards([student], by=ms_lan)
    _family(student, school_admin)
    _consents(student, ms_lan)
    _learning(student)
    _allocation(student, school_admin)
    _device(student, school_admin)
    looked.note(ms_lan, "pupil's page", student)
    note_change(by=ms_lan, act="change a pupil", thing=student, before={"phone": "0987654321"}, after={})
    Transfer.objects.create(
        student=student, from_name="Trường cũ", to_school=muong_nha, reason="Nhà em bận", state="arrived"
    )
    pupils.drop_out(student, MONDAY, by=school_admin, reason="Nhà em bận")
    return Student.objects.get(pk=student.pk)


def _family(student, by):
    mother = Guardian.objects.get(full_name=MOTHER)
    parent_cards.make_cards([mother], by=by, school=student.school)
    aunt = Guardian.objects.create(full_name=AUNT)
    link = Guardianship.objects.create(guardian=aunt, student=student, relation="other")
    note_change(by=by, act="link a parent", thing=link, school=student.school)
    link.delete()
    aunt.delete()


def _consents(student, by):
    for purpose in ("learning", "usage"):
        consents.give(student, purpose, by=by, given_by=MOTHER, how="signed", on=date(2026, 9, 20))
    builders.attach_consent_scan(builders.print_consent_sheet(student, by=by), by=by)
    request = builders.ask_for_data(student, by=by, words=f"Cho tôi bản sao của {NAME}")
    data_requests.settle(request, by=by, outcome="done", words=f"Đã đưa bản in cho {MOTHER}")


def _marked(attempt, by):
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


def _mark_book(student, school_class):
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


def _learning(student):
    course = quizzes.make_course()
    questions = [quizzes.make_question(quizzes.make_bank(), "short_text")]
    quiz = quizzes.make_quiz(course, questions)
    attempt = Attempt.objects.begin(student, quiz)
    event = AnswerEvent(
        attempt=attempt, event_id=attempt.pk, install="a", seq=1, place=1, response=f"Em là {NAME}"
    )
    attempt.take_in([event])
    _marked(attempt, User.objects.filter(is_staff=True).first())
    about = {"page": quiz, "school_class": attempt.school_class, "edition": 1}
    kept = PaperList.objects.create(file_name="a.xlsx", **about)
    kept.rows.create(number=2, name=NAME, student=student, texts={"1": f"Em là {NAME}"})
    kept.rows.create(number=3, name=NAME, texts={"1": "không rõ của ai"})
    _mark_book(student, attempt.school_class)
    lecture = lessons.make_lecture()
    LectureProgress.objects.take_in(student, lecture, furthest=60)
    student.reading_times.create(lecture=lecture, session="a", day=MONDAY, seconds=60)
    _revise(student)
    mistakes.report(student.user, "wrong", f"{NAME} thấy sai ở đây", lecture=lecture)
    task_works.hand_in(student, lecture, "b", f"Em là {NAME}, em đã đo", [], turn=1)
    lan = User.objects.get(username="lan")
    archive.gather(student.task_works.get(), lan, attempt.school_class)
    _talk(student, lecture, lan)
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


def _allocation(student, by):
    """Once proposed for a machine, and taken out again."""
    plans.make_order()
    batch = plans.give_quota(student.school, batch=machines.make_batch("dot-9"))
    line = proposing.propose(batch, student.school, by=by).lines.get(pupil=student)
    editing.take_out(line, by=by, words=f"Nhà em {NAME} đã có máy")
    # As long as nobody had written the household down.
    alone = {"student": student, "pupil": student, "rank": 9, "state": "taken_out"}
    line.list.lines.create(reason=f"Thêm cho {NAME}", evidence={"ethnic_group": "Mông"}, **alone)


def _device(student, by):
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


@pytest.fixture
def brought_back(tua, school_admin):
    """Tủa's device and SIM came back on 24 November 2026."""
    take_back(Assignment.objects.open().filter(pupil=tua), by=school_admin, note=f"{NAME} trả")
    return tua


@pytest.fixture
def asked(brought_back, ms_lan):
    return builders.ask_for_data(brought_back, by=ms_lan, kind="erase", words=f"Xóa hết của {NAME}")


@pytest.fixture
def erased(asked, signed_in, school_admin, tua):
    answer = signed_in(school_admin).post(f"/requests/{asked.pk}/erase/", {"code": tua.code}, follow=True)
    assert answer.status_code == 200
    return Student.objects.get(pk=tua.pk)


def everything_told():
    """(row, its fields as text) of the whole database; what JSON writes as \\u00f9 is read as ù."""
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values(*names):
            told = re.sub(r"\\+u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), str(row))
            yield model._meta.label, told


def _talk(student, lecture, by):
    """A question with a photo and half a recording, a report, and a pause from writing."""
    photo, half = a_photo(60, 40), uuid.uuid4()
    post, _is_new = posting.ask(student.user, uuid.uuid4(), f"Em là {NAME}, em chưa hiểu", [], lecture)
    files.keep(student.user, post.pk, photo)
    files.take_piece(student.user, post.pk, half, 1, 2, photo[:50])
    school_class = student.current_enrolment().school_class
    told, _is_new = posting.begin(by, uuid.uuid4(), school_class, "Chào cả lớp", f"{NAME} trực nhật", [])
    moderating.flag(told, student.user, "other", f"Em {NAME} không thích")
    moderating.mute(student, MONDAY + timedelta(days=6), f"{NAME} giữ lời nói nhé", by)


def _revise(student):
    """Words of one's own in an answer of revision."""
    question = quizzes.make_question(quizzes.make_bank(code="ONTAP"), "short_text")
    about = {"student": student, "question": question, "version": question.current}
    Recall.objects.create(**about, subject=question.bank.subject, topic="Tỉnh", due_on=MONDAY)
    RecallAnswer.objects.create(
        **about, event_id=uuid4(), response=f"Em là {NAME}", score=0, rating=1, at=timezone.now()
    )


# What goes


def test_nothing_tells_who_it_was(erased):
    found = {(label, sign) for label, row in everything_told() for sign in TELLING if sign in row}
    assert found == set()


def test_this_pupil_has_something_in_every_corner(asked):
    """A new model that hangs on a pupil is to be filled above, for the test before to look there."""
    relations = Student._meta.get_fields(include_hidden=True)
    pointing = [one for one in relations if one.auto_created and not one.concrete and one.one_to_many]
    empty = {
        relation.related_model._meta.label
        for relation in pointing
        if not relation.related_model._base_manager.filter(**{relation.field.name: asked.student_id}).exists()
    }
    assert empty == set()


def test_what_the_school_counts_stays(erased, muong_nha):
    attempt = Attempt.objects.get(page__competition_session=None)
    assert (attempt.student, attempt.mark, attempt.answered) == (erased, 0, 1)
    assert LectureProgress.objects.get().furthest == 60
    assert [one.school_class.name for one in erased.enrolments.all()] == ["6A"]
    assert Assignment.objects.filter(pupil=erased).count() == 2
    assert UsageMonth.objects.get(school=muong_nha).learn_s == 300
    assert not UsageDay.objects.exists()
    assert not AnswerEvent.objects.exists()


def test_who_did_what_and_when_stays_in_the_log_without_a_name(erased, school_admin):
    line = Change.objects.get(act=ERASE)
    assert (line.actor, line.label, line.object_id) == (school_admin, erasing.NAMELESS, str(erased.pk))
    emptied = Change.objects.filter(emptied_for=line.pk)
    assert {"reset the PIN", "record a consent", "withdraw a consent", "link a parent", "take back"} <= set(
        emptied.values_list("act", flat=True)
    )
    assert set(emptied.values_list("label", flat=True)) == {""}
    assert Look.objects.filter(object_id=str(erased.pk)).exists()
    assert list(chain.faults()) == []


def test_nobody_signs_in_any_more(erased):
    assert not User.objects.filter(full_name__in=[NAME, MOTHER]).exists()
    assert not erased.user.is_active
    assert not erased.card_tokens.exists()
    assert not Guardian.objects.filter(full_name=MOTHER).exists()


def test_the_scans_of_consents_are_gone_and_their_lines_stay(erased, django_capture_on_commit_callbacks):
    scan = ConsentScan.objects.get()
    assert (scan.file.name, bool(scan.struck_at)) == ("", True)
    assert erased.consents.in_force().count() == 0
    assert erased.consents.count() == 2


def test_the_request_is_settled_with_it_and_says_what_is_kept(erased, asked, client):
    asked.refresh_from_db()
    assert asked.outcome == "done"
    assert "tên" in asked.outcome_words
    text = client.get(f"/requests/{asked.pk}/").text
    assert "giữ đến 24/11/2036" in text
    assert client.get("/requests/").status_code == 200


# What is shown first


def test_first_is_shown_what_goes_what_loses_its_name_and_what_stays(asked, signed_in, school_admin):
    page = signed_in(school_admin).get(f"/requests/{asked.pk}/erase/")
    told = {fate: {line.what: line for line in lines} for fate, _title, lines in page.context["fates"]}
    assert set(told) == {"goes", "namelessly", "stays"}
    (paper,) = told["stays"].values()
    assert paper.until == date(2036, 11, 24)
    assert "01/BBBG-2026" in paper.what
    marks = next(line for what, line in told["namelessly"].items() if line.until)
    assert marks.until == date(2031, 11, 22)
    assert Student.objects.get(pk=asked.student_id).full_name == NAME


def test_nobody_is_told_it_is_done_before_it_is(asked, signed_in, school_admin):
    client = signed_in(school_admin)
    path = f"/requests/{asked.pk}/settle/"
    answer = client.post(path, {"outcome": "done", "words": "Đã xóa."})
    assert answer.status_code == 400
    assert "Chưa xóa gì cả" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.done_at is None
    assert client.post(path, {"outcome": "refused", "words": "Gia đình đã đổi ý."}).status_code == 302


@pytest.mark.parametrize("code", ["", "HSGIANG1"])
def test_without_the_code_nothing_happens(asked, signed_in, school_admin, giang, code):
    answer = signed_in(school_admin).post(f"/requests/{asked.pk}/erase/", {"code": code})
    assert answer.status_code == 400
    assert Student.objects.get(pk=asked.student_id).erased_at is None


# What comes first


def test_who_still_holds_a_lent_device_is_not_erased(tua, ms_lan, signed_in, school_admin):
    request = builders.ask_for_data(tua, by=ms_lan, kind="erase")
    client = signed_in(school_admin)
    page = client.get(f"/requests/{request.pk}/erase/")
    (bar,) = page.context["bars"]
    assert bar.words.startswith("Em còn mượn: K7M3PX, ")
    assert bar.words.endswith(" (biên bản 01/BBBG-2026). Hãy thu hồi trước.")
    assert client.get(bar.url).status_code == 200
    assert client.post(f"/requests/{request.pk}/erase/", {"code": tua.code}).status_code == 400
    assert Student.objects.get(pk=tua.pk).full_name == NAME


def test_who_still_studies_is_not_erased(giang, ms_lan, school_admin):
    request = builders.ask_for_data(giang, by=ms_lan, kind="erase")
    with pytest.raises(erasing.CannotErase, match="vẫn đang học"):
        data_requests.erase(request, by=school_admin)


def test_a_copy_that_was_asked_for_is_given_first(asked, brought_back, ms_lan):
    builders.ask_for_data(brought_back, by=ms_lan, kind="copy", on=date(2026, 11, 24))
    (bar,) = erasing.bars(brought_back)
    assert "xin bản sao" in bar.words


def test_a_name_on_a_page_is_taken_off_first(giang, school_admin, ms_lan):
    consents.give(giang, "name", by=ms_lan, given_by=MOTHER, how="signed", on=MONDAY, child_agreed=True)
    pupils.drop_out(giang, MONDAY, by=school_admin)
    giang.refresh_from_db()
    page = lessons.make_lecture("Giàng A Sùng kể chuyện")
    words = "Trang «Giàng A Sùng kể chuyện» còn nêu tên em. Hãy gỡ tên em khỏi trang đó trước."
    assert [bar.words for bar in erasing.bars(giang)] == [words]
    page.unpublish()
    assert erasing.bars(giang) == []


def test_what_was_given_to_the_family_for_good_does_not_stand_in_the_way(giang, school_admin, muong_nha):
    machines.give(giang, school_admin, machines.make_device(muong_nha), tenure="gift_pupil")
    pupils.drop_out(giang, MONDAY, by=school_admin)
    _now, is_new = erasing.erase(giang, by=school_admin)
    assert is_new


# Of whom else


def test_a_mother_of_two_and_a_household_of_two_stay(giang, hoa, school_admin):
    machines.make_household(giang, hoa, head=HEAD)
    mother = Guardian.objects.create(user=builders.make_user("me", MOTHER), full_name=MOTHER)
    for child in (giang, hoa):
        Guardianship.objects.create(guardian=mother, student=child, relation="mother")
    pupils.drop_out(giang, MONDAY, by=school_admin)
    erasing.erase(giang, by=school_admin)
    assert list(hoa.guardians.values_list("full_name", flat=True)) == [MOTHER]
    assert User.objects.get(username="me").is_active
    assert Household.objects.get(pk=hoa.household_id).head_name == HEAD


def test_the_other_child_of_the_list_keeps_everything(erased, class_6a):
    other = Student.objects.get(full_name="Lò Văn Ba")
    assert other.guardians.count() == 2
    *_above, (_number, cells) = RosterImport.objects.get().book().sheets[0].rows
    assert cells[2] == "Lò Văn Ba"


def test_marks_go_as_well_when_the_family_took_its_consent_back(brought_back, ms_lan, school_admin):
    consents.withdraw(brought_back, Consent.Purpose.LEARNING, by=ms_lan)
    erasing.erase(brought_back, by=school_admin)
    assert not Attempt.objects.exists()
    assert not LectureProgress.objects.exists()


# Twice, from elsewhere, and back


def test_erased_twice_is_as_once(erased, asked, client, school_admin):
    _now, is_new = erasing.erase(erased, by=school_admin)
    assert not is_new
    path = f"/requests/{asked.pk}/erase/"
    assert client.post(path, {"code": erased.code})["Location"] == f"/requests/{asked.pk}/"
    assert Change.objects.filter(act=ERASE).count() == 1


def test_the_other_school_and_a_teacher_find_nothing(asked, signed_in, other_school_admin, ms_lan):
    path = f"/requests/{asked.pk}/erase/"
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(other_school_admin).post(path, {"code": asked.student.code}).status_code == 404
    assert signed_in(ms_lan).get(path).status_code == 403


def test_another_kind_of_request_erases_nothing(brought_back, ms_lan, signed_in, school_admin):
    request = builders.ask_for_data(brought_back, by=ms_lan, kind="stop", words="x")
    assert signed_in(school_admin).get(f"/requests/{request.pk}/erase/").status_code == 404


@pytest.mark.parametrize("path", ["", "edit/", "dossier/", "requests/new/"])
def test_an_erased_pupil_is_found_by_nobody(erased, client, path):
    assert client.get(f"/students/{erased.pk}/{path}").status_code == 404


def test_lists_do_not_show_an_erased_pupil(erased, client):
    assert erasing.NAMELESS not in client.get("/students/?show=gone").text
    assert client.get("/looks/").status_code == 200
    assert "về một em đã được xóa dữ liệu" in client.get("/changes/").text
    assert erasing.NAMELESS in client.get(f"/movements/{Movement.objects.get().pk}/").text
    sat = erased.enrolments.get().school_class
    assert erasing.NAMELESS in client.get(f"/classes/{sat.uid}/").text


def test_what_brought_the_pupil_in_or_out_is_not_undone_any_more(erased, school_admin):
    with pytest.raises(undo.CannotUndo, match="đã được xóa"):
        undo.undo(RosterImport.objects.get(), by=school_admin)
    with pytest.raises(CannotMove, match="đã được xóa"):
        strokes.undo(Movement.objects.get(), by=school_admin)


# The paper that is kept


def test_the_paper_says_until_when_it_is_kept_and_is_printed_again(erased, client):
    paper = Assignment.objects.filter(pupil=erased).first().handover
    words = "Em đã được xóa tên – giữ đến 24/11/2036 theo hồ sơ bàn giao"
    assert words in client.get(f"/handovers/{paper.pk}/").text
    assert handover_facts(paper)["pupil"]["name"] == words
    assert handover_pdf(paper).startswith(b"%PDF")
    assert paper.scans.standing().count() == 1


# The narrow doors of the database


def test_a_line_of_the_log_is_emptied_for_an_erasing_and_for_nothing_else(giang, ms_lan):
    note_change(by=ms_lan, act="reset the PIN", thing=giang)
    other = note_change(by=ms_lan, act="revoke sign-in cards", thing=giang)
    with pytest.raises(DatabaseError), transaction.atomic():
        empty_lines(about({Student: [giang.pk]}), because=other)
    assert Change.objects.filter(label=str(giang)).count() == 2


def test_an_emptied_line_is_never_filled_again(erased):
    for told in ({"label": "x"}, {"after": {"a": 1}}, {"emptied_for": None}, {"act": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Change.objects.exclude(emptied_for=None).update(**told)


def test_answers_of_whoever_is_not_erased_never_go(tua):
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerEvent.objects.all().delete()


def test_who_received_a_paper_is_not_taken_out_before_its_time(brought_back):
    papers = Assignment.objects.filter(pupil=brought_back).values("handover")
    kept = Handover.objects.filter(pk__in=papers)
    for told in (
        {"receiver_name": ""},
        {"receiver_name": "", "forgotten_on": date(2035, 12, 31)},
        {"receiver_name": "x", "forgotten_on": date(2036, 12, 31)},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            kept.update(**told)
