"""What a child answered without signal comes to school by others: a sibling at the tablet, a teacher."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import (
    SAVED_HERE,
    answer_first_option,
    begin_quiz,
    learner_of,
    one_more_try,
    sign_in,
    sign_in_staff,
    sign_out,
)
from tests.e2e.conftest import assert_fits, wait_until
from tests.e2e.test_shared_tablet import EVERYTHING, STATE

KEY = """async () => {
  const { credential } = await import("/static/lms/js/credential.js")
  const { learner } = await import("/static/lms/js/store.js")
  return Boolean(await credential(learner()))
}"""
NOTHING_WAITS = """async () => {
  const { countOfAll } = await import("/static/lms/js/courier.js")
  return (await countOfAll()) === 0
}"""
# Read the codes that run over the screen as another device's camera would: by jsQR, out of the pixels.
READ_CODES = """async () => {
  const box = document.querySelector("courier-box")
  await new Promise((done, fail) => {
    const script = document.createElement("script")
    Object.assign(script, { src: `/static/${box.dataset.library}`, onload: done, onerror: fail })
    document.head.append(script)
  })
  const { Gathered, tagOf } = await import("/static/lms/js/code-series.js")
  const { nameOf } = await import("/static/lms/js/envelope.js")
  const { base64url } = await import("/static/lms/js/bytes.js")
  const canvas = box.querySelector("canvas")
  const gathered = new Gathered()
  const until = Date.now() + 20000
  while (Date.now() < until) {
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
    const code = jsQR(data, width, height)
    const found = code && gathered.add(code.data)
    if (found && found.data) {
      const same = tagOf(await nameOf(found.data)) === found.tag
      return { bundle: base64url(found.data), of: found.of, same }
    }
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return null
}"""


@pytest.fixture
def answered(page, people, server):
    """A tablet on which a child has answered without signal: (learner, attempt, address of the paper)."""
    one_more_try(server)
    # No line here is cut under the service worker: it must not send behind the page.
    page.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    sign_in(page, people["pupil_other_school"])
    wait_until(page, KEY)
    begin_quiz(page, people)
    attempt = page.evaluate(STATE)["attempt"]
    for path in ("**/sync/", "**/courier/"):
        page.context.route(path, lambda route: route.abort())
    # Another journey may have answered some of this attempt before.
    places = page.locator("fieldset[data-place]:has([data-state]:empty)")
    question = page.locator(f"fieldset[data-place='{places.first.get_attribute('data-place')}']")
    answer_first_option(question)
    expect(question.locator("[data-state]")).to_have_text(SAVED_HERE, timeout=4000)
    return learner_of(page), attempt, page.url


def events_of(page, learner):
    return [event for event in page.evaluate(EVERYTHING)["events"] if event.startswith(learner)]


def test_a_sibling_brings_it_and_it_is_still_the_first_ones(page, people, answered):
    first, attempt, paper = answered
    page.goto("/today/")
    sign_out(page)
    assert f"{first} answer.saved" in events_of(page, first)
    page.context.unroute("**/courier/")
    with page.expect_response("**/courier/", timeout=20_000) as delivered:
        sign_in(page, people["pupil"])
        assert learner_of(page) != first
    answers = delivered.value.json()["bundles"]
    assert {answer["status"] for answer in answers} == {"taken"}
    wait_until(page, NOTHING_WAITS)
    page.context.unroute("**/sync/")
    # Of the sibling's session nothing went along.
    assert page.context.request.get(paper).status == 404
    page.goto("/today/")
    sign_out(page)
    sign_in(page, people["pupil_other_school"])
    page.goto(paper)
    state = page.evaluate(STATE)
    assert state["attempt"] == attempt
    assert state["answers"], "the answer is at school"


def test_a_teacher_carries_it_as_a_file_and_brings_the_answer_back(page, people, answered, browser, tmp_path):
    first, _attempt, _paper = answered
    page.goto("/waiting/")
    box = page.locator("courier-box")
    box.locator("summary").click()
    expect(box.locator("[data-part=state]")).to_contain_text("mang đi được", timeout=8000)
    assert_fits(page)
    with page.expect_download() as download:
        box.locator("[data-act=file]").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    text = file.read_text()
    assert file.name.startswith("gui-ho-")
    assert first not in text, "nobody on the way learns whose it is"
    assert "answer.saved" not in text

    # The same bundle as codes on the screen.
    box.locator("[data-act=codes]").click()
    seen = page.evaluate(READ_CODES)
    assert seen, "the codes can be read"
    assert seen["same"]
    assert seen["bundle"] in json.loads(text)["bundles"]
    box.locator("[data-part=codes] [data-act=stop]").click()

    phone = browser.new_context(
        viewport={"width": 360, "height": 640}, base_url=page.url.split("/waiting")[0]
    )
    try:
        answer = carry(phone.new_page(), people["teacher"], file, tmp_path)
    finally:
        phone.close()

    forged = tmp_path / "forged.json"
    receipts = json.loads(answer.read_text())
    forged.write_text(
        json.dumps({**receipts, "receipts": [one[:-8] + "AAAAAAAA" for one in receipts["receipts"]]})
    )
    box.locator("[data-part=answer]").set_input_files(forged)
    expect(box.locator("[data-part=state]")).to_contain_text("Không có gì thay đổi")
    assert events_of(page, first), "a forged answer takes nothing off"

    box.locator("[data-part=answer]").set_input_files(answer)
    expect(box.locator("[data-part=state]")).to_contain_text("đã tới trường")
    assert events_of(page, first) == []


def carry(phone, teacher, file, folder):
    """What a teacher does with `file`; the file with the school's answers."""
    sign_in_staff(phone, teacher)
    phone.goto("/carrying/")
    assert_fits(phone)
    phone.locator("[data-part=file]").set_input_files([file, file])
    expect(phone.locator("[data-part=state]")).to_contain_text("Đã nhận")
    sent = phone.locator("[data-act=send]")
    sent.click()
    expect(phone.locator("[data-part=state]")).to_contain_text("Tất cả đã tới trường")
    expect(phone.locator("[data-part=carried]")).to_have_text("0")
    expect(phone.locator("[data-part=tablets]")).to_have_text("1")
    with phone.expect_download() as download:
        phone.locator("[data-act=answer-file]").click()
    answer = Path(folder) / download.value.suggested_filename
    download.value.save_as(answer)
    return answer
