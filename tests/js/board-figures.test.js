import assert from "node:assert/strict"
import { test } from "node:test"

import { points } from "../../courses/static/courses/js/board-figures.js"

test("points have a decimal comma and no idle noughts", () => {
  assert.deepEqual([0, 100, 150, 875, 1000].map(points), ["0", "1", "1,5", "8,75", "10"])
})
