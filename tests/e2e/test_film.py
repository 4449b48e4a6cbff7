"""A film in a lecture: watched with signal, taken home, and watched and searched through without."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import sign_in
from tests.e2e.conftest import assert_fits

SECONDS = 6
# Published as an author does it; the product's own worker makes the film light meanwhile.
PUBLISH = f"""
from courses.models import CoursePage
from courses import keeping
from tests.courses import builders
from tests.courses.media import films
content = films.film(size="640x360", seconds={SECONDS})
told = {{"file": builders.make_file("deo-pha-din.mp4", content), "title": "Đèo", "transcript": "Đường đèo."}}
course = CoursePage.objects.live().get(slug="toan-6")
print(builders.make_lecture("Phim đèo Pha Đin", course, [("video", told)]).get_url())
keeping.forget_everything()
"""
PLAYS = """(at) => {
  const film = document.querySelector("film-ways video")
  return film.currentTime > at && film.videoWidth > 0
}"""


@pytest.fixture
def lecture(server):
    """The address of a lecture with a film."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PUBLISH]
    done = subprocess.run(command, env=server.env, check=True, capture_output=True, text=True)
    return done.stdout.split()[-1]


def test_a_film_is_watched_taken_home_and_watched_without_signal(page, people, lecture):
    sign_in(page, people["pupil"])
    page.goto(lecture)
    for _look in range(60):
        if page.locator("film-ways video").count():
            break
        # Until the worker has made it light the page says so.
        expect(page.locator(".film .notice")).to_be_visible()
        page.wait_for_timeout(1000)
        page.reload()
    film = page.locator("film-ways video")
    # Nothing of it comes before somebody asks for it, and the weight stands on the button.
    assert film.evaluate("(film) => film.readyState") == 0
    expect(page.locator("[data-film]").first).to_contain_text("KB")
    assert_fits(page)
    page.locator("[data-film]").first.click()
    page.wait_for_function(PLAYS, arg=0.3, timeout=30_000)

    page.goto(lecture)
    page.get_by_role("link", name="Mang về máy").click()
    page.locator("take-along [data-is=films]").check()
    page.locator("take-along [data-is=button]").click()
    expect(page.locator("take-along [data-is=done]")).to_be_visible(timeout=20_000)

    page.context.set_offline(True)
    page.goto(lecture)
    page.locator("[data-film]").last.click()
    page.wait_for_function(PLAYS, arg=0.3, timeout=30_000)
    # To a place that the player has not come by: it asks for that part alone.
    film.evaluate(f"(film) => {{ film.currentTime = {SECONDS - 2} }}")
    page.wait_for_function(PLAYS, arg=SECONDS - 1.7, timeout=30_000)
