import assert from "node:assert/strict"
import { test } from "node:test"

import { compared, inTurn, isDue, isWritten, ORDER, patience, renamed, replaced, saidBy, standing } from "../../courses/static/courses/js/kept-writing.js"

test("pieces go first as they stand, then their order, then what was taken out", () => {
  const rows = [{ unit: "x", drop: true, at: 1 }, { unit: ORDER, at: 2 }, { unit: "b", at: 3 }, { unit: "a", at: 4 }]
  assert.deepEqual(inTurn(rows, ["a", "b"]).map((row) => row.unit), ["a", "b", ORDER, "x"])
})

test("what is typed waits a little, a photo does not, what was refused waits for its writer", () => {
  assert.equal(isDue({ at: 0 }, 1000, 2000), false)
  assert.equal(isDue({ at: 0 }, 2000, 2000), true)
  assert.equal(isDue({ at: 1000, isUrgent: true }, 1000, 2000), true)
  assert.equal(isDue({ at: 0, refused: true }, 9e9, 2000), false)
  assert.equal(isDue({ at: 0, drop: true }, 5000, 2000), false)
})

test("without signal it tries ever less often", () => {
  assert.deepEqual([1, 2, 3, 9].map(patience), [5000, 10000, 20000, 60000])
})

test("somebody else's writing is noticed, the own is not taken for it", () => {
  const shown = new Map([["a", "1"], ["b", "2"]])
  assert.equal(compared([["a", "1"], ["b", "2"]], shown, new Set()), "same")
  assert.equal(compared([["a", "9"], ["b", "2"]], shown, new Set(["a"])), "same")
  assert.equal(compared([["a", "9"], ["b", "2"]], shown, new Set()), "changed")
  assert.equal(compared([["a", "1"]], shown, new Set()), "changed")
})

test("an empty form is neither kept nor sent", () => {
  const empty = new File([], "")
  assert.equal(isWritten(saidBy([["kind", "text"], ["text", " "], ["sound", empty]])), false)
  assert.equal(isWritten(saidBy([["kind", "picture"], ["photo", new File(["x"], "a.jpg")]])), true)
  assert.deepEqual(saidBy([["csrfmiddlewaretoken", "x"], ["text", "a"]]).fields, [["text", "a"]])
})

test("a form is made again under another name", () => {
  assert.equal(renamed('<input id="K-text"><label for="K-text">', "K", "n"), '<input id="n-text"><label for="n-text">')
})

test("one field of a row says something else, the others stay", () => {
  assert.deepEqual(replaced([["was", "1"], ["text", "x"]], "was", "2"), [["text", "x"], ["was", "2"]])
  assert.deepEqual(replaced([["text", "x"]], "after", ""), [["text", "x"], ["after", ""]])
})

test("of what is to be told the gravest is told", () => {
  const row = { unit: "a" }
  assert.equal(standing([], {}), "")
  assert.equal(standing([], { at: "7:05" }), "saved")
  assert.equal(standing([], { at: "7:05", isCut: true, isOut: true }), "saved")
  assert.equal(standing([row], { at: "7:05" }), "saving")
  assert.equal(standing([row], { isStale: true }), "changed")
  assert.equal(standing([{ ...row, refused: true, isQuiet: true }], { isStale: true }), "unfinished")
  assert.equal(standing([{ ...row, refused: true }], {}), "waits")
  assert.equal(standing([{ ...row, clash: true }], { isCut: true }), "device")
  assert.equal(standing([row], { isCut: true, isOut: true }), "signedOut")
  assert.equal(standing([], { locked: "Mrs Mai writes" }), "locked")
  assert.equal(standing([{ ...row, isGone: true, clash: true }], { locked: "Mrs Mai writes" }), "gone")
})
