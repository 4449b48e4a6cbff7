"""A teacher's Word file on the pages: looked at, mended where the key is missing, taken over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import Question, QuestionImport
from tests.courses import quizzes
from tests.courses.importing import test_exams
from tests.courses.importing.builders import a_png
from tests.courses.importing.word_files import docx, p, picture, r, table


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def teacher(ms_lan, signed_in):
    return signed_in(ms_lan)


def upload(teacher, content, name="de.docx"):
    return teacher.post("/questions/banks/TOAN6/import/", {"file": SimpleUploadedFile(name, content)})


def test_an_exam_is_looked_at_and_taken_over_once(bank, teacher):
    content = docx(*test_exams.EXAM, *test_exams.KEYS["lines"])
    for _time in range(2):
        address = upload(teacher, content).url
        page = teacher.get(address).content.decode()
        assert "Một phần hai bằng bao nhiêu?" in page
        assert "b) hai là số lẻ" in page
        teacher.post(f"{address}apply/")
    assert Question.objects.count() == 7
    assert QuestionImport.objects.first().format == "word"


def test_options_have_the_letters_by_which_a_sentence_calls_them(bank, teacher):
    address = upload(teacher, docx("Câu 1. Mấy?", p(r("A", "u"), ". một"), "B. hai", "Đáp án: B")).url
    page = teacher.get(address).content.decode()
    assert "A / B" in page
    assert '<ol class="import-options import-options--lettered">' in page


def test_whatever_the_key_does_not_say_is_mended_in_place(bank, teacher):
    exam = [*test_exams.EXAM[:-1], "Câu 2. Đúng hay sai: Trái Đất phẳng?"]
    exam += ["Câu 3. Nối cột", table(["Cột A", "Cột B"], ["1. a", "a. x"], ["2. b", "b. y"])]
    address = upload(teacher, docx(*exam)).url
    kept = QuestionImport.objects.get()
    refused = [item for item in kept.items.all() if item.is_refused]
    assert len(refused) > 6
    for item in refused:
        page = teacher.get(f"{address}{item.position}/")
        assert page.status_code == 200, item.kind
    first = refused[0]
    told = {"text": first.text, "level": "recognise", "right": "b"}
    told |= {f"option_{letter}": letter for letter in "abcd"}
    assert teacher.post(f"{address}{first.position}/", told).status_code == 302
    teacher.post(f"{address}apply/")
    assert Question.objects.filter(current__text=first.text).get().current.key["right"] == "b"


def test_a_picture_of_the_exam_stands_under_its_question(bank, teacher):
    blocks = [p("Câu 1. Hình nào? ", picture(descr="Hai cái cân")), p(r("A", "u"), ". một"), "B. hai"]
    address = upload(teacher, docx(*blocks, parts={"media/image1.png": a_png()})).url
    assert teacher.get(f"{address}1/picture/").status_code == 200
    teacher.post(f"{address}apply/")
    assert Question.objects.get().current.alt == "Hai cái cân"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "Đây là tệp Word kiểu cũ (.doc).",
        ),
        (docx("Kính gửi quý thầy cô"), "Không thấy câu hỏi nào trong tệp."),
        (docx("Câu 1. x")[:-100], "bị đứt đoạn hoặc hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, sentence, bank, teacher):
    response = upload(teacher, content)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_the_template_is_there_for_whoever_writes_questions(bank, teacher, mr_pao, signed_in):
    response = teacher.get("/questions/template.xlsx")
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.startswith(b"PK")
    # It says nothing of any school.
    assert signed_in(mr_pao).get("/questions/template.xlsx").status_code == 200


def test_another_school_gets_no_exam(bank, mr_pao, signed_in):
    assert signed_in(mr_pao).get("/questions/banks/TOAN6/export/word/").status_code == 404
    assert upload(signed_in(mr_pao), docx("Câu 1. x")).status_code == 404
