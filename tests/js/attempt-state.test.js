import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"

import { AttemptState, CLOSED } from "../../courses/static/courses/js/attempt-state.js"
import { readCookie } from "../../lms/static/lms/js/store.js"

const STATE = { attempt: "a1", learner: "giang", parts: [], seconds_left: 300, grace_seconds: 60, elapsed_ms: 0 }

let kept, paper

beforeEach(() => {
  globalThis.document = { cookie: "" }
  globalThis.location = { pathname: "/attempts/papers/x/" }
  kept = new Map()
  const get = async (name, key) => kept.get(String(key))
  const put = async (name, value, key) => kept.set(String(key), value)
  paper = new AttemptState("giang", "p1", { get, put, readCookie })
})

afterEach(() => {
  for (const name of ["document", "location", "fetch"]) delete globalThis[name]
})

function school(status, state, redirected = false) {
  globalThis.fetch = async () => ({ status, ok: status < 300, redirected, json: async () => state })
}

function noSignal() {
  globalThis.fetch = async () => Promise.reject(new TypeError("no signal"))
}

test("what the school said opens the paper again without signal", async () => {
  school(200, STATE)
  assert.deepEqual(await paper.ask(), STATE)
  noSignal()
  assert.deepEqual(await paper.ask(), STATE)
  school(502, {})
  assert.deepEqual(await paper.ask(), STATE)
})

test("without signal a paper that was never opened here has no state", async () => {
  noSignal()
  assert.equal(await paper.ask(), null)
  const storeless = { get: async () => Promise.reject(new Error()), put: async () => Promise.reject(new Error()), readCookie }
  assert.equal(await new AttemptState("giang", "p1", storeless).ask(), null)
})

test("what came with the page is taken without asking, and kept", async () => {
  globalThis.fetch = () => assert.fail("asked")
  document.cookie = `first-state=${btoa(JSON.stringify(STATE))}`
  assert.equal((await paper.ask()).attempt, "a1")
  assert.equal(kept.get("giang,paper:p1").attempt, "a1")
})

test("somebody else's paper is closed, and so is every paper after signing out", async () => {
  for (const status of [403, 404]) {
    school(status, {})
    assert.equal(await paper.ask(), CLOSED)
  }
  school(200, STATE, true)
  assert.equal(await paper.ask(), CLOSED)
})

test("what was handed in is told, not kept", async () => {
  school(200, { attempt: "a1", submitted: true })
  assert.deepEqual(await paper.ask(), { attempt: "a1", submitted: true })
  assert.equal(kept.size, 0)
})

test("more time is time beyond the grace, of the same attempt, told by the school itself", async () => {
  school(200, STATE)
  assert.equal(await paper.askForMoreTime("a2"), null)
  assert.equal(kept.size, 0)
  assert.deepEqual(await paper.askForMoreTime("a1"), STATE)
  assert.equal(kept.size, 1)
  school(200, { ...STATE, seconds_left: 60 })
  assert.equal(await paper.askForMoreTime("a1"), null)
  school(200, STATE, true)
  assert.equal(await paper.askForMoreTime("a1"), null)
  noSignal()
  assert.equal(await paper.askForMoreTime("a1"), null)
})
