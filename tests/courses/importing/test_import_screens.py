"""A teacher's evening: upload, look, mend, take over; again, and undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import ImportedQuestion, Question, QuestionImport, QuestionVersion
from lms.models import Change, Picture
from tests.courses import quizzes
from tests.courses.importing.builders import make_import, moodle, multichoice, question, with_picture

NO_KEY = "Mây là gì?\nA. hơi nước\nB. khói\n\nSao là gì?\nA. đèn\nB. mặt trời ở xa\nANSWER: B\n".encode()


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def teacher(ms_lan, signed_in):
    return signed_in(ms_lan)


def upload(teacher, content, name="de.xml"):
    return teacher.post("/questions/banks/TOAN6/import/", {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_looked_at_and_nothing_is_in_the_bank_yet(bank, teacher):
    response = upload(
        teacher, moodle(multichoice("<p>1 + 1 = ?</p>", [(100, "2"), (0, "3")]), question("stack"))
    )
    page = teacher.get(response.url).content.decode()
    assert "1 + 1 = ?" in page
    assert "Ở đây không hỏi được dạng câu «stack»." in page
    assert "Thêm 1 câu vào ngân hàng" in page
    assert not Question.objects.exists()


def test_taken_over_each_question_stands_in_the_bank_with_its_history(bank, teacher, ms_lan):
    kept = make_import(bank, moodle(multichoice("Một"), multichoice("Hai")))
    response = teacher.post(f"/questions/imports/{kept.pk}/apply/", follow=True)
    assert "Đã thêm 2 câu hỏi vào ngân hàng." in response.content.decode()
    assert [found.current.text for found in Question.objects.order_by("number")] == ["Một", "Hai"]
    assert Question.objects.first().current.made_by == ms_lan
    told = Change.objects.filter(school_id=bank.school_id)
    assert told.filter(act="write question").count() == 2
    line = told.get(act="import file of questions")
    assert (line.actor, line.after["create"]) == (ms_lan, 2)


def test_questions_are_numbered_on(bank, teacher):
    quizzes.make_question(bank)
    kept = make_import(bank, moodle(multichoice("Hai")))
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    assert Question.objects.get(number=2).current.text == "Hai"


def test_the_same_file_twice_adds_nothing(bank, teacher):
    content = moodle(multichoice("Một"), with_picture(), multichoice("Một"))
    for _time in range(2):
        response = upload(teacher, content)
        teacher.post(response.url + "apply/")
    assert Question.objects.count() == 2
    assert QuestionImport.objects.filter(state="applied").count() == 2
    assert "đã có trong ngân hàng" in teacher.get(upload(teacher, content).url).content.decode()


def test_taking_over_twice_is_as_once(bank, teacher):
    kept = make_import(bank, moodle(multichoice("Một")))
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    page = teacher.post(f"/questions/imports/{kept.pk}/apply/", follow=True).content.decode()
    assert "không có gì bị làm hai lần" in page or "đã được" in page
    assert Question.objects.count() == 1


def test_a_question_that_was_edited_in_the_bank_is_not_added_again(bank, teacher, ms_lan):
    content = moodle(multichoice("Một"))
    teacher.post(f"/questions/imports/{make_import(bank, content).pk}/apply/")
    version = Question.objects.get().current
    Question.objects.get().revise(
        ms_lan, kind=version.kind, text="Một, sửa lại", content=version.content, key=version.key
    )
    teacher.post(f"/questions/imports/{make_import(bank, content).pk}/apply/")
    assert Question.objects.count() == 1


def test_what_is_missing_is_mended_in_place(bank, teacher):
    kept = make_import(bank, NO_KEY, name="de.txt")
    assert [item.is_refused for item in kept.items.all()] == [True, False]
    address = f"/questions/imports/{kept.pk}/1/"
    page = teacher.get(address).content.decode()
    assert "Thiếu dòng «ANSWER: …»" in page
    told = {"text": "Mây là gì?", "option_a": "hơi nước", "option_b": "khói", "level": "recognise"}
    assert teacher.post(address, told).status_code == 200
    assert teacher.post(address, {**told, "right": "a"}).url.endswith("#q1")
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    assert {found.current.text: found.current.key["right"] for found in Question.objects.all()} == {
        "Mây là gì?": "a",
        "Sao là gì?": "b",
    }
    # Mended or not: the file is known.
    teacher.post(f"/questions/imports/{make_import(bank, NO_KEY, name='de.txt').pk}/apply/")
    assert Question.objects.count() == 2


def test_a_question_is_left_out_and_taken_in_again(bank, teacher):
    kept = make_import(bank, moodle(multichoice("Một"), multichoice("Hai")))
    teacher.post(f"/questions/imports/{kept.pk}/2/leave/")
    teacher.post(f"/questions/imports/{kept.pk}/1/leave/")
    teacher.post(f"/questions/imports/{kept.pk}/1/leave/")
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    assert [found.current.text for found in Question.objects.all()] == ["Một"]


def test_a_picture_is_drawn_anew_and_stands_under_its_question(bank, teacher):
    kept = make_import(bank, moodle(with_picture(alt="Hai cái cân")))
    shown = teacher.get(f"/questions/imports/{kept.pk}/1/picture/")
    assert shown["Content-Type"] == "image/jpeg"
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    version = Question.objects.get().current
    assert (version.alt, version.picture.width) == ("Hai cái cân", 8)
    assert Picture.objects.count() == 1


def test_a_picture_without_words_gets_some_and_the_teacher_is_asked(bank, teacher):
    kept = make_import(bank, moodle(with_picture(alt="")))
    assert "Chưa có lời tả hình" in teacher.get(f"/questions/imports/{kept.pk}/").content.decode()
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    assert Question.objects.get().current.alt


def test_an_exam_that_was_taken_over_becomes_a_quiz(bank, teacher):
    kept = make_import(bank)
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    page = teacher.get(kept.get_absolute_url()).content.decode()
    assert "Tạo bài kiểm tra từ các câu này" in page
    assert '<input type="hidden" name="pick" value="1">' in page


def test_undone_the_bank_is_as_it_was(bank, teacher):
    quizzes.make_question(bank)
    kept = make_import(bank, moodle(multichoice("Một"), with_picture()))
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    teacher.post(f"/questions/imports/{kept.pk}/undo/")
    assert Question.objects.count() == QuestionVersion.objects.count() == 1
    assert not Picture.objects.exists()
    assert Change.objects.filter(act="undo file of questions").count() == 1
    teacher.post(f"/questions/imports/{make_import(bank, moodle(multichoice('Một'))).pk}/apply/")
    assert Question.objects.count() == 2


def test_a_question_in_use_keeps_the_file_from_being_undone(bank, teacher):
    kept = make_import(bank, moodle(multichoice("Một"), multichoice("Hai")))
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    quizzes.make_quiz(quizzes.make_course(), [Question.objects.first()])
    page = teacher.post(f"/questions/imports/{kept.pk}/undo/", follow=True).content.decode()
    assert "TOAN6-1" in page
    assert Question.objects.count() == 2


def test_an_upload_that_is_thrown_away_leaves_nothing(bank, teacher):
    kept = make_import(bank)
    teacher.post(f"/questions/imports/{kept.pk}/discard/")
    assert not QuestionImport.objects.exists()
    assert not ImportedQuestion.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp trống."),
        (b"PK\x03\x04....", "Gói tệp bị đứt đoạn"),
        (b"<quiz><question", "Tệp bị đứt hoặc hỏng"),
        ("Kính gửi thầy cô".encode(), "Chưa nhận ra đây là loại tệp nào."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content, sentence, bank, teacher):
    response = upload(teacher, content)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not QuestionImport.objects.exists()


def test_nothing_of_a_file_becomes_html(bank, teacher):
    kept = make_import(
        bank,
        moodle(
            multichoice(
                "&lt;script&gt;alert(1)&lt;/script&gt;", [(100, '"><img src=x onerror=a()>'), (0, "b")]
            )
        ),
    )
    page = teacher.get(f"/questions/imports/{kept.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "onerror=a()>" not in page


def test_a_teacher_of_another_school_sees_no_file_and_takes_none_over(bank, mr_pao, signed_in):
    kept = make_import(bank)
    teacher = signed_in(mr_pao)
    assert teacher.get("/questions/banks/TOAN6/import/").status_code == 404
    assert teacher.get(f"/questions/imports/{kept.pk}/").status_code == 404
    assert teacher.post(f"/questions/imports/{kept.pk}/apply/").status_code == 404
    assert teacher.get(f"/questions/imports/{kept.pk}/1/picture/").status_code == 404
    assert not Question.objects.exists()


def test_a_page_of_many_questions_asks_the_database_little(bank, teacher, django_assert_max_num_queries):
    kept = make_import(bank, moodle(*[multichoice(f"Câu {at}") for at in range(60)]))
    with django_assert_max_num_queries(25):
        teacher.get(f"/questions/imports/{kept.pk}/")
