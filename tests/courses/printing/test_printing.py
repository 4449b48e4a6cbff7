"""A quiz on paper: what is printed, for whom, and what no sheet may tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import GivenWork, QuizPage
from courses.printing import facts, files, keys, matrix, sheets, written
from courses.printing.layout import questions_of
from tests.courses import quizzes
from tests.courses.printing.builders import make_paper_quiz, names_in, papers_of, text_of_pdf

HEAD = facts.Head(school="Trường Mường Nhà", title="Kiểm tra", subject="Toán")


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def quiz(bank):
    return make_paper_quiz(bank)


def address(quiz, name=""):
    return f"/questions/printing/{quiz.uid}/{name}"


def test_a_teacher_finds_everything_to_print(quiz, ms_lan, signed_in):
    answer = signed_in(ms_lan).get(address(quiz))
    text = answer.content.decode()
    assert all(code in text for code in ("101", "102", "103", "104"))
    assert all(file.name in text for file in files.FILES)


@pytest.mark.parametrize("name", [file.name for file in files.FILES if file.ending == "pdf"])
def test_each_file_is_a_light_pdf(quiz, ms_lan, signed_in, name):
    answer = signed_in(ms_lan).get(address(quiz, name))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) < 400_000
    assert "no-store" in answer["Cache-Control"]


def test_all_comes_in_one_zip(quiz, ms_lan, signed_in):
    answer = signed_in(ms_lan).get(address(quiz, files.ALL))
    assert set(names_in(answer.content)) == {file.name for file in files.FILES}


def test_the_head_is_as_it_was_typed(quiz, ms_lan, signed_in):
    asked = {"title": "Thi thử lần hai", "school": "Trường Tìa Dình", "above": "", "subject": "Toán"}
    answer = signed_in(ms_lan).get(address(quiz, "de-thi.pdf"), asked)
    text = text_of_pdf(answer.content)
    if text is not None:
        assert "THI THỬ LẦN HAI" in text
        assert "TRƯỜNG TÌA DÌNH" in text


def test_every_sheet_says_its_code_and_page(quiz, ms_lan, signed_in):
    text = text_of_pdf(signed_in(ms_lan).get(address(quiz, "de-thi.pdf")).content)
    if text is not None:
        for paper in papers_of(quiz):
            assert f"Mã đề {paper.code} – trang 1/" in text


def test_a_paper_is_printed_in_the_order_of_its_code(quiz):
    for paper in papers_of(quiz):
        told = facts.paper_facts(paper)
        printed = [
            item["text"][0][1] for part in told["parts"] for run in part["runs"] for item in run["items"]
        ]
        assert printed == [one.version.text.split("\\(")[0] for one in questions_of(paper)]


def test_nothing_of_a_key_is_told_to_the_typesetter(quiz, bank):
    secret = quizzes.make_question(
        bank,
        "short_text",
        text="Thủ đô?",
        content={"case_matters": False, "marks_matter": True},
        key={"accepted": ["Bí mật tuyệt đối"]},
    )
    quiz = quizzes.make_quiz(quizzes.make_course("Sử 6"), [secret])
    papers = papers_of(quiz)
    assert "Bí mật" not in str(facts.papers_facts(papers, HEAD)) + str(sheets.sheet_facts(papers, HEAD))
    assert "Bí mật" in str(keys.sections(papers))


def test_the_key_table_has_a_column_for_each_code(quiz):
    papers = papers_of(quiz)
    table = keys.sections(papers)[0].table
    assert [cell.text for cell in table.rows[0]] == ["Câu", "Mã 101", "Mã 102", "Mã 103", "Mã 104", "Điểm"]
    column = [row[2].text for row in table.rows[1:]]
    wanted = [written.key_of(one) or "chấm tay" for one in questions_of(papers[1])]
    assert column == wanted


def test_the_matrix_counts_every_question_once(bank, muong_nha):
    told = [("Phân số", "recognise"), ("Phân số", "apply"), ("Số nguyên", "understand"), ("Phân số", "apply")]
    questions = [quizzes.make_question(bank, topic=topic, level=level) for topic, level in told]
    papers = papers_of(quizzes.make_quiz(quizzes.make_course(), questions, points="2.5"))
    first, second = matrix.sections(papers)
    fractions = [cell.text for cell in first.table.rows[2]]
    assert fractions == ["1", "Phân số", "1 (2,5)", "", "2 (5)", "1 (2,5)", "", "2 (5)", "7,5", "75%"]
    last = [cell.text for cell in second.table.rows[-1]]
    assert last[-2:] == ["4", "10"]


def test_codes_that_lie_alike_share_one_answer_sheet(bank):
    papers = papers_of(make_paper_quiz(bank, kinds=["one_choice"] * 5))
    told = sheets.sheet_facts(papers, HEAD)
    assert [sheet["codes"] for sheet in told["sheets"]] == [["101", "102", "103", "104"]]
    assert told["sheets"][0]["digits"] == 3


def test_a_passage_stands_once_before_its_questions(bank):
    passage = bank.passages.create(title="Mưa đá", text="Mưa đá rơi.")
    asked = [quizzes.make_question(bank, text=f"Câu {n}?", passage=passage) for n in (1, 2)]
    papers = papers_of(quizzes.make_quiz(quizzes.make_course(), asked))
    runs = facts.paper_facts(papers[0])["parts"][0]["runs"]
    assert [(run["passage"]["title"], len(run["items"])) for run in runs] == [("Mưa đá", 2)]


def test_another_school_does_not_find_it(quiz, mr_pao, other_school_admin, signed_in):
    assert signed_in(mr_pao).get(address(quiz)).status_code == 404
    assert signed_in(mr_pao).get(address(quiz, "dap-an.pdf")).status_code == 404
    assert signed_in(other_school_admin).get(address(quiz)).status_code == 403


def test_a_pupil_prints_nothing(quiz, giang, signed_in):
    assert signed_in(giang.user).get(address(quiz, "dap-an.pdf")).status_code == 403


def test_before_it_opens_only_who_made_or_gave_it_prints(bank, ms_lan, class_6a, signed_in):
    opens_at = timezone.now() + timedelta(days=1)
    quiz = make_paper_quiz(bank, kinds=["one_choice"], codes=1, opens_at=opens_at)
    client = signed_in(ms_lan)
    assert "Trước giờ đó" in client.get(address(quiz)).content.decode()
    assert client.get(address(quiz, "de-thi.pdf")).status_code == 403
    GivenWork.objects.create(school_class=class_6a, page=quiz, given_by=ms_lan)
    assert client.get(address(quiz, "de-thi.pdf")).status_code == 200


def test_there_is_no_file_of_another_name(quiz, ms_lan, signed_in):
    assert signed_in(ms_lan).get(address(quiz, "khong-co.pdf")).status_code == 404


def test_a_quiz_that_was_never_published_says_so(bank, ms_lan, signed_in):
    quiz = QuizPage(title="Bản nháp", slug="ban-nhap", owner=ms_lan, live=False)
    quizzes.make_course().add_child(instance=quiz)
    assert "chưa được xuất bản" in signed_in(ms_lan).get(address(quiz)).content.decode()


def test_an_earlier_publishing_can_still_be_printed(quiz, ms_lan, signed_in):
    quiz.codes = 2
    quiz.save_revision().publish()
    client = signed_in(ms_lan)
    assert "Lần 1" in client.get(address(quiz)).content.decode()
    text = text_of_pdf(client.get(address(quiz, "de-thi.pdf"), {"edition": "1"}).content)
    if text is not None:
        assert "Mã đề 104" in text


def test_what_paper_cannot_show_is_named_before_printing(bank, ms_lan, signed_in):
    odd = quizzes.make_question(bank, text=r"Viết \(\ce{H2O}\)")
    quiz = quizzes.make_quiz(quizzes.make_course(), [odd, quizzes.make_question(bank, "spoken")])
    text = signed_in(ms_lan).get(address(quiz)).content.decode()
    assert "không vẽ được" in text
    assert "trả lời ngoài tờ đề" in text


def test_the_results_of_a_class_lead_to_printing(quiz, ms_lan, class_6a, signed_in):
    answer = signed_in(ms_lan).get(f"/attempts/results/{quiz.uid}/{class_6a.uid}/")
    assert address(quiz) in answer.content.decode()


def test_an_author_finds_the_way_from_the_editor(bank, muong_nha, author, client):
    course = quizzes.make_course(school=muong_nha)
    quiz = make_paper_quiz(bank, course, kinds=["one_choice"], codes=1)
    client.force_login(author, backend="students.sign_in.Accounts")
    answer = client.get(f"/admin/pages/{quiz.pk}/edit/")
    assert answer.status_code == 200
    assert address(quiz) in answer.content.decode()
    assert client.get(address(quiz, "dap-an.pdf")).status_code == 200
