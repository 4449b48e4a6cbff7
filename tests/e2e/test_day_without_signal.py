"""A pupil's day: taken home at school, read and sat where there is no signal, the battery empty in between, a
sibling at the same tablet; and with one bar all of it is at school."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import (
    SAVED_HERE,
    answer_first_option,
    come_in_without_signal,
    learner_of,
    leave_without_signal,
    names_at_the_door,
    one_more_try,
    sign_in,
    sign_out,
    take_home,
)
from tests.e2e.conftest import wait_until

WORKER = "() => navigator.serviceWorker.controller"
TICKETS = """(uid) => import("/static/courses/js/quiz-tickets.js")
  .then(({ takeTickets }) => takeTickets(uid)).then(({ tickets }) => tickets)"""
UNSENT = """(who) => import("/static/lms/js/store.js").then(({ rowsOf }) => rowsOf("events", who))
  .then((events) => events.length)"""
NO_SIGNAL = "Lúc này chưa có mạng"


@pytest.fixture
def shot():
    """Keeps a picture of each station where SHOTS names a folder, to be looked at."""
    folder = os.environ.get("SHOTS")

    def keep(name, page):
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(300)
            page.screenshot(path=f"{folder}/{name}.png")

    return keep


def come_to_school(page, pupil):
    sign_in(page, pupil)
    # The safe is made behind the page, out of the PIN that was right.
    page.wait_for_function("() => !document.cookie.includes('pin_was_right')", timeout=30_000)
    page.wait_for_function(WORKER, timeout=30_000)
    return page.locator(".who__name").inner_text()


def come_in_by_name(page, name, pin):
    come_in_without_signal(page, names_at_the_door(page).filter(has_text=name), pin)
    page.locator("[data-here]").wait_for(timeout=20000)


def leave_the_tablet(page):
    page.goto("/offline/")
    leave_without_signal(page)


def test_a_day_without_signal_ends_at_school(page, people, server, shot):
    one_more_try(server)
    paths, giang, sibling = people["base_paths"], people["pupil"], people["pupil_other_school"]
    name_of_sibling = come_to_school(page, sibling)
    page.goto("/today/")
    sign_out(page)
    name = come_to_school(page, giang)
    who = learner_of(page)
    take_home(page, paths["lecture"])
    uid = take_home(page, paths["quiz"])
    shot("1 taken home", page)
    assert page.evaluate(TICKETS, uid) >= 1

    page.context.set_offline(True)
    page.goto(paths["lecture"])
    expect(page.locator("main h1")).not_to_have_text(NO_SIGNAL)
    shot("2 read without signal", page)
    page.goto(paths["quiz"])
    shot("3 the quiz without signal", page)
    page.locator("quiz-start [data-is=begin]").click()
    page.wait_for_selector("attempt-form[data-ready]")
    questions = page.locator("fieldset[data-place]")
    half = questions.count() // 2
    for number in range(half):
        answer_first_option(questions.nth(number))
        expect(questions.nth(number).locator("[data-state]")).to_have_text(SAVED_HERE, timeout=4000)
    shot("4 saved on the device", page)
    tablet = page.context
    page.close()

    page = tablet.new_page()
    page.goto(paths["quiz"])
    page.locator("quiz-start [data-is=go-on]").click()
    page.wait_for_selector("attempt-form[data-ready]")
    questions = page.locator("fieldset[data-place]")
    expect(page.locator("fieldset[data-place] [data-state]", has_text=SAVED_HERE)).to_have_count(half)
    for number in range(half, questions.count()):
        answer_first_option(questions.nth(number))
        expect(questions.nth(number).locator("[data-state]")).to_have_text(SAVED_HERE, timeout=4000)
    page.locator("button[value=submit]").click()
    expect(page.locator("[data-proof]:not(:empty), [data-warning]:not([hidden])").first).to_be_visible()
    if page.locator("[data-warning]").is_visible():
        page.locator("button[value=submit]").click()
    expect(page.locator("[data-proof]")).to_have_text(re.compile("^[0-9A-F]{6}$"))
    proof = page.locator("[data-proof]").inner_text()
    shot("5 handed in without signal", page)

    leave_the_tablet(page)
    shot("6 who is learning", page)
    come_in_by_name(page, name_of_sibling, sibling["pin"])
    page.goto(paths["quiz"])
    expect(page.locator("main h1")).to_have_text(NO_SIGNAL)
    assert proof not in page.content(), "the sibling finds nothing of it"
    shot("7 the sibling", page)
    leave_the_tablet(page)
    come_in_by_name(page, name, giang["pin"])
    shot("8 back again", page)

    page.context.set_offline(False)
    page.goto("/today/")
    assert learner_of(page) == who
    shot("9 one bar", page)
    wait_until(page, f"(who) => ({UNSENT})(who).then((left) => left === 0)", who, seconds=20)
    page.goto("/attempts/")
    shot("10 at school", page)
    page.locator("main a[href*='/attempts/']").first.click()
    expect(page.locator("main")).to_contain_text(proof)
    expect(page.locator("main")).not_to_contain_text("bắt đầu khi không có mạng")
    shot("11 the result", page)
