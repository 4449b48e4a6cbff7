// Who of a class is missing among what was taken over.

import assert from "node:assert/strict"
import { test } from "node:test"
import "./fake-store.js"

const { missingOf } = await import("../../lms/static/lms/js/carrying.js")

const CLASS = [
  { name: "An", keys: ["a1", "a2"] },
  { name: "Hoa", keys: ["h"] },
  { name: "Sùng", keys: [] },
]

test("whoever handed something over on one of the own tablets is here; the others are told in their order", () => {
  const { missing, here, others } = missingOf(CLASS, new Set(["a2", "other class"]))
  assert.deepEqual(missing.map(({ name }) => name), ["Hoa", "Sùng"])
  assert.deepEqual([here, others], [1, 1])
})

test("of nothing nobody is here", () => {
  assert.deepEqual(missingOf(CLASS, new Set()).here, 0)
  assert.deepEqual(missingOf([], new Set(["x"])), { missing: [], here: 0, others: 1 })
})
