"""Tasks of lectures: pupils hand in photos and words, their teacher answers, and nobody else reads it."""

import base64
import json
import uuid
from itertools import permutations

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from courses import task_works
from courses.completion import TASK
from courses.models import LectureProgress, TaskPage, TaskPiece, TaskWork
from lms import retention
from students import consents
from tests.courses import builders
from tests.courses.builders import a_photo
from tests.courses.test_weight import loaded_by

HERE = {"Origin": "http://testserver"}


@pytest.fixture
def lecture(db):
    body = builders.a_body(("task", {"title": "Gấp giấy", "text": "<p>Gấp một tờ giấy làm bốn.</p>"}))
    return builders.make_lecture(body=body, done_by=TASK)


@pytest.fixture
def block(lecture):
    return lecture.outline["tasks"][0]


@pytest.fixture
def address(lecture, block):
    return f"/lectures/{lecture.public_id}/tasks/{block}/"


@pytest.fixture
def wall(lecture, block, class_6a):
    return f"/lectures/classes/{class_6a.uid}/lecture/{lecture.public_id}/tasks/{block}/"


@pytest.fixture
def handed_in(lecture, block, giang):
    task_works.hand_in(giang, lecture, block, "Em gấp được bốn phần", [], turn=1)
    return TaskWork.objects.get()


def send(client, pupil, kind, payload, seq=1, install="may-1", **changes):
    event = {"id": str(uuid.uuid4()), "kind": kind, "stream": "task:1", "install": install, "seq": seq}
    event |= {"learner": str(pupil.pk), "payload": payload, **changes}
    answer = client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
    return answer.json()["results"][0]


def hand_in(client, pupil, lecture, block, words="Em làm rồi", turn=1, pages=(), **changes):
    payload = {"lecture": str(lecture.public_id), "block": block, "words": words, "turn": turn}
    return send(client, pupil, "task.handed", payload | {"pages": list(pages)}, **changes)


def send_page(client, pupil, lecture, block, raw, backwards=False):
    page_id = str(uuid.uuid4())
    cuts = list(enumerate((raw[at : at + 30_000] for at in range(0, len(raw), 30_000)), start=1))
    place = {"lecture": str(lecture.public_id), "block": block, "file": page_id, "of": len(cuts)}
    told = [
        send(client, pupil, "task.piece", place | {"number": n, "content": base64.b64encode(cut).decode()})
        for n, cut in (reversed(cuts) if backwards else cuts)
    ]
    return page_id, told


def test_photos_and_words_arrive_in_any_order_and_stand_on_the_pupils_page_and_the_teachers_wall(
    lecture, block, wall, giang, hoa, ms_lan, signed_in
):
    client = signed_in(giang)
    raw = a_photo()
    page_id, told = send_page(client, giang, lecture, block, raw, backwards=True)
    assert {one["status"] for one in told} == {"stored"}
    assert not TaskPiece.objects.exists()
    late_id = str(uuid.uuid4())
    assert hand_in(client, giang, lecture, block, pages=[page_id, late_id])["status"] == "stored"
    page = TaskPage.objects.get()
    assert page.size <= 200 * 1024
    assert page.small.size < 20 * 1024
    with Image.open(page.file) as kept:
        assert kept.width < kept.height
        assert not kept.getexif()
    state = client.get(f"/lectures/{lecture.public_id}/state.json").json()
    assert state["tasks"][block]["pages"] == [page_id, late_id]
    shown = signed_in(ms_lan).get(wall).content.decode()
    assert f"/lectures/tasks/pages/{page_id}/small/" in shown
    assert "1 trang còn đang trên đường gửi" in shown
    assert giang.full_name in shown


def test_the_last_word_counts_whatever_the_order(lecture, block, giang):
    told = [("một", 1, "a", 1), ("hai", 2, "b", 1), ("ba", 2, "a", 2)]
    outcomes = set()
    for order in permutations([*told, told[0]]):
        TaskWork.objects.all().delete()
        for words, turn, install, seq in order:
            task_works.hand_in(giang, lecture, block, words, [], turn, install, seq)
        outcomes.add(TaskWork.objects.get().words)
    assert outcomes == {"ba"}


@pytest.mark.parametrize(
    "change",
    [
        {"words": 7},
        {"words": " ", "pages": []},
        {"turn": 0},
        {"turn": "1"},
        {"pages": ["x"]},
        {"pages": [str(uuid.uuid4())] * 5},
        {"lecture": "x"},
        {"block": "khac"},
        {"block": None},
    ],
)
def test_nonsense_is_refused(change, lecture, block, giang, signed_in):
    payload = {"lecture": str(lecture.public_id), "block": block, "words": "a", "pages": [], "turn": 1}
    assert send(signed_in(giang), giang, "task.handed", payload | change)["status"] == "rejected"
    assert not TaskWork.objects.handed_in().exists()


def test_what_is_no_photo_is_refused_in_words(lecture, block, giang, signed_in):
    _id, told = send_page(signed_in(giang), giang, lecture, block, b"<svg onload=alert(1)>" * 20)
    assert told[-1]["status"] == "rejected"
    assert "ảnh" in told[-1]["told"]
    assert not TaskPage.objects.exists()


def test_without_a_script_the_form_hands_in_and_the_pupil_sees_it(lecture, address, giang, signed_in):
    client = signed_in(giang)
    html = BeautifulSoup(client.get(lecture.url).content, "html.parser")
    assert html.select_one("task-work form")["action"] == address
    told = {
        "words": "Em gấp\r\nrồi",
        "keep": "1",
        "page-file": SimpleUploadedFile("a.jpg", a_photo(300, 200)),
    }
    page = client.post(address, told, headers=HERE, follow=True).content.decode()
    work = TaskWork.objects.get()
    assert (work.words, len(work.page_ids)) == ("Em gấp\nrồi", 1)
    assert f"/lectures/tasks/pages/{work.page_ids[0]}/small/" in page
    # Words alone, from the lecture once more: the photo stays.
    client.post(address, {"words": "Thêm", "keep": "1"}, headers=HERE)
    work.refresh_from_db()
    assert (work.words, len(work.page_ids), work.turn) == ("Thêm", 1, 2)
    # On the own page it was unticked.
    client.post(address, {"words": "Thêm"}, headers=HERE)
    work.refresh_from_db()
    assert work.page_ids == []


def test_a_refusal_of_the_form_keeps_what_was_typed_and_changes_nothing(address, giang, signed_in):
    client = signed_in(giang)
    photos = [SimpleUploadedFile(f"{n}.jpg", a_photo(60 + n, 40)) for n in range(5)]
    refused = client.post(address, {"words": "chữ của em", "page-file": photos}, headers=HERE)
    assert refused.status_code == 422
    assert "Nhiều nhất 3 ảnh" in refused.content.decode()
    assert "chữ của em" in refused.content.decode()
    assert not TaskPage.objects.exists()
    assert client.post(address, {"words": " "}, headers=HERE).status_code == 422
    assert not TaskWork.objects.handed_in().exists()


def test_a_post_from_elsewhere_is_refused(address, giang, signed_in):
    assert (
        signed_in(giang).post(address, {"words": "a"}, headers={"Origin": "http://a.vn"}).status_code == 403
    )


def test_the_teacher_says_a_word_and_asks_to_look_again(
    handed_in, lecture, block, wall, giang, ms_lan, signed_in
):
    told = {"work": handed_in.pk, "turn": 1, "remark": "Em tô màu nữa nhé", "again": "on"}
    for _twice in range(2):
        assert signed_in(ms_lan).post(wall, told).status_code == 302
    client = signed_in(giang)
    state = client.get(f"/lectures/{lecture.public_id}/state.json").json()["tasks"][block]
    assert (state["remark"], state["again"], state["old"]) == ("Em tô màu nữa nhé", True, False)
    assert hand_in(client, giang, lecture, block, "Em tô rồi", turn=2)["status"] == "stored"
    state = client.get(f"/lectures/{lecture.public_id}/state.json").json()["tasks"][block]
    assert (state["again"], state["old"]) == (False, True)
    # The teacher still had the old one before the eyes.
    page = signed_in(ms_lan).post(wall, told, follow=True).content.decode()
    assert "vừa nộp lại" in page
    handed_in.refresh_from_db()
    assert handed_in.was_handed_in_since


def test_a_word_that_is_too_long_is_refused_and_not_lost(handed_in, wall, ms_lan, signed_in):
    answer = signed_in(ms_lan).post(wall, {"work": handed_in.pk, "turn": 1, "remark": "dài " * 100})
    assert answer.status_code == 422
    assert "dài dài" in answer.content.decode()


def test_nobody_else_finds_a_work(
    handed_in, wall, address, lecture, block, hoa, ms_lan, mr_pao, school_admin, province_admin, signed_in
):
    page = task_works.keep_page(handed_in, a_photo(60, 40))
    for person in (hoa, mr_pao, school_admin, province_admin):
        client = signed_in(person)
        for path in (f"/lectures/tasks/pages/{page.pk}/", f"/lectures/tasks/pages/{page.pk}/small/"):
            assert client.get(path).status_code == 404
    assert signed_in(mr_pao).get(wall).status_code == 404
    assert "bốn phần" not in signed_in(hoa).get(address).content.decode()
    assert "tasks" not in signed_in(hoa).get(f"/lectures/{lecture.public_id}/state.json").json()
    response = signed_in(ms_lan).get(f"/lectures/tasks/pages/{page.pk}/")
    assert (response.status_code, response["X-Content-Type-Options"]) == (200, "nosniff")
    assert "no-store" in response["Cache-Control"]


def test_a_lecture_that_asks_for_the_task_is_done_when_it_is_handed_in(lecture, block, giang, signed_in):
    LectureProgress.objects.take_in(giang, lecture, blocks=lecture.outline["blocks"], finished=True)
    assert LectureProgress.objects.get().finished_at is None
    hand_in(signed_in(giang), giang, lecture, block)
    assert LectureProgress.objects.get().finished_at is not None


def test_the_class_is_told_who_handed_in(handed_in, lecture, class_6a, hoa, wall, ms_lan, signed_in):
    client = signed_in(ms_lan)
    page = client.get(f"/lectures/classes/{class_6a.uid}/lecture/{lecture.public_id}/").content.decode()
    assert wall in page
    assert "Đã nộp: 1/2" in page
    assert "1 học sinh chưa nộp" in client.get(wall).content.decode()


def test_what_was_handed_in_goes_with_its_pupil_and_with_the_consent(handed_in, giang, ms_lan):
    page = task_works.keep_page(handed_in, a_photo(60, 40))
    consents.give(giang, "learning", by=ms_lan, given_by="A", how="signed", on=timezone.localdate())
    consents.withdraw(giang, "learning", by=ms_lan)
    assert not TaskWork.objects.exists()
    assert not TaskPage.objects.filter(pk=page.pk).exists()


def test_what_is_old_or_was_never_handed_in_is_forgotten(handed_in, time_machine):
    task_works.keep_page(handed_in, a_photo(60, 40))
    kept = task_works.keep_page(handed_in, a_photo(80, 40))
    TaskWork.objects.update(page_ids=[str(kept.pk)])
    time_machine.shift(31 * 24 * 3600)
    forget("task_pages")
    assert list(TaskPage.objects.all()) == [kept]
    time_machine.shift(366 * 24 * 3600)
    forget("task_works")
    assert not TaskWork.objects.exists()
    assert not TaskPage.objects.exists()


def forget(code):
    (kind,) = (kind for kind in retention.kinds() if kind.key == code)
    today = timezone.localdate()
    assert kind.due(today) == 1
    kind.forget(today)


def test_style_and_script_come_only_with_the_block(lecture, client):
    plain = loaded_by(client.get(builders.make_lecture("Không có").url).content.decode())
    assert not [path for path in plain if "task" in path or "answer-files" in path]
    own = set(loaded_by(client.get(lecture.url).content.decode())) - plain.keys()
    assert {"courses/blocks/task.css", "courses/js/task-work.js"} <= own
