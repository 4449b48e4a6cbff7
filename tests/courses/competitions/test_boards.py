"""What others read: names with consent alone, primary pupils never, twenty while it runs."""

import json

from django.utils import timezone

from courses.competitions import publishing, seating
from courses.models import Competition, Standing
from students import consents
from tests import builders
from tests.courses import contests, quizzes


def test_a_name_stands_on_the_board_with_consent_alone_and_goes_with_it(
    both_sat, competition, round, giang, ms_lan, province_admin, client
):
    publishing.publish(round, province_admin)
    path = f"/competitions/rounds/{round.pk}/board/"
    assert client.get(path).status_code == 404
    Competition.objects.update(is_public=True)
    consents.give(
        giang, "name", by=ms_lan, given_by="Mẹ", how="signed", on=timezone.localdate(), child_agreed=True
    )
    told = contests.words_of(client.get(path))
    assert "Giàng A Sùng" in told
    assert "Lò Thị Hoa" not in told
    consents.withdraw(giang, "name", by=ms_lan)
    assert "Giàng" not in contests.words_of(client.get(path))


def test_primary_pupils_are_never_ranked_and_read_words(province_admin, vang, giang, signed_in):
    mixed = contests.make_competition(province_admin, grade_from=3, grade_to=6, is_public=True)
    round = contests.make_round(mixed, live_board=True)
    for student in (vang, giang):
        contests.enter(mixed, student, nickname=f"Bạn {'ab'[student == vang]}")
    seating.seat(round)
    for student in (vang, giang):
        contests.sit(student, round.sessions.get().page, {1: "b", 2: "b"})
    assert signed_in(giang).get(f"/competitions/rounds/{round.pk}/board.json").status_code == 404
    contests.close(round)
    publishing.publish(round, province_admin)
    assert Standing.objects.get(entry__is_primary=True).rank is None
    told = contests.words_of(signed_in(vang).get(f"/competitions/{mixed.pk}/"))
    assert "Hạng" not in told
    assert "xuất sắc" in told
    assert "Bạn b" not in contests.words_of(signed_in(giang).get(f"/competitions/rounds/{round.pk}/board/"))


def test_rules_that_rank_are_refused_where_primary_pupils_take_part(province_admin, signed_in):
    small = contests.make_competition(province_admin, grade_from=3, grade_to=5)
    told = {"title": "Vòng một", "top_each_school": 3, "live_board": "on"}
    assert signed_in(province_admin).post(f"/competitions/{small.pk}/rounds/", told).status_code == 422


def test_the_live_board_tells_twenty_nicknames_in_less_than_a_kilobyte(
    competition, round, paper, class_6a, giang, signed_in
):
    round.live_board = True
    round.save()
    pupils = [builders.make_student(f"Lò Văn {chr(65 + n)}", class_6a) for n in range(22)]
    for n, student in enumerate(pupils):
        contests.enter(competition, student, nickname=f"Bông hoa của núi {chr(65 + n)}")
    seating.seat(round)
    for n, student in enumerate(pupils):
        contests.sit(student, paper, {1: "b"}, seconds=60 + n)
    answer = signed_in(giang).get(f"/competitions/rounds/{round.pk}/board.json")
    told = json.loads(answer.content)
    assert len(told["rows"]) == 20
    assert told["in"] == 22
    assert told["rows"][0] == [1, "Bông hoa của núi A", 100, 60]
    assert len(answer.content) <= 1024
    assert "Lò Văn" not in answer.content.decode()


def test_who_has_not_handed_in_tells_nothing_on_the_live_board(competition, round, paper, giang, signed_in):
    round.live_board = True
    round.save()
    contests.enter(competition, giang)
    seating.seat(round)
    quizzes.hand_in(giang, paper, {1: "b"}, submit=False)
    assert signed_in(giang).get(f"/competitions/rounds/{round.pk}/board.json").json() == {"rows": [], "in": 0}
