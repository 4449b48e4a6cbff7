"""Keeping order in a bank: found again, copied, moved, out of use and back, compared with what it said."""

import pytest
from django.utils import timezone

from courses.comparing_versions import compared, differences
from courses.exporting import moodle_xml
from courses.importing import applying, read
from courses.importing.keeping import keep
from courses.models import Question, QuestionVersion, QuizPage
from courses.moving_questions import CannotMoveQuestion, duplicate, move
from courses.question_codes import find_questions
from lms.models import Change
from tests.courses import quizzes


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def other_bank(muong_nha):
    return quizzes.make_bank("TOAN6B", "Toán 6 nâng cao", school=muong_nha)


@pytest.fixture
def question(bank):
    return quizzes.make_question(bank, topic="Số tự nhiên")


def use(version):
    """As if a paper asked it."""
    QuestionVersion.objects.filter(pk=version.pk).update(used_at=timezone.now())


# Found again


def test_a_question_is_found_by_words_without_marks_topic_level_kind_state_and_curriculum(
    bank, ms_lan, signed_in
):
    fields = quizzes.make_question(bank, text="Thửa ruộng bậc thang", topic="Diện tích", level="apply")
    quizzes.make_question(bank, "short_text", text="Thủ phủ của tỉnh?", curriculum="TOAN6.HH.3")
    quizzes.make_question(bank, text="Gà trống gáy").retire(None)
    client = signed_in(ms_lan)

    def found(query):
        page = client.get(f"/questions/banks/TOAN6/?{query}")
        assert page.status_code == 200
        return [one.number for one in page.context["page_obj"]]

    assert found("") == [1, 2, 3]
    assert found("q=ruong+BAC") == [1]
    assert found("q=toan6.hh") == [2]
    assert found("q=toan6-3") == [3]
    assert found("q=dien+tich") == [1]
    assert found("topic=Di%E1%BB%87n+t%C3%ADch&level=apply") == [1]
    assert found("kind=short_text") == [2]
    assert found("state=retired") == [3]
    assert found("q=khong-co") == []
    assert found("kind=zz&level=x&page=99") == [1, 2, 3]
    assert fields.code == "TOAN6-1"


def test_what_was_looked_for_stays_while_codes_are_picked(bank, ms_lan, signed_in):
    for number in range(3):
        quizzes.make_question(bank, text=f"Ruộng {number}")
    page = signed_in(ms_lan).get("/questions/banks/TOAN6/?q=ruong&pick=2").content.decode()
    assert "TOAN6-2</textarea>" in page
    assert '<input type="hidden" name="q" value="ruong">' in page


def test_finding_in_a_bank_needs_no_query_for_each_question(
    bank, ms_lan, signed_in, django_assert_max_num_queries
):
    for number in range(30):
        quizzes.make_question(bank, text=f"Ruộng {number}")
    client = signed_in(ms_lan)
    client.get("/questions/banks/TOAN6/")
    with django_assert_max_num_queries(16):
        client.get("/questions/banks/TOAN6/?q=ruong")


# Copied


def test_a_copy_is_a_question_of_its_own_and_says_the_same(question, ms_lan, signed_in):
    response = signed_in(ms_lan).post(f"/questions/{question.pk}/duplicate/")
    copy = Question.objects.exclude(pk=question.pk).get()
    assert response.url == f"/questions/{copy.pk}/edit/"
    assert (copy.code, copy.current.parts()) == ("TOAN6-2", question.current.parts())
    copy.revise(ms_lan, **{**copy.current.parts(), "text": "3 + 3 = ?"})
    question.refresh_from_db()
    assert question.current.text == "2 + 2 = ?"


# Moved


def test_a_moved_question_gets_a_number_there_and_its_old_code_leads_on(
    question, other_bank, ms_lan, signed_in
):
    quizzes.make_question(other_bank)
    page = quizzes.make_quiz(quizzes.make_course(), [question])
    address = f"/questions/{question.pk}/"
    told = signed_in(ms_lan).post(f"{address}move/", {"bank": "TOAN6B"}, follow=True).content.decode()
    assert "TOAN6-1 nay có mã TOAN6B-2" in told
    moved = Question.objects.get(pk=question.pk)
    assert moved.code == "TOAN6B-2"
    assert find_questions("toan6-1")["TOAN6-1"] == moved
    assert list(find_questions("TOAN6B-2 TOAN6-1")) == ["TOAN6B-2"], "named twice, it is asked once"
    page.save_revision().publish()
    page = QuizPage.objects.get(pk=page.pk)
    assert page.papers.count() == 1, "the same question, so no new paper"
    assert Change.objects.filter(act="move question").count() == 1


def test_its_old_number_is_given_to_no_other_question(question, bank, other_bank, ms_lan):
    move(question, other_bank, ms_lan)
    assert quizzes.make_question(bank).code == "TOAN6-2"
    assert [one.code for one in bank.add_many([question.current.parts()])] == ["TOAN6-3"]


def test_who_comes_back_is_called_as_before(question, bank, other_bank, ms_lan):
    moved = move(question, other_bank, ms_lan)
    assert move(moved, bank, ms_lan).code == "TOAN6-1"
    assert move(moved, bank, ms_lan).code == "TOAN6-1", "twice is as once"
    assert find_questions("TOAN6B-1")["TOAN6B-1"] == question


def test_what_is_about_a_passage_stays_with_it(bank, other_bank, ms_lan, signed_in):
    passage = bank.passages.create(title="Mưa đá", text="Mưa đá rơi.")
    question = quizzes.make_question(bank, passage=passage)
    with pytest.raises(CannotMoveQuestion):
        move(question, other_bank, ms_lan)
    told = signed_in(ms_lan).post(f"/questions/{question.pk}/move/", {"bank": "TOAN6B"}, follow=True)
    assert "đoạn văn «Mưa đá»" in told.content.decode()
    copy = duplicate(question, ms_lan)
    copy.revise(ms_lan, **{**copy.current.parts(), "passage": None})
    assert move(copy, other_bank, ms_lan).code == "TOAN6B-1"


def test_nobody_moves_a_question_into_a_bank_of_others(question, na_hy, ms_lan, signed_in):
    quizzes.make_bank("KIN", school=na_hy)
    for code in ("KIN", "", "KHONGCO"):
        told = signed_in(ms_lan).post(f"/questions/{question.pk}/move/", {"bank": code}, follow=True)
        assert "chọn ngân hàng" in told.content.decode()
    assert Question.objects.get(pk=question.pk).code == "TOAN6-1"


def test_a_file_whose_question_was_moved_is_not_undone(bank, other_bank, question, ms_lan):
    question.revise(ms_lan, **{**question.current.parts(), "text": "Câu mới?"})
    content = moodle_xml.write([question.current]).content
    kept = keep(other_bank, "a.xml", content, read(content))
    applying.apply(kept, by=ms_lan)
    move(other_bank.questions.get(), bank, ms_lan)
    kept.refresh_from_db()
    with pytest.raises(applying.CannotUndo):
        applying.undo(kept, by=ms_lan)


# Out of use and back


def test_a_retired_question_comes_back(question, ms_lan, signed_in):
    client = signed_in(ms_lan)
    for act, ready in (("retire", False), ("bring-back", True), ("bring-back", True)):
        client.post(f"/questions/{question.pk}/{act}/")
        assert bool(find_questions("TOAN6-1")["TOAN6-1"]) == ready
    assert Change.objects.filter(act="bring back question").count() == 1


# Where it is asked


def test_a_draft_that_names_it_is_told_to_who_may_see_the_draft(
    question, bank, other_bank, ms_lan, province_admin, signed_in
):
    page = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)], title="Đề đang soạn")
    page.parts[0].value["questions"] += " toan6-1"
    page.save_revision()
    quizzes.make_question(bank)
    for code in ("TOAN6-1", "TOAN6B-1"):
        told = signed_in(province_admin).get(f"/questions/{question.pk}/").content.decode()
        assert "Đề đang soạn" in told
        assert "bản nháp" in told
        if code == "TOAN6-1":
            question = move(question, other_bank, ms_lan)
    page.unpublish()
    assert "Đề đang soạn" not in signed_in(ms_lan).get(f"/questions/{question.pk}/").content.decode()


def test_a_longer_code_is_another_question(bank, province_admin, signed_in):
    questions = [quizzes.make_question(bank) for _each in range(12)]
    page = quizzes.make_quiz(quizzes.make_course(), [questions[2]], title="Đề đang soạn")
    page.parts[0].value["questions"] = "TOAN6-12"
    page.save_revision()
    told = signed_in(province_admin).get(f"/questions/{questions[0].pk}/").content.decode()
    assert "Đề đang soạn" not in told


# What it said


def test_versions_are_compared_word_by_word(question, ms_lan, author, signed_in):
    use(question.current)
    told = {**question.current.parts(), "text": "2 + 3 = ?", "key": {"right": "c"}}
    question.revise(ms_lan, **told)
    page = signed_in(ms_lan).get(f"/questions/{question.pk}/history/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "[bỏ: </span>2<" in page
    assert "[thêm: </span>3<" in page
    lines = {line.name: line for line in compared(*question.versions.order_by("number"))}
    assert lines["Câu hỏi"].before == [("2 + ", False), ("2", True), (" = ?", False)]
    assert lines["Câu hỏi"].after == [("2 + ", False), ("3", True), (" = ?", False)]
    assert lines["Đáp án đúng"].is_changed
    assert not lines["Các phương án và nội dung"].is_changed


def test_words_that_differ_in_a_row_are_marked_as_one():
    before, after = differences("Rừng giữ nước", "Mây trôi nước")
    assert before == [("Rừng giữ", True), (" nước", False)]
    assert after == [("Mây trôi", True), (" nước", False)]


def test_a_formula_is_one_word():
    before, after = differences(r"Tính \(\frac{1}{2}\) rồi cộng", r"Tính \(\frac{1}{3}\) rồi cộng")
    assert before[1] == (r"\(\frac{1}{2}\)", True)
    assert after[1] == (r"\(\frac{1}{3}\)", True)


def test_an_old_version_comes_back_as_the_newest(question, ms_lan, signed_in):
    use(question.current)
    question.revise(ms_lan, **{**question.current.parts(), "text": "3 + 3 = ?"})
    use(question.current)
    client = signed_in(ms_lan)
    client.post(f"/questions/{question.pk}/history/1/restore/")
    question.refresh_from_db()
    assert (question.current.number, question.current.text) == (3, "2 + 2 = ?")
    assert question.versions.get(number=2).text == "3 + 3 = ?"
    assert client.post(f"/questions/{question.pk}/history/3/restore/").status_code == 404
    assert client.post(f"/questions/{question.pk}/history/9/restore/").status_code == 404
    assert client.get(f"/questions/{question.pk}/history/?old=x&new=99").status_code == 200


def test_the_other_school_sees_no_version_and_does_nothing(question, mr_pao, signed_in):
    client = signed_in(mr_pao)
    assert client.get(f"/questions/{question.pk}/history/").status_code == 404
    for act in ("duplicate/", "move/", "bring-back/", "retire/", "history/1/restore/"):
        assert client.post(f"/questions/{question.pk}/{act}").status_code == 404


def test_who_only_reads_a_shared_bank_changes_nothing(ms_lan, signed_in):
    question = quizzes.make_question(quizzes.make_bank("CHUNG"))
    client = signed_in(ms_lan)
    assert client.get(f"/questions/{question.pk}/history/").status_code == 200
    for act in ("duplicate/", "move/", "bring-back/", "history/1/restore/"):
        assert client.post(f"/questions/{question.pk}/{act}").status_code == 404


# Tags


def test_the_code_of_the_curriculum_goes_out_and_comes_back_with_a_file(bank, muong_nha, ms_lan):
    told = quizzes.make_question(bank, curriculum="TOAN6.SN.2").current
    content = moodle_xml.write([told]).content
    empty = quizzes.make_bank("MOI", school=muong_nha)
    applying.apply(keep(empty, "a.xml", content, read(content)), by=ms_lan)
    assert empty.questions.get().current.curriculum == "TOAN6.SN.2"


def test_topics_of_the_bank_are_suggested(question, bank, na_hy, ms_lan, signed_in):
    quizzes.make_question(quizzes.make_bank("KIN", school=na_hy), topic="Của trường khác")
    page = signed_in(ms_lan).get("/questions/banks/TOAN6/new/one_choice/").content.decode()
    assert '<option value="Số tự nhiên">' in page
    assert "Của trường khác" not in page
