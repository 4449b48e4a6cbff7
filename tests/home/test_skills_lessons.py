"""The ten lessons of digital skills: whole, true to their promises, loaded once and never written over."""

import pytest
from django.core.management import call_command
from django.db import transaction

from courses.models import LecturePage, QuizPage, SkillStep
from home.skills import loading, pictures


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """All ten, in a transaction that is undone after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loading.load()
        transaction.set_rollback(True)


def lectures():
    return [
        LecturePage.objects.get(translation_key=loading.key_of(paper)).specific for paper in loading.texts()
    ]


def test_there_are_ten_each_with_picture_reading_checklist_and_a_quiz_of_six_to_ten_questions(loaded, db):
    assert len(loaded) == 10
    for paper, page in zip(loading.texts(), lectures(), strict=True):
        kinds = [block.block_type for block in page.body]
        assert page.live
        assert {"picture", "sound", "checklist", "practice"} <= set(kinds), paper.name
        assert 6 <= len(kinds) <= 14, (paper.name, len(kinds))
        assert 6 <= len(paper.questions()) <= 10
        assert all(question.feedback for question in paper.questions())


def test_every_lesson_has_steps_of_which_one_is_its_quiz(loaded, db):
    for page in lectures():
        steps = list(page.skill_steps.all())
        assert len(steps) >= 2
        (quiz,) = [step.quiz for step in steps if step.proof == SkillStep.Proof.QUIZ]
        assert isinstance(quiz, QuizPage)
        for step in steps:
            step.full_clean()


def test_loading_again_brings_nothing_and_leaves_what_a_teacher_changed(loaded, db):
    page = lectures()[0]
    page.title = "Bài của cô Lan"
    page.save_revision().publish()
    SkillStep.objects.filter(lecture=page).update(title="Nấc của cô Lan")
    assert loading.load() == []
    page.refresh_from_db()
    assert page.title == "Bài của cô Lan"
    assert set(page.skill_steps.values_list("title", flat=True)) == {"Nấc của cô Lan"}


def test_the_command_says_what_it_did(loaded, db, capsys):
    call_command("skills_lessons")
    assert "0 lessons were new" in capsys.readouterr().out


def test_a_lesson_that_was_deleted_comes_back_with_its_steps(loaded, db):
    page = lectures()[3]
    practice = page.skill_steps.exclude(quiz=None).get().quiz
    page.skill_steps.all().delete()
    page.delete()
    practice.delete()
    assert len(loading.load()) == 1
    assert lectures()[3].skill_steps.count() >= 2


@pytest.mark.parametrize("name", sorted(pictures.PICTURES))
def test_every_picture_is_asked_for(name):
    asked = {block.title for paper in loading.texts() for block in paper.blocks if block.kind == "picture"}
    assert name in asked


def test_a_lesson_opens_for_everybody(loaded, db, client):
    for page in lectures():
        assert client.get(page.url).status_code == 200
