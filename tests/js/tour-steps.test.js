import assert from "node:assert/strict"
import { test } from "node:test"

import { after, scrolled, shown, spot } from "../../courses/static/courses/js/tour-steps.js"

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

const at = (left, top, width, height) => ({ left, top, width, height, right: left + width, bottom: top + height })

test("the box stands below its thing, above it at the bottom, and never off the screen", () => {
  assert.deepEqual(spot(at(20, 100, 320, 50), box, SCREEN), { left: 20, top: 162 })
  assert.deepEqual(spot(at(20, 560, 320, 70), box, SCREEN), { left: 20, top: 428 })
  assert.deepEqual(spot(at(340, 100, 10, 50), box, SCREEN), { left: 48, top: 162 })
})

test("on a wide screen it stands beside a thing that leaves no room above or below", () => {
  const wide = { width: 1280, height: 640 }
  assert.deepEqual(spot(at(100, 40, 600, 580), box, wide), { left: 712, top: 40 })
  assert.deepEqual(spot(at(600, 40, 600, 580), box, wide), { left: 288, top: 40 })
})

test("of a thing that fills the screen the beginning stays in sight", () => {
  const tall = at(10, 60, 340, 2000)
  assert.equal(scrolled(tall, box, SCREEN), "start")
  assert.equal(scrolled(at(10, 60, 340, 200), box, SCREEN), "center")
  assert.deepEqual(spot(tall, box, SCREEN), { left: 12, top: 508 })
})
