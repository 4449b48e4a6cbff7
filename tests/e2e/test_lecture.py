"""A lecture in a real browser: what counts as read, and what does not."""

from playwright.sync_api import expect

from tests.e2e.acts import answer_first_option, sign_in
from tests.e2e.conftest import wait_until


def finished(page):
    address = page.locator("lecture-progress").get_attribute("data-state")
    return page.evaluate("address => fetch(address).then(answer => answer.json())", address)["finished"]


def test_a_practice_question_does_not_say_that_the_lecture_was_read(page, people):
    sign_in(page, people["pupil"])
    page.goto(people["base_paths"]["lecture"])
    question = page.locator("practice-form fieldset[data-place]").first
    answer_first_option(question)
    question.locator("button").click()
    expect(question.locator("[data-state]")).not_to_be_empty()
    end = page.locator(".lecture__end button")
    expect(end).to_be_visible()
    assert not finished(page)

    # Enter in a field of practice sends its form, and not the one at the end.
    page.locator("practice-form form").first.evaluate("form => form.requestSubmit()")
    expect(end).to_be_visible()
    assert not finished(page)

    end.click()
    expect(end).to_be_hidden()
    # Whether the school has it by now or it is still on its way: it is done on this page.
    page.reload()
    expect(page.locator(".lecture__state")).to_have_class("lecture__state badge badge--done")
    wait_until(page, lambda: finished(page))


def test_what_a_pupil_opens_begins_at_its_top(page, people):
    sign_in(page, people["pupil"])
    for address in ("/today/", "/lectures/"):
        page.goto(address)
        expect(page.locator("nav [aria-current]").first).to_be_visible()
        assert page.evaluate("scrollY") == 0, address
