// What found no room on the device.

import assert from "node:assert/strict"
import test from "node:test"
import { noteKept, notKept } from "../../courses/static/courses/js/not-kept.js"

const memory = () => {
  const rows = new Map()
  return { getItem: (name) => rows.get(name) || null, setItem: (name, text) => rows.set(name, text) }
}

test("a question is named once, for its attempt alone, until its answer found room", () => {
  const tab = memory()
  for (const place of ["3", "7", "3"]) noteKept("a1", place, false, tab)
  assert.deepEqual(notKept("a1", tab), ["7", "3"])
  assert.deepEqual(notKept("a2", tab), [])
  noteKept("a1", "7", true, tab)
  assert.deepEqual(notKept("a1", tab), ["3"])
})

test("where nothing can be remembered there is nothing", () => {
  const full = { getItem: () => "{", setItem: () => { throw new Error("full") } }
  noteKept("a1", "3", false, full)
  assert.deepEqual(notKept("a1", full), [])
})
