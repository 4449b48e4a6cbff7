"""A pupil hands a work in to a contest while the line is cut; the teacher sees it with its photos."""

import io
import re
import wave

from playwright.sync_api import expect

from tests.e2e.acts import sign_in, sign_in_staff
from tests.e2e.conftest import PHONE, assert_fits
from tests.e2e.test_writing import photo

TITLE = "Ống đựng bút bằng tre"


def sound():
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, 8000, 0, "NONE", ""))
        wav.writeframes(bytes(8000))
    return {"name": "ke.wav", "mimeType": "audio/wav", "buffer": file.getvalue()}


def test_a_work_handed_in_without_signal_reaches_the_teacher(browser, context, page, people, base_url):
    sign_in(page, people["pupil"])
    page.goto("/work-contests/")
    page.get_by_role("link", name="Em làm đồ dùng học tập").click()
    page.get_by_role("link", name="Em dự thi").click()
    page.wait_for_selector("contest-work")
    assert_fits(page)

    context.set_offline(True)
    page.locator("#anh").set_input_files(photo())
    expect(page.locator("[data-take=photo] [role=status]")).to_contain_text("KB")
    page.locator("[name=words]").fill("Em cưa ống tre rồi mài bằng lá nứa.")
    hand_in = page.get_by_role("button", name="Nộp bài")
    said = page.locator("contest-work > [role=status]")
    hand_in.click()
    # It has no name yet: nothing went.
    expect(said).to_contain_text("Đặt tên")
    page.locator("[name=title]").fill(TITLE)
    # Three files at most, of whatever kind.
    page.locator("#anh").set_input_files([photo(), photo()])
    expect(page.locator("[data-take=photo] li")).to_have_count(3)
    page.locator("#tieng").set_input_files(sound())
    expect(page.locator("[data-take=sound] li")).to_have_count(1)
    hand_in.click()
    expect(said).to_contain_text("Nhiều nhất 3 tệp")
    page.locator("[data-take=sound] li button").click()
    hand_in.click()
    expect(said).to_contain_text("khi có mạng")
    assert_fits(page)
    page.close()

    # The tab is closed; it goes out by itself from whatever is opened next.
    context.set_offline(False)
    page = context.new_page()
    page.goto("/work-contests/")

    school = browser.new_context(base_url=base_url, viewport=PHONE, locale="vi-VN")
    desk = school.new_page()
    sign_in_staff(desk, people["teacher"])
    desk.goto("/work-contests/")
    desk.get_by_role("link", name="Em làm đồ dùng học tập").click()
    desk.get_by_role("link", name="Xem và xác nhận bài").click()
    works = desk.url
    card = desk.locator("main li.card", has_text=TITLE)
    for _try in range(20):
        desk.goto(works)
        if card.count():
            break
        desk.wait_for_timeout(500)
    assert_fits(desk)
    card.get_by_role("link").click()
    pictures = desk.locator(".work-files img")
    for _try in range(20):
        if pictures.count() == 3:
            break
        desk.wait_for_timeout(500)
        desk.reload()
    expect(pictures).to_have_count(3)
    picture = pictures.first
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    assert_fits(desk)
    desk.goto(works)
    card.locator("[name=work]").check()
    desk.get_by_role("button", name="Xác nhận các bài đã đánh dấu").click()
    expect(card.locator(".badge")).to_have_text("đã nộp")
    school.close()

    page.reload()
    own = page.locator("main li.card", has_text="Em làm đồ dùng học tập")
    expect(own.locator(".badge").last).to_have_text(re.compile("đã nộp"))
