"""The demo: whole, true to its promises, and made only once. Loaded small here, once for all tests."""

import json
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from courses.models import (
    Attempt,
    Award,
    Competition,
    GivenWork,
    LecturePage,
    LectureProgress,
    Post,
    QuestionVersion,
    QuizPage,
    Thread,
)
from devices.binding import bind
from devices.models import Assignment, Device, Handover, PlanSubscription, RepairTicket, UsageDay
from home.demo import everything, pictures, reading, secrets, summary
from home.management.commands import demo as command
from lms.models import MediaFile, Picture
from students.accounts import stop_parent_card
from students.models import CardToken, Notice, Role, School, SchoolClass, Student, User
from tests.courses.test_learning_blocks import KINDS

KEYS = [
    "base_paths",
    "pupil",
    "pupil_other_school",
    "teacher",
    "teacher_other_school",
    "school_admin",
    "school_admin_other_school",
    "province_admin",
    "author",
    "approver",
    "auditor",
    "guardian",
    "device_code",
    "school_code",
    "other_school_code",
    "bank_code",
    "batch_code",
]
COUNTED = (Student, User, Role, LecturePage, QuizPage, QuestionVersion, Attempt, LectureProgress, GivenWork)
COUNTED += (
    Competition,
    Award,
    Device,
    Assignment,
    Handover,
    UsageDay,
    PlanSubscription,
    CardToken,
    Picture,
    MediaFile,
    Notice,
    Post,
)


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The demo's people, in a transaction that is undone after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel("2026-11-24T09:00:00+07:00"):
            made = everything.load(small=True)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def told(cast, db, settings, tmp_path):
    settings.VAR = tmp_path
    return summary.summary(cast)


def run_command(**options):
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def test_there_are_two_schools_and_eight_classes(cast, db):
    assert School.objects.count() == 2
    assert SchoolClass.objects.count() == 8
    assert {role.kind for role in Role.objects.all()} == set(Role.Kind.values)


def test_the_json_has_exactly_the_keys_that_were_promised(told):
    assert list(told) == KEYS
    assert list(told["base_paths"]) == ["lecture", "quiz", "practice"]
    assert list(told["pupil"]) == list(told["pupil_other_school"]) == ["code", "pin", "card"]
    assert list(told["teacher"]) == ["username", "password"]
    assert list(told["guardian"]) == ["code", "pin", "card", "username", "password"]


def test_a_second_run_changes_nothing_and_tells_the_same(cast, db, settings, tmp_path):
    settings.VAR = tmp_path
    first = run_command(json=True)
    before = [model.objects.count() for model in COUNTED]
    assert run_command(json=True) == first
    assert [model.objects.count() for model in COUNTED] == before
    assert json.loads((tmp_path / "demo.json").read_text()) == json.loads(first)


def test_a_binding_code_that_was_used_is_replaced(told, cast, settings):
    summary.keep(told)
    bind(told["device_code"])
    assert summary.summary(cast)["device_code"] != told["device_code"]


def test_a_pin_and_a_password_that_were_changed_work_again(told, cast):
    pupil, teacher = cast.pupils("MN")[0].user, cast.users["lan.muongnha"]
    pupil.set_pin("9090")
    teacher.set_password("something else")
    assert summary.summary(cast)["pupil"] == told["pupil"]
    assert pupil.check_pin(told["pupil"]["pin"])
    assert teacher.check_password(told["teacher"]["password"])


def test_a_revoked_card_is_followed_by_another(told, cast):
    CardToken.revoke_all([cast.pupils("MN")[0]])
    assert summary.summary(cast)["pupil"]["card"] != told["pupil"]["card"]


@pytest.mark.parametrize("door", ["code", "card", "password"])
def test_the_parent_gets_in_by_each_door(told, door):
    parent, who = Client(), told["guardian"]
    if door == "code":
        answer = parent.post("/ph/", {"code": who["code"], "pin": who["pin"]})
    elif door == "card":
        answer = parent.post(who["card"])
    else:
        answer = parent.post("/sign-in/staff/", {name: who[name] for name in ("username", "password")})
    assert answer.status_code == 302
    assert parent.get("/family/").status_code == 200


def test_a_card_of_the_parent_that_was_stopped_works_again(told, cast):
    parent = User.objects.get(username=told["guardian"]["username"]).guardian
    stop_parent_card(parent, by=None, school=None)
    assert summary.summary(cast)["guardian"] == told["guardian"]
    parent.refresh_from_db()
    assert parent.card_hash


def test_pupil_and_teacher_get_in_and_every_base_path_opens(told):
    pupil, teacher = Client(), Client()
    answer = pupil.post(reverse("students:sign-in"), {k: told["pupil"][k] for k in ("code", "pin")})
    assert answer.status_code == 302
    answer = teacher.post(reverse("students:staff-sign-in"), told["teacher"])
    assert answer.status_code == 302
    for path in [*told["base_paths"].values(), told["pupil"]["card"]]:
        assert pupil.get(path).status_code == 200, path
    for path in told["base_paths"].values():
        assert teacher.get(path).status_code == 200, path


def test_every_lecture_but_a_schools_own_opens_for_everybody(cast, db, client):
    assert LecturePage.objects.count() == 22
    for page in LecturePage.objects.all():
        if page.audience == "school":
            assert client.get(page.get_url()).status_code in (302, 404), page
            continue
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        assert page.title in answer.content.decode()


def test_lectures_hold_every_kind_of_block():
    for paper in reading.lectures():
        kinds = {block.kind for block in paper.blocks}
        assert {"objectives", "text", "picture", "note", "example", "exercise", "table", "sound"} <= kinds
        assert 2 <= len(paper.questions()) <= 4
        assert paper.blocks[-1].kind == "summary"


def test_one_lecture_shows_every_learning_block(cast, db):
    shown = {block.block_type for block in LecturePage.objects.get(slug="mua-o-ban-em").body}
    assert shown > set(KINDS)


def test_a_teacher_wrote_short_lectures_and_another_school_took_one_over_with_credit(cast, db):
    written = LecturePage.objects.filter(owner=cast.users["pao.nahy"])
    assert [page.title for page in written.order_by("path")] == [
        "Đổi đơn vị đo độ dài",
        "Chu vi hay diện tích?",
    ]
    copied = LecturePage.objects.get(owner=cast.users["lan.muongnha"])
    assert (copied.title, copied.school.name) == ("Đổi đơn vị đo độ dài", "PTDTBT THCS Mường Nhà")
    assert copied.live
    shown = seen_by(cast.pupils("MN")[0].user, copied.get_url())
    assert "Sùng A Páo" in shown
    assert "Tiểu học Nà Hỳ" in shown


def test_the_school_and_a_teacher_sent_a_notice_that_some_have_read(cast, db):
    for_all, for_6a = Notice.objects.order_by("sent_at", "due_on")
    assert (for_all.by, for_6a.by) == (cast.users["admin.muongnha"], cast.users["lan.muongnha"])
    first, second = cast.students[cast.classes["MN", "6A"]][:2]
    assert not first.user.notices_read.exists()
    assert second.user.notices_read.count() == 2
    shown = seen_by(first.user, "/notices/")
    assert for_all.title in shown
    assert for_6a.title in shown


def test_pupils_asked_their_teachers_and_classes_wrote_on_their_boards(cast, db):
    teacher, pupil = cast.users["lan.muongnha"], cast.pupils("MN")[0]
    assert Thread.objects.looked_after_by(teacher).waiting().count() == 2
    assert Post.objects.looked_after_by(teacher).to_decide().get().rule == Post.Rule.PHONE
    assert not Thread.objects.answered_unseen(pupil).exists()
    board = Thread.objects.visible_to(pupil.user).exclude(student=pupil)
    assert board.filter(pairing=None, school_class=cast.classes["MN", "6A"]).count() == 3
    assert not Post.objects.filter(at__date__gte=cast.today).exists()


def test_every_question_can_be_asked(cast, db):
    for version in QuestionVersion.objects.all():
        assert version.rules.problems(version.content, version.key) == [], version.text


def test_the_exam_paper_adds_up_to_ten(cast, db):
    paper = QuizPage.objects.get(slug=summary.QUIZ).paper
    assert sum(item.points for item in paper.all_items) == 10
    written = next(paper for paper in reading.quizzes() if paper.slug == summary.QUIZ)
    assert [len(questions) for _part, questions in written.parts()] == [12, 4, 6]


def test_a_quiz_asks_in_every_way_and_some_of_it_waits_for_marks(cast, db):
    paper = QuizPage.objects.get(slug="kiem-tra-nuoc-quanh-em").paper
    assert sum(item.points for item in paper.all_items) == 10
    kinds = {item.version.kind for item in paper.all_items}
    assert kinds >= {"matching", "ordering", "classify", "cloze", "picture_spots", "essay", "photo", "spoken"}
    assert any(item.version.passage_id for item in paper.all_items)
    waiting = Attempt.objects.filter(paper=paper, to_mark__gt=0)
    assert waiting.count() >= 2
    assert not cast.pupils("MN")[0].attempts.filter(paper=paper).exists(), "hers is still to do"


def test_the_first_pupil_has_the_graded_quiz_still_to_do(cast, db):
    quiz = QuizPage.objects.get(slug=summary.QUIZ)
    giang = cast.pupils("MN")[0]
    assert giang.full_name == "Giàng A Sùng"
    assert quiz.is_open()
    assert GivenWork.objects.filter(page=quiz, school_class__name="6A").exists()
    assert not giang.attempts.filter(page=quiz).exists()
    assert giang.lecture_progress.filter(finished_at=None).exists()


def test_marks_of_the_demo_are_those_that_its_answers_are_worth(cast, db):
    attempt = Attempt.objects.graded().exclude(submitted_at=None).first()
    before = (attempt.mark, attempt.points, attempt.answered, attempt.flags)
    attempt.refresh()
    assert (attempt.mark, attempt.points, attempt.answered, attempt.flags) == before


def test_tablets_went_out_came_back_and_broke(cast, db):
    assert Assignment.objects.open().filter(device__isnull=False).exists()
    assert set(Device.objects.values_list("lifecycle", flat=True)) >= {"in_service", "in_stock", "lost"}
    assert RepairTicket.objects.exists()
    assert cast.pupils("MN")[0].pk in Assignment.objects.open().values_list("pupil", flat=True)


def test_every_picture_can_be_drawn():
    asked = {block.title for paper in reading.lectures() for block in paper.blocks if block.kind == "picture"}
    asked |= {question.picture for paper in reading.quizzes() for question in paper.questions()} - {""}
    assert asked <= set(pictures.PICTURES)


def test_secrets_are_strong_and_differ():
    assert len(secrets.password("lan")) == 14
    assert secrets.password("lan") == secrets.password("lan") != secrets.password("pao")
    assert secrets.pin("MN2PFVS") == secrets.pin("MN2PFVS")
    assert secrets.card_secret("MN2PFVS") != secrets.card_secret("MN2PFVS", 1)


def test_production_refuses_it(monkeypatch):
    monkeypatch.setattr(command, "PRODUCTION", True)
    with pytest.raises(CommandError, match="--yes-demo-data"):
        run_command()


def test_people_read_who_can_sign_in(told):
    words = command.table(told)
    assert told["pupil"]["code"] in words
    assert "Quản trị tỉnh" in words


def test_whatever_a_person_of_the_demo_is_shown_opens(cast, db):
    """Parents, pupils and teachers: every link of what they see first leads somewhere."""
    people = [*User.objects.filter(guardian__isnull=False), cast.users["lan.muongnha"]]
    people += [pupil.user for school in ("MN", "NH") for pupil in cast.pupils(school)[:3]]
    for person in people:
        client = signed_in_as(person)
        with time_machine.travel("2026-11-24T09:00:00+07:00"):
            assert not dead_links(client), person


def seen_by(person, address):
    """The page as `person` reads it on the day the demo was made."""
    client = signed_in_as(person)
    with time_machine.travel("2026-11-24T09:00:00+07:00"):
        answer = client.get(address)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return answer.content.decode()


def signed_in_as(person):
    # Read anew: another test of this file has given the one in memory another PIN, and undone it only in
    # the database; a session with that would be nobody's.
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


def dead_links(client):
    """Addresses inside the page's own part that answer something else than 200, of the pages that the person
    may open."""
    links = set()
    for address in ("/family/", "/devices/mine/", "/today/"):
        answer = client.get(address)
        if answer.status_code == 200:
            found = BeautifulSoup(answer.content, "html.parser").select("main a[href^='/']")
            links |= {link["href"].partition("#")[0] for link in found}
    assert links, "Nothing was shown: is this person signed in?"
    answers = {link: client.get(link, follow=True).status_code for link in links}
    return {link: status for link, status in answers.items() if status != 200}


def test_competitions_are_over_with_certificates_or_wait_for_entries(cast, db):
    giang = cast.pupils("MN")[0]
    over = Competition.objects.get(title="Vui học Toán Mường Nhà")
    open_one = Competition.objects.get(title="Rung chuông vàng Điện Biên")
    of_na_hy = Competition.objects.get(title="Vui học cùng bạn")
    assert Award.objects.filter(student=giang, standing__publication__round__competition=over).exists()
    assert not open_one.entries.filter(entrants__student=giang).exists(), "hers is still to enter"
    assert open_one.entries.filter(confirmed_at=None).count() == 1
    assert open_one.rounds.filter(is_trial=True, seats__isnull=False).exists()
    assert "Hạng" in seen_by(giang.user, f"/competitions/{over.pk}/")
    assert "Hạng" not in seen_by(cast.pupils("NH")[0].user, f"/competitions/{of_na_hy.pk}/")
