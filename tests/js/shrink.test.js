import assert from "node:assert/strict"
import { test } from "node:test"

import { kilobytes, shrunk, sizeWithin, staysAsItIs } from "../../lms/static/lms/js/shrink.js"

test("a photo keeps its shape and never grows", () => {
  assert.deepEqual(sizeWithin(4000, 3000, 1600), { width: 1600, height: 1200 })
  assert.deepEqual(sizeWithin(3000, 4000, 1600), { width: 1200, height: 1600 })
  assert.deepEqual(sizeWithin(640, 480, 1600), { width: 640, height: 480 })
  assert.deepEqual(sizeWithin(9000, 2, 800), { width: 800, height: 1 })
})

test("it is drawn smaller until it weighs little enough", async () => {
  const asked = []
  const blob = await shrunk(4000, 3000, 200, async (size, quality) => {
    asked.push(size.width)
    return { size: size.width * quality * 0.3 }
  })
  assert.ok(blob.size <= 200)
  assert.deepEqual(asked, [1600, 1600, 1280, 1280])
})

test("the smallest drawing goes when none weighs little enough", async () => {
  assert.deepEqual(await shrunk(4000, 3000, 1, async (size) => ({ size: size.width })), { size: 800 })
})

test("a PDF and a small photo are left alone", () => {
  assert.ok(staysAsItIs({ type: "application/pdf", size: 9e6 }, 200))
  assert.ok(staysAsItIs({ type: "image/jpeg", size: 200 }, 200))
  assert.ok(!staysAsItIs({ type: "image/jpeg", size: 201 }, 200))
})

test("a weight is told in whole kilobytes, never as none", () => {
  assert.equal(kilobytes(10), 1)
  assert.equal(kilobytes(190_000), 186)
})
