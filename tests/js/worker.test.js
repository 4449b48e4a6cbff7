// What the service worker does with pages that it keeps, and what it shows to whom.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { HTML, PAGE, STYLE, browser, opening, pageFor } from "./worker-browser.js"

const here = browser()
const { keep, list, recall } = await import("../../lms/static/lms/js/worker/kept.js")
const { page, sent } = await import("../../lms/static/lms/js/worker/pages.js")
const { lookAgain } = await import("../../lms/static/lms/js/worker/taken.js")
const { stepIn } = await import("../../lms/static/lms/js/worker/shell.js")
const { BUSY_LOCK } = await import("../../lms/static/lms/js/worker/names.js")

async function keptFor(who, network = {}) {
  here.empty(who)
  here.network = { [PAGE]: pageFor(who), [STYLE]: () => new Response("a{}"), ...network }
  await keep(PAGE)
}

const open = opening(page, sent)
const textOf = async (answer) => answer.text()

test("a page is kept with its files, and shown without signal with the moment it is of", async () => {
  await keptFor("lan")
  here.network = {}
  assert.match(await textOf(await open(PAGE)), /<main id="content"><p class="notice kept-at" role="status" data-back="back" data-anew="anew">of \d\d\/\d\d \d\d:\d\d</)
  assert.deepEqual((await list("lan")).map(({ path, title }) => [path, title]), [[PAGE, "Kiểm kê"]])
})

test("the form for a loss is that for damage, filled in; other pages with a query are not those without", async () => {
  const report = "/devices/K7M3PX/report/"
  await keptFor("lan", { [report]: pageFor("lan") })
  await keep(report)
  here.network = {}
  assert.match(await textOf(await open(`${report}?kind=lost`)), /kept-at/)
  assert.match(await textOf(await open(`${PAGE}?page=2`)), /offline/)
})

test("nobody is shown what was kept for somebody else", async () => {
  await keptFor("lan")
  here.who = "pao"
  here.network = {}
  assert.match(await textOf(await open(PAGE)), /offline/)
  assert.deepEqual(await list("pao"), [])
})

test("who signed out at the door without signal is nobody", async () => {
  await keptFor("lan")
  here.who = "-"
  here.network = {}
  assert.match(await textOf(await open(PAGE)), /offline/)
})

test("a page that the server made for somebody else, or says nothing of, is not kept", async () => {
  for (const network of [pageFor("pao"), () => new Response(HTML)]) {
    await keptFor("lan", { [PAGE]: network })
    assert.equal(await recall("lan", PAGE), undefined)
  }
})

test("a page is not kept when one of its files cannot be had", async () => {
  await assert.rejects(keptFor("lan", { [STYLE]: null }))
  assert.equal(await recall("lan", PAGE), undefined)
})

test("what somebody wrote on a page makes no tablet ask for files that are not there", async () => {
  const post = `<p>/static/a1.js /static/../me.json href=&quot;/static/a2.js&quot;</p><a href="/static/../me.json">`
  await keptFor("lan", { [PAGE]: pageFor("lan", HTML + post) })
  assert.deepEqual(here.asked, [PAGE, STYLE])
  assert.equal((await list("lan")).length, 1)
})

test("an address that is not on the list is not kept, whatever the server says", async () => {
  here.empty("lan")
  here.network = { "/students/5/": pageFor("lan"), [STYLE]: () => new Response("") }
  await keep("/students/5/")
  assert.deepEqual(here.cacheNames().filter((name) => name.startsWith("kept-page")), [])
})

for (const status of [401, 403, 404]) {
  test(`a page refused with ${status} is kept no longer`, async () => {
    await keptFor("lan")
    here.network = { [PAGE]: () => new Response("", { status }) }
    assert.equal((await open(PAGE)).status, status)
    assert.equal(await recall("lan", PAGE), undefined)
  })
}

test("led on to the door, a page goes; not from who came in without signal and has no session yet", async () => {
  // Of a page that leads on a worker sees no more than that it is none.
  await keptFor("lan")
  here.network = { [PAGE]: () => Response.error() }
  here.cameWithoutSignal = true
  await open(PAGE)
  assert.ok(await recall("lan", PAGE))
  here.cameWithoutSignal = false
  await open(PAGE)
  assert.equal(await recall("lan", PAGE), undefined)
})

test("with a server in trouble the kept page is shown and stays", async () => {
  await keptFor("lan")
  here.network = { [PAGE]: () => new Response("", { status: 503 }) }
  assert.match(await textOf(await open(PAGE)), /kept-at/)
  assert.ok(await recall("lan", PAGE))
})

const daysAgo = (who, days) => () =>
  new Response(HTML, { headers: { "X-Keep-For": who, Date: new Date(Date.now() - days * 86400000).toUTCString() } })
const keptNames = () => here.cacheNames().filter((name) => name.startsWith("kept-page"))

test("a page that nobody saw with signal for too long is not shown", async () => {
  await keptFor("lan", { [PAGE]: daysAgo("lan", 3) })
  assert.equal(await recall("lan", PAGE), undefined)
})

for (const [how, notice] of [["asked for", () => recall("lan", PAGE)], ["listed", () => list("lan")]]) {
  test(`what is too old is not only not shown: when it is ${how}, it goes`, async () => {
    await keptFor("lan")
    const now = Date.now
    Date.now = () => now() + 3 * 86400000
    try {
      assert.equal(keptNames().length, 1)
      await notice()
      assert.deepEqual(keptNames(), [])
    } finally {
      Date.now = now
    }
  })
}

test("who has signal every day keeps no old lists either: they go when another page is kept", async () => {
  await keptFor("lan")
  const now = Date.now
  Date.now = () => now() + 3 * 86400000
  try {
    here.network["/today/"] = daysAgo("lan", -3)
    await keep("/today/")
    assert.deepEqual(keptNames(), ["kept-page lan /today/"])
  } finally {
    Date.now = now
  }
})

test("a form that cannot be sent is answered with words, and nothing is asked twice", async () => {
  here.empty("lan")
  here.network = {}
  assert.match(await textOf(await open("/questions/", "POST")), /<html data-unsent/)
  assert.deepEqual(here.asked, ["/questions/"])
})

test("a form stays on its page with all that was typed, when the page can say that it was not sent", async () => {
  here.empty("lan")
  here.network = {}
  here.windows = ["/questions/new/"]
  here.hears = ({ unsent }) => unsent === "not sent"
  const answer = await open("/questions/", "POST", "https://school.example/questions/new/")
  assert.equal(answer.status, 204)
  assert.match(await textOf(await open("/questions/", "POST", "https://school.example/elsewhere/")), /<html data-unsent/)
  here.hears = () => false
  assert.match(await textOf(await open("/questions/", "POST", "https://school.example/questions/new/")), /<html data-unsent/)
})

test("what was taken along is shown at once, and what the school changed is there the next time", async () => {
  here.empty("lan")
  const was = new Response("old", { headers: { ETag: "1" } })
  await here.put("takeaway lan bai-1", "/bai-1/", was)
  here.network = { "/bai-1/": () => new Response(`new <img src="/media/a.jpg">`, { headers: { ETag: "2" } }), "/media/a.jpg": () => new Response("x") }
  assert.equal(await textOf(await open("/bai-1/")), "old")
  assert.match(await textOf(await open("/bai-1/")), /^new/)
  here.who = "pao"
  here.network = {}
  assert.match(await textOf(await open("/bai-1/")), /offline/)
})

test("a lecture that changed is not taken over without its pictures", async () => {
  here.empty("lan")
  await here.put("takeaway lan bai-2", "/bai-2/", new Response("old", { headers: { ETag: "1" } }))
  here.network = { "/bai-2/": () => new Response(`new <img src="/media/b.jpg">`, { headers: { ETag: "2" } }), "/media/b.jpg": null }
  await assert.rejects(lookAgain("lan", "/bai-2/", new Response("old", { headers: { ETag: "1" } })))
  here.network = {}
  assert.equal(await textOf(await open("/bai-2/")), "old")
})

test("a new worker does not step in while a question is being answered", async () => {
  here.windows = ["/attempts/papers/0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa/"]
  await stepIn()
  assert.equal(here.skipped, 0)
  // The page of a result.
  here.windows = ["/attempts/0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa/"]
  await stepIn()
  assert.equal(here.skipped, 1)
})

test("nor while a quiz that began without signal is open on the quiz's own page", async () => {
  const held = [{ name: BUSY_LOCK, mode: "shared" }]
  globalThis.navigator.locks = { query: async () => ({ held, pending: [] }) }
  here.windows = ["/khoa-hoc-6/kiem-tra/"]
  const before = here.skipped
  await stepIn()
  assert.equal(here.skipped, before)
  held[0] = { name: "another" }
  await stepIn()
  assert.equal(here.skipped, before + 1)
  delete globalThis.navigator.locks
  const form = readFileSync(new URL("../../courses/static/courses/js/attempt-form.js", import.meta.url), "utf8")
  assert.ok(form.includes(`locks.request("${BUSY_LOCK}"`))
})
