"""What has had its time goes by itself at night; what is shown before is what goes."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.models import Attempt
from lms import daily, retention
from lms.models import Change, Credential, Job, Receipt
from students import consents, erasing
from students.consent_texts import texts
from students.models import RosterImport, SignedIn, SignInTries, Student
from students.movement import pupils
from tests.courses import quizzes

TODAY = date(2026, 11, 24)
LEFT = date(2026, 11, 24)
PERIOD = re.compile(r"\d+ (?:năm|tháng|ngày)")


def due():
    """{key of a kind: how many go the next night}, those with any."""
    return {kind.key: count for kind, _before, count in retention.table(timezone.localdate()) if count}


def everything():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def days_ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def old(muong_nha, ms_lan, giang):
    """One of each kind that is old enough, and one that is not."""
    for days, name in ((1, "a"), (-1, "b")):
        Session.objects.create(session_key=name, session_data="", expire_date=days_ago(days))
    for days in (91, 89):
        Job.objects.create(kind="x", title="x", owner=ms_lan, state="done", finished_at=days_ago(days))
        SignedIn.objects.create(user=ms_lan, session_key=f"gone-{days}", began_at=days_ago(days))
    SignedIn.objects.create(user=ms_lan, session_key="b", began_at=days_ago(300))
    for days in (2, 1):
        SignInTries.objects.create(key=f"x{days}", last_at=days_ago(days))
    for state, days in (("previewed", 31), ("previewed", 29), ("applied", 366), ("applied", 364)):
        kept = RosterImport.objects.create(
            school=muong_nha, year_code="2026-2027", file_name="x", state=state
        )
        kept.blocks.create(sheet=0, position=0, rows=[[1, ["Giàng A Sùng"]]])
        RosterImport.objects.filter(pk=kept.pk).update(uploaded_at=days_ago(days))
    for days in (400, 300):
        receipt = Receipt.objects.create(
            sender=str(days), event_id=giang.pk, kind="x", stream="x", install="x", seq=1, learner=giang.user
        )
        Receipt.objects.filter(pk=receipt.pk).update(received_at=days_ago(days))

    ages = {"old": (400, None), "used": (400, 10), "also old": (800, 400), "new": (10, None)}
    for install, (made, used) in ages.items():
        Credential.objects.create(
            user=giang.user,
            install=install,
            public_key=install,
            made_at=days_ago(made),
            last_used_on=used and days_ago(used).date(),
        )


OLD = {"sessions": 1, "jobs": 1, "browsers": 1, "tries": 1, "previews": 1, "rosters": 1, "receipts": 1}
OLD |= {"credentials": 2}


def test_of_each_kind_the_old_ones_go_and_the_others_stay(old):
    assert due() == OLD
    done = {kind.key: count for kind, count in retention.forget(TODAY) if count}
    assert done == OLD
    assert due() == {}
    assert set(Credential.objects.values_list("install", flat=True)) == {"used", "new"}
    assert (Session.objects.count(), Job.objects.count(), RosterImport.objects.count()) == (1, 1, 2)
    assert set(SignedIn.objects.values_list("session_key", flat=True)) == {"gone-89", "b"}


def test_twice_is_as_once(old):
    retention.forget(TODAY)
    first = everything()
    assert all(not count for _kind, count in retention.forget(TODAY))
    assert everything() == first


def test_looking_changes_nothing(old, signed_in, province_admin):
    client = signed_in(province_admin)
    client.get("/retention/")
    before = everything()
    for options in ([], ["--dry-run"]):
        call_command("forget", *options, stdout=StringIO())
    page = client.get("/retention/")
    assert "Đêm tới sẽ xóa 9 dòng" in page.text
    assert page.text.count(">1</td>") == 7
    assert everything() == before
    assert due() == OLD


def test_the_worker_does_it_every_night(old):
    daily.do_round.func()
    assert due() == {}


def test_the_command_shows_a_table_and_does_it_only_when_told(old):
    call_command("forget", stdout=(shown := StringIO()))
    heading, *lines = shown.getvalue().splitlines()
    assert heading.split("  ")[0] == "Loại dữ liệu"
    (sessions,) = [line for line in lines if "đăng nhập đã hết hạn" in line]
    assert sessions.split()[-2:] == ["24/11/2026", "1"]
    assert "Chưa xóa gì." in lines[-1]
    call_command("forget", "--now", stdout=StringIO())
    assert due() == {}
    with pytest.raises(CommandError):
        call_command("forget", "--now", "--dry-run", stdout=StringIO())


def test_one_kind_that_fails_does_not_keep_the_others(old, monkeypatch, caplog):
    broken = retention.Kind("tries", "x", "x", "x", 50, lambda day: day, lambda day: 1, lambda day: 1 / 0)
    monkeypatch.setattr(retention, "_kinds", [broken, *(k for k in retention.kinds() if k.key != "tries")])
    done = {kind.key: count for kind, count in retention.forget(TODAY)}
    assert done["tries"] is None
    assert done["sessions"] == 1
    assert "Forgetting tries failed" in caplog.text


# Pupils who left


@pytest.fixture
def left(giang, school_admin, ms_lan):
    """Giàng, with a try at a quiz, came to school until 23 November 2026."""
    consents.give(giang, "learning", by=ms_lan, given_by="Giàng Thị Dua", how="signed", on=date(2026, 9, 20))
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank())])
    Attempt.objects.begin(giang, quiz)
    pupils.drop_out(giang, LEFT, by=school_admin)
    return giang


@pytest.mark.parametrize(("today", "goes"), [("2031-11-23", 0), ("2031-11-24", 1)])
def test_a_record_goes_five_years_after_leaving(left, time_machine, today, goes):
    time_machine.move_to(f"{today}T03:00:00+07:00")
    assert due().get("leavers", 0) == goes
    retention.every_night()
    assert Student.objects.exclude(erased_at=None).count() == goes
    assert Attempt.objects.count() == 1 - goes


def test_a_record_that_cannot_go_keeps_no_other(left, hoa, school_admin, time_machine, monkeypatch):
    pupils.drop_out(hoa, LEFT, by=school_admin)
    erase = erasing.erase

    def failing(student, **how):
        if student == left:
            raise ValueError
        return erase(student, **how)

    monkeypatch.setattr(erasing, "erase", failing)
    time_machine.move_to("2031-11-24T03:00:00+07:00")
    retention.every_night()
    assert list(Student.objects.exclude(erased_at=None)) == [hoa]
    assert due()["leavers"] == 1


def test_the_system_itself_stands_in_the_log(left, time_machine):
    time_machine.move_to("2032-01-01T03:00:00+07:00")
    for _turn in range(2):
        retention.every_night()
    assert Change.objects.get(act="erase a pupil").actor is None


def test_who_studies_or_came_back_is_never_forgotten(left, hoa, class_6a, school_admin, time_machine):
    pupils.come_back(left, class_6a, date(2026, 11, 24), by=school_admin)
    time_machine.move_to("2040-01-01T03:00:00+07:00")
    assert "leavers" not in due()


def test_marks_of_who_was_erased_earlier_go_at_the_same_time(left, school_admin, time_machine):
    erasing.erase(left, by=school_admin)
    assert Attempt.objects.count() == 1
    for today, count in (("2031-11-23", 1), ("2031-11-24", 0)):
        time_machine.move_to(f"{today}T03:00:00+07:00")
        retention.every_night()
        assert Attempt.objects.count() == count


# What families were told, and who may read it


def test_what_families_were_told_stands_in_the_table():
    told = " ".join(line for text in texts() for about, line in text.lines if about == "Giữ bao lâu")
    promised = " ".join(str(kind.period) for kind in retention.kinds() if kind.is_promised)
    assert set(PERIOD.findall(told)) == set(PERIOD.findall(promised)) != set()


def test_the_page_is_for_the_province_and_auditors_and_says_why(signed_in, auditor, school_admin, ms_lan):
    text = signed_in(auditor).get("/retention/").text
    assert "Đêm tới không có gì phải xóa." in text
    assert "như đã nói với gia đình" in text
    assert "Thời hạn giữ dữ liệu" in signed_in(auditor).get("/changes/").text
    for person in (school_admin, ms_lan):
        assert signed_in(person).get("/retention/").status_code == 403
    assert "Thời hạn giữ dữ liệu" not in signed_in(school_admin).get("/changes/").text
