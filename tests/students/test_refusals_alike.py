"""What a guesser learns at the doors from the time an answer takes: nothing.

The hash is nearly all of that time. So each refusal compares one secret with one hash of the door's kind,
and asks the database the same number of times; `make bench` measures what is left in milliseconds.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from students import cards, sign_in
from students.accounts import reset_pin
from students.models import SignInTries, Student, User
from tests import builders
from tests.browser import Browser


def refusal(monkeypatch, path, **form):
    """(status, queries, kinds of hashes compared) of one wrong try at a new machine."""
    asked = []

    def compared(secret, encoded, **how):
        asked.append((encoded.split("$")[0], encoded.split("$")[1]))
        return False

    monkeypatch.setattr(sign_in, "check_password", compared)
    client = Browser()
    client.get(path)
    SignInTries.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, form)
    return answer.status_code, len(queries), [(kind, len(rounds)) for kind, rounds in asked]


@pytest.fixture
def pupils(giang, hoa, ms_lan, class_6a):
    """By what is the matter with the account."""
    made = {
        "wrong PIN": giang,
        "closed": hoa,
        "left": builders.make_student("Lò Văn Pọm", class_6a, code="HSPOM444"),
        "no PIN": builders.make_student("Mùa A Dế", class_6a, code="HSDE5555"),
    }
    for pupil in made.values():
        reset_pin(pupil, by=ms_lan)
    User.objects.filter(pk=made["closed"].user_id).update(is_active=False)
    Student.objects.filter(pk=made["left"].pk).update(status="dropped_out")
    made["no PIN"].user.set_unusable_password()
    made["no PIN"].user.save()
    return made


@pytest.mark.parametrize("door", ["/sign-in/", "/ph/"])
def test_no_code_is_refused_sooner_than_another(monkeypatch, pupils, door):
    codes = {what: pupil.code for what, pupil in pupils.items()} | {"unknown": "HSNOSUCH"}
    seen = {what: refusal(monkeypatch, door, code=code, pin="0000") for what, code in codes.items()}
    assert seen["unknown"][2] == [("pin", len("10000"))]
    assert {str(told) for told in seen.values()} == {str(seen["unknown"])}, seen


def test_no_name_of_staff_is_refused_sooner_than_another(monkeypatch, ms_lan, school_admin, giang):
    for user in (ms_lan, school_admin):
        user.set_password("đúng là mật khẩu này")
        user.save()
    User.objects.filter(pk=ms_lan.pk).update(is_active=False)
    names = {
        "wrong password": school_admin.username,
        "closed": ms_lan.username,
        "a pupil": giang.code,
        "unknown": "khong.co.ai",
    }
    seen = {
        what: refusal(monkeypatch, "/sign-in/staff/", username=name, password="mưa rơi trên núi")
        for what, name in names.items()
    }
    assert all(len(hashes) == 1 for _status, _queries, hashes in seen.values())
    assert {str(told) for told in seen.values()} == {str(seen["unknown"])}, seen


def test_an_unknown_card_and_one_that_was_stopped_are_answered_alike(giang, hoa, ms_lan):
    made = cards.make_cards([giang, hoa], by=ms_lan)
    User.objects.filter(pk=hoa.user_id).update(is_active=False)
    giang.user.refresh_from_db()
    cards.make_cards([giang], by=ms_lan, revoke=True)
    pages = set()
    for secret in (made[0]["secret"], made[1]["secret"], "A" * len(made[0]["secret"])):
        answer = Browser().get(f"/c/{secret}/")
        pages.add((answer.status_code, len(answer.content)))
    assert len(pages) == 1
