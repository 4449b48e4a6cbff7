"""What only a teacher can mark waits, is marked by hand, and never shows a mark before."""

import pytest
from django.db import DatabaseError, transaction

from courses.models import AnswerEvent, Attempt, GivenPoints
from lms.models import Change
from tests.courses import quizzes
from tests.courses.test_question_kinds import post, sit


@pytest.fixture
def essay(muong_nha, db):
    return quizzes.make_question(quizzes.make_bank(school=muong_nha), "essay", text="Tả quê em")


@pytest.fixture
def handed_in(essay, giang, signed_in):
    """Giàng's attempt with an essay of 4 points and a choice of 1, handed in."""
    other = quizzes.make_question(essay.bank)
    client = signed_in(giang)
    attempt = sit(client, essay.bank, [essay, other], points="4")
    post(client, attempt, {"q1": "Quê em ở Mường Nhà.\nCó núi.", "q2": "b"}, act="submit")
    return Attempt.objects.get()


def test_an_essay_waits_and_its_pupil_sees_no_mark_yet(handed_in, giang, signed_in):
    assert (handed_in.to_mark, handed_in.mark, handed_in.points) == (1, None, 4)
    page = signed_in(giang).get(f"/attempts/{handed_in.pk}/").content.decode()
    assert "Thầy cô còn đang đọc" in page
    assert "/ 10" not in page
    assert "chấm" in signed_in(giang).get("/attempts/").content.decode()
    assert signed_in(giang).get(f"/attempts/{handed_in.pk}/state.json").json()["marked"] is False


def test_the_answer_is_put_back_into_the_plain_form(essay, giang, signed_in):
    client = signed_in(giang)
    attempt = sit(client, essay.bank, [essay])
    post(client, attempt, {"q1": "Dòng <một>\ndòng hai"})
    page = client.get(f"/attempts/papers/{attempt.paper_id}/form/").content.decode()
    assert ">\nDòng &lt;một&gt;\ndòng hai</textarea>" in page
    post(client, attempt, {"q1": "Dòng <một>\r\ndòng hai"})
    assert AnswerEvent.objects.count() == 1


def give(client, attempt, **told):
    return client.post(
        f"/attempts/{attempt.pk}/points/", {name.replace("_", "-"): value for name, value in told.items()}
    )


def test_what_the_key_marks_takes_no_points_by_hand(handed_in, ms_lan, signed_in):
    answer = give(signed_in(ms_lan), handed_in, points_1="4", points_2="0")
    assert answer.status_code == 422
    assert "máy chấm theo đáp án" in answer.content.decode()
    assert not GivenPoints.objects.exists()


def test_a_teacher_gives_points_and_the_mark_is_there(handed_in, ms_lan, giang, signed_in):
    client = signed_in(ms_lan)
    assert "1 câu chờ thầy cô" in client.get(f"/attempts/{handed_in.pk}/").content.decode()
    assert give(client, handed_in, points_1="3,5", comment_1="Em viết hay.").status_code == 302
    handed_in.refresh_from_db()
    # 7.5 of 8.
    assert (handed_in.to_mark, handed_in.points, str(handed_in.mark)) == (0, 7.5, "9.4")
    assert "Em viết hay." in signed_in(giang).get(f"/attempts/{handed_in.pk}/").content.decode()


def test_the_same_again_adds_nothing_and_another_number_adds_a_row(handed_in, ms_lan, signed_in):
    client = signed_in(ms_lan)
    for points in ("3", "3.00", "2"):
        give(client, handed_in, points_1=points)
    assert [row.points for row in GivenPoints.objects.order_by("pk")] == [3, 2]
    assert Change.objects.filter(act="give points").count() == 2
    handed_in.refresh_from_db()
    assert handed_in.points == 6


@pytest.mark.parametrize("points", ["5", "-1", "nhiều", "1e1", "0,123"])
def test_points_beyond_the_question_are_refused_in_words(points, handed_in, ms_lan, signed_in):
    response = give(signed_in(ms_lan), handed_in, points_1=points)
    assert response.status_code == 422
    assert "từ 0 đến 4" in response.content.decode()
    assert not GivenPoints.objects.exists()


def test_nobody_marks_what_is_still_being_written(essay, giang, ms_lan, signed_in):
    client = signed_in(giang)
    attempt = sit(client, essay.bank, [essay])
    post(client, attempt, {"q1": "Em đang viết"})
    response = give(signed_in(ms_lan), attempt, points_1="1")
    assert response.status_code == 422
    assert not GivenPoints.objects.exists()


def test_the_other_school_a_pupil_and_who_only_looks_give_nothing(handed_in, mr_pao, giang, signed_in):
    assert give(signed_in(mr_pao), handed_in, points_1="4").status_code == 404
    assert give(signed_in(giang), handed_in, points_1="4").status_code == 403
    assert not GivenPoints.objects.exists()


def test_an_essay_without_an_answer_is_nothing_and_does_not_wait(essay, giang, signed_in):
    client = signed_in(giang)
    attempt = sit(client, essay.bank, [essay])
    post(client, attempt, {}, act="submit")
    attempt.refresh_from_db()
    assert (attempt.to_mark, attempt.mark) == (0, 0)


def test_practice_asks_no_teacher_to_mark(essay, giang, signed_in):
    client = signed_in(giang)
    other = quizzes.make_question(essay.bank)
    attempt = sit(client, essay.bank, [essay, other], practice=True)
    post(client, attempt, {"q1": "Em viết.", "q2": "b"}, act="submit")
    attempt.refresh_from_db()
    assert (attempt.to_mark, attempt.mark, attempt.out_of) == (0, 10, 1)
    assert client.get(f"/attempts/{attempt.pk}/").status_code == 200


def test_the_database_keeps_given_points_as_they_are(handed_in, ms_lan, signed_in):
    give(signed_in(ms_lan), handed_in, points_1="3")
    for change in (lambda: GivenPoints.objects.update(points=4), lambda: GivenPoints.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
