// What keys mean on the marking desk, and what steps sum up to.

import assert from "node:assert/strict"
import test from "node:test"
import { meaning, total } from "../../courses/static/courses/js/desk-keys.js"

const key = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

test("numbers choose steps, letters lead on, while nobody writes", () => {
  assert.deepEqual(meaning(key("3"), false), { act: "step", number: 3 })
  assert.deepEqual(meaning(key("j"), false), { act: "next" })
  assert.deepEqual(meaning(key("k"), false), { act: "before" })
  assert.deepEqual(meaning(key("?"), false), { act: "keys" })
  assert.equal(meaning(key("0"), false), null)
  assert.equal(meaning(key("x"), false), null)
})

test("who writes a word writes it; only Escape and Ctrl+Enter mean something", () => {
  for (const one of ["3", "j", "?", "ArrowDown"]) assert.equal(meaning(key(one), true), null)
  assert.deepEqual(meaning(key("Escape"), true), { act: "leave" })
  assert.deepEqual(meaning(key("Enter", { ctrlKey: true }), true), { act: "give" })
  assert.equal(meaning(key("Enter"), true), null)
})

test("keys of the browser stay with the browser", () => {
  assert.equal(meaning(key("1", { ctrlKey: true }), false), null)
  assert.equal(meaning(key("j", { altKey: true }), false), null)
})

test("arrows scroll a long answer and choose steps; letters lead from line to line", () => {
  for (const one of ["ArrowDown", "ArrowUp", "PageDown", " "]) assert.equal(meaning(key(one), false), null)
  assert.deepEqual(meaning(key("d"), false), { act: "row-down" })
  assert.deepEqual(meaning(key("u"), false), { act: "row-up" })
})

test("steps sum up as they are written, once all lines have one", () => {
  const rows = (...values) => values.map((value) => ({ value, most: "1.5" }))
  assert.equal(total(rows("1", "0.25"), "3"), "1,25")
  assert.equal(total(rows("1", ""), "3"), "")
  assert.equal(total([{ value: "0.1", most: "0.2" }, { value: "0.2", most: "0.2" }], "0.4"), "0,3")
})

test("a rubric that sums to something else is brought to scale, and a half goes up", () => {
  assert.equal(total([{ value: "2", most: "3" }], "1"), "0,67")
  assert.equal(total([{ value: "1", most: "8" }], "0.2"), "0,03")
})
