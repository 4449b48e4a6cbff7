"""The question bank: teachers write, versions stay, other schools see nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.models import Question, QuestionBank
from courses.question_codes import find_questions
from courses.questions import KINDS
from lms.models import Change, Picture
from tests.courses import builders, quizzes

FORMS = {
    "one_choice": {"option_a": "3", "option_b": "4", "right": "b"},
    "several_choices": {"option_a": "2", "option_b": "3", "option_c": "4", "right": ["a", "c"]},
    "four_statements": {
        **{f"statement_{letter}": f"Ý {letter}" for letter in "abcd"},
        **{f"truth_{letter}": "true" for letter in "abcd"},
    },
    "short_number": {"value": "2.50", "policy": "exam", "unit": "cm"},
    "short_text": {"accepted": "Điện Biên\n\nđiện  biên", "marks_matter": "on"},
    "true_false": {"right": "true", "said_false": "Đọc lại bài 3."},
    "cloze": {"cloze": r"Thủ đô: [[Hà Nội]], [[= 12 ± 1]] quận, \(\frac{1}{2}\) [[*chẵn | lẻ]]"},
    "matching": {"pairs": "Hà Nội | thủ đô\nHuế | cố đô", "spare": "hải đảo"},
    "ordering": {"items": "gieo\ncấy\ngặt", "grading": "place"},
    "classify": {"groups": "Con vật: trâu; gà\nCây: lúa"},
    "picture_spots": {"spots": "10 10 20 10 | lá\n50 50 20 10 | rễ", "spare": "hoa"},
    "essay": {"lines": 8, "words_most": 0, "rubric": "Nêu ý chính | 0,5", "model": "Nên có…"},
    "photo": {"pages_most": 4, "model": "x = 2"},
    "spoken": {"seconds_most": 90},
    "file": {"kinds": ["pdf", "docx"], "mb_most": 5},
    "information": {},
}
# What comes with some kinds beside their own fields.
NEEDS = {"picture_spots": lambda: {"picture": a_picture(), "alt": "Một cái cây"}}
COMMON = {"text": r"Tính \(\frac{1}{2}\)", "feedback": "", "level": "apply", "topic": "Phân số"}


def a_picture():
    file = BytesIO()
    Image.new("RGB", (400, 300), "white").save(file, "PNG")
    return SimpleUploadedFile("cay.png", file.getvalue(), "image/png")


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.mark.parametrize("kind", KINDS)
def test_a_teacher_writes_a_question_of_each_kind(kind, bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    address = f"/questions/banks/TOAN6/new/{kind}/"
    assert client.get(address).status_code == 200
    more = NEEDS.get(kind, dict)()
    response = client.post(address, {**COMMON, **FORMS[kind], **more})
    assert response.status_code == 302
    version = Question.objects.get().current
    assert (version.kind, version.level) == (kind, "apply")
    page = client.get(response.url).content.decode()
    assert "<math" in page
    assert client.get(response.url + "edit/").status_code == 200
    assert Change.objects.filter(act="write question").count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_may_be_looked_at_as_a_pupil_before_it_is_kept(kind, bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    address = f"/questions/banks/TOAN6/new/{kind}/"
    page = client.post(address, {**COMMON, **FORMS[kind], **NEEDS.get(kind, dict)(), "act": "preview"})
    assert page.status_code == 200
    assert f'data-kind="{kind}"' in page.content.decode()
    assert not Question.objects.exists()
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("one_choice", {"right": "f"}),
        ("one_choice", {"option_a": "4"}),
        ("one_choice", {"option_a": "", "option_b": ""}),
        ("several_choices", {"right": ["a", "b", "c"]}),
        ("several_choices", {"right": []}),
        ("four_statements", {"statement_c": " "}),
        ("four_statements", {"truth_a": "maybe"}),
        ("short_number", {"value": "hai"}),
        ("short_number", {"value": "12,345"}),
        ("short_text", {"accepted": " \n "}),
        ("short_text", {"text": r"\(\frac{1}\)"}),
        ("true_false", {"right": "maybe"}),
        ("one_choice", {"worth_a": "half"}),
        ("one_choice", {"worth_a": "120"}),
        ("several_choices", {"worth_a": "50"}),
        ("several_choices", {"option_t": "20", "right": ["a", "c", "s"]}),
        ("short_number", {"tolerance": "ít"}),
        ("short_number", {"accepted": "hai"}),
        ("cloze", {"cloze": "Không có chỗ trống"}),
        ("cloze", {"cloze": "[[ | ]]"}),
        ("cloze", {"cloze": "[[= hai]]"}),
        ("cloze", {"cloze": "{1} [[Hà Nội]]"}),
        ("cloze", {"cloze": "[[*một]]"}),
        ("matching", {"pairs": "Hà Nội | thủ đô"}),
        ("matching", {"pairs": "Hà Nội | thủ đô\nHuế"}),
        ("matching", {"pairs": "Hà Nội | thủ đô\nHà Nội | cố đô"}),
        ("matching", {"spare": "thủ đô\n" + "x" * 501}),
        ("ordering", {"items": "gieo"}),
        ("ordering", {"items": "gieo\ngieo"}),
        ("ordering", {"items": "\n".join(map(str, range(13)))}),
        ("classify", {"groups": "Con vật: trâu; gà"}),
        ("classify", {"groups": "Con vật trâu\nCây: lúa"}),
        ("classify", {"groups": "Con vật: trâu\nCây: trâu"}),
        ("picture_spots", {}),
        ("picture_spots", {"spots": "10 10 20 | lá"}),
        ("picture_spots", {"spots": "90 10 20 10 | lá"}),
        ("essay", {"rubric": "Nêu ý chính | nhiều"}),
        ("essay", {"lines": "0"}),
        ("photo", {"pages_most": "11"}),
        ("spoken", {"seconds_most": "3000"}),
        ("file", {"kinds": []}),
        ("file", {"kinds": ["exe"]}),
        ("short_text", {"text": ""}),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(kind, change, bank, ms_lan, signed_in):
    response = signed_in(ms_lan).post(
        f"/questions/banks/TOAN6/new/{kind}/", {**COMMON, **FORMS[kind], **change}
    )
    assert response.status_code == 200
    assert not Question.objects.exists()


def test_a_used_question_gets_a_new_version_and_an_unused_one_is_rewritten(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    question = quizzes.make_question(bank)
    address = f"/questions/{question.pk}/edit/"
    client.post(address, {**COMMON, **FORMS["one_choice"]})
    assert question.versions.count() == 1
    quizzes.make_quiz(quizzes.make_course(), [question])
    client.post(address, {**COMMON, **FORMS["one_choice"], "text": "Câu mới"})
    assert [version.number for version in question.versions.order_by("number")] == [1, 2]


def test_a_retired_question_is_not_asked_again(bank, ms_lan, signed_in):
    question = quizzes.make_question(bank)
    signed_in(ms_lan).post(f"/questions/{question.pk}/retire/")
    assert quizzes.make_quiz(quizzes.make_course(), [question]).paper.all_items == []


def test_publishing_the_same_again_makes_no_new_paper(bank):
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)])
    quiz.save_revision().publish()
    assert quiz.papers.count() == 1


def test_the_other_school_sees_no_bank_and_no_question(bank, mr_pao, signed_in):
    question = quizzes.make_question(bank)
    client = signed_in(mr_pao)
    assert "TOAN6" not in client.get("/questions/banks/").content.decode()
    for address in (
        "/questions/banks/TOAN6/",
        f"/questions/{question.pk}/",
        f"/questions/{question.pk}/edit/",
    ):
        assert client.get(address).status_code == 404
    assert client.post(f"/questions/{question.pk}/retire/").status_code == 404


def test_a_teacher_reads_shared_banks_and_writes_only_in_those_of_the_school(ms_lan, approver, signed_in):
    quizzes.make_bank("CHUNG")
    client = signed_in(ms_lan)
    assert client.get("/questions/banks/CHUNG/").status_code == 200
    assert client.get("/questions/banks/CHUNG/new/one_choice/").status_code == 404
    assert signed_in(approver).get("/questions/banks/CHUNG/new/one_choice/").status_code == 200


def test_a_bank_is_added_for_the_own_school(ms_lan, muong_nha, na_hy, signed_in):
    client = signed_in(ms_lan)
    subject = quizzes.Subject.objects.get(code="toan").pk
    fields = {"code": "TOAN7", "title": "Toán 7", "subject": subject, "grade": 7}
    assert client.post("/questions/banks/new/", {**fields, "school": na_hy.pk}).status_code == 200
    assert client.post("/questions/banks/new/", {**fields, "school": muong_nha.pk}).status_code == 302
    assert QuestionBank.objects.get().school == muong_nha


def test_the_bank_gives_the_codes_of_ticked_questions_and_a_quiz_takes_them_as_a_telephone_writes(
    bank, ms_lan, signed_in
):
    asked = [quizzes.make_question(bank, text=f"Câu {number}") for number in range(3)]
    asked[1].retire(ms_lan)
    client = signed_in(ms_lan)
    page = client.get("/questions/banks/TOAN6/?pick=1&pick=3&pick=x&pick=²").content.decode()
    assert ">TOAN6-1 TOAN6-3</textarea>" in page
    assert find_questions("Toan6-1, TOAN6-1 toan6-3\ntoan6-2") == {
        "TOAN6-1": asked[0],
        "TOAN6-3": asked[2],
        "TOAN6-2": None,
    }


def test_two_banks_do_not_differ_by_capitals_alone(bank, ms_lan, muong_nha, signed_in):
    fields = {"code": "Toan6", "title": "Toán 6", "subject": bank.subject_id, "school": muong_nha.pk}
    response = signed_in(ms_lan).post("/questions/banks/new/", fields)
    assert "TOAN6B" in response.content.decode()
    assert QuestionBank.objects.count() == 1


def test_a_question_says_where_it_is_asked_as_far_as_one_may_know(bank, ms_lan, na_hy, approver, signed_in):
    question = quizzes.make_question(quizzes.make_bank("CHUNG"))
    page = signed_in(ms_lan).get(f"/questions/{question.pk}/").content.decode()
    assert "CHUNG-1" in page
    assert "Chưa có trong bài nào" in page
    quizzes.make_quiz(quizzes.make_course(), [question], title="Kiểm tra chung")
    course = builders.make_course(school=na_hy)
    quizzes.make_quiz(course, [question], title="Đề kín", audience="school")
    page = signed_in(ms_lan).get(f"/questions/{question.pk}/").content.decode()
    assert "Kiểm tra chung" in page
    assert "Đề kín" not in page
