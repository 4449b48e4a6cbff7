import assert from "node:assert/strict"
import { test } from "node:test"

import { minutes, points } from "../../courses/static/courses/js/board-figures.js"

test("points have a decimal comma and no idle noughts", () => {
  assert.deepEqual([0, 100, 150, 875, 1000].map(points), ["0", "1", "1,5", "8,75", "10"])
})

test("seconds are told as minutes", () => {
  assert.deepEqual([0, 59, 60, 3605].map(minutes), ["0:00", "0:59", "1:00", "60:05"])
})
