// A list of ticks that is opened again.

import assert from "node:assert/strict"
import test from "node:test"
import { stateOf } from "../../lms/static/lms/js/outbox.js"
import { isEarly, standing } from "../../lms/static/lms/js/ticks.js"

const LIST = { kind: "skill.ticked", stream: "skill:1", key: "student" }
const tick = (id, student, more = {}) => ({ id, kind: "skill.ticked", stream: "skill:1", payload: { student }, ...more })

test("what waits, what has arrived and what was not taken stands in its box", () => {
  const boxes = standing(LIST, {
    events: [tick("e1", "pao")],
    help: [tick("e2", "dua", { told: "not today" })],
    made: [{ id: "e0", value: "hoa" }, { id: "e1", value: "pao" }],
  })
  assert.deepEqual(boxes, {
    hoa: { state: "school" },
    dua: { state: "help", id: "e2", told: "not today" },
    pao: { state: "here", id: "e1" },
  })
})

test("other lists, and what somebody has looked at, say nothing here", () => {
  const other = { ...tick("e1", "pao"), stream: "skill:2" }
  const seen = tick("e2", "dua", { told: "not today", seen: 5 })
  const odd = { ...tick("e3", "hoa"), payload: {} }
  assert.deepEqual(standing(LIST, { events: [other, odd], help: [seen] }), {})
})

test("what was ticked once more waits again", () => {
  const boxes = standing(LIST, { events: [tick("e2", "pao")], help: [tick("e1", "pao", { told: "not today" })] })
  assert.deepEqual(boxes, { pao: { state: "here", id: "e2" } })
})

test("an answer of the school settles a tick, but for one that is tried again", () => {
  assert.equal(stateOf("stored"), "school")
  assert.equal(stateOf("duplicate"), "school")
  assert.equal(stateOf("rejected"), "help")
  assert.equal(stateOf("retry"), "")
})

test("a tick is early before its day, unless the clock is behind the page", () => {
  assert.equal(isEarly("2026-11-27", "2026-11-27", "2026-12-01"), true)
  assert.equal(isEarly("2026-12-01", "2026-11-30", "2026-12-01"), false)
  assert.equal(isEarly("1970-01-01", "2026-11-30", "2026-12-01"), false)
  assert.equal(isEarly("2026-11-27", "2026-11-27", undefined), false)
})
