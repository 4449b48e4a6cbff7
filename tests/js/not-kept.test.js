// What found no room on the device.

import assert from "node:assert/strict"
import test from "node:test"
import { noteNotKept, notKept, regained } from "../../courses/static/courses/js/not-kept.js"

const memory = () => {
  const rows = new Map()
  return { getItem: (name) => rows.get(name) || null, setItem: (name, text) => rows.set(name, text) }
}

test("an answer is remembered as it was last, for its attempt alone, until it found room", () => {
  const tab = memory()
  noteNotKept("a1", "3", ["x"], tab)
  noteNotKept("a1", "7", ["y"], tab)
  noteNotKept("a1", "3", ["z"], tab)
  assert.deepEqual(notKept("a1", tab), { 3: ["z"], 7: ["y"] })
  assert.deepEqual(notKept("a2", tab), {})
  noteNotKept("a1", "7", null, tab)
  assert.deepEqual(notKept("a1", tab), { 3: ["z"] })
})

test("an answer taken back is one too", () => {
  const tab = memory()
  noteNotKept("a1", "3", [], tab)
  assert.deepEqual(notKept("a1", tab), { 3: [] })
})

test("where nothing can be remembered there is nothing", () => {
  const full = { getItem: () => "{", setItem: () => { throw new Error("full") } }
  noteNotKept("a1", "3", ["x"], full)
  assert.deepEqual(notKept("a1", full), {})
})

test("it stands there again, whether the school has it or not", () => {
  assert.deepEqual(regained(["new"], ["old"], undefined), ["new"])
  assert.deepEqual(regained(["new"], ["old"], ["old"]), ["new"])
  assert.deepEqual(regained(["new"], undefined, ["new"]), ["new"])
})

test("what was changed on the plain page after it is newer still", () => {
  assert.deepEqual(regained(["new"], ["old"], ["newest"]), ["newest"])
})
