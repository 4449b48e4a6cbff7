import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { empty, rows } from "./fake-store.js"
import { put } from "../../lms/static/lms/js/store.js"

const heard = []
globalThis.self = globalThis
if (!globalThis.navigator) globalThis.navigator = {}
globalThis.clients = { matchAll: async () => [{ postMessage: (told) => heard.push(told) }] }
await import("../../lms/static/lms/js/worker/sending.js")

// The browser wakes the worker; what it waits for.
function wake(tag = "outbox") {
  const event = new Event("sync")
  let waits = null
  Object.assign(event, { tag, waitUntil: (promise) => (waits = promise) })
  dispatchEvent(event)
  return waits
}

let posted = []

function school(greeting, status = "stored") {
  posted = []
  globalThis.fetch = async (address, options = {}) => {
    if (options.method !== "POST") return greeting()
    const { events } = JSON.parse(options.body)
    posted.push({ token: options.headers["X-CSRFToken"], ids: events.map(({ id }) => id) })
    return Response.json({ learner: "giang", results: events.map(({ id }) => ({ id, status, reason: "" })) })
  }
}

const giang = () => Response.json({ learner: "giang", csrf: "abc" })

beforeEach(async () => {
  empty()
  heard.length = 0
  for (const learner of ["giang", "páo"]) {
    await put("events", { id: `of-${learner}`, kind: "k", stream: "s", seq: 1, install: "i", learner, payload: {} })
  }
})

test("without a page, what waits of who is signed in goes, and of nobody else", async () => {
  school(giang)
  await wake()
  assert.deepEqual(posted, [{ token: "abc", ids: ["of-giang"] }])
  assert.deepEqual(rows("events").map(({ learner }) => learner), ["páo"])
  assert.deepEqual(heard.map(({ outbox }) => [outbox.who, outbox.results.length]), [["giang", 1]])
})

test("what is left makes the browser come again", async () => {
  school(giang, "retry")
  await assert.rejects(wake())
  school(() => new Response("", { status: 503 }))
  await assert.rejects(wake())
  assert.equal(rows("events").length, 2)
})

test("signed out, nothing goes and nothing is tried again", async () => {
  school(() => new Response("{}", { status: 401 }))
  await wake()
  assert.deepEqual([posted.length, rows("events").length], [0, 2])
})

test("a school that said later is not asked before", async () => {
  school(giang)
  await put("kept", { at: 0, state: "busy", until: Date.now() + 60000 }, ["", "contact"])
  await assert.rejects(wake())
  assert.equal(posted.length, 0)
})

test("on a line that went silent the worker lets go, so that an open page may send", async (t) => {
  const wait = globalThis.setTimeout
  t.mock.method(globalThis, "setTimeout", (work, ms) => wait(work, ms >= 20000 ? 5 : ms))
  const silent = ({ signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(new Error("aborted"))))
  globalThis.fetch = (address, options) => silent(options)
  await assert.rejects(wake())
  // The head came, and then nothing more.
  globalThis.fetch = async (address, options) => ({ status: 200, headers: new Headers(), arrayBuffer: () => silent(options) })
  await assert.rejects(wake())
  assert.equal(rows("events").length, 2)
})

test("other wake-ups are none of its business", () => {
  assert.equal(wake("something"), null)
})
