"""Pages of handwriting, spoken answers and files arrive whole or in pieces; only the right eyes see them."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from courses.models import AnswerEvent, AnswerFile, AnswerPiece, Attempt
from lms import retention
from students import erasing
from tests.courses import quizzes
from tests.courses.builders import a_photo
from tests.courses.test_question_kinds import sit


@pytest.fixture
def bank(muong_nha, db):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def attempt(bank, giang, signed_in):
    asked = [quizzes.make_question(bank, kind) for kind in ("photo", "spoken", "file")]
    return sit(signed_in(giang), bank, asked)


def send_pieces(client, pupil, attempt, raw, place=1, file_id=None, order=None, stream="files:"):
    """The statuses of the pieces of `raw`, sent in `order`."""
    file_id = file_id or str(uuid.uuid4())
    cuts = [raw[at : at + 30 * 1024] for at in range(0, len(raw), 30 * 1024)]
    told = []
    for number in order or range(1, len(cuts) + 1):
        payload = {"place": place, "file": file_id, "number": number, "of": len(cuts), "name": "trang.jpg"}
        payload["content"] = base64.b64encode(cuts[number - 1]).decode()
        event = {
            "id": str(uuid.uuid4()),
            "kind": "answer.piece",
            "stream": f"{stream}{attempt.pk}",
            "install": "tablet",
            "seq": number,
            "learner": str(pupil.pk),
            "payload": payload,
        }
        answer = client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
        told.append(answer.json()["results"][0])
    return file_id, told


def test_a_page_arrives_in_pieces_in_any_order_and_twice_and_is_one_upright_page(attempt, giang, signed_in):
    client, raw = signed_in(giang), a_photo()
    count = len(range(0, len(raw), 30 * 1024))
    assert count > 2
    backwards = list(range(count, 0, -1))
    file_id, told = send_pieces(client, giang, attempt, raw, order=[*backwards, 1, *backwards])
    assert {one["status"] for one in told} == {"stored"}
    row = AnswerFile.objects.get()
    assert (str(row.pk), row.place, row.content_type) == (file_id, 1, "image/jpeg")
    assert not AnswerPiece.objects.exists()
    assert row.size <= 200 * 1024
    with Image.open(row.file) as kept:
        assert kept.width < kept.height
        assert not kept.getexif()


def test_the_answer_names_its_pages_and_waits_for_a_teacher_who_sees_them(
    attempt, giang, ms_lan, mr_pao, hoa, signed_in
):
    client = signed_in(giang)
    file_id, _told = send_pieces(client, giang, attempt, a_photo(400, 300))
    for kind, payload in (("answer.saved", {"place": 1, "response": [file_id]}), ("attempt.submitted", {})):
        event = {"id": str(uuid.uuid4()), "kind": kind, "stream": str(attempt.pk), "install": "tablet"}
        event |= {"seq": 1 if payload else 2, "learner": str(giang.pk), "payload": payload}
        client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
    attempt.refresh_from_db()
    assert (attempt.to_mark, attempt.mark) == (1, None)
    address = f"/attempts/{attempt.pk}/files/{file_id}/"
    assert address in signed_in(ms_lan).get(f"/attempts/{attempt.pk}/").content.decode()
    for may, person in ((200, ms_lan), (200, giang), (404, mr_pao), (404, hoa)):
        response = signed_in(person).get(address)
        assert response.status_code == may
    response = signed_in(ms_lan).get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_pieces_for_another_pupils_attempt_are_refused(attempt, hoa, signed_in):
    _id, told = send_pieces(signed_in(hoa), hoa, attempt, a_photo(200, 200))
    assert {one["status"] for one in told} == {"rejected"}
    assert not AnswerFile.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"place": 9},
        {"place": "1"},
        {"file": "../../etc/passwd"},
        {"number": 0},
        {"number": 2},
        {"of": 10_000},
        {"content": "%%%"},
        {"content": 7},
        {"content": base64.b64encode(b"x" * (41 * 1024)).decode()},
    ],
)
def test_nonsense_pieces_are_refused_one_by_one(change, attempt, giang, signed_in):
    payload = {"place": 1, "file": str(uuid.uuid4()), "number": 1, "of": 1, "content": "eHg="} | change
    event = {"id": str(uuid.uuid4()), "kind": "answer.piece", "stream": f"files:{attempt.pk}", "seq": 1}
    event |= {"install": "tablet", "learner": str(giang.pk), "payload": payload}
    client = signed_in(giang)
    answer = client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
    assert answer.json()["results"][0]["status"] == "rejected"
    assert not AnswerPiece.objects.exists()


def test_what_is_no_picture_is_refused_in_words(attempt, giang, signed_in):
    _id, told = send_pieces(signed_in(giang), giang, attempt, b"<svg onload=alert(1)>" * 20)
    assert told[-1]["status"] == "rejected"
    assert not AnswerFile.objects.exists()
    assert not AnswerPiece.objects.exists()


def post_file(client, attempt, place, name, content, **fields):
    told = {"attempt": str(attempt.pk), "act": "save", **fields}
    told[f"q{place}-file"] = SimpleUploadedFile(name, content)
    address = f"/attempts/papers/{attempt.paper_id}/form/"
    return client.post(address, told, headers={"Origin": "http://testserver"}, follow=True)


def test_without_a_script_the_form_takes_pages_along_and_lists_what_was_handed_in(attempt, giang, signed_in):
    client = signed_in(giang)
    page = post_file(client, attempt, 1, "trang1.jpg", a_photo(300, 200)).content.decode()
    first = AnswerFile.objects.get()
    assert f'name="q1" value="{first.pk}" checked' in page
    # The second page comes beside the first, which stays ticked.
    post_file(client, attempt, 1, "trang2.jpg", a_photo(310, 200), q1=str(first.pk))
    assert attempt.state().responses[1][0] == str(first.pk)
    assert len(attempt.state().responses[1]) == 2
    # The same page again is the same file.
    post_file(client, attempt, 1, "trang1.jpg", a_photo(300, 200, place="HERE"), q1=str(first.pk))
    assert AnswerEvent.objects.exclude(place=None).count() >= 2


@pytest.mark.parametrize(
    ("place", "name", "content", "kept"),
    [
        (2, "noi.webm", b"\x1a\x45\xdf\xa3" + b"0" * 100, True),
        (2, "noi.exe", b"MZ" + b"0" * 100, False),
        (3, "bai.pdf", b"%PDF-1.7 " + b"0" * 100, True),
        (3, "bai.txt", "Bài làm".encode(), True),
        (3, "bai.docx", b"PK\x03\x04" + b"\0" * 100, False),
        (3, "bai.pdf", b"MZ\0" + b"0" * 100, False),
        (3, "bai.pdf", b"%PDF-1.7 " + b"0" * 1024 * 1024, False),
        (3, "bai.pdf", b"", False),
    ],
)
def test_only_what_the_question_asks_for_is_kept(place, name, content, kept, attempt, giang, signed_in):
    page = post_file(signed_in(giang), attempt, place, name, content)
    assert page.status_code == 200
    assert AnswerFile.objects.exists() is kept


def test_files_go_with_the_answers_when_a_pupil_is_erased(attempt, giang, signed_in):
    send_pieces(signed_in(giang), giang, attempt, a_photo(200, 200))
    send_pieces(signed_in(giang), giang, attempt, a_photo(900, 900), order=[1])
    from courses.erasing import forget_marks

    giang.erased_at = Attempt.objects.get().started_at
    giang.save(update_fields=["erased_at"])
    forget_marks(giang)
    assert erasing
    assert not AnswerFile.objects.exists()
    assert not AnswerPiece.objects.exists()


def test_parts_without_the_rest_go_a_month_after_the_work_is_over_and_no_sooner(
    attempt, giang, signed_in, time_machine
):
    raw = b"".join(uuid.uuid4().bytes for _each in range(4096))
    send_pieces(signed_in(giang), giang, attempt, raw, order=[1])
    kind = next(one for one in retention.kinds() if one.key == "answer_pieces")
    time_machine.shift(timedelta(days=40))
    assert kind.forget(timezone.localdate()) == 0, "it may still be worked on, and the rest may come"
    attempt.take_in([AnswerEvent(attempt=attempt, event_id=uuid.uuid4(), install="tablet", seq=9)])
    time_machine.shift(timedelta(days=20))
    assert kind.forget(timezone.localdate()) == 0
    time_machine.shift(timedelta(days=20))
    assert (kind.forget(timezone.localdate()), AnswerPiece.objects.count()) == (1, 0)


def test_parts_for_a_quiz_that_closed_long_ago_go_too(attempt, giang, signed_in, time_machine):
    raw = b"".join(uuid.uuid4().bytes for _each in range(4096))
    send_pieces(signed_in(giang), giang, attempt, raw, order=[1])
    attempt.page.closes_at = timezone.now() + timedelta(days=1)
    attempt.page.save()
    time_machine.shift(timedelta(days=40))
    kind = next(one for one in retention.kinds() if one.key == "answer_pieces")
    assert kind.due(timezone.localdate()) == 1
