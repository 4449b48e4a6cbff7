"""A passage stands once before the questions about it, and stays as a paper showed it."""

import pytest
from django.db import DatabaseError, transaction

from courses import papers
from courses.models import Passage, Question
from tests.courses import quizzes
from tests.courses.test_questions import COMMON, FORMS, a_picture


@pytest.fixture
def bank(muong_nha, db):
    return quizzes.make_bank(school=muong_nha)


@pytest.fixture
def passage(bank):
    return Passage.objects.create(bank=bank, title="Mưa đá", text=r"Mưa đá rơi \(\frac{1}{2}\) giờ.")


def make_pages(bank, passage):
    """A quiz of a question alone, two about the passage, and one alone."""
    questions = [
        quizzes.make_question(bank, text=f"Câu {number}", passage=passage if number in (2, 3) else None)
        for number in (1, 2, 3, 4)
    ]
    return quizzes.make_quiz(quizzes.make_course(), questions, part={"shuffle": True})


def test_a_teacher_writes_a_passage_and_a_question_about_it(bank, ms_lan, mr_pao, signed_in):
    client = signed_in(ms_lan)
    response = client.post("/questions/banks/TOAN6/passages/new/", {"title": "Mưa đá", "text": "Mưa đá rơi."})
    passage = Passage.objects.get()
    assert response.url == f"/questions/passages/{passage.pk}/"
    page = client.get(f"/questions/banks/TOAN6/new/one_choice/?passage={passage.pk}").content.decode()
    assert f'<option value="{passage.pk}" selected>' in page
    told = {**COMMON, **FORMS["one_choice"], "passage": passage.pk}
    client.post("/questions/banks/TOAN6/new/one_choice/", told)
    assert Question.objects.get().current.passage == passage
    assert "TOAN6-1" in client.get(response.url).content.decode()
    assert signed_in(mr_pao).get(response.url).status_code == 404
    assert signed_in(mr_pao).get(response.url + "edit/").status_code == 404


def test_its_picture_is_told_in_words_and_is_on_the_paper(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    address = "/questions/banks/TOAN6/passages/new/"
    told = {"title": "Mưa đá", "text": "Mưa đá rơi."}
    assert client.post(address, {**told, "picture": a_picture()}).status_code == 200
    assert not Passage.objects.exists()
    client.post(address, {**told, "picture": a_picture(), "alt": "Hạt mưa đá"})
    passage = Passage.objects.get()
    paper = make_pages(bank, passage).paper
    assert 'alt="Hạt mưa đá"' in "".join(papers.laid_out(paper)[0]["items_html"])
    # Without the picture it is another passage, for that paper shows the first.
    client.post(f"/questions/passages/{passage.pk}/edit/", {**told, "drop_picture": "on"})
    passage.refresh_from_db()
    assert passage.picture is not None
    assert passage.replaced_by.picture is None


def test_it_stands_once_before_its_questions_which_stay_together_when_shuffled(bank, passage):
    paper = make_pages(bank, passage).paper
    for seed in range(30):
        order = papers.order_of(paper, seed)
        places = order[0]["places"]
        assert places.index(3) == places.index(2) + 1
        html = "".join(papers.laid_out(paper, order)[0]["items_html"])
        assert html.count("data-passage=") == 1
        assert html.index("data-passage=") < html.index("Câu 2") < html.index("Câu 3")
        assert "<math" in html


def test_a_passage_that_a_paper_shows_stays_and_its_questions_go_over_to_the_new_one(
    bank, passage, ms_lan, signed_in
):
    quiz = make_pages(bank, passage)
    told = {"title": "Mưa đá", "text": "Viết lại."}
    signed_in(ms_lan).post(f"/questions/passages/{passage.pk}/edit/", told)
    passage.refresh_from_db()
    assert "Mưa đá rơi" in passage.text
    assert passage.replaced_by.text == "Viết lại."
    assert {version.passage for version in quiz.paper.items.get(place=2).version.question.versions.all()} == {
        passage,
        passage.replaced_by,
    }
    assert Question.objects.filter(current__passage=passage.replaced_by).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Passage.objects.filter(pk=passage.pk).update(text="Khác")


def test_one_that_no_paper_shows_is_written_over(passage, ms_lan, signed_in):
    client = signed_in(ms_lan)
    for _time in range(2):
        client.post(f"/questions/passages/{passage.pk}/edit/", {"title": "Mưa", "text": "Viết lại."})
    assert [(one.title, one.text) for one in Passage.objects.all()] == [("Mưa", "Viết lại.")]


def test_a_broken_formula_is_refused(passage, ms_lan, signed_in):
    told = {"title": "Mưa", "text": r"\(\frac{1}\)"}
    assert signed_in(ms_lan).post(f"/questions/passages/{passage.pk}/edit/", told).status_code == 200
    passage.refresh_from_db()
    assert passage.title == "Mưa đá"
