"""Learning blocks: what was done stays on the tablet; without a script, and on paper, nothing is missing."""

from playwright.sync_api import expect

from tests.e2e.acts import sign_in

LECTURE = "/tin-hoc/tin-hoc-6/mua-o-ban-em/"


def test_steps_cards_and_ticks_are_where_they_were_after_a_reload(page, people):
    sign_in(page, people["pupil"])
    page.goto(LECTURE)
    steps, cards, ticks = (page.locator(name) for name in ("learning-steps", "flash-cards", "check-list"))
    expect(steps.locator(".step:visible")).to_have_count(1)
    steps.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(steps.locator(".step").nth(1)).to_be_focused()
    cards.locator("summary:visible").press("Enter")
    cards.get_by_role("button", name="Em nhớ rồi").click()
    expect(cards.locator(".flash-card:visible")).to_have_count(1)
    ticks.locator("input").nth(1).check()
    # A store is written beside the page; nobody reloads in the same moment.
    page.wait_for_timeout(500)
    page.reload()
    expect(steps.locator(".step:visible")).to_have_count(2)
    expect(cards.locator("[role=status]")).to_contain_text("1 trên 5")
    expect(ticks.locator("input:checked")).to_have_count(1)


def test_without_a_script_and_on_paper_everything_is_there(browser, page, people, base_url):
    plain = browser.new_context(base_url=base_url, java_script_enabled=False)
    try:
        reader = plain.new_page()
        reader.goto(LECTURE)
        expect(reader.locator("learning-steps .step:visible")).to_have_count(5)
        expect(reader.locator(".flash-card:visible")).to_have_count(5)
        reader.locator("a.term").first.click()
        expect(reader.locator(".glossary__entry:target")).to_be_visible()
    finally:
        plain.close()
    page.goto(LECTURE)
    expect(page.locator("learning-steps .step:visible")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("learning-steps .step:visible")).to_have_count(5)
    expect(page.locator(".piece--exercise .solution__heading")).to_be_visible()
    expect(page.locator(".flash-card__back .flash-card__text").last).to_be_visible()
