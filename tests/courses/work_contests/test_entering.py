"""Contests of works: opened, announced, handed in to."""

import json
import uuid
from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.answer_files import NotKept
from courses.competitions.entering import Refused
from courses.models import ContestFile, ContestWork, FileKind, WorkContest
from courses.work_contests import confirming, entering, files, judges, sheets
from courses.work_contests.points import read
from tests import builders
from tests.courses import works
from tests.courses.test_answer_files import a_photo

FORM = {
    "title": "Kể chuyện bản em",
    "kind": "stories",
    "for_pupils": "1",
    "grade_from": 1,
    "grade_to": 9,
    "groups": "1–3, 4–5, 6-9",
    "team_most": 2,
    "opens_on": "20/11/2026",
    "closes_on": "20/12/2026",
    "task": "Kể một chuyện của bản em.",
    "file_kinds": ["photo", "sound"],
    "most_files": 3,
    "judges_each": 2,
    "is_blind": "on",
    "far_percent": 20,
}


def words(response):
    return response.content.decode()


def mine(contest):
    return f"/work-contests/{contest.pk}/mine/"


def test_a_school_opens_one_changes_its_sheet_and_announces_it(school_admin, giang, muong_nha, signed_in):
    admin = signed_in(school_admin)
    held = {"held": f"school-{muong_nha.pk}"}
    assert admin.post("/work-contests/new/", FORM | held).status_code == 302
    made = WorkContest.objects.get()
    assert [(one.grade_from, one.grade_to) for one in made.groups.all()] == [(1, 3), (4, 5), (6, 9)]
    assert made.out_of == 10
    address = f"/work-contests/{made.pk}/"
    sheet = {"title": ["Chuyện", "Lời kể", ""], "points": ["7,5", "2.5", ""], "full": ["Hay", "", ""]}
    assert admin.post(f"{address}criteria/", sheet).status_code == 302
    assert [(one.title, str(one.points)) for one in made.criteria.all()] == [
        ("Chuyện", "7.50"),
        ("Lời kể", "2.50"),
    ]
    assert signed_in(giang).get(address).status_code == 404
    admin = signed_in(school_admin)
    for _twice in range(2):
        assert admin.post(f"{address}announce/").status_code == 302
    pupil = signed_in(giang)
    assert "Kể chuyện bản em" in words(pupil.get("/work-contests/"))
    assert "7,5" in words(pupil.get(address))


@pytest.mark.parametrize(
    "wrong",
    [
        {"held": "province"},
        {"grade_to": 0},
        {"closes_on": "01/11/2026"},
        {"closes_on": "31/02/2026"},
        {"groups": "1-3, 3-5"},
        {"groups": "1-3, x"},
        {"team_most": "99999999999"},
        {"kind": "lectures"},
        {"kind": "products", "file_kinds": []},
        {"takes_lecture": "on"},
    ],
)
def test_a_form_that_is_wrong_is_refused_in_words(wrong, school_admin, muong_nha, signed_in):
    told = FORM | {"held": f"school-{muong_nha.pk}"} | wrong
    response = signed_in(school_admin).post("/work-contests/new/", told)
    assert response.status_code == 422
    assert "field__error" in words(response)
    assert not WorkContest.objects.exists()


@pytest.mark.parametrize(
    ("title", "points"), [("", "3"), ("Ý tưởng", "0"), ("Ý tưởng", "1.000"), ("Ý tưởng", "ba"), ("", "")]
)
def test_a_sheet_that_is_wrong_stays_as_it_was(title, points, contest, province_admin):
    contest.announced_at = None
    contest.save()
    with pytest.raises(Refused):
        sheets.write(contest, [(title, points, "")], by=province_admin)
    assert contest.criteria.count() == 3


def test_the_sheet_stays_once_the_contest_is_announced(contest, province_admin, signed_in):
    told = {"title": ["Ý tưởng"], "points": ["10"], "full": [""]}
    address = f"/work-contests/{contest.pk}/criteria/"
    assert signed_in(province_admin).post(address, told).status_code == 422
    assert contest.criteria.count() == 3


@pytest.mark.any_database
def test_points_are_read_with_comma_and_point():
    assert [str(read(text)) for text in ("7,5", " 7.25 ", "10", "", "1.000", "-1", "٣")] == [
        "7.5",
        "7.25",
        "10",
        *["None"] * 4,
    ]


def test_a_pupil_keeps_a_draft_hands_in_and_takes_back(contest, giang, ms_lan, signed_in):
    pupil = signed_in(giang)
    photo = SimpleUploadedFile("Giàng A Sùng.jpg", a_photo(60, 40))
    told = {"title": "Cái thước", "words": "Bằng tre", "file": photo, "act": "draft"}
    assert pupil.post(mine(contest), told).status_code == 302
    work = ContestWork.objects.get()
    assert (work.handed_at, work.school, len(work.shown_files)) == (None, giang.school, 1)
    kept = {"title": "Cái thước", "words": "Bằng tre", "keep": work.file_ids, "act": "hand_in"}
    assert pupil.post(mine(contest), kept).status_code == 302
    work.refresh_from_db()
    assert work.waits
    assert len(work.file_ids) == 1
    lan = signed_in(ms_lan)
    page = lan.get(f"/work-contests/{contest.pk}/works/")
    assert "Giàng A Sùng" in words(page)
    for _twice in range(2):
        lan.post(f"/work-contests/{contest.pk}/works/", ticked(work))
    work.refresh_from_db()
    assert work.stands
    pupil = signed_in(giang)
    for _twice in range(2):
        assert pupil.post(mine(contest), {"act": "take_back"}).status_code == 302
    work.refresh_from_db()
    assert not work.handed_at
    assert not work.stands


def ticked(work):
    return {"work": [str(work.pk)], f"handed-{work.pk}": work.as_handed}


def test_a_teacher_confirms_only_what_the_page_showed(contest, giang, ms_lan, signed_in):
    work = works.hand_in(contest, giang)
    lan, address = signed_in(ms_lan), f"/work-contests/{contest.pk}/works/"
    assert work.as_handed in words(lan.get(address))
    again = works.hand_in(contest, giang, words="Khác hẳn")
    for told in (ticked(work), {"work": [str(work.pk)]}, ticked(work) | {"turn_down": "1", "reason": "Mờ"}):
        response = lan.post(address, told)
        assert response.status_code == 422
        assert "đã đổi từ khi mở trang này: 1" in words(response)
    assert ContestWork.objects.get().waits
    assert lan.post(address, ticked(again)).status_code == 302
    assert ContestWork.objects.get().stands


def test_a_work_is_turned_down_with_a_reason_and_handed_in_anew(contest, giang, ms_lan, signed_in):
    work = works.hand_in(contest, giang)
    lan = signed_in(ms_lan)
    address = f"/work-contests/{contest.pk}/works/"
    told = ticked(work) | {"turn_down": "1"}
    assert lan.post(address, told).status_code == 422
    assert lan.post(address, told | {"reason": "Ảnh mờ quá, em chụp lại nhé."}).status_code == 302
    assert "Ảnh mờ quá" in words(signed_in(giang).get(mine(contest)))
    again = works.hand_in(contest, giang)
    assert (again.pk, again.waits, again.reason) == (work.pk, True, "")


def test_what_is_empty_or_has_no_name_is_not_handed_in(contest, giang, signed_in):
    pupil = signed_in(giang)
    for told in ({"title": "Thước", "words": " "}, {"title": " ", "words": "Bằng tre"}):
        response = pupil.post(mine(contest), told | {"act": "hand_in"})
        assert response.status_code == 422
        assert 'role="alert"' in words(response)
    assert not ContestWork.objects.filter(handed_at__isnull=False).exists()


def test_too_many_files_are_refused_and_nothing_is_kept(contest, giang, signed_in):
    files = [SimpleUploadedFile(f"{n}.jpg", a_photo(60 + n, 40)) for n in range(4)]
    told = {"title": "Thước", "words": "", "file": files, "act": "hand_in"}
    assert signed_in(giang).post(mine(contest), told).status_code == 422
    assert not ContestFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.docx", works.a_package("word/document.xml", b"0" * 60_000_000)),
        ("la.docx", works.a_package("abc.txt")),
        ("hong.pdf", b"%PDF-1.7 cut off"),
        ("virus.exe", b"MZ\x90\x00" + b"\x00" * 100),
        ("trong.jpg", b""),
        ("gia.jpg", b"\xff\xd8\xff\xe0 no picture"),
    ],
)
def test_bombs_and_strangers_are_refused_in_words(name, content, contest, giang, signed_in):
    told = {"title": "Thước", "file": SimpleUploadedFile(name, content), "act": "hand_in"}
    response = signed_in(giang).post(mine(contest), told)
    assert response.status_code == 422
    assert not ContestFile.objects.exists()


LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="http://la.example/x" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("word/_rels/settings.xml.rels", LINKS.format("attachedTemplate"), "lấy"),
        ("word/_rels/document.xml.rels", LINKS.format("image"), "lấy"),
        ("word/_rels/document.xml.rels", "<not xml", "an toàn"),
        ("word/vbaProject.bin", b"\x00", "macro"),
        ("word/embeddings/oleObject1.bin", b"\x00", "macro"),
    ],
)
def test_a_document_that_calls_out_or_runs_is_refused(name, content, words):
    raw = works.a_package(more={name: content})
    with pytest.raises(NotKept, match=words):
        files.cleaned(raw, [FileKind.OFFICE])


def test_a_document_with_links_for_readers_is_kept():
    raw = works.a_package(more={"word/_rels/document.xml.rels": LINKS.format("hyperlink")})
    assert files.cleaned(raw, [FileKind.OFFICE])[2] == "docx"


def test_a_document_is_kept_and_saved_under_a_name_that_tells_nothing(contest, giang, signed_in):
    pupil = signed_in(giang)
    document = SimpleUploadedFile("Sùng lớp 6A.docx", works.a_package())
    pupil.post(mine(contest), {"title": "Thước", "file": document, "act": "hand_in"})
    row = ContestFile.objects.get()
    response = pupil.get(f"/work-contests/files/{row.pk}/")
    assert response.headers["Content-Disposition"].endswith('filename="san-pham-1-tep-1.docx"')
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_nothing_comes_in_before_the_first_and_after_the_last_day(contest, giang, signed_in, time_machine):
    for day, said in (("2026-10-30", "01/11/2026"), ("2026-12-01", "30/11/2026")):
        time_machine.move_to(f"{day}T09:00:00+07:00")
        told = {"title": "Thước", "words": "Bằng tre", "act": "hand_in"}
        response = signed_in(giang).post(mine(contest), told)
        assert response.status_code == 422
        assert said in words(response)
    assert not ContestWork.objects.exists()


def test_the_other_school_sees_neither_contest_nor_work_nor_file(
    school_admin, giang, muong_nha, mr_pao, vang, other_school_admin, signed_in
):
    contest = works.make_contest(school_admin, level="school", school=muong_nha)
    work = works.hand_in(contest, giang, photo=True)
    row = work.files.get()
    for stranger in (mr_pao, vang, other_school_admin):
        client = signed_in(stranger)
        for path in (f"{contest.pk}/", f"works/{work.pk}/", f"files/{row.pk}/"):
            assert client.get(f"/work-contests/{path}").status_code == 404
        assert contest.title not in words(client.get("/work-contests/"))


def test_in_a_contest_of_the_province_a_foreign_teacher_and_a_classmate_open_nothing(
    contest, giang, hoa, mr_pao, signed_in
):
    work = works.hand_in(contest, giang, photo=True)
    for stranger in (mr_pao, hoa):
        client = signed_in(stranger)
        assert client.get(f"/work-contests/{contest.pk}/").status_code == 200
        assert client.get(f"/work-contests/works/{work.pk}/").status_code == 404
        assert client.get(f"/work-contests/files/{work.files.get().pk}/").status_code == 404


def test_a_draft_is_nobodys_but_its_authors(contest, giang, ms_lan, province_admin, signed_in):
    work = entering.begin(contest, giang.user)
    entering.save(work, giang.user, {"title": "Nháp", "words": "Zz", "lecture": ""})
    for other in (ms_lan, province_admin):
        assert signed_in(other).get(f"/work-contests/works/{work.pk}/").status_code == 404


def test_a_teacher_puts_a_team_together_once(province_admin, giang, hoa, ms_lan, class_6a, signed_in):
    contest = works.make_contest(province_admin, team_most=2)
    lan = signed_in(ms_lan)
    address = f"/work-contests/{contest.pk}/teams/{class_6a.uid}/"
    for _twice in range(2):
        assert lan.post(address, {"pupil": [str(giang.pk), str(hoa.pk)]}).status_code == 302
    work = ContestWork.objects.get()
    assert work.authors.count() == 2
    assert works.hand_in(contest, hoa).pk == work.pk
    third = builders.make_student("Cà Thị Ba", class_6a, code="HSBA3333")
    assert lan.post(address, {"pupil": [str(giang.pk), str(third.pk)]}).status_code == 422
    assert lan.post(address, {"pupil": []}).status_code == 422


def test_a_teacher_hands_in_a_lecture_that_counts_at_once(province_admin, ms_lan, mr_pao, giang, signed_in):
    contest = works.make_lecture_contest(province_admin)
    assert works.hand_in(contest, ms_lan, title="Đổi đơn vị").stands
    assert signed_in(giang).get(f"/work-contests/{contest.pk}/").status_code == 404
    told = {"title": "Bài", "words": "x", "lecture": "999999", "act": "hand_in"}
    response = signed_in(mr_pao).post(mine(contest), told)
    assert response.status_code == 422


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


def test_more_works_cost_no_more_queries(contest, giang, hoa, ms_lan, class_6a, province_admin, signed_in):
    client = signed_in(province_admin)
    works.hand_in(contest, giang)
    counts = []
    for number in range(2):
        client.get(f"/work-contests/{contest.pk}/works/")
        with CaptureQueriesContext(
            connection,
        ) as told:
            client.get(f"/work-contests/{contest.pk}/works/")
        counts.append(len(told))
        for turn in range(3):
            pupil = builders.make_student(f"Lò Văn {number}{turn}", class_6a, code=f"HSN{number}{turn}AAA")
            works.hand_in(contest, pupil)
    assert counts[0] == counts[1]
