"""A lecture goes home on a tablet: over a line that is cut, and out of a file; it is read without network."""

import re

from playwright.sync_api import expect

from tests.e2e.acts import sign_in, sign_in_staff
from tests.e2e.conftest import assert_fits, wait_until

# The line is cut after so many answers, in the middle of the files.
# After so many pictures and sounds.
CUT = """(left) => {
  const real = window.fetch
  window.media = []
  window.fetch = (address, init) => {
    if (window.media.length >= left) return Promise.reject(new TypeError("Failed to fetch"))
    if (String(address).startsWith("/media/")) window.media.push(String(address))
    return real(address, init)
  }
}"""
# A private window: the store is there by name and does not open.
PRIVATE = """window.indexedDB.__proto__.open = () => {
  const request = { error: new DOMException("private", "InvalidStateError") }
  setTimeout(() => request.onerror())
  return request
}"""
IS_THERE = """async (path) => {
  for (const name of await caches.keys()) {
    if (name.startsWith("takeaway ") && (await (await caches.open(name)).match(path))) return true
  }
  return false
}"""


def to_the_page_of(page, lecture):
    page.goto(lecture)
    page.get_by_role("link", name="Mang về máy").click()
    return page.locator("[data-is=said]")


def is_read_without_network(page, lecture):
    page.context.set_offline(True)
    page.goto(lecture)
    expect(page.locator("h1")).to_be_visible()
    picture = page.locator("main picture img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(one) => one.naturalWidth") > 0
    player = page.locator("sound-player").first
    player.locator("[data-is=play]").click()
    heard = "() => document.querySelector('sound-player audio').currentTime > 0.3"
    page.wait_for_function(heard, timeout=15000)


def test_a_browser_that_keeps_nothing_says_so_before_anything_is_loaded(page, people):
    page.add_init_script(PRIVATE)
    sign_in(page, people["pupil"])
    said = to_the_page_of(page, people["base_paths"]["lecture"])
    expect(said).to_contain_text("Trình duyệt này không lưu được gì")
    expect(page.locator("take-along [data-is=button]")).to_be_hidden()
    assert_fits(page)
    page.goto("/on-this-device/")
    expect(page.locator("device-shelf [data-is=said]")).to_contain_text("Trình duyệt này không lưu được gì")
    expect(page.locator("device-shelf [data-is=load]")).to_be_hidden()


def test_a_lecture_is_taken_home_over_a_line_that_is_cut(page, people):
    lecture = people["base_paths"]["lecture"]
    sign_in(page, people["pupil"])
    said = to_the_page_of(page, lecture)
    button = page.locator("[data-is=button]")
    expect(button).to_have_text(re.compile(r"Mang về máy · \d+ KB"))
    assert_fits(page)
    page.evaluate(CUT, 2)
    button.click()
    expect(said).to_contain_text("Mất mạng ở")
    came = page.evaluate("window.media")
    assert not page.evaluate(IS_THERE, lecture)

    # The next page with signal goes on by itself, and does not load again what came.
    page.goto("/on-this-device/")
    expect(page.locator("[data-links] a, h2[data-title] a").first).to_be_visible(timeout=15000)
    again = page.evaluate("performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)")
    assert len(came) == 2
    assert not set(came) & set(again)

    is_read_without_network(page, lecture)
    page.goto("/on-this-device/")
    expect(page.get_by_role("link", name=page_title(page))).to_be_visible()
    assert_fits(page)


def page_title(page):
    return page.locator("h2[data-title]").first.inner_text()


def test_a_file_from_a_stick_is_loaded_without_any_network(page, people, browser, server, tmp_path):
    lecture = people["base_paths"]["lecture"]
    desk = browser.new_context(base_url=server.url, accept_downloads=True)
    teacher = desk.new_page()
    sign_in_staff(teacher, people["teacher"])
    teacher.goto(lecture)
    teacher.get_by_role("link", name="Mang về máy").click()
    link = teacher.locator("pack-share a").first
    answer = desk.request.get(link.get_attribute("href"))
    assert answer.ok
    good, bad = tmp_path / "bai.zip", tmp_path / "sua.zip"
    good.write_bytes(answer.body())
    spoilt = bytearray(answer.body())
    spoilt[spoilt.index(b"<h1")] ^= 1
    bad.write_bytes(bytes(spoilt))
    desk.close()

    sign_in(page, people["pupil"])
    page.goto("/on-this-device/")
    page.evaluate("navigator.serviceWorker.ready")
    wait_until(page, "async () => Boolean(await caches.match('/on-this-device/'))")
    wait_until(page, "async () => Boolean(await caches.match('/sync/keys.json'))")
    page.context.set_offline(True)
    page.goto("/on-this-device/")
    page.set_input_files("#pack", bad)
    expect(page.locator("[data-is=said]")).to_contain_text("Tệp đã bị sửa")
    assert not page.evaluate(IS_THERE, lecture)
    page.set_input_files("#pack", good)
    expect(page.locator("[data-is=said]")).to_contain_text("đã ở trên máy này", timeout=15000)
    is_read_without_network(page, lecture)
