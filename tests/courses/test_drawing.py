"""Questions drawn from banks when a quiz is published: by lot, and yet the same until asked to draw again."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from courses import drawing, papers
from courses.models import Passage, QuestionVersion, QuizPage
from courses.models.papers import items_of
from courses.publicity import NoConsent
from tests.courses import quizzes

LEVELS = ["recognise", "understand", "apply"]


@pytest.fixture
def bank(db):
    bank = quizzes.make_bank()
    for n in range(12):
        quizzes.make_question(bank, text=f"câu {n}", topic="Phân số" if n % 2 else "Góc", level=LEVELS[n % 3])
    return bank


@pytest.fixture
def course(muong_nha):
    return quizzes.make_course(school=muong_nha)


def draw(count, bank="TOAN6", **wish):
    return {"bank": bank, "topic": "", "level": "", "kind": "", "count": count, **wish}


def quiz_of(course, *draws, questions=(), part=None, **rules):
    return quizzes.make_quiz(course, questions, part={"draws": list(draws), **(part or {})}, **rules)


def republish(quiz, **changes):
    for name, value in changes.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()
    return QuizPage.objects.get(pk=quiz.pk)


def asked(paper):
    return [item.version for item in items_of(paper.pk)]


def test_what_is_wished_is_drawn(course, bank):
    quiz = quiz_of(course, draw(3, topic="phan so"), draw(2, level="apply"))
    versions = asked(quiz.paper)
    assert [one.topic for one in versions[:3]] == ["Phân số"] * 3
    assert [one.level for one in versions[3:]] == ["apply"] * 2
    assert len({one.pk for one in versions}) == 5


def test_no_question_stands_twice_in_a_paper(course, bank):
    written = list(bank.questions.all()[:4])
    quiz = quiz_of(course, draw(8), questions=written)
    assert sorted(one.question.number for one in asked(quiz.paper)) == list(range(1, 13))


def test_a_wide_draw_leaves_a_narrow_one_what_it_needs(course, bank):
    # Six on fractions, two of each level: whoever draws first must not take what only the others can have.
    quiz = quiz_of(course, draw(4, topic="Phân số"), draw(2, topic="Phân số", level="apply"))
    assert len(asked(quiz.paper)) == 6


def test_publishing_again_keeps_what_was_drawn_though_the_bank_has_grown(course, bank):
    quiz = quiz_of(course, draw(5))
    for n in range(20):
        quizzes.make_question(bank, text=f"mới {n}")
    again = republish(quiz)
    assert again.paper.pk == quiz.paper.pk


def test_drawing_again_is_a_new_edition(course, bank, author, signed_in):
    quiz = quiz_of(course, draw(5))
    before = [one.pk for one in asked(quiz.paper)]
    client = signed_in(author)
    edit = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    client.post(edit, form_of(quiz, draw_again="on"))
    quiz.refresh_from_db()
    quiz = republish(quiz.get_latest_revision_as_object())
    assert (quiz.papers.count(), quiz.paper.number) == (2, 2)
    assert [one.pk for one in asked(quiz.paper)] != before


def form_of(quiz, count=5, bank="TOAN6", **more):
    return {
        "title": quiz.title,
        "slug": quiz.slug,
        "intro": "",
        "parts-count": "1",
        "parts-0-deleted": "",
        "parts-0-order": "0",
        "parts-0-type": "part",
        "parts-0-id": "",
        "parts-0-value-title": "Phần I",
        "parts-0-value-instructions": "",
        "parts-0-value-points": "1",
        "parts-0-value-questions": "",
        "parts-0-value-draws-count": "1",
        "parts-0-value-draws-0-deleted": "",
        "parts-0-value-draws-0-order": "0",
        "parts-0-value-draws-0-type": "",
        "parts-0-value-draws-0-id": "",
        "parts-0-value-draws-0-value-bank": bank,
        "parts-0-value-draws-0-value-topic": "",
        "parts-0-value-draws-0-value-level": "",
        "parts-0-value-draws-0-value-kind": "",
        "parts-0-value-draws-0-value-count": str(count),
        "codes": "1",
        "grace_minutes": "2",
        "second_tolerance": "0.5",
        "tries": "1",
        "counts": "best",
        "feedback": "after_submit",
        "audience": "public",
        "opens_at": "",
        "closes_at": "",
        "minutes": "",
        "seo_title": "",
        "search_description": "",
        **more,
    }


def errors(answer):
    return str(answer.context["form"].errors)


def test_only_what_no_longer_fits_is_drawn_anew(course, bank):
    quiz = quiz_of(course, draw(5))
    first, *others = [one.question for one in asked(quiz.paper)]
    first.retire(by=None)
    now = [one.question for one in asked(republish(quiz).paper)]
    assert now[1:] == others
    assert now[0] != first


@pytest.mark.parametrize("each", [True, False])
def test_each_code_has_its_own_questions_or_all_the_same(each, course, bank):
    quiz = quiz_of(course, draw(4), codes=6, draws_each=each, part={"shuffle": True})
    sets = {frozenset(one.pk for one in asked(paper)) for paper in quiz.edition}
    assert (len(sets) > 1) is each
    assert republish(quiz).paper.pk == quiz.paper.pk


def test_a_short_bank_is_told_by_name(course, bank):
    page = QuizPage(title="x", parts=[("part", part_of(draw(4, topic="Phân số", level="understand")))])
    assert drawing.faults(page) == ["Ngân hàng TOAN6, chủ đề Phân số, mức thông hiểu: cần 4 câu, có 2."]


def part_of(*draws):
    told = {"title": "Phần I", "instructions": "", "points": 1, "questions": "", "draws": list(draws)}
    return {**told, "shuffle": False, "shuffle_options": False}


def test_draws_that_take_from_each_other_are_told_so(course, bank):
    page = QuizPage(title="x", parts=[("part", part_of(draw(12), draw(2, topic="Góc")))])
    assert "các lần rút khác" in " ".join(drawing.faults(page))


def test_drafts_and_retired_questions_are_not_drawn(course, bank):
    versions = QuestionVersion.objects.filter(question__bank=bank)
    some = list(versions.values_list("pk", flat=True)[:4])
    QuestionVersion.objects.filter(pk__in=some[:2]).update(status="draft")
    QuestionVersion.objects.filter(pk__in=some[2:]).update(status="retired")
    page = QuizPage(title="x", parts=[("part", part_of(draw(9)))])
    assert drawing.faults(page) == ["Ngân hàng TOAN6: cần 9 câu, có 8."]


def test_what_practice_shows_is_not_drawn_for_a_quiz(course, bank):
    practised = list(bank.questions.all()[:10])
    quizzes.make_quiz(course, practised, practice=True)
    quiz = quiz_of(course, draw(2))
    assert not {one.question for one in asked(quiz.paper)} & set(practised)
    with pytest.raises(NoConsent, match="cần 3 câu, có 2"):
        quiz_of(course, draw(3), title="Bài khác")


def test_the_editor_says_what_is_missing(course, bank, author, signed_in):
    quiz = quiz_of(course, draw(5))
    edit = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    client = signed_in(author)
    told = errors(client.post(edit, form_of(quiz, count=13)))
    assert "Ngân hàng TOAN6: cần 13 câu, có 12." in told
    assert client.post(edit, form_of(quiz, count=12)).status_code == 302


def test_a_bank_of_another_school_is_as_if_it_did_not_exist(course, bank, na_hy, author, signed_in):
    theirs = quizzes.make_bank("NAHY", "Nà Hỳ", school=na_hy)
    quizzes.make_question(theirs)
    quiz = quiz_of(course, draw(5))
    edit = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    client = signed_in(author)
    for name in ("NAHY", "KHONGCO"):
        told = errors(client.post(edit, form_of(quiz, 1, name)))
        assert f"Không có ngân hàng câu hỏi nào có mã {name}." in told


def test_what_was_drawn_about_one_passage_stays_together(course, bank):
    passage = Passage.objects.create(bank=bank, title="Ruộng", text="Ruộng bậc thang")
    for n in range(3):
        quizzes.make_question(bank, text=f"đoạn {n}", passage=passage)
    quiz = quiz_of(course, draw(15), codes=4, part={"shuffle": True})
    for paper in quiz.edition:
        about = [one.passage_id is not None for one in asked(paper)]
        assert sum(one != other for one, other in zip(about, about[1:], strict=False)) <= 2


def test_a_preview_shows_what_will_be_drawn(course, bank):
    quiz = quiz_of(course, draw(5))
    told = papers.drafted(quiz)
    assert told["count"] == 5
    html = "".join(told["drafted"][0]["items_html"])
    assert all(one.text in html for one in asked(quiz.paper))


def test_a_quiz_due_at_night_with_a_bank_too_small_stays_a_draft(course, bank, time_machine):
    quiz = quiz_of(course, draw(5))
    before = quiz.paper.pk
    quiz.go_live_at = timezone.now() + timedelta(hours=1)
    quiz.parts = [("part", part_of(draw(12)))]
    quiz.save_revision().publish()
    for question in bank.questions.all()[:5]:
        question.retire(by=None)
    time_machine.shift(timedelta(hours=2))
    call_command("publish_scheduled", verbosity=0)
    quiz = QuizPage.objects.get(pk=quiz.pk)
    assert quiz.paper.pk == before
