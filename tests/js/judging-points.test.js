import assert from "node:assert/strict"
import { test } from "node:test"

import { meaning, summed } from "../../courses/static/courses/js/judging-points.js"

test("points with comma and point are summed without crumbs", () => {
  const rows = [{ typed: "0,1", most: "4" }, { typed: " 0.2 ", most: "4" }, { typed: "7,25", most: "10" }]
  assert.deepEqual(summed(rows), { total: "7,55", wrong: [] })
})

test("an open line gives no sum, and what is too much or no number is told", () => {
  assert.deepEqual(summed([{ typed: "", most: "4" }, { typed: "3", most: "4" }]), { total: "", wrong: [] })
  assert.deepEqual(summed([{ typed: "5", most: "4" }, { typed: "ba", most: "4" }]), { total: "", wrong: [0, 1] })
  assert.deepEqual(summed([{ typed: "1.000", most: "4" }]), { total: "", wrong: [0] })
})

test("keys lead through the sheet and keep their meaning while one writes", () => {
  assert.deepEqual(meaning({ key: "3" }, ""), { act: "line", number: 3 })
  assert.equal(meaning({ key: "3" }, "points"), null)
  assert.deepEqual(meaning({ key: "Enter" }, "points"), { act: "down" })
  assert.equal(meaning({ key: "Enter" }, "words"), null)
  assert.deepEqual(meaning({ key: "Enter", ctrlKey: true }, "words"), { act: "give" })
  assert.deepEqual(meaning({ key: "j" }, ""), { act: "next" })
  assert.equal(meaning({ key: "j", ctrlKey: true }, ""), null)
})
