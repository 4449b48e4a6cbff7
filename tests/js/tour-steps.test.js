import assert from "node:assert/strict"
import { test } from "node:test"

import { after, shown, spot } from "../../courses/static/courses/js/tour-steps.js"

const SCREEN = { width: 360, height: 640 }
const box = { width: 300, height: 120 }

test("a step whose thing is not there or hidden is left out", () => {
  const things = { a: { getClientRects: () => [1] }, b: { getClientRects: () => [] } }
  const steps = [{ at: "a" }, { at: "b" }, { at: "c" }]
  assert.deepEqual(shown(steps, (at) => things[at]), [{ at: "a" }])
})

test("the last step has none after it", () => {
  assert.equal(after(0, [1, 2]), 1)
  assert.equal(after(1, [1, 2]), null)
})

test("the box stands below its thing, above it at the bottom, and never off the screen", () => {
  assert.deepEqual(spot({ left: 20, top: 100, bottom: 150 }, box, SCREEN), { left: 20, top: 162 })
  assert.deepEqual(spot({ left: 20, top: 560, bottom: 630 }, box, SCREEN), { left: 20, top: 428 })
  assert.deepEqual(spot({ left: 340, top: -900, bottom: 2000 }, box, SCREEN), { left: 48, top: 12 })
})
