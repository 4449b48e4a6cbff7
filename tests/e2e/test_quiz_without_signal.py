"""A quiz taken home, begun and handed in without signal, a sibling between; a sealed paper and its code."""

import json
import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.e2e.acts import (
    SAVED_HERE,
    answer_first_option,
    learner_of,
    one_more_try,
    sign_in,
    sign_out,
    take_home,
)
from tests.e2e.conftest import wait_until
from tests.e2e.test_shared_tablet import EVERYTHING

FULL = """() => {
  window.added = IDBObjectStore.prototype.add
  // As a full disk answers: what was begun is not done.
  IDBObjectStore.prototype.add = function () { this.transaction.abort() }
}"""
ROOM_AGAIN = "() => { IDBObjectStore.prototype.add = window.added }"
PROOF = re.compile("^[0-9A-F]{6}$")
ASKED = "fieldset[data-place]:not([data-kind=information])"


def begin_here(page, address):
    page.goto(address)
    page.locator("quiz-start [data-is=begin]").click()
    page.wait_for_selector("attempt-form[data-ready]")


def hand_in(page):
    submit = page.locator("button[value=submit]")
    submit.click()
    page.wait_for_timeout(300)
    if submit.is_visible():
        submit.click()
    expect(page.locator("[data-receipt] [data-proof]")).to_have_text(PROOF)
    return page.locator("[data-receipt] [data-proof]").inner_text()


def a_sibling_is_here(page, people, quiz):
    """She signs out before anything was sent, and the sibling looks at the same quiz."""
    page.context.route("**/sync/", lambda route: route.abort())
    page.goto("/today/")
    sign_out(page)
    page.context.unroute("**/sync/")
    sign_in(page, people["pupil_other_school"])
    page.wait_for_timeout(1500)
    page.goto(quiz)
    page.wait_for_timeout(500)
    expect(page.locator("quiz-start")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("quiz-start")).to_contain_text("chưa có phiếu làm bài của em")
    expect(page.locator("[data-by-school]")).to_be_hidden()
    page.context.set_offline(False)
    expect(page.locator("quiz-start")).to_be_hidden()
    page.goto("/today/")
    sign_out(page)


HOLDS_THE_WORKER = (
    "() => navigator.locks.query().then(({ held }) => held.some(({ name }) => name === 'song-busy'))"
)


def ask(server, words):
    """What the school's own shell says, as JSON."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", words]
    told = subprocess.run(command, env=server.env, check=True, capture_output=True, text=True)
    return json.loads(told.stdout.strip().splitlines()[-1])


NEWEST = """
import json
from courses.models import Attempt
mine = Attempt.objects.filter(student__code={code!r}, ticket__isnull=False)
one = mine.order_by("-started_at").first()
print(json.dumps(one and [one.proof, one.counted, one.flags, one.answered, str(one.pk)]))
"""


def test_a_quiz_is_taken_home_and_handed_in_without_signal(page, people, server):
    one_more_try(server)
    pupil, quiz = people["pupil"], people["base_paths"]["quiz"]
    sign_in(page, pupil)
    who = learner_of(page)
    take_home(page, quiz)
    context = page.context
    context.set_offline(True)
    begin_here(page, quiz)
    # No new version of the site steps in under it.
    wait_until(page, HOLDS_THE_WORKER)
    count = page.locator(ASKED).count()
    answer_first_option(page.locator(ASKED).first)
    page.wait_for_timeout(1200)
    # A sibling, and then she goes on: what she answered is in her safe.
    context.set_offline(False)
    a_sibling_is_here(page, people, quiz)
    sign_in(page, pupil)
    context.set_offline(True)
    page.goto(quiz)
    page.locator("quiz-start [data-is=go-on]").click()
    page.wait_for_selector("attempt-form[data-ready]")
    expect(page.locator("[data-progress]")).to_contain_text(f"1/{count}")
    for number in range(1, count):
        if number == count // 2:
            # The tab is closed, and opened again at home.
            page.wait_for_timeout(1200)
            page.close()
            page = context.new_page()
            page.goto(quiz)
            page.locator("quiz-start [data-is=go-on]").click()
            page.wait_for_selector("attempt-form[data-ready]")
            expect(page.locator("[data-progress]")).to_contain_text(f"{number}/{count}")
        answer_first_option(page.locator(ASKED).nth(number))
    page.wait_for_timeout(1200)
    proof = hand_in(page)
    assert not page.evaluate(HOLDS_THE_WORKER)
    waiting = page.evaluate(EVERYTHING)["events"]
    # The first one may have gone to school in the moment with signal.
    assert waiting.count(f"{who} answer.saved") >= count - 1
    assert f"{who} attempt.submitted" in waiting

    # With signal, a sibling is here for a while: nothing of hers is sent as his.
    context.set_offline(False)
    a_sibling_is_here(page, people, quiz)
    sign_in(page, pupil)
    page.wait_for_timeout(3000)
    assert not [one for one in page.evaluate(EVERYTHING)["events"] if one.startswith(who)]
    told = ask(server, NEWEST.format(code=pupil["code"]))
    assert told[:4] == [proof, True, [], count]


def test_a_sealed_paper_opens_by_the_code_that_is_read_out(page, people, server):
    pupil, quiz = people["pupil"], people["base_paths"]["quiz"]
    one_more_try(server)
    opening = """
import json
from datetime import timedelta
from django.utils import timezone
from courses import keeping, sealing
from courses.models import QuizPage
from students.models import Student
page = QuizPage.objects.get(url_path__endswith={path!r})
QuizPage.objects.filter(pk=page.pk).update(opens_at=timezone.now() + timedelta(hours={hours}))
keeping.forget_everything()
enrolment = Student.objects.get(code={code!r}).current_enrolment()
print(json.dumps(sealing.in_groups(sealing.code_of(page.paper, enrolment.school_class_id))))
"""
    code = ask(server, opening.format(path=quiz, hours=1, code=pupil["code"]))
    try:
        sign_in(page, pupil)
        take_home(page, quiz)
        page.context.set_offline(True)
        page.goto(quiz)
        page.locator("quiz-start [data-is=begin]").click()
        field = page.locator("#opening-code")
        for typed, said in (("ABC", "mười"), ("22222 22222", "không phải mã")):
            field.fill(typed)
            page.locator("quiz-start form button").click()
            expect(page.locator("quiz-start [data-is=said]")).to_contain_text(said, timeout=15000)
        field.fill(code.lower())
        page.locator("quiz-start form button").click()
        page.wait_for_selector("attempt-form[data-ready]", timeout=15000)
        first = page.locator(ASKED).first
        # The machine is full: nothing says «saved» or is handed in, and nobody is thrown out of the page.
        page.evaluate(FULL)
        answer_first_option(first)
        expect(first.locator("[data-state]")).to_contain_text("Máy hết chỗ")
        for _press in range(2):
            page.locator("button[value=submit]").click()
        expect(page.locator("[data-warning]")).to_contain_text("Máy hết chỗ")
        expect(page.locator("[data-receipt]")).to_be_hidden()
        page.evaluate(ROOM_AGAIN)
        page.locator("button[value=save]").click()
        expect(first.locator("[data-state]")).to_have_text(SAVED_HERE)
        hand_in(page)
    finally:
        page.context.set_offline(False)
        ask(server, opening.format(path=quiz, hours=-100, code=pupil["code"]))


ORDERS = """
import json, re
from courses import papers
from courses.models import QuizPage
paper = QuizPage.objects.get(url_path__endswith={path!r}).paper
paper.code = ""
for part in paper.parts:
    part.update(shuffle=True, shuffle_options=True)
MET = re.compile('data-place="([0-9]+)"|<input[^>]* value="([^"]+)"')
def laid_out(seed):
    parts = papers.laid_out(paper, papers.order_of(paper, seed))
    return [a or b for part in parts for html in part["items_html"] for a, b in MET.findall(html)]
told = [[papers.order_told(paper, seed), laid_out(seed)] for seed in range({count})]
print(json.dumps([str(paper.pk), papers.laid_out(paper)[0]["title"], told]))
"""
LAY_OUT = """async ([html, orders]) => {
  const loaded = [...document.querySelectorAll("link[rel=modulepreload]")].map((one) => one.href)
  const { arrange } = await import(loaded.find((one) => /\\/sheet\\./.test(one)))
  const form = new DOMParser().parseFromString(html, "text/html").querySelector("attempt-form form")
  return orders.map((order) => {
    const copy = form.cloneNode(true)
    arrange(copy, order)
    const met = copy.querySelectorAll("[data-part] fieldset[data-place], [data-part] input[value]")
    const seen = [...met].map((one) => one.dataset.place || one.getAttribute("value"))
    return seen.filter(Boolean)
  })
}"""


def test_the_browser_lays_out_200_orders_as_the_school_does(page, people, server):
    one_more_try(server)
    told = ask(server, ORDERS.format(path=people["base_paths"]["quiz"], count=200))[2]
    assert len({str(order) for order, _met in told}) > 150
    sign_in(page, people["pupil"])
    page.goto(people["base_paths"]["quiz"])
    uid = page.locator("quiz-start").get_attribute("data-quiz")
    tickets = page.request.get(f"/quizzes/{uid}/tickets.json").json()["tickets"]
    html = page.request.get(f"/papers/{tickets[0]['paper']}/sealed.json").json()["html"]
    page.goto(people["base_paths"]["practice"])
    met = page.evaluate(LAY_OUT, [html, [order for order, _met in told]])
    for number, (_order, expected) in enumerate(told):
        assert len(expected) > 60
        assert met[number] == expected, f"seed {number}"
