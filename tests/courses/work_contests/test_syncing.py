"""What tablets send to contests of works, in any order and late."""

import json
import uuid
from base64 import b64encode

import pytest

from courses.competitions.entering import Refused
from courses.models import ContestFile, ContestWork
from courses.work_contests import confirming, entering, judges
from tests.courses.builders import a_photo


def send(client, student, kind, payload, seq, wall=None):
    event = {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "stream": "thi",
        "install": "may-1",
        "seq": seq,
        "learner": str(student.pk),
        "payload": payload,
    } | ({"wall": wall} if wall else {})
    response = client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
    return response.json()["results"][0]


def test_events_hand_in_whatever_order_they_arrive_in(contest, giang, signed_in):
    client, file_id = signed_in(giang), str(uuid.uuid4())
    raw = a_photo(60, 40)
    named = {"contest": str(contest.pk), "title": "Thước", "words": "", "files": [file_id], "turn": 2}
    older = named | {"title": "Cũ", "files": [], "words": "cũ", "turn": 1}
    assert send(client, giang, "contest.handed", named, 7)["status"] == "stored"
    assert send(client, giang, "contest.handed", older, 5)["status"] == "late"
    work = ContestWork.objects.get()
    assert (work.title, work.files_missing, work.waits) == ("Thước", 1, True)
    half = len(raw) // 2
    for number, part in ((2, raw[half:]), (1, raw[:half]), (1, raw[:half])):
        piece = {"contest": str(contest.pk), "file": file_id, "number": number, "of": 2}
        piece["content"] = b64encode(part).decode()
        assert send(client, giang, "contest.piece", piece, 10 + number)["status"] in ("stored", "duplicate")
    work = ContestWork.objects.get()
    assert (work.files_missing, len(work.shown_files), work.pieces.count()) == (0, 1, 0)


def test_what_was_handed_in_without_signal_is_taken_for_some_days_and_marked(
    contest, giang, hoa, signed_in, time_machine
):
    time_machine.move_to("2026-12-02T09:00:00+07:00")
    told = {"contest": str(contest.pk), "title": "Thước", "words": "Tre", "files": [], "turn": 1}
    client = signed_in(giang)
    assert send(client, giang, "contest.handed", told, 1, "2026-11-30T20:00:00+07:00")["status"] == "stored"
    assert ContestWork.objects.get().came_late
    refused = send(signed_in(hoa), hoa, "contest.handed", told, 1, "2026-12-01T07:00:00+07:00")
    assert refused["status"] == "rejected"
    assert "30/11/2026" in refused["told"]
    assert ContestWork.objects.count() == 1


def send_file(client, student, contest, file_id, seq, wall=None):
    piece = {"contest": str(contest.pk), "file": file_id, "number": 1, "of": 1}
    piece["content"] = b64encode(a_photo(60, 40)).decode()
    return send(client, student, "contest.piece", piece, seq, wall)["status"]


def test_a_file_that_arrives_after_the_word_of_the_teacher_asks_for_it_anew(
    contest, giang, judge, signed_in, time_machine
):
    client, file_id = signed_in(giang), str(uuid.uuid4())
    told = {"contest": str(contest.pk), "title": "Thước", "words": "", "files": [file_id], "turn": 1}
    send(client, giang, "contest.handed", told, 1)
    confirming.confirm(ContestWork.objects.all(), by=contest.by)
    time_machine.move_to("2026-12-02T09:00:00+07:00")
    judges.name(contest, judge, by=contest.by)
    with pytest.raises(Refused, match="03/12/2026.*: 1"):
        judges.share_out(contest, by=contest.by)
    before, after = "2026-11-30T20:00:00+07:00", "2026-12-01T07:00:00+07:00"
    assert send_file(client, giang, contest, file_id, 2, after) == "rejected"
    assert ContestWork.objects.get().stands
    for seq in (3, 4):
        assert send_file(client, giang, contest, file_id, seq, before) == "stored"
    work = ContestWork.objects.get()
    assert (work.waits, work.came_late, work.files_missing) == (True, True, 0)
    confirming.confirm(ContestWork.objects.all(), by=contest.by)
    assert send_file(client, giang, contest, file_id, 5, before) == "stored"
    assert ContestWork.objects.get().stands


def test_no_file_arrives_once_the_days_of_grace_are_over(contest, giang, signed_in, time_machine):
    client, file_id = signed_in(giang), str(uuid.uuid4())
    told = {"contest": str(contest.pk), "title": "Thước", "words": "", "files": [file_id], "turn": 1}
    send(client, giang, "contest.handed", told, 1)
    time_machine.move_to("2026-12-04T09:00:00+07:00")
    assert send_file(client, giang, contest, file_id, 2, "2026-11-30T20:00:00+07:00") == "rejected"
    assert not ContestFile.objects.exists()
    with pytest.raises(Refused):
        entering.begin(contest, giang.user)


@pytest.mark.parametrize(
    "wrong", [{"files": "x"}, {"turn": 0}, {"words": 3}, {"files": ["x"]}, {"title": None}]
)
def test_events_that_make_no_sense_are_refused(wrong, contest, giang, signed_in):
    told = {"contest": str(contest.pk), "title": "Thước", "words": "Tre", "files": [], "turn": 1} | wrong
    assert send(signed_in(giang), giang, "contest.handed", told, 1)["status"] == "rejected"
    assert not ContestWork.objects.exists()
