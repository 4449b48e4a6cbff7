"""What was done without signal: marking, the page of what waits, its file, and sending without a page."""

import json
import re

from playwright.sync_api import expect

from tests.e2e.acts import sign_in, sign_in_staff
from tests.e2e.conftest import assert_fits, wait_until
from tests.e2e.test_no_signal import wait_for_worker

# The page is put into its cache last, when all its files are there.
LOADED_IS_KEPT = """async () => {
  for (const name of await caches.keys()) {
    if (/loaded.$/.test(name) && await (await caches.open(name)).match(location.pathname)) return true
  }
  return false
}"""
RECORD = """async ([kind, stream, payload]) => {
  const links = [...document.querySelectorAll("link[rel=modulepreload], script[src]")]
  const address = links.map((link) => link.href || link.src).find((one) => /lms.js.outbox/.test(one))
  const { record } = await import(address)
  await record(kind, stream, payload)
}"""


IS_KEPT = """async (path) => {
  const names = await caches.keys()
  return names.some((name) => name.startsWith("kept-page ") && name.endsWith(` ${path}`))
}"""


def test_a_teacher_marks_loaded_answers_without_signal(page, people):
    sign_in_staff(page, people["teacher"])
    page.goto("/attempts/marking/")
    page.locator("a[href^='/attempts/marking/']").filter(has_text=re.compile("6A")).first.click()
    page.get_by_role("link", name="Chấm không cần mạng").click()
    wait_until(page, LOADED_IS_KEPT)
    page.context.set_offline(True)
    page.reload()
    form = page.locator("marking-pile form").first
    name = form.locator("h3").inner_text()
    form.locator("[name=points]").fill("999")
    form.get_by_role("button", name="Cho điểm").click()
    expect(form.locator("[data-state]")).to_contain_text("Viết điểm từ 0 đến")
    form.locator("[name=points]").fill("0,5")
    form.locator("[name=comment]").fill("Em viết rõ ý.")
    form.get_by_role("button", name="Cho điểm").click()
    expect(form.locator("[data-state]")).to_have_text("Đã lưu trên máy")
    page.reload()
    expect(page.locator("marking-pile form").first.locator("[name=comment]")).to_have_value("Em viết rõ ý.")
    expect(page.locator("outbox-badge")).to_contain_text("1 chờ gửi")
    assert_fits(page)
    # No door opens for her here: who presses that by mistake is asked first.
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("form[action='/sign-out/'] button").click()
    assert "chỉ vào lại được khi có mạng" in asked[0]
    expect(page.locator("marking-pile form").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("marking-pile form").first.locator("[data-state]")).to_have_text("Đã tới trường")
    page.reload()
    expect(page.locator("marking-pile h3").first).not_to_have_text(name)


def test_what_waits_stands_on_its_page_and_what_is_refused_asks_for_help(page, people, tmp_path):
    sign_in(page, people["pupil"])
    page.goto("/today/")
    wait_for_worker(page)
    page.context.set_offline(True)
    nobodys = "01900000-0000-7000-8000-000000000000"
    page.evaluate(
        RECORD, ["post.asked", f"ask:{nobodys}", {"words": "Vì sao nước chảy ạ?", "lecture": nobodys}]
    )
    page.goto("/waiting/")
    expect(page.locator("[data-part=kinds]")).to_contain_text("Câu hỏi")
    page.locator("summary", has_text="Lưu ra tệp").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu ra tệp").click()
    file = tmp_path / "viec.json"
    download.value.save_as(file)
    saved = json.loads(file.read_text())["events"]
    assert "Vì sao nước chảy ạ?" in [event["payload"].get("words") for event in saved]
    page.context.set_offline(False)
    refused = page.locator("[data-part=help-list] li").filter(has_text="Vì sao nước chảy ạ?")
    expect(refused).to_be_visible()
    assert_fits(page)
    refused.get_by_role("button", name="Thầy cô đã xem").click()
    expect(page.locator("[data-part=help]")).to_be_hidden()
    # It was seen, and still never came to school: nobody says that all is there.
    expect(page.locator("[data-part=left]")).to_contain_text("chưa tới trường")
    expect(page.locator("[data-part=empty]")).to_be_hidden()
    page.locator("[data-part=load]").set_input_files(file)
    # What it holds is here or at school already, and goes no second time.
    expect(page.locator("[data-part=load]")).to_have_value("")
    expect(page.locator("[data-part=left]")).to_be_visible()
    expect(page.locator("waiting-list > [data-part=state]")).not_to_contain_text("Tất cả đã tới")
    expect(page.locator("[data-part=help]")).to_be_hidden()


def test_the_browser_sends_by_itself_what_the_page_could_not(page, people):
    sign_in(page, people["pupil"])
    page.goto("/today/")
    wait_for_worker(page)
    # Only the page is cut off. The worker is woken by the browser, and finds the school.
    page.route("**/sync/", lambda route: route.abort())
    mistake = {"lecture": "x", "kind": "other", "words": "Sai chữ"}
    page.evaluate(RECORD, ["lecture.mistake", "mistake:x", mistake])
    # There is no such lecture: what the worker heard of it, the open page shows.
    expect(page.locator("outbox-badge")).to_contain_text("1 cần giúp", timeout=15_000)


# A row of somebody else on this device, and how it stands there.
OTHERS = """([id, learner]) => new Promise((resolve) => {
  const opening = indexedDB.open("song")
  opening.onsuccess = () => {
    const events = opening.result.transaction(["events"], "readwrite").objectStore("events")
    if (learner) events.put({ id, learner, kind: "answer.saved", stream: "theirs", seq: 1, payload: {} })
    const found = events.get(id)
    found.onsuccess = () => resolve(found.result && found.result.learner)
  }
})"""


def test_a_changed_file_writes_over_nothing_and_claims_nothing(page, people, tmp_path):
    sign_in(page, people["pupil"])
    page.goto("/waiting/")
    sibling, id_ = "0192f0c1-7b1e-7c3d-8e4f-5a6b7c8d9e0f", "0192f0c1-7b1e-7c3d-8e4f-5a6b7c8d9e01"
    page.evaluate(OTHERS, [id_, sibling])
    page.context.set_offline(True)
    me = next(one["value"] for one in page.context.cookies() if one["name"] == "learner")
    event = {
        "id": id_,
        "learner": me,
        "kind": "answer.saved",
        "stream": "mine",
        "install": "there",
        "seq": 1,
        "payload": {},
    }
    told = {"format": "song-outbox-1", "events": [event, {**event, "id": "made up", "status": "stored"}]}
    file = tmp_path / "viec.json"
    file.write_text(json.dumps(told))
    page.locator("[data-part=load]").set_input_files(file)
    state = page.locator("waiting-list > [data-part=state]")
    expect(state).to_contain_text("1 việc trong tệp này")
    expect(page.locator("[data-part=here]")).to_be_hidden()
    assert page.evaluate(OTHERS, [id_, ""]) == sibling


def test_a_teacher_in_a_village_tells_of_a_broken_machine(page, people):
    sign_in_staff(page, people["teacher"])
    page.goto("/devices/mine/")
    machine = page.locator("dd.code").last.inner_text().strip()
    page.goto("/classes/")
    page.get_by_role("link", name=re.compile("6A")).first.click()
    wait_for_worker(page)
    page.reload()
    wait_until(page, IS_KEPT, "/devices/report/")
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("link", name="Báo máy hỏng").click()
    said = page.locator("report-form [role=status]").first
    page.fill("[name=device]", machine.lower())
    page.fill("[name=words]", "Không bật lên được")
    page.get_by_role("button", name="Báo cho nhà trường").click()
    expect(said).to_contain_text("Đã lưu trên máy")
    assert_fits(page)
    # One that nobody has: the school says so, and nothing of the first is lost.
    page.get_by_role("link", name="Báo máy khác").click()
    page.fill("[name=device]", "ZZZ222")
    page.fill("[name=words]", "Vỡ kính")
    page.get_by_role("button", name="Báo cho nhà trường").click()
    expect(said).to_contain_text("Đã lưu trên máy")
    page.context.set_offline(False)
    expect(said).to_contain_text("không có máy nào mang mã này", timeout=15_000)
    page.goto(f"/devices/{machine}/")
    expect(page.locator("main")).to_contain_text("Không bật lên được")
