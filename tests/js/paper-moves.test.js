import assert from "node:assert/strict"
import { test } from "node:test"

import { after, isFull, move, pieces } from "../../courses/static/courses/js/paper-moves.js"

const size = { rows: 30, columns: 5 }
const at = { row: 2, column: 3 }

test("Enter leads to the next answer, with Shift back", () => {
  assert.deepEqual(move("Enter", false, at, size, null), { row: 2, column: 4 })
  assert.deepEqual(move("Enter", true, at, size, null), { row: 2, column: 2 })
})

test("behind the last answer of a sheet comes the next sheet", () => {
  assert.deepEqual(after({ row: 2, column: 4 }, size), { row: 3, column: 0 })
  assert.deepEqual(after({ row: 29, column: 4 }, size), { row: 29, column: 4 })
})

test("arrows lead down and up, and sideways from the end of a text", () => {
  assert.deepEqual(move("ArrowDown", false, at, size, { text: "A", caret: 0 }), { row: 3, column: 3 })
  assert.equal(move("ArrowUp", false, { row: 0, column: 1 }, size, { text: "", caret: 0 }), null)
  assert.deepEqual(move("ArrowRight", false, at, size, { text: "-0,5", caret: 4 }), { row: 2, column: 4 })
  assert.equal(move("ArrowRight", false, at, size, { text: "-0,5", caret: 2 }), null)
  assert.deepEqual(move("ArrowLeft", false, at, size, { text: "A", caret: 0 }), { row: 2, column: 2 })
})

test("arrows keep their meaning in lists", () => {
  assert.equal(move("ArrowDown", false, at, size, null), null)
})

test("one letter fills a field of one, four signs a field of four", () => {
  assert.equal(isFull("A", 1), true)
  assert.equal(isFull("Đ S Đ", 4), false)
  assert.equal(isFull("ĐSĐĐ", 4), true)
  assert.equal(isFull("-0,5", 0), false)
})

test("a row of Excel falls into the fields, and so do letters without gaps", () => {
  assert.deepEqual(pieces("A\tB\t ĐSĐĐ\n", 1), [["A", "B", "ĐSĐĐ"]])
  assert.deepEqual(pieces("A\tB\nC\tD", 0), [["A", "B"], ["C", "D"]])
  assert.deepEqual(pieces("ABDC", 1), [["A", "B", "D", "C"]])
  assert.equal(pieces("A", 1), null)
  assert.equal(pieces("ĐSĐĐ", 4), null)
})
