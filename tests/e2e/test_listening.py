"""Hearing, saving data and downloading in a real browser: what is asked for, when, and how much it weighs."""

import re
import time

import pytest
from playwright.sync_api import expect

SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    scrollTo(0, y)
    await new Promise((done) => setTimeout(done, 60))
  }
}"""
SHIFTED = """() => new Promise((told) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
  }).observe({ type: "layout-shift", buffered: true })
  setTimeout(() => told(sum), 400)
})"""
CAME = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter(({ name }) => !name.endsWith(".json"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


@pytest.fixture
def asked(page):
    """Addresses of pictures and sounds that the page asked the school for."""
    found = []
    page.on("request", lambda request: found.append(request.url) if "/media/" in request.url else None)
    page.on("request", lambda request: found.append(request.url) if "/files/" in request.url else None)
    return found


def save_data(page, server, looks="saver-on"):
    page.context.add_cookies([{"name": "looks", "value": looks, "url": server.url}])


def test_with_data_saved_no_picture_comes_before_a_tap(page, people, server, asked):
    save_data(page, server)
    page.goto(people["base_paths"]["lecture"])
    page.evaluate(SCROLL)
    assert asked == []
    frame = page.locator(".picture-frame").first
    expect(frame).to_contain_text(re.compile(r"Xem hình · \d+ KB"))
    before = frame.bounding_box()
    frame.click()
    picture = page.locator("picture[data-asked=yes] img").first
    expect(picture).to_have_js_property("complete", True)
    assert len(asked) == 1
    after = picture.bounding_box()
    assert (round(after["width"]), round(after["height"])) == (
        round(before["width"]),
        round(before["height"]),
    )
    page.evaluate("scrollTo(0, 0)")
    page.locator("[data-show-all]").click()
    expect(page.locator(".picture-frame")).to_have_count(0)
    assert page.evaluate(SHIFTED) == 0


def test_without_scripts_pictures_come_as_ever(browser, people, server):
    context = browser.new_context(java_script_enabled=False, base_url=server.url)
    page = context.new_page()
    found = []
    page.on("request", lambda request: found.append(request.url) if "/media/" in request.url else None)
    page.goto(people["base_paths"]["lecture"])
    for _step in range(20):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(60)
    assert found
    expect(page.locator("audio").first).to_be_visible()
    context.close()


def test_what_a_lecture_says_of_its_weight_is_what_comes(browser, people, server):
    for _try in range(12):
        said, came = said_and_came(browser, people["base_paths"]["lecture"], server)
        if abs(said - came) < 0.15 * came:
            break
        # The light copies of its pictures are made by the worker, which has only just begun.
        time.sleep(3)
    assert abs(said - came) < 0.15 * came, (said, came)


def said_and_came(browser, path, server):
    """Bytes on a fresh telephone of 360 dots, twice as fine: as the lecture says, and as they come."""
    context = browser.new_context(
        base_url=server.url, viewport={"width": 360, "height": 640}, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(path)
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    said = re.search(r"Bài này (\d+) KB", page.locator(".lecture__facts").first.inner_text())
    came = page.evaluate(CAME)
    context.close()
    return int(said[1]) * 1000, came


def test_a_recording_is_asked_for_when_it_is_played_and_goes_slower(page, people, asked):
    page.goto(people["base_paths"]["lecture"])
    player = page.locator("sound-player").first
    sounds = lambda: [one for one in asked if "/files/" in one]  # noqa: E731
    assert sounds() == []
    player.locator("[data-is=play]").click()
    expect(player).to_have_attribute("data-playing", "")
    assert len(set(sounds())) == 1
    player.locator("[data-is=slow]").click()
    assert player.locator("audio").first.evaluate("sound => sound.playbackRate") == 0.75
    expect(player.locator("[data-is=slow]")).to_have_text("Nghe chậm 0,75×")
    box = player.locator("[data-is=play]").bounding_box()
    assert box["height"] >= 48


def test_without_signal_the_player_says_so_and_plays_when_it_is_back(page, people):
    page.goto(people["base_paths"]["lecture"])
    player = page.locator("sound-player").first
    page.context.set_offline(True)
    player.locator("[data-is=play]").click()
    expect(player.locator("[data-is=said]")).to_contain_text("Chưa có mạng")
    expect(player.locator("[data-is=word]")).to_have_text("Nghe")
    page.context.set_offline(False)
    player.locator("[data-is=play]").click()
    expect(player).to_have_attribute("data-playing", "")
    expect(player.locator("[data-is=said]")).to_be_empty()
