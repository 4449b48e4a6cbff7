"""A pupil's quiz in a real browser: the signal goes, the tab closes, and nothing is lost."""

import re
import time

from playwright.sync_api import expect

from tests.e2e.acts import SAVED_AT_SCHOOL, SAVED_HERE, answer_first_option, one_more_try, sign_in
from tests.e2e.conftest import assert_fits


def test_answers_outlive_a_lost_signal_and_a_closed_tab(page, people):
    sign_in(page, people["pupil"])
    page.goto(people["base_paths"]["quiz"])
    page.locator("main a[href^='/attempts/new/']").first.click()
    begin = page.locator("main form button")
    if not begin.count():
        # The demo's pupil may have used up the tries; her result is then what the page offers.
        expect(page.locator("main .card").first).to_be_visible()
        return
    begin.click()
    page.wait_for_selector("attempt-form fieldset")
    address = page.url
    questions = page.locator("fieldset[data-place]")
    answer_first_option(questions.nth(0))
    expect(questions.nth(0).locator("[data-state]")).to_have_text(SAVED_AT_SCHOOL, timeout=8000)

    page.context.set_offline(True)
    answer_first_option(questions.nth(1))
    expect(questions.nth(1).locator("[data-state]")).to_have_text(SAVED_HERE, timeout=4000)
    place = questions.nth(1).get_attribute("data-place")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    restored = page.locator(f"fieldset[data-place='{place}']")
    if restored.locator("input[type=text]").count():
        expect(restored.locator("input[type=text]")).not_to_have_value("")
    else:
        expect(restored.locator("input:checked").first).to_be_visible()

    # A slow press right after a word: what is said of the answer takes no button from under the finger.
    questions.last.locator("input[type=text]").press_sequentially("5")
    submit = page.locator("button[value=submit]")
    submit.click(delay=300)
    expect(page.locator("[data-warning]")).to_be_visible()
    submit.click()
    expect(page.locator("[data-proof]")).to_have_text(re.compile("^[0-9A-F]{6}$"))
    expect(page.locator("[data-step=school]")).to_have_class("is-done", timeout=15000)
    page.locator("[data-result-link]").click()
    expect(page.locator("main h1")).to_be_visible()


def test_other_browsers_find_the_answers_with_javascript_and_without(page, people, new_context):
    sign_in(page, people["pupil_other_school"])
    page.goto(people["base_paths"]["quiz"])
    page.locator("main a[href^='/attempts/new/']").first.click()
    page.locator("main form button").click()
    page.wait_for_selector("attempt-form[data-ready]")
    question = page.locator("fieldset[data-place]").first
    answer_first_option(question)
    expect(question.locator("[data-state]")).to_have_text(SAVED_AT_SCHOOL, timeout=8000)
    paper, place = page.url, question.get_attribute("data-place")

    tablet = new_context().new_page()
    sign_in(tablet, people["pupil_other_school"])
    tablet.goto(paper)
    expect(tablet.locator(f"fieldset[data-place='{place}'] input:checked")).to_be_visible()

    plain = new_context(java_script_enabled=False).new_page()
    sign_in(plain, people["pupil_other_school"])
    plain.goto(paper)
    expect(plain).to_have_url(re.compile("/form/$"))
    expect(plain.locator(f"fieldset[data-place='{place}'] input:checked")).to_have_count(1)
    assert_fits(plain)
    plain.locator("button[value=submit]").click()
    expect(plain.locator(".receipt .is-done").first).to_be_visible()

    tablet.reload()
    expect(tablet.locator(".receipt .is-done").first).to_be_visible()


def test_practice_answers_at_once(page, people):
    sign_in(page, people["pupil"])
    page.goto(people["base_paths"]["practice"])
    question = page.locator("fieldset[data-place]").first
    answer_first_option(question)
    question.locator("button").click()
    expect(question.locator("[data-state]")).not_to_be_empty()
    time.sleep(1)


def test_what_was_typed_a_moment_before_the_tab_was_closed_is_kept(page, people, server):
    one_more_try(server)
    sign_in(page, people["pupil"])
    page.goto(people["base_paths"]["quiz"])
    page.locator("main a[href^='/attempts/new/']").first.click()
    page.locator("main form button").click()
    page.wait_for_selector("attempt-form[data-ready]")
    address, field = page.url, page.locator("fieldset[data-place] input[type=text]").first
    place = field.locator("xpath=ancestor::fieldset[@data-place]").get_attribute("data-place")
    page.context.set_offline(True)
    field.fill("1")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)
    typed = again.locator(f"fieldset[data-place='{place}']")
    expect(typed.locator("input[type=text]")).to_have_value("1")
    expect(typed.locator("[data-state]")).to_have_text(SAVED_AT_SCHOOL, timeout=8000)
    typed.locator("input[type=text]").fill("12")
    # What was saved is no longer what stands there.
    expect(typed.locator("[data-state]")).to_have_text("", timeout=700)
    expect(typed.locator("[data-state]")).to_have_text(SAVED_AT_SCHOOL, timeout=8000)
