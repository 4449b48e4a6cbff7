import assert from "node:assert/strict"
import { test } from "node:test"

import { fits, payloadOf } from "../../courses/static/courses/js/pile-state.js"

test("what is told of an answer names desk, answer, points, steps and what was seen", () => {
  const fields = new FormData()
  for (const [name, value] of [["rubric-1", "0.5"], ["rubric-2", "1"], ["points", " 1,5 "], ["comment", "Tốt"], ["after", "7"]]) fields.set(name, value)
  assert.deepEqual(payloadOf({ quiz: "q", class: "c" }, { attempt: "a", place: "3" }, fields), {
    quiz: "q",
    class: "c",
    attempt: "a",
    place: 3,
    points: "1,5",
    comment: "Tốt",
    after: "7",
    role: "",
    rubric: { 1: "0.5", 2: "1" },
  })
})

test("points fit as the school reads them", () => {
  for (const typed of ["0", "0,5", "2.5", "2,50"]) assert.ok(fits(typed, "2.5"), typed)
  for (const typed of ["", "3", "2,51", "-1", "1,234", "một", "1e0", " 1"]) assert.ok(!fits(typed, "2.5"), typed)
})
