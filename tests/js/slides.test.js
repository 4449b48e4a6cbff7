import assert from "node:assert/strict"
import { test } from "node:test"

import { slideAt } from "../../courses/static/courses/js/slides.js"

test("a picture is shown from its second on, until the next one's", () => {
  const times = [0, 12, 40]
  assert.equal(slideAt(times, 0), 0)
  assert.equal(slideAt(times, 11.9), 0)
  assert.equal(slideAt(times, 12), 1)
  assert.equal(slideAt(times, 39), 1)
  assert.equal(slideAt(times, 500), 2)
})

test("before the first picture and without a second it is the first one", () => {
  assert.equal(slideAt([3, 9], 0), 0)
  assert.equal(slideAt([3, 9], NaN), 0)
  assert.equal(slideAt([0], 7), 0)
})
