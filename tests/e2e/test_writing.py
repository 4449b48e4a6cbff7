"""A teacher writes a short lecture on the telephone while the line is cut; what was written comes through."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.acts import sign_in, sign_in_staff
from tests.e2e.conftest import assert_fits

TITLE = "Chia bánh ngày Tết"


def photo():
    file = BytesIO()
    Image.effect_noise((900, 600), 40).convert("RGB").save(file, "JPEG")
    return {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def begin(page, kind):
    """Tap the way to a piece of this kind; its form."""
    page.locator(f"[data-adds] [data-new={kind}] summary").first.click()
    return page.locator(f"[data-pieces] form[data-kind={kind}]").last


def test_a_lecture_written_without_signal_reaches_a_pupil(browser, context, page, people, base_url):
    sign_in_staff(page, people["teacher"])
    page.goto("/writing/new/")
    # The school has no course for what she teaches yet.
    page.locator("form[action='/quizzes/new/places/'] button").click()
    page.wait_for_url("**/writing/new/")
    page.fill("[name=title]", TITLE)
    page.select_option("[name=course]", index=1)
    expect(page.locator("[name=licence]")).to_have_value("own")
    page.get_by_role("button", name="Bắt đầu viết").click()
    expect(page.locator("lecture-writer")).to_be_visible()
    where = page.url

    # The line is cut: everything stays on the telephone, and the tab is closed.
    context.set_offline(True)
    begin(page, "text").locator("[name=text]").fill("Cắt **đôi** cái bánh, mỗi phần là một nửa.")
    picture = begin(page, "picture")
    picture.locator("[name=photo]").set_input_files(photo())
    expect(picture.locator("photo-field [role=status]")).to_contain_text("KB")
    picture.locator("[name=alt]").fill("Cái bánh chưng cắt đôi")
    picture.locator("[name=pupils][value=nobody]").check()
    question = begin(page, "question")
    question.locator("[name=asked][value=true_false]").check()
    question.locator("[name=text]").fill("Hai nửa cái bánh là cả cái bánh.")
    question.locator("[name=truth][value=true]").check()
    expect(page.locator("[data-said]")).to_contain_text("3 phần chờ gửi")
    assert_fits(page)
    page.close()

    # It is there again, and goes out by itself.
    context.set_offline(False)
    page = context.new_page()
    page.goto(where)
    expect(page.locator("[data-pieces] [data-piece]")).to_have_count(3)
    expect(page.locator("[data-said]")).to_contain_text("Đã lưu lúc", timeout=20_000)
    assert_fits(page)
    page.get_by_role("button", name="Đăng bài", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã đăng")
    lecture = page.get_by_role("link", name="Mở bài", exact=True).get_attribute("href")

    reading = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 640})
    try:
        pupil = reading.new_page()
        sign_in(pupil, people["pupil"])
        pupil.goto(lecture)
        expect(pupil.locator("h1")).to_have_text(TITLE)
        expect(pupil.locator(".lecture__body b")).to_have_text("đôi")
        expect(pupil.get_by_alt_text("Cái bánh chưng cắt đôi")).to_be_attached()
        expect(pupil.locator(".lecture__body")).to_contain_text("Hai nửa cái bánh là cả cái bánh.")
    finally:
        reading.close()
