import assert from "node:assert/strict"
import { test } from "node:test"

import { move } from "../../students/static/students/grid-moves.js"

const at = { row: 3, column: 4 }

test("Enter leads down in the column, with Shift up", () => {
  assert.deepEqual(move("Enter", false, "text", at, 45), { row: 4, column: 4 })
  assert.deepEqual(move("Enter", true, "checkbox", at, 45), { row: 2, column: 4 })
})

test("the last row stays where it is instead of sending the form", () => {
  assert.deepEqual(move("Enter", false, "text", { row: 44, column: 1 }, 45), { row: 44, column: 1 })
})

test("arrows lead from box to box", () => {
  assert.deepEqual(move("ArrowRight", false, "checkbox", at, 45), { row: 3, column: 5 })
  assert.deepEqual(move("ArrowUp", false, "checkbox", at, 45), { row: 2, column: 4 })
})

test("arrows keep their meaning in texts and lists", () => {
  assert.equal(move("ArrowLeft", false, "text", at, 45), null)
  assert.equal(move("ArrowDown", false, "select-one", at, 45), null)
})

test("the space bar and letters are left alone", () => {
  assert.equal(move(" ", false, "checkbox", at, 45), null)
  assert.equal(move("a", false, "text", at, 45), null)
})
