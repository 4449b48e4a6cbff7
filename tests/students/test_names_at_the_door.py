"""A machine that several pupils use offers their names; behind each stands the own PIN, also in pictures."""

import pytest

from students import pictures, throttle
from students.accounts import reset_pin
from students.models import Student
from tests import builders
from tests.browser import Browser


@pytest.fixture
def small(muong_nha):
    """A pupil of grade 2."""
    return builders.make_student("Vừ Thị Ly", builders.make_class(muong_nha, "2A", grade=2))


@pytest.fixture
def pins(giang, small, ms_lan):
    return {giang: reset_pin(giang, by=ms_lan), small: reset_pin(small, by=ms_lan)}


@pytest.fixture
def shared(client, pins):
    """A tablet on which both have signed in."""
    client.get("/sign-in/")
    for student, pin in pins.items():
        client.post("/sign-in/", {"code": student.code, "pin": pin, "shared": "on"})
        client.post("/sign-out/")
    return client


def text(client, path="/sign-in/"):
    return client.get(path).content.decode()


def who_is_in(client):
    user = client.session.get("_auth_user_id")
    return Student.objects.get(user=user) if user else None


def in_pictures(pin):
    return {f"picture{place}": digit for place, digit in enumerate(pin, start=1)}


def test_a_new_machine_offers_nobody(client, pins):
    assert "Ai vào học nào?" not in text(client)


def test_who_signed_in_here_is_offered_the_latest_first_and_no_code_is_told(shared, giang, small):
    page = text(shared)
    assert page.index(small.full_name) < page.index(giang.full_name)
    assert giang.code not in page + text(shared, f"/sign-in/?who={giang.pk}")


def test_the_name_and_the_own_pin_open(shared, giang, pins):
    assert "Chào em Sùng!" in text(shared, f"/sign-in/?who={giang.pk}")
    assert shared.post("/sign-in/", {"who": giang.pk, "pin": pins[giang]}).status_code == 302
    assert who_is_in(shared) == giang


def test_anothers_pin_does_not(shared, giang, small, pins):
    answer = shared.post("/sign-in/", {"who": giang.pk, "pin": pins[small]})
    assert answer.status_code == 400
    assert "Chưa đúng PIN" in answer.content.decode()
    assert who_is_in(shared) is None


def test_small_children_touch_pictures_and_others_may(shared, giang, small, pins):
    assert "bốn hình" in text(shared, f"/sign-in/?who={small.pk}")
    assert "bốn hình" not in text(shared, f"/sign-in/?who={giang.pk}")
    assert "bốn hình" in text(shared, f"/sign-in/?who={giang.pk}&pictures=1")
    assert "bốn hình" not in text(shared, f"/sign-in/?who={small.pk}&digits=1")
    shared.post("/sign-in/?pictures=1", {"who": small.pk, **in_pictures(pins[small])})
    assert who_is_in(shared) == small


@pytest.mark.parametrize("taps", [{}, {"picture1": "3"}, in_pictures("12x4"), in_pictures("٣٣٣٣")])
def test_pictures_that_are_no_pin_are_asked_for_again(shared, small, taps):
    answer = shared.post("/sign-in/?pictures=1", {"who": small.pk, **taps})
    assert answer.status_code == 400
    assert "Em nhập mã PIN nhé." in answer.content.decode()


def test_wrong_pictures_wait_like_wrong_digits(shared, small, pins):
    wrong = "0000" if pins[small] != "0000" else "1111"
    for _try in range(throttle.PER_ACCOUNT):
        shared.post("/sign-in/?pictures=1", {"who": small.pk, **in_pictures(wrong)})
    answer = shared.post("/sign-in/?pictures=1", {"who": small.pk, **in_pictures(pins[small])})
    assert answer.status_code == 429
    assert "Chào em Ly!" in answer.content.decode()


def test_another_machine_cannot_ask_by_name(shared, giang, pins):
    stranger = Browser()
    stranger.get("/sign-in/")
    assert giang.full_name not in text(stranger, f"/sign-in/?who={giang.pk}")
    stranger.post("/sign-in/", {"who": giang.pk, "pin": pins[giang]})
    assert who_is_in(stranger) is None


def test_who_left_school_is_not_offered(shared, giang):
    Student.objects.filter(pk=giang.pk).update(status=Student.Status.MOVED_OUT)
    assert giang.full_name not in text(shared)


def test_somebody_else_finds_the_code_and_the_way_back(shared):
    page = text(shared, "/sign-in/?other=1")
    assert 'name="code"' in page
    assert "Quay lại danh sách tên" in page


def test_the_machine_forgets_the_names_when_told(shared, giang):
    shared.post("/sign-in/forget/")
    assert giang.full_name not in text(shared)
    assert "Ai vào học nào?" not in text(shared)


def test_a_cookie_of_before_still_holds(client, giang, pins):
    """Cookies written before names were offered have no list of them."""
    client.get("/sign-in/")
    old = throttle.signing.dumps({"id": "abc", "known": []}, salt="students.device")
    client.cookies[throttle.COOKIE] = old
    assert client.get("/sign-in/").status_code == 200
    assert client.post("/sign-in/", {"code": giang.code, "pin": pins[giang]}).status_code == 302


def test_every_digit_has_a_picture_of_its_own():
    drawn = {pictures.drawing_of(digit) for digit in "0123456789"}
    assert len(drawn) == len(pictures.PICTURES) == 10
