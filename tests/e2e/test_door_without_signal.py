"""Pupils of one tablet come and go without signal: each with the own PIN, and nobody reads of another."""

from playwright.sync_api import expect

from tests.e2e.acts import (
    come_in_without_signal,
    learner_of,
    leave_without_signal,
    names_at_the_door,
    sign_in,
    sign_out,
)

# The modules as the page itself has them: without signal there are no others.
MODULES = """() => Promise.all(["safe", "store", "outbox"].map((name) => {
  const named = [...document.querySelectorAll("link[rel=modulepreload]")].map(({ href }) => href)
  return import(named.find((href) => href.includes(`/lms/js/${name}.`)) || `/static/lms/js/${name}.js`)
}))"""


def sign_in_once(page, pupil):
    """At school: from then on the tablet offers the name without signal."""
    sign_in(page, pupil)
    for _page in range(3):  # what a page does not get done, the next one does
        if any(is_ready(page) or page.wait_for_timeout(200) for _moment in range(50)):
            return
        page.goto("/today/")
    raise AssertionError("the worker is here, and the first page lies in the safe")


def is_ready(page):
    is_here = page.evaluate(
        "() => Boolean(navigator.serviceWorker.controller) && !document.cookie.includes('pin_was_right')"
    )
    kept = "(who) => safe.names(who).then((names) => names.includes('page:/today/'))"
    return is_here and in_page(page, kept, learner_of(page))


def in_page(page, what, *told):
    """`what` is a function of the modules safe, store and outbox."""
    asked = f"(told) => ({MODULES})().then(([safe, store, outbox]) => ({what})(...told))"
    return page.evaluate(asked, list(told))


def test_two_pupils_alternate_without_signal_and_each_has_the_own(page, people):
    first, second = people["pupil"], people["pupil_other_school"]
    sign_in_once(page, first)
    one = learner_of(page)
    sign_out(page)
    sign_in_once(page, second)
    two = learner_of(page)
    page.context.set_offline(True)
    sign_out(page)  # the school hears nothing of it
    expect(page.locator("offline-door .sign-in-name")).to_have_count(2)
    for who, which, pin in ((one, 1, first["pin"]), (two, 0, second["pin"])) * 2:
        come_in_without_signal(page, names_at_the_door(page).nth(which), pin)
        page.locator("[data-here]").wait_for()
        assert in_page(page, "() => store.learner()") == who
        assert in_page(page, "(who) => safe.isOpen(who)", who)
        assert not in_page(page, "(who) => safe.isOpen(who)", two if who == one else one)
        drafts = [in_page(page, "(who) => store.get('kept', [who, 'draft'])", whose) for whose in (one, two)]
        assert [draft for draft in drafts if draft and draft["of"] != who] == []
        in_page(page, "(who) => store.put('kept', { of: who }, [who, 'draft'])", who)
        in_page(page, "() => outbox.record('test.seen', 'stream', {})")
        leave_without_signal(page)
        assert in_page(page, "(who) => store.get('kept', [who, 'draft'])", who) is None, "sealed"
    come_in_without_signal(page, names_at_the_door(page).nth(1), first["pin"])
    page.locator("[data-here]").wait_for()
    assert in_page(page, "(who) => store.get('kept', [who, 'draft'])", one) == {"of": one}, (
        "it outlived the visit"
    )
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chào em Sùng")
    page.goto("/offline/")
    for who in (one, two):
        events = in_page(page, "(who) => store.rowsOf('events', who)", who)
        # Besides, the tablet counts how long it is used.
        seen = [event for event in events if event["kind"] == "test.seen"]
        assert [(event["learner"], event["seq"]) for event in seen] == [(who, 1), (who, 2)]
    page.goto("/waiting/")
    expect(page.locator("who-is-here a")).to_have_text("Sùng")

    # With signal again: the session that the school still had was of the second one. The own PIN lets in.
    # No page is open meanwhile: it would try to send at once, and be told to sign in.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/today/")
    page.wait_for_url("**/sign-in/**")
    expect(page.locator("main")).to_contain_text("Có mạng rồi")
    assert in_page(page, "() => store.learner()") == one, "and who sat there, stays"
    page.type("[name=pin]", first["pin"])
    page.locator("main form button").first.click()
    page.wait_for_url("**/today/")
    assert learner_of(page) == one


def test_wrong_pins_shut_the_door_for_a_while_and_forgetting_keeps_unsent_work(page, people):
    pupil = people["pupil"]
    sign_in_once(page, pupil)
    in_page(page, "() => outbox.record('test.seen', 'stream', {})")
    page.context.set_offline(True)
    sign_out(page)
    wrong = "0000" if pupil["pin"] != "0000" else "1111"
    for _time in range(4):
        come_in_without_signal(page, names_at_the_door(page).nth(0), wrong)
        expect(page.locator("[data-refusal]")).to_contain_text("Chưa đúng PIN")
        page.locator("[data-not-me]").click()
    come_in_without_signal(page, names_at_the_door(page).nth(0), wrong)
    expect(page.locator("[data-refusal]")).to_contain_text("0:5")
    page.reload()
    page.locator("offline-door .sign-in-name").first.click()
    expect(page.locator("[data-refusal]")).to_contain_text("0:5", timeout=5000)
    expect(page.locator("offline-door [data-go]")).to_be_disabled()
    page.locator("[data-not-me]").click()

    page.locator("[data-forget]").click()
    page.locator("[data-forget]").click()
    expect(page.locator("[data-stays]")).to_be_visible()
    expect(page.locator("offline-door .sign-in-name")).to_have_count(1)
    in_page(
        page,
        "(who) => store.rowsOf('events', who).then((all) => store.remove('events', all[0].id))",
        who_waits(page),
    )
    page.locator("[data-forget]").click()
    expect(page.locator("offline-door .sign-in-name")).to_have_count(0)
    expect(page.locator("[data-none]")).to_be_visible()


def who_waits(page):
    return in_page(
        page, "() => store.run(['events'], 'readonly', (tx) => tx.objectStore('events').getAll())"
    )[0]["learner"]
