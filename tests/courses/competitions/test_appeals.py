"""A pupil asks to have a result looked at again."""

from datetime import timedelta

from courses.competitions import publishing
from tests.courses import contests


def test_an_appeal_is_asked_once_and_answered_once(both_sat, round, giang, vang, province_admin, signed_in):
    out = publishing.publish(round, province_admin)
    pupil = signed_in(giang)
    for _twice in range(2):
        assert (
            pupil.post(f"/competitions/results/{out.pk}/appeal/", {"words": "Câu 2 em đúng"}).status_code
            == 302
        )
    told = contests.words_of(pupil.get(f"/competitions/{round.competition_id}/"))
    assert "Câu trả lời sẽ hiện ở đây" in told
    assert "Sửa lời em đã gửi" in told
    assert pupil.post(f"/competitions/results/{out.pk}/appeal/", {"words": " "}).status_code == 422
    assert signed_in(vang).post(f"/competitions/results/{out.pk}/appeal/", {"words": "x"}).status_code == 404
    appeal = out.appeals.get()
    admin = signed_in(province_admin)
    assert admin.post(f"/competitions/appeals/{appeal.pk}/", {"answer": ""}).status_code == 422
    for _twice in range(2):
        answer = {"answer": "Đã xem lại, kết quả đúng."}
        assert admin.post(f"/competitions/appeals/{appeal.pk}/", answer).status_code == 302
    assert (
        admin.post(f"/competitions/appeals/{appeal.pk}/", {"answer": "khác", "upheld": 1}).status_code == 422
    )
    told = contests.words_of(signed_in(giang).get(f"/competitions/{round.competition_id}/"))
    assert "Đã xem lại" in told
    assert "Câu trả lời sẽ hiện ở đây" not in told
    assert "Sửa lời em đã gửi" not in told


def test_after_its_days_no_appeal_is_taken(both_sat, round, giang, province_admin, signed_in, time_machine):
    out = publishing.publish(round, province_admin)
    time_machine.shift(timedelta(days=4))
    assert signed_in(giang).post(f"/competitions/results/{out.pk}/appeal/", {"words": "x"}).status_code == 422
