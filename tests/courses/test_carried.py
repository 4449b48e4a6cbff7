"""Work of a quiz that others brought to school, also from a tablet that is lost."""

import pytest
from django.core.cache import cache
from django.test import Client

from courses import doubting
from courses.models import Attempt
from lms.models import Receipt
from tests.courses import quizzes
from tests.courses.sitting import RIGHT, begin, send
from tests.devices import builders as machines
from tests.lms.courier.tablet import Tablet, deliver


@pytest.fixture
def quiz(db):
    cache.clear()
    bank = quizzes.make_bank()
    questions = [quizzes.make_question(bank, kind) for kind in quizzes.EXAM_KINDS]
    return quizzes.make_quiz(quizzes.make_course(), questions)


def work_of(tablet, attempt):
    saved = [
        tablet.event(seq, attempt.pk, "answer.saved", place=place, response=response)
        for seq, (place, response) in enumerate(RIGHT.items(), start=1)
    ]
    return [*saved, tablet.event(99, attempt.pk, "attempt.submitted")]


def test_a_quiz_that_others_bring_is_marked_like_any(giang, hoa, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    tablet = Tablet(giang)
    data = tablet.bundle(*work_of(tablet, attempt))
    answer = deliver(signed_in(hoa), data)[0]
    assert tablet.read(data, answer["receipt"]) == ["stored"] * 6
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.counted, attempt.flags) == (10, True, [])


def test_work_from_a_lost_tablet_waits_for_the_teacher(giang, quiz, signed_in, school_admin):
    attempt = begin(signed_in(giang), quiz)
    tablet = Tablet(giang)
    data = tablet.bundle(*work_of(tablet, attempt))
    tablet.revoke()
    assert tablet.read(data, deliver(Client(), data)[0]["receipt"]) == ["stored"] * 6
    attempt.refresh_from_db()
    assert (attempt.counted, attempt.flags) == (False, ["unverified"])
    attempt.accept(by=school_admin)
    deliver(Client(), data)
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.counted) == (10, True)
    assert Receipt.objects.count() == 6


def test_what_a_lost_tablet_adds_to_work_that_was_handed_in_takes_no_mark_away(giang, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    tablet = Tablet(giang)
    assert send(signed_in(giang), work_of(tablet, attempt)) == ["stored"] * 6
    tablet.revoke()
    data = tablet.bundle(tablet.event(200, attempt.pk, "answer.saved", place=1, response=["a"]))
    assert tablet.read(data, deliver(Client(), data)[0]["receipt"]) == ["late"]
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.counted, attempt.flags) == (10, True, [])


def test_a_part_of_a_file_casts_doubt_only_on_what_is_still_written(giang, quiz, signed_in):
    attempt = begin(signed_in(giang), quiz)
    send(signed_in(giang), work_of(Tablet(giang), attempt))
    doubting.doubt_files(giang.user, {f"files:{attempt.pk}", "files:none"})
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.counted) == (10, True)
    Attempt.objects.update(submitted_at=None)
    doubting.doubt_files(giang.user, {f"files:{attempt.pk}"})
    attempt.refresh_from_db()
    assert attempt.flags == ["unverified"]


def test_a_tablet_that_is_lost_signs_for_nobody(giang, muong_nha, school_admin):
    from devices.binding import bind, new_code
    from devices.loss.losing import lose
    from devices.models import Loss

    device = machines.make_device(muong_nha)
    _install, token = bind(new_code(device, by=school_admin))
    here, elsewhere = Tablet(giang, device_token=token), Tablet(giang, install="tablet-2")
    lose(
        Loss(device=device, kind="lost", happened_on="2026-11-23", circumstances="Rơi xuống suối"),
        school_admin,
    )
    assert not Attempt.objects.exists()
    assert set(giang.user.credentials.in_force()) == {elsewhere.credential} != {here.credential}
