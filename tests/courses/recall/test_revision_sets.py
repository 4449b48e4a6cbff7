"""Topics × pupils of a class, and the sets that its teacher gives."""

import pytest
from django.urls import reverse

from courses.models import RevisionSet
from courses.recall import drawing, sets
from tests.courses import quizzes

HOME = reverse("courses:recall")


def test_a_teacher_gives_a_set_in_two_taps_and_the_pupil_finds_it(
    signed_in, ms_lan, giang, class_6a, practice, django_assert_max_num_queries
):
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    teacher = signed_in(ms_lan)
    address = reverse("courses:recall_class", args=[class_6a.uid])
    with django_assert_max_num_queries(40):
        html = teacher.get(address).content.decode()
    assert "cần ôn" in html
    subject = practice.paper.items.first().version.question.bank.subject_id
    assert f'value="{subject}:Số tự nhiên" checked' in html
    give = reverse("courses:recall_give", args=[class_6a.uid])
    for _twice in range(2):
        assert teacher.post(give, {"topic": f"{subject}:Số tự nhiên"}).status_code == 302
    made = RevisionSet.objects.get()
    pupil = signed_in(giang.user)
    assert "Số tự nhiên" in pupil.get(HOME).content.decode()
    asked = drawing.draw(giang, giang.user, drawing.Source(revision_set=made))
    # The mistake first, then what was never asked.
    assert len(asked) == 3
    sheet = pupil.get(reverse("courses:recall_sheet", args=[made.pk]))
    assert sheet.content.startswith(b"%PDF")
    teacher = signed_in(ms_lan)
    teacher.post(reverse("courses:recall_withdraw", args=[made.pk]))
    assert not RevisionSet.objects.open().exists()


def test_when_nobody_is_known_to_need_it_the_page_says_so(signed_in, ms_lan, giang, class_6a, practice):
    html = signed_in(ms_lan).get(reverse("courses:recall_class", args=[class_6a.uid])).content.decode()
    assert "Chưa biết em nào cần ôn" in html
    assert "Đã đánh dấu sẵn" not in html
    assert " checked" not in html


def test_the_own_subject_is_ticked_and_those_of_others_are_folded(
    signed_in, ms_lan, giang, class_6a, practice, questions
):
    other = quizzes.make_bank("VAN6", "Ngữ văn 6", "ngu-van", grade=6)
    asked = [quizzes.make_question(other, topic=f"Chủ đề {n}") for n in range(4)]
    quiz = quizzes.make_quiz(quizzes.make_course(grade=6), asked, practice=True)
    quizzes.hand_in(giang, quiz, dict.fromkeys((1, 2, 3, 4), "a"))
    quizzes.hand_in(giang, practice, {1: "a", 2: "b", 3: "b"})
    html = signed_in(ms_lan).get(reverse("courses:recall_class", args=[class_6a.uid])).content.decode()
    own, others = html.split("<summary>Các môn khác")
    assert own.count(" checked") == 1
    assert " checked" not in others
    assert "Chủ đề 1" in others


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"topic": "x"},
        {"topic": "999999:Số"},
        {"topic": "1\x00"},
        {"ends_on": "32/13/2026"},
        {"ends_on": "01/01/2020"},
    ],
)
def test_a_set_of_nothing_is_refused_with_a_sentence(signed_in, ms_lan, class_6a, practice, sent):
    subject = practice.paper.items.first().version.question.bank.subject_id
    sent = {"topic": f"{subject}:Số tự nhiên", **sent} if sent else {}
    answered = signed_in(ms_lan).post(reverse("courses:recall_give", args=[class_6a.uid]), sent)
    assert answered.status_code in (400, 422)
    assert not RevisionSet.objects.exists()


def test_the_other_school_sees_nothing(signed_in, ms_lan, mr_pao, class_6a, giang, vang, practice, bank):
    made = sets.give(class_6a, bank.subject, ["Số tự nhiên"], None, by=ms_lan)
    assert list(RevisionSet.objects.visible_to(giang.user)) == [made]
    assert list(RevisionSet.objects.visible_to(ms_lan)) == [made]
    for stranger in (mr_pao, vang.user):
        assert not RevisionSet.objects.visible_to(stranger).exists()
        assert signed_in(stranger).get(reverse("courses:recall_sheet", args=[made.pk])).status_code == 404
    client = signed_in(mr_pao)
    assert client.get(reverse("courses:recall_class", args=[class_6a.uid])).status_code == 404
    assert client.post(reverse("courses:recall_withdraw", args=[made.pk])).status_code == 404
    sets.withdraw(made, by=ms_lan)
    assert not RevisionSet.objects.visible_to(giang.user).exists()
