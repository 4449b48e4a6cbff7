"""Two children on one tablet: what one of them answered without signal is hers, whoever comes after her."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import (
    SAVED_AT_SCHOOL,
    SAVED_HERE,
    answer_first_option,
    begin_quiz,
    learner_of,
    one_more_try,
    sign_in,
    sign_out,
)

TIME_TO_SEND = 1500
# Everything a child could find of another one in this browser, as text; what is sealed tells only what it is.
EVERYTHING = """async () => {
  const open = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
  const db = await open(indexedDB.open("song"))
  const kept = db.transaction("kept").objectStore("kept")
  const [keys, rows] = await Promise.all([open(kept.getAllKeys()), open(kept.getAll())])
  const events = await open(db.transaction("events").objectStore("events").getAll())
  db.close()
  return {
    kept: keys.filter((key, place) => !rows[place]["sealed by the safe"]).map((key) => key.join(" ")),
    sealed: keys.filter((key, place) => rows[place]["sealed by the safe"]).map((key) => key.join(" ")),
    events: events.map(({ learner, kind }) => `${learner} ${kind}`),
    local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }),
  }
}"""


STATE = "fetch('state.json').then((answer) => answer.json())"


# The worker sends too when the browser wakes it, and not every time through a route that a test has cut.
@pytest.mark.browser_context_args(service_workers="block")
def test_what_a_child_answered_stays_hers_while_another_one_uses_the_tablet(page, people, server):
    one_more_try(server)
    sign_in(page, people["pupil_other_school"])
    first = learner_of(page)
    begin_quiz(page, people)
    paper = page.url
    attempt = page.evaluate(STATE)["attempt"]
    page.context.route("**/sync/", lambda route: route.abort())
    question = page.locator("fieldset[data-place]").first
    answer_first_option(question)
    expect(question.locator("[data-state]")).to_have_text(SAVED_HERE, timeout=4000)
    place = question.get_attribute("data-place")
    name = page.locator("who-is-here a").inner_text()
    page.goto("/today/")
    sign_out(page)

    left = page.evaluate(EVERYTHING)
    assert [key for key in left["kept"] if "attempt:" in key or "paper:" in key] == []
    assert f"{first} answer.saved" in left["events"], "what waits to be sent stays"
    assert f"{first} attempt:{attempt}" in left["sealed"], "and what was kept, shut in with the own PIN"
    assert name not in json.dumps(left, ensure_ascii=False)

    for _page in ("today", "paper"):
        page.go_back()
        assert "/sign-in/" in page.url, "«Back» finds nothing"

    page.context.unroute("**/sync/")
    sign_in(page, people["pupil"])
    second = learner_of(page)
    assert second != first
    page.wait_for_timeout(TIME_TO_SEND)
    assert page.context.request.get(f"/attempts/{attempt}/").status == 404
    page.goto("/today/")
    page.wait_for_timeout(TIME_TO_SEND)
    assert f"{first} answer.saved" in page.evaluate(EVERYTHING)["events"], "not sent as somebody else's"
    sign_out(page)

    sign_in(page, people["pupil_other_school"])
    page.goto(paper)
    again = page.locator(f"fieldset[data-place='{place}']")
    expect(again.locator("[data-state]")).to_have_text(SAVED_AT_SCHOOL, timeout=15000)
    assert str(place) in page.evaluate(STATE)["answers"], "they arrived as hers"
    assert f"{first} answer.saved" not in page.evaluate(EVERYTHING)["events"]
