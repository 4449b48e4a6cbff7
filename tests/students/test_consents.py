"""What families agree to: asked in words that stay, written down once, taken back at any time."""

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from lms.models import Change
from students import consent_texts, consents
from students.models import Consent, Student

USAGE, PHOTO = Consent.Purpose.USAGE, Consent.Purpose.PHOTO
TOLD = {
    "purpose": "usage",
    "given_by": "Giàng Thị Dợ",
    "given_how": "thumbprint",
    "given_on": "20/09/2026",
}
# Of every file that a family may have signed. New words are a new version, never a changed file.
SIGNED = {
    "2026-09": "4bfba572b118258b685a8cfed9d1b82c2cf936dbdfb247566131155fea65d025",
}


@pytest.fixture
def agreed(giang, ms_lan):
    """Giàng's mother agreed to the counting of use."""
    day = date(2026, 9, 20)
    return consents.give(giang, USAGE, by=ms_lan, given_by="Giàng Thị Dợ", how="signed", on=day)[0]


@pytest.fixture
def path(giang):
    return f"/students/{giang.pk}/consents/"


# The words


def test_a_text_that_was_signed_never_changes():
    for version in consent_texts.versions():
        digest = hashlib.sha256()
        for text in consent_texts.texts(version):
            digest.update(repr((text.purpose, text.title, text.lines)).encode())
        assert digest.hexdigest() == SIGNED[version], f"{version}: write a new version instead"


def test_each_purpose_is_asked_in_words_of_its_own():
    asked = consent_texts.texts()
    assert [text.purpose for text in asked] == Consent.Purpose.values
    assert all(len(line) == 2 for text in asked for line in text.lines)


def test_staff_and_parents_can_read_what_is_asked(signed_in, ms_lan):
    client = signed_in(ms_lan)
    assert "Đếm thời gian em dùng máy" in client.get("/consents/text/2026-09/").content.decode()
    assert client.get("/consents/text/1999-01/").status_code == 404
    assert client.get("/consents/text/..%2Fmodels/").status_code == 404


# Given


def test_a_consent_is_recorded_and_withdrawn(signed_in, ms_lan, giang, path):
    client = signed_in(ms_lan)
    assert client.post(path + "new/", TOLD).status_code == 302
    kept = giang.consents.in_force().get()
    assert (kept.recorded_by, kept.text_version, kept.given_on) == (ms_lan, "2026-09", date(2026, 9, 20))
    assert client.post(path + "usage/withdraw/").status_code == 302
    kept.refresh_from_db()
    assert kept.withdrawn_at
    assert kept.withdrawn_by == ms_lan
    assert client.post(path + "usage/withdraw/").status_code == 404
    assert Change.objects.filter(act__contains="consent").count() == 2


def test_nothing_is_agreed_to_beforehand(signed_in, ms_lan, giang, path):
    assert "checked" not in signed_in(ms_lan).get(path + "new/").content.decode()
    assert not Consent.objects.exists()


def test_a_second_consent_for_the_same_purpose_is_refused(signed_in, ms_lan, giang, agreed, path):
    answer = signed_in(ms_lan).post(path + "new/", TOLD)
    assert answer.status_code == 400
    assert "Rút lại" in answer.content.decode()
    assert giang.consents.count() == 1


def test_giving_twice_is_as_once(giang, ms_lan, agreed):
    again, is_new = consents.give(
        giang, USAGE, by=ms_lan, given_by="Ai đó", how="signed", on=date(2026, 9, 21)
    )
    assert (again, is_new) == (agreed, False)
    assert Change.objects.filter(act="record a consent").count() == 1


def test_a_day_that_has_not_come_is_refused(signed_in, ms_lan, giang, path):
    answer = signed_in(ms_lan).post(path + "new/", {**TOLD, "given_on": "25/11/2026"})
    assert answer.status_code == 400
    assert not Consent.objects.exists()


@pytest.mark.parametrize("how", ["digital", "", "x"])
def test_the_school_writes_down_papers_and_spoken_words_only(signed_in, ms_lan, giang, path, how):
    assert signed_in(ms_lan).post(path + "new/", {**TOLD, "given_how": how}).status_code == 400


@pytest.mark.parametrize("purpose", ["photo", "name"])
def test_what_is_made_public_needs_the_child_too(signed_in, ms_lan, giang, path, purpose):
    client = signed_in(ms_lan)
    told = {**TOLD, "purpose": purpose}
    answer = client.post(path + "new/", told)
    assert answer.status_code == 400
    assert "chính em cũng phải đồng ý" in answer.content.decode()
    assert client.post(path + "new/", {**told, "child_agreed": "on"}).status_code == 302
    assert giang.consents.get().child_agreed_on == date(2026, 9, 20)


def test_a_child_under_seven_is_not_asked(signed_in, ms_lan, giang, path):
    Student.objects.filter(pk=giang.pk).update(date_of_birth=date(2019, 11, 25))
    client = signed_in(ms_lan)
    assert "child_agreed" not in client.get(path + "new/").content.decode()
    assert client.post(path + "new/", {**TOLD, "purpose": "photo", "child_agreed": "on"}).status_code == 302
    assert giang.consents.get().child_agreed_on is None


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 11, 23), 6), (date(2026, 11, 24), 7), (date(2026, 11, 25), 7)]
)
def test_age_counts_full_years(day, age):
    assert Student(date_of_birth=date(2019, 11, 24)).age_on(day) == age


def test_who_is_born_on_the_last_of_february_grows_older_too():
    assert Student(date_of_birth=date(2020, 2, 29)).age_on(date(2027, 2, 28)) == 6
    assert Student(date_of_birth=date(2020, 2, 29)).age_on(date(2027, 3, 1)) == 7


def test_the_other_school_finds_nothing(signed_in, mr_pao, other_school_admin, giang, agreed, path):
    for stranger in (mr_pao, other_school_admin):
        client = signed_in(stranger)
        assert client.get(path + "new/").status_code == 404
        assert client.post(path + "new/", TOLD).status_code == 404
        assert client.post(path + "usage/withdraw/").status_code == 404
    assert consents.agrees(giang, USAGE)


# Taken back


def test_a_withdrawal_ends_at_once_what_hangs_on_it(giang, ms_lan, agreed, monkeypatch):
    ended = []
    monkeypatch.setitem(consents._effects, USAGE, [ended.append])
    assert consents.withdraw(giang, USAGE, by=ms_lan) == agreed
    assert consents.withdraw(giang, USAGE, by=ms_lan) is None
    assert ended == [giang]
    assert not consents.agrees(giang, USAGE)


def test_after_a_withdrawal_the_family_may_agree_again(giang, ms_lan, agreed):
    consents.withdraw(giang, USAGE, by=ms_lan)
    again, is_new = consents.give(
        giang, USAGE, by=ms_lan, given_by="Mẹ", how="in_person", on=date(2026, 11, 24)
    )
    assert is_new
    assert giang.consents.count() == 2
    assert giang.consents.in_force().get() == again


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "photo"},
        {"given_by": "Người khác"},
        {"given_on": date(2026, 1, 1)},
        {"child_agreed_on": date(2026, 1, 1)},
        {"text_version": "2027-01"},
    ],
)
def test_what_a_family_agreed_to_never_changes(agreed, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(**change)


def test_a_consent_is_never_deleted_and_withdrawn_once(giang, ms_lan, agreed):
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.all()._raw_delete("default")
    consents.withdraw(giang, USAGE, by=ms_lan)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(withdrawn_at=None)


def test_a_name_may_be_taken_out_of_a_consent(agreed):
    Consent.objects.update(given_by="")
    agreed.refresh_from_db()
    assert agreed.given_by == ""
