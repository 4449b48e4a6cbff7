"""What holds for every answer, whatever view gave it."""

import pytest


@pytest.mark.parametrize(
    "path",
    ["/devices/", "/handovers/", "/sims/", "/questions/banks/", "/search/?q=a", "/lectures/", "/desk/"],
)
def test_what_a_teacher_reads_is_kept_by_no_cache(path, ms_lan, signed_in):
    response = signed_in(ms_lan).get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/lectures/", "/sign-in/", "/devices/"])
def test_no_other_site_may_frame_our_pages(path, client, db):
    response = client.get(path)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["a" * 5_000, "../db.sqlite3", "%2e%2e/db.sqlite3", "x/" * 900, "none.jpg"])
def test_a_picture_that_cannot_be_is_not_found(name, client, db):
    assert client.get(f"/media/images/{name}").status_code in (400, 404)


def test_who_opens_the_address_of_a_button_is_told_so_and_led_back(school_admin, signed_in):
    answer = signed_in(school_admin).get("/allocations/propose/", headers={"Accept": "text/html"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Địa chỉ này là của một nút bấm" in answer.text
    assert 'href="/start/"' in answer.text


def test_a_script_that_opens_it_is_told_by_the_number_alone(school_admin, signed_in):
    answer = signed_in(school_admin).get("/allocations/propose/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content) == (405, b"")


def test_an_origin_that_is_no_address_is_somebody_elses(giang, signed_in):
    for told in ({"Origin": "http://["}, {"Referer": "http://["}):
        assert signed_in(giang).post("/takeaways/places/", headers=told).status_code == 403


def test_a_picture_by_itself_runs_nothing_and_is_fitted_to_its_window(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "ruong.jpg").write_bytes(b"\xff\xd8\xff")
    rules = client.get("/media/images/ruong.jpg")["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "sandbox" in rules
    # Chrome makes it as large as the window by a style of its own.
    assert "style-src 'unsafe-inline'" in rules
    assert "script-src" not in rules
