import assert from "node:assert/strict"
import { test } from "node:test"

import { block, Cells, fill, move, tidy, withPhrase } from "../../courses/static/courses/js/mark-cells.js"

const cells = () => new Cells([["a", ""], ["b", "7"], ["c", "Ngoan"]])
const size = { rows: 45, columns: 8 }
const inside = { start: false, end: false }

test("a point is the comma that teachers write, and only in a mark", () => {
  assert.equal(tidy(" 8.5 "), "8,5")
  assert.equal(tidy("Tiết 2.5.  Ngoan"), "Tiết 2.5. Ngoan")
})

test("a column or a block out of Excel falls into cells, one text is pasted by the browser", () => {
  assert.deepEqual(block("8.5\r\n9\r\n\r\n7"), [["8,5"], ["9"], [""], ["7"]])
  assert.deepEqual(block("8\t9\n7\t6\n"), [["8", "9"], ["7", "6"]])
  assert.equal(block("8,5"), null)
  assert.deepEqual(block("\t8\n9\t"), [["", "8"], ["9", ""]])
})

test("a remark of several lines out of Excel is one cell, and quotes that a teacher types stay", () => {
  assert.deepEqual(block('8\t"Chăm ngoan.\nĐọc ""to"" hơn."\r\n9\tTốt'), [["8", 'Chăm ngoan. Đọc "to" hơn.'], ["9", "Tốt"]])
  assert.deepEqual(block('"Giỏi"\t7'), [['"Giỏi"', "7"]])
})

test("a phrase goes where the caret is, with one space around it", () => {
  assert.deepEqual(withPhrase("", "Có tiến bộ.", 0, 0), { text: "Có tiến bộ.", caret: 11 })
  assert.deepEqual(withPhrase("Ngoan. Đọc to.", "Có tiến bộ.", 6, 6), { text: "Ngoan. Có tiến bộ. Đọc to.", caret: 18 })
})

test("an empty cell that was pasted takes nothing away, and what falls beside the sheet is left out", () => {
  const names = [["a", "b"], ["c", "d"]]
  assert.deepEqual(fill(block("8,5\t\n\t\n9\t"), { row: 0, column: 0 }, names), [["a", "8,5"]])
  assert.deepEqual(fill(block("7\t6\n5\t4"), { row: 0, column: 1 }, names), [["b", "7"], ["d", "5"]])
})

test("Enter and arrows lead down and stop at the last pupil; sideways only from the end of a text", () => {
  assert.deepEqual(move("Enter", false, { row: 2, column: 3 }, size, inside), { row: 3, column: 3 })
  assert.deepEqual(move("Enter", true, { row: 2, column: 3 }, size, inside), { row: 1, column: 3 })
  assert.deepEqual(move("ArrowDown", false, { row: 44, column: 3 }, size, inside), { row: 44, column: 3 })
  assert.equal(move("ArrowRight", false, { row: 2, column: 3 }, size, inside), null)
  assert.deepEqual(move("ArrowRight", false, { row: 2, column: 3 }, size, { start: false, end: true }), { row: 2, column: 4 })
})

test("what was typed is sent with what it was based on, once", () => {
  const one = cells()
  one.type([["a", "8"], ["b", "7"]])
  assert.deepEqual(one.begin(), [["a", "", "8"]])
  assert.deepEqual(one.begin(), [])
  assert.equal(one.answered("a", "kept", "8"), "8")
  assert.equal(one.isOpen, false)
})

test("a pasted block is undone as one act, and done again", () => {
  const one = cells()
  one.type([["a", "8"], ["b", "9"]])
  assert.deepEqual(one.undo(), [["a", ""], ["b", "7"]])
  assert.equal(one.isOpen, false)
  assert.deepEqual(one.redo(), [["a", "8"], ["b", "9"]])
  assert.deepEqual(one.unkept, ["a", "b"])
  one.undo()
  one.type([["c", "Tốt"]])
  assert.deepEqual(one.redo(), [])
})

test("undoing what is kept already sends the old text on", () => {
  const one = cells()
  one.type([["b", "9"]])
  one.begin()
  one.answered("b", "kept", "9")
  one.undo()
  assert.deepEqual(one.begin(), [["b", "9", "7"]])
})

test("what is typed while the cell is under way is sent afterwards and never written over", () => {
  const one = cells()
  one.type([["a", "8"]])
  one.begin()
  one.type([["a", "8,5"]])
  assert.equal(one.answered("a", "kept", "8"), null)
  assert.deepEqual(one.begin(), [["a", "8", "8,5"]])
})

test("a cell that somebody else wrote shows that, and typing it again is based on it", () => {
  const one = cells()
  one.type([["b", "9"]])
  one.begin()
  assert.equal(one.answered("b", "clash", "6"), "6")
  assert.equal(one.isOpen, false)
  one.type([["b", "9"]])
  assert.deepEqual(one.begin(), [["b", "6", "9"]])
})

test("what is refused waits for another text; what was lost is sent again, later each time", () => {
  const one = cells()
  one.type([["a", "11"]])
  one.begin()
  assert.equal(one.answered("a", "wrong", ""), null)
  assert.deepEqual(one.begin(), [])
  assert.equal(one.isOpen, true)
  one.type([["a", "10"]])
  one.begin()
  one.failed(false)
  one.failed(false)
  assert.equal(one.wait, 4000)
  assert.deepEqual(one.begin(), [["a", "", "10"]])
})
