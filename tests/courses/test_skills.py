"""Ladders of digital skills: three ways to prove a step, the passport, and counts that rank nobody."""

import json
import uuid

import pytest

from courses import task_works
from courses.models import Attempt, SkillComponent, SkillDomain, SkillLevel, SkillStep, SkillTick
from courses.skills import counts, passport, proofs, ticking
from students.models import Guardian, Guardianship, Student
from tests import builders as people
from tests.courses import builders, quizzes


@pytest.fixture
def make_step(db):
    def make(proof="shown", **facts):
        component = SkillComponent.objects.get(code=facts.pop("component", "4.1"))
        level = SkillLevel.objects.get(number=facts.pop("level", 1))
        facts = {"title": "Em sạc máy an toàn", **facts}
        return SkillStep.objects.create(component=component, level=level, proof=proof, **facts)

    return make


@pytest.fixture
def step(make_step):
    return make_step()


@pytest.fixture
def page(step, class_6a):
    return f"/skills/classes/{class_6a.uid}/{step.uid}/"


def send(client, sender, student, step, event_id=None, wrong=()):
    told = {"student": str(student.pk), "step": str(step.uid), **dict(wrong)}
    event = {"id": event_id or str(uuid.uuid4()), "kind": "skill.ticked", "stream": f"skill:{step.uid}"}
    event |= {"install": "may-1", "seq": 1, "learner": sender.learner_key, "payload": told}
    answer = client.post("/sync/", json.dumps({"events": [event]}), content_type="application/json")
    return answer.json()["results"][0]


def test_the_framework_has_six_domains_twenty_four_components_and_eight_levels(db):
    assert [SkillDomain.objects.count(), SkillComponent.objects.count(), SkillLevel.objects.count()] == [
        6,
        24,
        8,
    ]


def test_a_teacher_ticks_what_was_shown_and_the_pupil_reads_who_saw_it(step, page, giang, ms_lan, signed_in):
    signed_in(ms_lan).post(page, {"done": [str(giang.pk)]})
    tick = SkillTick.objects.get()
    assert (tick.student, tick.by) == (giang, ms_lan)
    shown = signed_in(giang.user).get("/skills/mine/").content.decode()
    assert ms_lan.get_full_name() in shown
    assert "1 trên 1 việc" in shown


def test_ticking_twice_is_as_once_and_what_is_taken_back_is_gone(step, page, giang, ms_lan, signed_in):
    client = signed_in(ms_lan)
    for _again in range(2):
        client.post(page, {"done": [str(giang.pk)]})
    assert SkillTick.objects.count() == 1
    client.post(page, {"take_back": str(giang.pk)})
    assert not SkillTick.objects.standing().exists()
    assert proofs.of([giang.pk], [step]) == {}


def test_a_tick_without_signal_arrives_once_and_does_not_come_back_when_it_was_taken_back(
    step, giang, ms_lan, signed_in
):
    client, event_id = signed_in(ms_lan), str(uuid.uuid4())
    assert send(client, ms_lan, giang, step, event_id)["status"] == "stored"
    assert str(SkillTick.objects.get().pk) == event_id
    ticking.take_back(giang, step, by=ms_lan)
    # The same told again under another envelope, as a restored tablet does.
    assert ticking.tick(giang, step, ms_lan, key=uuid.UUID(event_id)) is False
    assert not SkillTick.objects.standing().exists()


@pytest.mark.parametrize("wrong", [{"student": 7}, {"student": "x\0"}, {"step": None}, {"step": ["a"]}])
def test_a_malformed_tick_is_refused(wrong, step, giang, ms_lan, signed_in):
    told = send(signed_in(ms_lan), ms_lan, giang, step, wrong=wrong)
    assert told["status"] == "rejected"
    assert not SkillTick.objects.exists()


def test_the_other_school_neither_ticks_nor_sees(step, page, giang, mr_pao, signed_in):
    client = signed_in(mr_pao)
    assert client.post(page, {"done": [str(giang.pk)]}).status_code == 404
    assert client.get(f"/skills/pupils/{giang.pk}/").status_code == 404
    assert send(client, mr_pao, giang, step)["status"] == "rejected"
    assert not SkillTick.objects.exists()


def test_a_pupil_cannot_tick_the_own_step(step, giang, signed_in):
    assert send(signed_in(giang.user), giang.user, giang, step)["status"] == "rejected"
    assert not SkillTick.objects.exists()


def test_a_quiz_proves_its_step_from_its_per_cent_on(make_step, giang):
    quiz = quizzes.make_quiz(
        quizzes.make_course(), [quizzes.make_question(quizzes.make_bank())], practice=True
    )
    step = make_step("quiz", quiz=quiz, percent=70)
    attempt = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(points=6, out_of=10)
    assert (proofs.of([giang.pk], [step])[giang.pk, step.pk]).proved is False
    Attempt.objects.filter(pk=attempt.pk).update(points=7, out_of=10)
    state = proofs.of([giang.pk], [step])[giang.pk, step.pk]
    assert (state.proved, state.percent) == (True, 70)


def test_nobody_ticks_a_step_of_a_quiz_nor_a_work_that_was_not_handed_in(make_step, giang, ms_lan):
    with pytest.raises(ticking.NotTicked):
        ticking.tick(giang, make_step("quiz"), ms_lan)
    body = builders.a_body(("task", {"title": "Chụp ảnh", "text": "<p>Chụp lá cây.</p>"}))
    lecture = builders.make_lecture("Chụp ảnh", body=body)
    step = make_step("work", lecture=lecture)
    with pytest.raises(ticking.NotTicked):
        ticking.tick(giang, step, ms_lan)
    task_works.hand_in(giang, lecture, lecture.outline["tasks"][0], "Em chụp rồi", [], turn=1)
    assert counts.of_class([giang.pk])[-1].waiting == 1
    assert ticking.tick(giang, step, ms_lan) is True
    assert proofs.of([giang.pk], [step])[giang.pk, step.pk].proved


def test_a_level_is_reached_when_all_its_steps_are_proved(make_step, giang, ms_lan):
    first, second, higher = make_step(), make_step(title="b"), make_step(title="c", level=2)
    ticking.tick(giang, first, ms_lan)
    assert passport.of(giang, giang.user)[0].ladders[0].level is None
    ticking.tick(giang, second, ms_lan)
    assert passport.of(giang, giang.user)[0].ladders[0].level.number == 1
    ticking.tick(giang, higher, ms_lan)
    assert passport.of(giang, giang.user)[0].ladders[0].level.number == 2


def test_the_family_reads_and_prints_the_passport_of_its_own_child_alone(step, giang, hoa, signed_in):
    parent = people.make_user("me.giang", "Giàng Thị Dợ")
    guardian = Guardian.objects.create(user=parent, full_name="Giàng Thị Dợ")
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    client = signed_in(parent)
    assert step.title in client.get(f"/skills/children/{giang.pk}/").content.decode()
    assert client.get(f"/skills/children/{hoa.pk}/").status_code == 404
    printed = client.get(f"/skills/children/{giang.pk}.pdf")
    assert printed.content.startswith(b"%PDF")


def test_the_province_reads_no_number_that_tells_who(step, giang, ms_lan, province_admin):
    ticking.tick(giang, step, ms_lan)
    rows, everybody = counts.of_place(province_admin)
    assert everybody == Student.objects.filter(status="studying").count()
    assert [(row.proved, row.is_hidden) for row in rows] == [(1, True)]


def test_a_passport_asks_the_database_as_often_with_many_steps(
    make_step, giang, signed_in, django_assert_max_num_queries
):
    for number in range(12):
        make_step(title=f"Nấc {number}", component=["1.1", "4.1", "6.3"][number % 3])
    client = signed_in(giang.user)
    client.get("/skills/mine/")
    with django_assert_max_num_queries(12):
        client.get("/skills/mine/")


def test_a_class_is_counted_without_a_query_for_each_pupil(
    step, page, class_6a, ms_lan, signed_in, django_assert_max_num_queries
):
    client = signed_in(ms_lan)
    client.get(page)
    with django_assert_max_num_queries(16):
        client.get(f"/skills/classes/{class_6a.uid}/")
