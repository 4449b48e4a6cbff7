"""A paper that a pupil takes home before it opens: sealed, and opened by a code that is read out."""

import gzip
import json
from base64 import b64decode
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.core.cache import cache, caches
from django.utils import timezone

from courses import keeping, sealing
from courses.models import GivenWork
from lms.models import Change
from lms.remembered import Remembered
from tests import builders
from tests.courses import quizzes
from tests.courses.sitting import RIGHT, answers, send, submit

HOUR = timedelta(hours=1)


@pytest.fixture
def tomorrow(questions, class_6a, ms_lan):
    """A quiz that opens tomorrow, given to class 6A."""
    page = quizzes.make_quiz(
        quizzes.make_course(),
        questions,
        opens_at=timezone.now() + 24 * HOUR,
        closes_at=timezone.now() + 30 * HOUR,
    )
    GivenWork.objects.create(page=page, school_class=class_6a, given_by=ms_lan)
    return page


def taken(client, page):
    return client.get(f"/papers/{page.paper.pk}/sealed.json").json()


def opened(told, code):
    sealed = {name: b64decode(text) for name, text in told["sealed"].items() if name != "rounds"}
    key = PBKDF2HMAC(SHA256(), 32, sealed["salt"], told["sealed"]["rounds"]).derive(code.encode())
    content = AESGCM(key).decrypt(sealed["iv"], sealed["data"], told["paper"].encode())
    return json.loads(gzip.decompress(content))


def read_out(client, page, school_class):
    return client.post(f"/attempts/results/{page.uid}/{school_class.uid}/code/")


def test_a_paper_that_opens_tomorrow_goes_home_sealed(giang, class_6a, tomorrow, signed_in):
    client = signed_in(giang)
    told = client.get(f"/quizzes/{tomorrow.uid}/tickets.json").json()
    assert (told["sealed"], len(told["tickets"])) == (True, 1)
    body = client.get(f"/papers/{tomorrow.paper.pk}/sealed.json").content.decode()
    assert "2 + 2" not in body
    assert "Điện Biên" not in body
    html = opened(json.loads(body), sealing.code_of(tomorrow.paper, class_6a.pk))["html"]
    assert "2 + 2" in html
    with pytest.raises(InvalidTag):
        opened(json.loads(body), "2222222222")


def test_what_is_sealed_holds_no_key(giang, class_6a, tomorrow, signed_in):
    html = opened(taken(signed_in(giang), tomorrow), sealing.code_of(tomorrow.paper, class_6a.pk))["html"]
    assert "accepted" not in html
    assert "Điện Biên" not in html


def test_each_class_and_each_edition_has_its_own_code(class_6a, muong_nha, tomorrow):
    other = builders.make_class(muong_nha, "6B")
    first = sealing.code_of(tomorrow.paper, class_6a.pk)
    assert first != sealing.code_of(tomorrow.paper, other.pk)
    tomorrow.title = "Kiểm tra, bản mới"
    tomorrow.draw_seed += 1
    tomorrow.parts[0].value["points"] = 2
    tomorrow.save_revision().publish()
    newer = type(tomorrow).objects.get(pk=tomorrow.pk)
    assert newer.paper.number == 2
    assert first != sealing.code_of(newer.paper, class_6a.pk)
    assert len(first) == sealing.LETTERS
    assert not set(first) - set(sealing.ALPHABET)


def test_the_code_has_nothing_that_looks_alike_and_nothing_a_keyboard_makes_marks_of():
    assert not set("0O1IL" + "AEIOUY" + "DW") & set(sealing.ALPHABET)
    assert len(sealing.ALPHABET) ** sealing.LETTERS > 2**46


def test_a_teacher_reads_it_out_from_the_opening_on_and_that_is_noted_once(
    ms_lan, class_6a, tomorrow, signed_in, time_machine
):
    client = signed_in(ms_lan)
    code = sealing.in_groups(sealing.code_of(tomorrow.paper, class_6a.pk))
    time_machine.shift(25 * HOUR)
    client = signed_in(ms_lan)
    assert "Đọc mã mở đề" in client.get(f"/attempts/results/{tomorrow.uid}/{class_6a.uid}/").content.decode()
    for _look in range(2):
        assert code in read_out(client, tomorrow, class_6a).content.decode()
    noted = Change.objects.get(act="read out an opening code")
    assert (noted.actor, noted.school_id) == (ms_lan, class_6a.school_id)
    assert code[:5] not in str(noted.after)


def test_who_took_it_home_before_it_was_published_anew_needs_the_code_of_then(
    ms_lan, class_6a, tomorrow, signed_in, time_machine
):
    first = tomorrow.paper
    tomorrow.parts[0].value["points"] = 2
    tomorrow.save_revision().publish()
    newer = type(tomorrow).objects.get(pk=tomorrow.pk)
    time_machine.shift(25 * HOUR)
    page = read_out(signed_in(ms_lan), newer, class_6a).content.decode()
    for paper in (first, newer.paper):
        assert sealing.in_groups(sealing.code_of(paper, class_6a.pk)) in page


def test_who_may_read_it_out_too_early_is_told_what_comes_of_it(
    ms_lan, class_6a, tomorrow, signed_in, time_machine
):
    warning = "em nào bắt đầu sớm hơn"
    assert warning in read_out(signed_in(ms_lan), tomorrow, class_6a).content.decode()
    time_machine.shift(25 * HOUR)
    assert warning not in read_out(signed_in(ms_lan), tomorrow, class_6a).content.decode()


def test_before_the_opening_nobody_without_the_keys_is_told(school_admin, class_6a, tomorrow, signed_in):
    client = signed_in(school_admin)
    code = sealing.in_groups(sealing.code_of(tomorrow.paper, class_6a.pk))
    page = client.get(f"/attempts/results/{tomorrow.uid}/{class_6a.uid}/").content.decode()
    assert code not in page
    answer = read_out(client, tomorrow, class_6a)
    assert answer.status_code in (404, 409)
    assert code not in answer.content.decode()
    assert not Change.objects.filter(act="read out an opening code").exists()


def test_a_teacher_of_another_school_is_told_nothing(mr_pao, class_6a, tomorrow, signed_in, time_machine):
    time_machine.shift(25 * HOUR)
    assert read_out(signed_in(mr_pao), tomorrow, class_6a).status_code == 404


def test_a_pupil_is_told_no_code(giang, class_6a, tomorrow, signed_in, time_machine):
    time_machine.shift(25 * HOUR)
    assert read_out(signed_in(giang), tomorrow, class_6a).status_code in (403, 404)


def test_an_open_quiz_goes_home_as_it_is_and_one_with_a_password_sealed(
    giang, class_6a, questions, signed_in
):
    course = quizzes.make_course()
    client = signed_in(giang)
    assert "2 + 2" in taken(client, quizzes.make_quiz(course, questions))["html"]
    behind = quizzes.make_quiz(course, questions, password="hoa ban")
    assert client.get(f"/quizzes/{behind.uid}/tickets.json").json()["sealed"]
    assert "sealed" in taken(client, behind)


def test_without_a_try_left_there_is_no_paper_to_take(giang, questions, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions)
    quizzes.hand_in(giang, quiz, {1: "b"})
    assert signed_in(giang).get(f"/papers/{quiz.paper.pk}/sealed.json").status_code == 404


def test_a_pupil_of_no_class_is_told_why(giang, tomorrow, signed_in):
    giang.enrolments.update(ends_on=timezone.localdate())
    told = signed_in(giang).get(f"/quizzes/{tomorrow.uid}/tickets.json").json()
    assert "lớp" in told["why"]


def test_what_is_sent_before_the_opening_is_kept_apart(giang, tomorrow, signed_in):
    """Somebody told the code too soon."""
    client = signed_in(giang)
    ticket = client.get(f"/quizzes/{tomorrow.uid}/tickets.json").json()["tickets"][0]
    told = {"paper": ticket["paper"], "ticket": ticket["ticket"]}
    send(
        client,
        [*answers(giang, ticket["id"], RIGHT, elapsed_ms=1000, **told), submit(giang, ticket["id"], **told)],
    )
    attempt = giang.attempts.get()
    assert (attempt.counted, attempt.flags) == (False, ["unverified"])


def test_it_is_packed_for_who_takes_it_so(giang, questions, signed_in):
    quiz = quizzes.make_quiz(quizzes.make_course(), questions)
    client = signed_in(giang)
    address = f"/papers/{quiz.paper.pk}/sealed.json"
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == client.get(address).json()


def test_a_code_is_stretched_once_for_many_classes_and_whatever_is_published(
    class_6a, muong_nha, tomorrow, monkeypatch
):
    stretched, stretch = [], sealing._stretched
    monkeypatch.setattr(sealing, "_stretched", lambda code: stretched.append(code) or stretch(code))
    monkeypatch.setattr(sealing, "_keys", Remembered(10_000, size=len))
    monkeypatch.setattr(sealing, "ROUNDS", 10)
    classes = [class_6a.pk, *(builders.make_class(muong_nha, f"7{letter}").pk for letter in "ABCDEFGHIJK")]
    for _time in range(2):
        first = [sealing.taken(tomorrow.paper, one) for one in classes]
    keeping.forget_everything()
    again = [sealing.taken(tomorrow.paper, one) for one in classes]
    assert len(stretched) == len(set(stretched)) == 12
    # The same paper, sealed anew: never twice with the same beginning.
    for before, after, one in zip(first, again, classes, strict=True):
        before, after = (json.loads(gzip.decompress(body)) for body in (before, after))
        assert before["sealed"]["iv"] != after["sealed"]["iv"]
        code = sealing.code_of(tomorrow.paper, one)
        assert opened(before, code) == opened(after, code)


def test_neither_a_code_nor_its_key_lies_in_the_cache_of_all(giang, class_6a, tomorrow, signed_in):
    cache.clear()
    taken(signed_in(giang), tomorrow)
    code = sealing.code_of(tomorrow.paper, class_6a.pk)
    _salt, key = sealing._key_of(code)
    kept = b"".join(caches["default"]._cache.values())
    assert code.encode() not in kept
    assert key not in kept
