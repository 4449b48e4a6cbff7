import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { gzipSync } from "node:zlib"

import { parcels } from "../../lms/static/lms/js/delivery.js"
import { uuid7 } from "../../lms/static/lms/js/outbox.js"
import "./as-served.js"

const { tidy, unsealed } = await import("../../courses/static/courses/js/sealed-paper.js")
const { lastHandedIn, merged, stageOf, stateOf, submitted, underWay, unused, used } = await import("../../courses/static/courses/js/ticket-state.js")

const FIRST = { id: "a1", paper: "p1", number: 1, ticket: "signed-1", parts: [[2, 1]], options: { 1: [1, 0] }, seconds: 1020, grace_seconds: 120 }
const SECOND = { ...FIRST, id: "a2", number: 2, ticket: "signed-2" }
const ROW = { tickets: [FIRST, SECOND], begun: {} }

test("a ticket is used up once, and the next try has the next", () => {
  const begun = used(ROW, "a1", 5)
  assert.deepEqual(unused(begun).map(({ id }) => id), ["a2"])
  assert.equal(underWay(begun).ticket, "signed-1")
  assert.equal(used(begun, "a1", 9), begun)
  const done = submitted(begun, "a1", "0192-abcdef")
  assert.equal(underWay(done), undefined)
  assert.deepEqual(lastHandedIn(done), { id: "a1", submitted: "0192-abcdef" })
  assert.equal(lastHandedIn(ROW), undefined)
})

test("what is under way goes on though the school tells no ticket for it any more", () => {
  const begun = { ...used(ROW, "a1", 5), tickets: [SECOND] }
  assert.equal(underWay(begun).id, "a1")
})

test("an attempt begins as the school would tell it, and each event carries its ticket", () => {
  const state = stateOf(FIRST)
  assert.deepEqual(state.carried, { paper: "p1", ticket: "signed-1" })
  assert.equal(state.seconds_left, 1020)
  assert.deepEqual([state.parts, state.options], [[[2, 1]], { 1: [1, 0] }])
  assert.equal(stateOf({ ...FIRST, seconds: null }).seconds_left, null)
})

test("the school's answers fill the gaps, and its time is not taken over", () => {
  const told = { attempt: "a1", submitted: false, parts: [[1, 2]], answers: { 1: ["b"] }, seconds_left: 3, elapsed_ms: 9e5 }
  const state = merged(stateOf(FIRST), told)
  assert.deepEqual([state.answers, state.seconds_left, state.elapsed_ms], [{ 1: ["b"] }, 1020, 0])
  const over = merged(stateOf(FIRST), { attempt: "a1", submitted: false, over: true })
  assert.deepEqual([over.parts, over.answers], [FIRST.parts, {}])
  assert.equal(merged(stateOf(FIRST), { ...told, submitted: true }).parts, undefined)
})

test("a code is read as it is meant, and what can be none is not tried", () => {
  assert.equal(tidy(" hk7m3 p9rq4 "), "HK7M3P9RQ4")
  assert.equal(tidy("HK7M3-P9RQ4"), "HK7M3P9RQ4")
  for (const typed of ["", "HK7M3", "HK7M3P9RQ41", "OK7M3P9RQ4", "Đ".repeat(10)]) assert.equal(tidy(typed), "", typed)
})

test("forty answers and the submit reach school in 6 KB, tickets and all", () => {
  const who = crypto.randomUUID()
  const [attempt, paper, install] = [uuid7(), crypto.randomUUID(), uuid7()]
  // As long as signed ones are, and as hard to pack.
  const ticket = randomBytes(270).toString("base64url")
  const events = Array.from({ length: 41 }, (_, number) => ({
    id: uuid7(1764156000000 + number * 41234),
    kind: number < 40 ? "answer.saved" : "attempt.submitted",
    stream: attempt,
    learner: who,
    payload: {
      ...(number < 40 ? { place: number + 1, response: ["abcd"[number % 4]] } : {}),
      elapsed_ms: number * 41234 + 977,
      paper,
      ticket,
    },
    mono_ms: number * 41234 + 1377,
    wall: 1764156000000 + number * 41234,
    install,
    seq: number + 1,
  }))
  const sent = parcels(events).map((some) => gzipSync(JSON.stringify({ install, events: some })).length)
  const bytes = sent.reduce((sum, one) => sum + one, 0)
  assert.ok(bytes <= 6 * 1024, `${bytes} bytes in ${sent.length} requests`)
  console.log(`${bytes} bytes in ${sent.length} requests`)
})

test("what the school sealed opens with its code alone", async () => {
  const golden = JSON.parse(readFileSync(new URL("../golden/sealed.json", import.meta.url)))
  const opened = await unsealed(golden, golden.code)
  assert.deepEqual(opened, { paper: golden.paper, html: "<p>2 + 2 = ?</p>", media: {} })
  assert.equal(await unsealed(golden, "2222222222"), null)
  assert.equal(await unsealed({ ...golden, paper: "another" }, golden.code), null)
})

test("how far a quiz has come on this device is one of four things", () => {
  const begun = used({ ...ROW, tickets: [FIRST] }, "a1", 5)
  assert.equal(stageOf(undefined), "")
  assert.equal(stageOf(ROW), "ready")
  assert.equal(stageOf(begun), "under-way")
  assert.equal(stageOf(submitted(begun, "a1", "0192-abcdef")), "handed-in")
  assert.equal(stageOf(submitted(used(ROW, "a1", 5), "a1", "0192-abcdef")), "ready")
})
