// What a device knows of an attempt that was handed back to its pupil.

import assert from "node:assert/strict"
import test from "node:test"
import { draft } from "../../courses/static/courses/js/draft.js"

const kept = { answers: { 1: ["a"] }, submitted: "one" }

test("what was submitted is open again once a teacher handed it back, with its answers", () => {
  assert.equal(draft(kept, [], "x").submitted, "one")
  const open = draft(kept, [], "x", 1)
  assert.equal(open.submitted, undefined)
  assert.deepEqual(open.answers, { 1: ["a"] })
})

test("submitted anew it stays so, until it is handed back once more", () => {
  const again = { ...draft(kept, [], "x", 1), submitted: "two" }
  assert.equal(draft(again, [], "x", 1).submitted, "two")
  assert.equal(draft(again, [], "x", 2).submitted, undefined)
})

test("a submit that still waits to be sent counts", () => {
  const waits = [{ id: "three", stream: "x", seq: 9, kind: "attempt.submitted", payload: {} }]
  assert.equal(draft(kept, waits, "x", 1).submitted, "three")
})
