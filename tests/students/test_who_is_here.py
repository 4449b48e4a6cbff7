"""A session is of whoever is at the machine: without signal children change, and no school hears of it."""

import json

import pytest

from lms.doors import CAME_WITHOUT_SIGNAL
from students.accounts import reset_pin
from tests import builders

PAGE = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def tablet(signed_in, giang):
    """A tablet on which Giang is signed in."""
    client = signed_in(giang)
    client.get("/today/")
    return client


@pytest.fixture
def left_to(tablet, hoa):
    """The same, after Hoa came in without signal."""
    tablet.cookies["learner"] = str(hoa.pk)
    tablet.cookies[CAME_WITHOUT_SIGNAL] = "1"
    return tablet


def is_out(client):
    return "_auth_user_id" not in client.session


def test_another_one_here_gets_the_door_and_never_the_page(left_to, giang):
    answer = left_to.get("/today/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
    assert giang.given_name not in left_to.get("/sign-in/").content.decode()
    assert is_out(left_to)


def test_who_signed_out_without_signal_is_out(tablet):
    tablet.cookies["learner"] = "-"
    assert tablet.get("/today/").status_code == 302
    assert is_out(tablet)
    assert tablet.cookies["learner"].value == ""


def test_a_browser_without_the_cookie_says_nothing(tablet, giang):
    del tablet.cookies["learner"]
    assert tablet.get("/today/").status_code == 200
    assert tablet.cookies["learner"].value == str(giang.pk)


def test_a_form_of_the_one_who_left_is_refused_and_nothing_done(signed_in, ms_lan, giang, hoa):
    reset_pin(giang, by=ms_lan)
    before = giang.user.password
    client = signed_in(ms_lan)
    client.cookies["learner"] = str(hoa.pk)
    page = f"/students/{giang.pk}/"
    answer = client.post(f"{page}pin/", headers={"Referer": f"http://testserver{page}"})
    assert answer.status_code == 403
    told = answer.content.decode()
    assert "Chưa có gì thay đổi" in told
    assert f"/sign-in/?next={page}" in told
    giang.user.refresh_from_db()
    assert giang.user.password == before
    assert is_out(client)


def test_events_are_not_taken_from_a_session_of_another(left_to, hoa):
    events = {"install": "t-1", "events": []}
    answer = left_to.post(
        "/sync/", json.dumps(events), content_type="application/json", headers={"Accept": "*/*"}
    )
    assert answer.status_code == 401
    assert left_to.cookies["learner"].value == str(hoa.pk), "whoever sits at a quiz stays there"


def test_a_page_that_is_over_leaves_nobody_here_but_its_errands_do(tablet, giang):
    tablet.session.flush()
    tablet.get("/sync/", headers={"Accept": "*/*"})
    assert tablet.cookies["learner"].value == str(giang.pk)
    tablet.get("/sign-in/", headers=PAGE)
    assert tablet.cookies["learner"].value == ""


def test_who_came_without_signal_goes_on_with_the_own_pin(tablet, giang, hoa, ms_lan):
    pin = reset_pin(hoa, by=ms_lan)
    tablet.post("/sign-in/", {"code": hoa.code, "pin": pin})
    tablet.post("/sign-out/")
    assert tablet.cookies["learner"].value == ""
    tablet.cookies["learner"] = str(hoa.pk)
    tablet.cookies[CAME_WITHOUT_SIGNAL] = "1"
    page = tablet.get("/sign-in/", headers=PAGE).content.decode()
    assert "Có mạng rồi" in page
    assert "Có mạng rồi" not in tablet.get("/sign-in/?names=1").content.decode()
    assert tablet.cookies["learner"].value == str(hoa.pk)
    assert tablet.post("/sign-in/", {"who": hoa.pk, "pin": pin}).status_code == 302
    assert tablet.cookies["learner"].value == str(hoa.pk)
    assert tablet.cookies[CAME_WITHOUT_SIGNAL].value == ""
    assert tablet.get("/today/").status_code == 200


def test_at_the_door_the_old_cookie_gives_way_to_who_comes_in(tablet, giang, hoa, ms_lan):
    pin = reset_pin(hoa, by=ms_lan)
    tablet.post("/sign-in/?other=1", {"code": hoa.code, "pin": pin})
    assert tablet.cookies["learner"].value == str(hoa.pk)
    assert tablet.get("/today/").status_code == 200


def test_who_came_without_signal_signs_out_too(left_to):
    assert left_to.post("/sign-out/").status_code == 302
    assert left_to.cookies["learner"].value == ""
    assert left_to.cookies[CAME_WITHOUT_SIGNAL].value == ""


def test_it_costs_no_question_to_the_database(tablet, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        tablet.get("/sw.js")


class TestTheSafeOfAPin:
    """The browser learns which PIN was right, so that the same PIN opens its safe without signal."""

    MARK = "0123456789abcdef" * 2

    @pytest.fixture
    def pin(self, giang, ms_lan):
        return reset_pin(giang, by=ms_lan)

    def test_a_right_pin_gives_its_mark_back_with_whose_it_was(self, client, giang, pin):
        client.post("/sign-in/?other=1", {"code": giang.code, "pin": pin, "mark": self.MARK})
        assert client.cookies["pin_was_right"].value == f"{self.MARK}.{giang.pk}"
        assert "coming-in" in client.get("/today/").content.decode()

    def test_a_wrong_pin_a_card_or_no_mark_give_none(self, client, giang, pin):
        wrong = "0000" if pin != "0000" else "0001"
        client.post("/sign-in/?other=1", {"code": giang.code, "pin": wrong, "mark": self.MARK})
        for mark in ("", "x" * 32, self.MARK + "; a=b", self.MARK.upper()):
            client.post("/sign-in/?other=1", {"code": giang.code, "pin": pin, "mark": mark})
        assert "pin_was_right" not in client.cookies
        assert "coming-in" not in client.get("/today/").content.decode()

    def test_the_browser_offers_of_a_pupil_what_the_school_offers(self, signed_in, giang, muong_nha):
        assert signed_in(giang).get("/me.json?door=1").json()["door"] == {
            "name": giang.full_name,
            "class": "6A",
            "pictures": False,
        }
        small = builders.make_student("Vừ Thị Ly", builders.make_class(muong_nha, "2A", grade=2))
        assert signed_in(small).get("/me.json?door=1").json()["door"]["pictures"]
        assert "door" not in signed_in(giang).get("/me.json").json()
