// What the school said of an attempt as it began.

import assert from "node:assert/strict"
import test from "node:test"
import { aged, takeFirstState, unpacked } from "../../courses/static/courses/js/first-state.js"

const state = { learner: "em-1", attempt: "a", elapsed_ms: 0, seconds_left: 600 }
const packed = Buffer.from(JSON.stringify({ ...state, said: "¿?ÿ" })).toString("base64url")

test("it is read by its own learner alone, and what is broken by nobody", () => {
  assert.equal(unpacked(packed, "em-1").attempt, "a")
  assert.equal(unpacked(packed, "em-2"), null)
  assert.equal(unpacked(packed, ""), null)
  for (const broken of ["", "%", packed.slice(3), Buffer.from("null").toString("base64url")]) {
    assert.equal(unpacked(broken, "em-1"), null)
  }
})

test("the time that the page took to open is counted, and never below nothing", () => {
  assert.deepEqual(aged(state, 2500.4), { ...state, elapsed_ms: 2500, seconds_left: 598 })
  assert.equal(aged(state, 999000).seconds_left, 0)
  assert.equal(aged({ ...state, seconds_left: null }, 5000).seconds_left, null)
})

test("it is taken once", () => {
  globalThis.location = { pathname: "/attempts/papers/x/" }
  globalThis.document = { cookie: `first-state=${packed}` }
  const read = (text, name) => (text.startsWith(`${name}=`) ? text.slice(name.length + 1).split(";")[0] : "")
  assert.equal(takeFirstState(read, "em-1").attempt, "a")
  assert.equal(document.cookie, "first-state=; max-age=0; path=/attempts/papers/x/")
  assert.equal(takeFirstState(read, "em-1"), null)
})
