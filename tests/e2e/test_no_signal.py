"""The shell without signal: pages that open, the page for all others, a new version in the middle of a quiz,
and what signing out takes away."""

import re

from playwright.sync_api import expect

from tests.e2e.acts import answer_first_option, begin_quiz, learner_of, one_more_try, sign_in, sign_out
from tests.e2e.conftest import assert_fits, wait_until

IN_CHARGE = """() => {
  const { controller } = navigator.serviceWorker
  return controller && controller.state === "activated"
}"""
WAITING = "() => navigator.serviceWorker.getRegistration().then(({ waiting }) => Boolean(waiting))"
# By now the page has registered the worker by its own address again, which is one more new version.
STEPPED_IN = """() => navigator.serviceWorker.getRegistration()
  .then(({ installing, waiting, active }) => !installing && !waiting && active.state === "activated")"""
SAFE = 'import("/static/lms/js/safe.js")'
# The door has made the pupil's safe with the PIN.
DAY_IN_SAFE = f"async (who) => (await (await {SAFE}).names(who)).includes('page:/today/')"


def wait_for_worker(page):
    page.wait_for_function(IN_CHARGE, timeout=60_000)


def names_of_caches(page):
    return page.evaluate("caches.keys()")


def test_without_signal_a_page_says_so_and_lists_what_opens(page, people, server):
    sign_in(page, people["pupil"])
    page.goto("/today/")
    wait_for_worker(page)
    page.context.set_offline(True)
    page.goto("/lectures/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lúc này chưa có mạng")
    assert page.url.endswith("/lectures/"), "the address is the one that was asked for"
    assert_fits(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Lúc này chưa có mạng", timeout=15_000)


def test_signing_out_takes_private_pages_away(page, people, server):
    sign_in(page, people["pupil"])
    page.goto("/today/")
    greeting = page.get_by_role("heading", level=1).inner_text()
    wait_for_worker(page)
    sign_out(page)
    left = [name for name in names_of_caches(page) if not re.match(r"(files|shell \w+)$", name)]
    assert left == []
    page.context.set_offline(True)
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lúc này chưa có mạng")
    assert greeting not in page.content()


def test_a_new_version_does_not_step_in_while_a_question_is_answered(page, people, server):
    one_more_try(server)
    sign_in(page, people["pupil_other_school"])
    begin_quiz(page, people)
    wait_for_worker(page)
    # Another address of the same worker is a new version to the browser.
    page.evaluate("navigator.serviceWorker.register('/sw.js?newer').then(() => null)")
    wait_until(page, WAITING)
    answer_first_option(page.locator("fieldset[data-place]").first)
    page.wait_for_timeout(1000)
    assert page.evaluate(WAITING), "it waits for the end of the quiz"
    page.goto("/today/")
    wait_until(page, STEPPED_IN)


def test_the_own_day_opens_without_signal_with_the_moment_it_is_of(page, people, server):
    sign_in(page, people["pupil"])
    page.goto("/today/")
    wait_for_worker(page)
    page.goto("/today/")
    wait_until(page, DAY_IN_SAFE, learner_of(page))
    greeting = page.get_by_role("heading", level=1).inner_text()
    page.context.set_offline(True)
    page.goto("/start/")
    expect(page.get_by_role("heading", level=1)).to_have_text(greeting)
    expect(page.locator(".kept-at")).to_contain_text(re.compile(r"Không có mạng.* \d\d/\d\d \d\d:\d\d"))
    assert_fits(page)
    page.goto("/lectures/")
    expect(page.locator("offline-page [data-list]")).to_contain_text(greeting)
    page.goto("/today/")
    page.context.set_offline(False)
    expect(page.locator(".kept-at")).to_contain_text("Có mạng rồi.")
    page.get_by_role("link", name="Xem trang mới").click()
    expect(page.locator(".kept-at")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(greeting)


LIES_OPEN = "async () => (await caches.keys()).filter((name) => name.startsWith('kept-page '))"


def test_in_an_open_safe_the_own_day_outlives_signing_out(page, people, server):
    pin = people["pupil"]["pin"]
    sign_in(page, people["pupil"])
    who = learner_of(page)
    page.evaluate(f"([who, pin]) => {SAFE}.then((safe) => safe.make(who, pin))", [who, pin])
    page.goto("/today/")
    wait_for_worker(page)
    page.goto("/today/")
    greeting = page.get_by_role("heading", level=1).inner_text()
    wait_until(page, DAY_IN_SAFE, who)
    assert page.evaluate(LIES_OPEN) == []
    sign_out(page)
    page.evaluate(f"{SAFE}.then((safe) => safe.shut())")

    page.context.set_offline(True)
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lúc này chưa có mạng")
    page.evaluate("(who) => { document.cookie = `learner=${who}; path=/` }", who)
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lúc này chưa có mạng")
    assert page.evaluate(f"([who, pin]) => {SAFE}.then((safe) => safe.open(who, pin))", [who, pin])
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text(greeting)
    page.context.set_offline(False)


ZALO = "Mozilla/5.0 (Linux; Android 11; SM-T295; wv) Chrome/88.0 Mobile Safari/537.36 Zalo android/12100557"


def test_in_the_browser_of_zalo_it_says_where_to_open_the_page(browser, server):
    context = browser.new_context(base_url=server.url, user_agent=ZALO)
    page = context.new_page()
    page.goto("/sign-in/?other")
    link = page.get_by_role("link", name="Mở bằng Chrome")
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith("intent://")
    context.close()
