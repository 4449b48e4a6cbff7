"""A pupil asks about a part of a lecture while the line is cut; the teacher answers; the pupil reads it."""

from playwright.sync_api import expect

from tests.e2e.acts import sign_in, sign_in_staff
from tests.e2e.conftest import PHONE, assert_fits

ASKED = "Vì sao phải chia cả tử và mẫu ạ?"
ANSWERED = "Vì chia cả hai thì phân số không đổi em nhé."
NEWS = "Thầy cô đã trả lời"


def test_a_question_asked_without_signal_is_answered_and_read(browser, context, page, people, base_url):
    sign_in(page, people["pupil"])
    page.goto(people["base_paths"]["lecture"])
    page.wait_for_selector("ask-teacher")
    ask = page.locator(".piece__ask").nth(1)
    part = ask.locator("xpath=..").get_attribute("data-block")
    context.set_offline(True)
    ask.click()
    form = page.locator("ask-teacher form")
    expect(form.locator("[name=block]")).to_have_value(part)
    form.locator("[name=words]").fill(ASKED)
    form.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.locator("ask-teacher > [role=status]")).to_contain_text("khi có mạng")
    # The tab is closed, and another page is opened where there is a signal.
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/exchange/")
    expect(page.locator(".nav__link[aria-current]")).to_have_text("Hỏi thầy cô")

    school = browser.new_context(base_url=base_url, viewport=PHONE, locale="vi-VN")
    desk = school.new_page()
    sign_in_staff(desk, people["teacher"])
    card = desk.locator("main li.card", has_text=ASKED)
    for _try in range(20):
        desk.goto("/exchange/")
        if card.count():
            break
        desk.wait_for_timeout(500)
    assert_fits(desk)
    card.locator("[name=words]").fill(ANSWERED)
    card.get_by_role("button").click()
    expect(card).to_have_count(0)
    school.close()

    page.goto("/today/")
    expect(page.get_by_text(NEWS)).to_be_visible()
    page.goto("/exchange/")
    assert_fits(page)
    page.locator("main li.card", has_text=ASKED).get_by_role("link").click()
    expect(page.locator(".post--staff")).to_contain_text(ANSWERED)
    # What the eyes have before them tells the school by itself.
    expect(page.locator("answer-read")).to_be_hidden()
    assert_fits(page)
    for _try in range(20):
        page.goto("/today/")
        if not page.get_by_text(NEWS).count():
            break
        page.wait_for_timeout(500)
    expect(page.get_by_text(NEWS)).to_have_count(0)

    page.goto("/exchange/")
    page.locator("main li.card", has_text=ASKED).get_by_role("link").click()
    page.get_by_role("link", name="Về chỗ em đã hỏi").click()
    expect(page.locator(f"[data-block='{part}']")).to_be_in_viewport()
