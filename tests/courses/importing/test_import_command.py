"""`import_questions FILE --bank CODE`: tried, taken over, told as JSON."""

import json
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.models import Question, QuestionImport
from tests.courses import quizzes
from tests.courses.importing.builders import category, moodle, multichoice, question

TEXT = "$CATEGORY: Phân số\n\nMột? {=a#đúng ~%50%b ~c}\n\nHai? {#3:1}\n\nBa? {=x ~y"


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "de.txt"
    path.write_text(TEXT)
    return path


def run(*arguments):
    out = StringIO()
    call_command("import_questions", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_without_apply_nothing_is_written(bank, file):
    told = run(file, "--bank", "TOAN6")
    assert "Thêm --apply" in told
    assert "Câu 3: Dấu { của phần phương án chưa được đóng lại." in told
    assert not Question.objects.exists()
    assert not QuestionImport.objects.exists()


def test_with_apply_the_good_ones_are_in_the_bank_once(bank, file):
    for _time in range(2):
        run(file, "--bank", "TOAN6", "--apply")
    assert [found.current.kind for found in Question.objects.order_by("number")] == [
        "one_choice",
        "short_number",
    ]


def test_as_json_every_question_is_told(bank, file):
    told = json.loads(run(file, "--bank", "TOAN6", "--json"))
    assert list(told) == ["format", "questions", "issues", "counts"]
    assert told["format"] == "gift"
    assert told["counts"]["found"] == 3
    assert told["counts"]["importable"] + told["counts"]["refused"] == 3
    first, second, third = told["questions"]
    assert list(first) == [
        *("ref", "kind", "text", "options", "statements", "answers", "points", "level", "feedback"),
        *("media", "action"),
    ]
    assert first["options"] == [
        {"text": "a", "correct": True, "fraction": "1"},
        {"text": "b", "correct": False, "fraction": "0.5"},
        {"text": "c", "correct": False, "fraction": "0"},
    ]
    assert second["answers"] == [{"text": "3", "tolerance": "1", "fraction": "1"}]
    assert [one["action"] for one in told["questions"]] == ["create", "create", "refuse"]
    assert {
        "ref": "3",
        "level": "error",
        "code": "unclosed",
        "message": told["issues"][-1]["message"],
    } in told["issues"]
    assert third["text"] == "Ba?"


def test_a_file_that_is_refused_is_told_as_json_too(bank, tmp_path, capsys):
    path = tmp_path / "x.xml"
    path.write_bytes(b"<quiz><question")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_questions", str(path), "--bank", "TOAN6", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["counts"] == {"found": 0, "importable": 0, "lossy": 0, "refused": 0}
    assert told["issues"][0]["code"] == "damaged_xml"


@pytest.mark.parametrize(
    "arguments",
    [("khong-co.xml", "--bank", "TOAN6"), (__file__, "--bank", "KHONGCO"), (__file__, "--bank", "TOAN6")],
)
def test_what_cannot_be_done_is_said(arguments, bank):
    with pytest.raises(CommandError):
        run(*arguments)


def test_a_thousand_questions_come_in_within_ten_seconds(bank, tmp_path):
    path = tmp_path / "nhieu.xml"
    path.write_bytes(moodle(*[multichoice(rf"Câu {at}: \(\frac{{{at}}}{{7}}\)") for at in range(1000)]))
    began = time.perf_counter()
    run(path, "--bank", "TOAN6", "--apply")
    assert Question.objects.count() == 1000
    assert time.perf_counter() - began < 10


def test_real_files_of_a_folder_are_counted(tmp_path, db):
    (tmp_path / "a.xml").write_bytes(moodle(category("x"), multichoice(), question("stack")))
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c.bin").write_bytes(b"\x00\x01\x02" * 100)
    out = StringIO()
    call_command("corpora", str(tmp_path), stdout=out)
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert ["moodle_xml", "1", "2", "1", "0", "1"] in lines
    assert any(line[:3] == ["gift", "1", "3"] for line in lines)
    assert "stack" in out.getvalue()
