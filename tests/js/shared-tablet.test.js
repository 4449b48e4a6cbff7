import assert from "node:assert/strict"
import { test } from "node:test"

import { draft } from "../../courses/static/courses/js/draft.js"
import { isOthers } from "../../lms/static/lms/js/store.js"

const saved = (seq, place, response, elapsed_ms = 0) => ({
  id: `e${seq}`,
  kind: "answer.saved",
  stream: "a1",
  seq,
  payload: { place, response, elapsed_ms },
})

test("drafts of another child go; counts, numbers of events and the browser's own name stay", () => {
  const keys = [
    ["giang", "attempt:a1"],
    ["giang", "paper:p1"],
    ["giang", "seq:a1"],
    ["giang", "usage"],
    ["giang", "usage-told"],
    ["hoa", "attempt:a2"],
    ["", "install"],
  ]
  assert.deepEqual(keys.filter((key) => isOthers(key, "hoa")), keys.slice(0, 2))
  assert.deepEqual(keys.filter((key) => isOthers(key, "")), [keys[0], keys[1], keys[5]])
})

test("what waits to be sent is enough to go on with an attempt", () => {
  const events = [saved(2, 1, ["b"], 9000), saved(1, 1, ["a"], 4000), { ...saved(1, 3, ["x"]), stream: "a2" }]
  assert.deepEqual(draft(undefined, events, "a1"), { answers: { 1: ["b"] }, elapsed: 9000 })
})

test("a submit that waits is a submit", () => {
  const submit = { id: "e9", kind: "attempt.submitted", stream: "a1", seq: 9, payload: { elapsed_ms: 1 } }
  assert.equal(draft(undefined, [submit], "a1").submitted, "e9")
})

test("what was kept stands where nothing waits", () => {
  const kept = { answers: { 1: ["a"], 2: ["b"] }, elapsed: 9000 }
  assert.deepEqual(draft(kept, [saved(4, 2, ["c"], 7000)], "a1"), { answers: { 1: ["a"], 2: ["c"] }, elapsed: 9000 })
})
