"""Answers on paper from an Excel file: fetched, filled in, looked at, mended, taken over once, undone."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from courses import erasing
from courses.models import AnswerEvent, Attempt, GivenPoints, PaperList, QuizPage
from courses.paper_results import sheet_file, standing, taking
from courses.printing.layout import questions_of
from lms import spreadsheets
from tests.courses import quizzes
from tests.courses.printing.builders import make_paper_quiz, papers_of
from tests.courses.printing.test_paper_results import KINDS, key_sheet, row


@pytest.fixture
def quiz(muong_nha):
    return make_paper_quiz(quizzes.make_bank(school=muong_nha), kinds=KINDS)


@pytest.fixture
def pupils(giang, hoa):
    return [giang, hoa]


def address(quiz, school_class, name="file/"):
    return f"/attempts/results/{quiz.uid}/{school_class.uid}/paper/{name}"


def filled_in(quiz, rows, heads=None):
    """The bytes of a file with (pupil's code, name, paper code, {label: text}) in its rows."""
    labels = list(rows[0][3])
    heads = heads or ["STT", "Mã học sinh", "Họ và tên", "Mã đề", *labels]
    table = [
        [number, *row[:3], *(row[3].get(label, "") for label in labels)] for number, row in enumerate(rows, 1)
    ]
    return spreadsheets.write([("Bài làm", [heads, *table])])


def all_right(quiz, students):
    papers = papers_of(quiz)
    return [
        (one.code, one.full_name, papers[at].code, key_sheet(papers[at])) for at, one in enumerate(students)
    ]


def with_one_more(quiz):
    """The quiz published anew with another question in front: the codes stay, the questions move."""
    raw = list(quiz.parts.raw_data)
    more = quizzes.make_question(quizzes.make_bank(code="THEM"), "four_statements")
    raw[0]["value"]["questions"] = f"{more.code} {raw[0]['value']['questions']}"
    quiz.parts = raw
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def upload(client, quiz, school_class, content, name="bai.xlsx"):
    return client.post(address(quiz, school_class), {"file": SimpleUploadedFile(name, content)})


def test_the_file_of_the_class_has_its_pupils_and_what_was_typed_in(quiz, giang, class_6a, ms_lan, signed_in):
    paper = papers_of(quiz)[2]
    taking.take(giang, paper, key_sheet(paper), by=ms_lan)
    answer = signed_in(ms_lan).get(address(quiz, class_6a, "file.xlsx"))
    book = spreadsheets.read(answer.content, "bai.xlsx")
    row = next(cells for _number, cells in book.sheets[0].rows if giang.code in cells)
    assert row[2:4] == [giang.full_name, "103"]
    assert row[4:] == list(key_sheet(paper).values())


def test_a_file_that_comes_back_as_it_went_changes_nothing(quiz, pupils, class_6a, ms_lan):
    for student, paper in zip(pupils, papers_of(quiz), strict=False):
        taking.take(student, paper, key_sheet(paper), by=ms_lan)
    sheets = standing.of_class(class_6a, quiz, ms_lan)
    book = spreadsheets.read(sheet_file.write(papers_of(quiz), sheets), "bai.xlsx")
    found, unknown = sheet_file.read(book, papers_of(quiz))
    assert unknown == []
    told = {one.pupil_code: (one.code, one.texts) for one in found}
    assert all(told[sheet.student.code] == (sheet.code, sheet.texts) for sheet in sheets if sheet.attempt)


def test_rows_are_shown_before_anything_is_kept(quiz, pupils, class_6a, ms_lan, signed_in):
    client = signed_in(ms_lan)
    answer = upload(client, quiz, class_6a, filled_in(quiz, all_right(quiz, pupils)))
    assert answer.status_code == 302
    text = client.get(answer.url).content.decode()
    assert "2 bài" in text
    assert not Attempt.objects.exists()


def test_it_is_taken_over_once_and_undone(quiz, pupils, class_6a, ms_lan, signed_in):
    client = signed_in(ms_lan)
    here = upload(client, quiz, class_6a, filled_in(quiz, all_right(quiz, pupils))).url
    client.post(f"{here}apply/")
    assert sorted(Attempt.objects.values_list("mark", flat=True)) == [10, 10]
    events = AnswerEvent.objects.count()
    client.post(f"{here}apply/")
    assert AnswerEvent.objects.count() == events
    client.post(f"{here}undo/")
    assert not Attempt.objects.filter(counted=True).exists()
    assert PaperList.objects.get().state == PaperList.State.UNDONE


def test_the_same_file_again_adds_nothing(quiz, pupils, class_6a, ms_lan, signed_in):
    client, content = signed_in(ms_lan), filled_in(quiz, all_right(quiz, pupils))
    client.post(f"{upload(client, quiz, class_6a, content).url}apply/")
    events = AnswerEvent.objects.count()
    again = upload(client, quiz, class_6a, content).url
    assert "đã đúng như vậy" in client.get(again).content.decode()
    client.post(f"{again}apply/")
    assert AnswerEvent.objects.count() == events


def test_undo_brings_back_what_was_typed_before(quiz, giang, class_6a, ms_lan, signed_in):
    client, paper = signed_in(ms_lan), papers_of(quiz)[0]
    before = {**key_sheet(paper), "1": ""}
    taking.take(giang, paper, before, by=ms_lan)
    here = upload(client, quiz, class_6a, filled_in(quiz, all_right(quiz, [giang]))).url
    client.post(f"{here}apply/")
    client.post(f"{here}undo/")
    sheet = standing.of_students([giang], quiz)[0]
    assert sheet.texts == before


def test_undo_brings_back_a_sheet_of_an_earlier_publishing(quiz, giang, class_6a, ms_lan, signed_in):
    client, old = signed_in(ms_lan), papers_of(quiz)[0]
    taking.take(giang, old, key_sheet(old), by=ms_lan)
    quiz = with_one_more(quiz)
    here = upload(client, quiz, class_6a, filled_in(quiz, all_right(quiz, [giang]))).url
    client.post(f"{here}apply/")
    assert Attempt.objects.get(counted=True).paper == papers_of(quiz)[0] != old
    client.post(f"{here}undo/")
    stands = Attempt.objects.get(counted=True)
    assert (stands.paper, stands.mark) == (old, 10)


def test_a_row_typed_in_as_an_earlier_publishing_is_not_read_as_the_newest(
    quiz, giang, hoa, class_6a, ms_lan, signed_in
):
    client, old = signed_in(ms_lan), papers_of(quiz)[0]
    taking.take(giang, old, key_sheet(old), by=ms_lan)
    new = papers_of(with_one_more(quiz))[0]
    taking.take(hoa, new, key_sheet(new), by=ms_lan)
    here = address(quiz, class_6a, "")
    assert f"?edition={old.number}#s{giang.pk}" in client.get(here).content.decode()
    answer = client.post(here, row(giang, old.code, edition=str(new.number), **key_sheet(new)))
    assert answer.status_code == 422
    assert f"lần ra đề thứ {old.number}" in answer.content.decode()
    # A page that showed the earlier one goes on with it, though a newer one is typed in meanwhile.
    client.post(here, row(giang, old.code, edition=str(old.number), **{**key_sheet(old), "1": ""}))
    assert Attempt.objects.get(student=giang).paper == old
    assert Attempt.objects.get(student=giang).mark < 10


def test_the_file_of_a_publishing_leaves_sheets_of_another_out(quiz, giang, class_6a, ms_lan):
    old = papers_of(quiz)[0]
    taking.take(giang, old, key_sheet(old), by=ms_lan)
    papers = papers_of(with_one_more(quiz))
    sheets = standing.of_class(class_6a, quiz, ms_lan)
    book = spreadsheets.read(sheet_file.write(papers[:4], sheets), "bai.xlsx")
    assert not any(any(one.texts.values()) for one in sheet_file.read(book, papers[:4])[0])


def test_what_was_typed_anew_since_is_not_undone(quiz, giang, class_6a, ms_lan, signed_in):
    client, paper = signed_in(ms_lan), papers_of(quiz)[0]
    here = upload(client, quiz, class_6a, filled_in(quiz, all_right(quiz, [giang]))).url
    client.post(f"{here}apply/")
    taking.take(giang, paper, {**key_sheet(paper), "1": ""}, by=ms_lan)
    answer = client.post(f"{here}undo/", follow=True)
    assert giang.full_name in answer.content.decode()
    assert Attempt.objects.get().counted


def test_a_wrong_cell_is_put_right_in_place(quiz, giang, class_6a, ms_lan, signed_in):
    client, paper = signed_in(ms_lan), papers_of(quiz)[0]
    one = next(one for one in questions_of(paper) if one.version.kind == "four_statements")
    (code, name, paper_code, told) = all_right(quiz, [giang])[0]
    content = filled_in(quiz, [(code, name, paper_code, {**told, one.label: "ĐS"})])
    here = upload(client, quiz, class_6a, content).url
    assert "bốn dấu" in client.get(here).content.decode()
    client.post(f"{here}apply/")
    assert not Attempt.objects.exists()
    again = upload(client, quiz, class_6a, content).url
    number = PaperList.objects.latest("uploaded_at").rows.get().number
    client.post(f"{again}{number}/", {one.label: told[one.label]})
    client.post(f"{again}apply/")
    assert Attempt.objects.get().mark == 10


def test_a_pupil_is_found_by_name_and_a_strange_one_is_asked_for(
    quiz, giang, hoa, class_6a, ms_lan, signed_in
):
    client = signed_in(ms_lan)
    rows = all_right(quiz, [giang, hoa])
    rows = [("", giang.full_name.upper(), *rows[0][2:]), ("", "Người Không Quen", *rows[1][2:])]
    here = upload(client, quiz, class_6a, filled_in(quiz, rows)).url
    text = client.get(here).content.decode()
    assert "Không có học sinh nào" in text
    number = PaperList.objects.get().rows.get(student=None).number
    client.post(f"{here}{number}/", {"pupil": str(hoa.pk)})
    client.post(f"{here}apply/")
    assert set(Attempt.objects.values_list("student", flat=True)) == {giang.pk, hoa.pk}


def test_two_rows_of_one_pupil_are_not_both_taken(quiz, giang, class_6a, ms_lan, signed_in):
    client, row = signed_in(ms_lan), all_right(quiz, [giang])[0]
    here = upload(client, quiz, class_6a, filled_in(quiz, [row, row])).url
    assert "của chính em này" in client.get(here).content.decode()
    client.post(f"{here}apply/")
    assert Attempt.objects.count() == 1


def test_headings_as_people_write_them(quiz, giang):
    paper = papers_of(quiz)[0]
    told = key_sheet(paper)
    heads = ["TT", "MÃ HS", "Họ tên", "mã đề", *(f"Câu {label}" for label in told), "Ghi chú", "Hạnh kiểm"]
    content = spreadsheets.write(
        [("1", [["Trường Mường Nhà"], heads, [1, giang.code, "", 101, *told.values()]])]
    )
    found, unknown = sheet_file.read(spreadsheets.read(content, "a.xlsx"), papers_of(quiz))
    assert [(one.pupil_code, one.code, one.texts) for one in found] == [(giang.code, "101", told)]
    assert unknown == ["Hạnh kiểm"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04x", "Họ tên;Điểm\nA;1".encode()])
def test_a_file_that_is_none_is_refused_in_a_sentence(quiz, class_6a, ms_lan, signed_in, content):
    answer = upload(signed_in(ms_lan), quiz, class_6a, content)
    assert answer.status_code == 400
    assert not PaperList.objects.exists()


def test_another_school_finds_no_file(quiz, pupils, class_6a, ms_lan, mr_pao, signed_in):
    here = upload(signed_in(ms_lan), quiz, class_6a, filled_in(quiz, all_right(quiz, pupils))).url
    stranger = signed_in(mr_pao)
    assert stranger.get(here).status_code == 404
    assert stranger.post(f"{here}apply/").status_code == 404
    assert stranger.get(address(quiz, class_6a, "file.xlsx")).status_code == 404


def test_the_command_tries_and_takes_over(quiz, pupils, class_6a, ms_lan, tmp_path):
    path = tmp_path / "bai.xlsx"
    path.write_bytes(filled_in(quiz, all_right(quiz, pupils)))
    told = io.StringIO()
    asked = [str(path), f"--quiz={quiz.uid}", f"--class={class_6a.name}", "--json"]
    call_command("import_paper_results", *asked, stdout=told)
    assert json.loads(told.getvalue())["counts"]["create"] == 2
    assert not PaperList.objects.exists()
    call_command("import_paper_results", *asked, "--apply", "--by=lan", stdout=io.StringIO())
    assert Attempt.objects.filter(mark=10).count() == 2
    again = io.StringIO()
    call_command("import_paper_results", *asked, "--apply", "--by=lan", stdout=again)
    assert json.loads(again.getvalue())["counts"]["unchanged"] == 2


def test_points_by_hand_are_given_in_the_name_of_whoever_lets_the_command_type(
    muong_nha, giang, class_6a, ms_lan, mr_pao, tmp_path
):
    quiz = make_paper_quiz(quizzes.make_bank(school=muong_nha), kinds=["one_choice", "essay"])
    path = tmp_path / "bai.xlsx"
    path.write_bytes(filled_in(quiz, all_right(quiz, [giang])))
    asked = ["import_paper_results", str(path), f"--quiz={quiz.uid}", "--class=6A", "--apply"]
    with pytest.raises(CommandError, match="--by"):
        call_command(*asked)
    with pytest.raises(CommandError, match="«pao»"):
        call_command(*asked, "--by=pao")
    assert not Attempt.objects.exists()
    call_command(*asked, "--by=lan", stdout=io.StringIO())
    assert Attempt.objects.get().mark == 10
    assert GivenPoints.objects.get().by == ms_lan


def test_the_command_refuses_in_sentences(quiz, class_6a, tmp_path):
    path = tmp_path / "bai.xlsx"
    with pytest.raises(CommandError, match="Không mở được"):
        call_command("import_paper_results", str(path), f"--quiz={quiz.uid}", "--class=6A")
    with pytest.raises(CommandError, match="Không có lớp"):
        call_command("import_paper_results", str(path), f"--quiz={quiz.uid}", "--class=99Z")
    with pytest.raises(CommandError, match="Không có bài kiểm tra"):
        call_command("import_paper_results", str(path), "--quiz=x", "--class=6A")


def test_a_row_goes_when_its_pupil_is_erased(quiz, giang, class_6a, ms_lan, signed_in):
    upload(signed_in(ms_lan), quiz, class_6a, filled_in(quiz, all_right(quiz, [giang])))
    erasing.forget_marks(giang)
    assert not PaperList.objects.get().rows.exists()
