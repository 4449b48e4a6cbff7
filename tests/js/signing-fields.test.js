// What is the same for all pairs of a morning, and for how long it is kept.

import assert from "node:assert/strict"
import test from "node:test"

import { SigningFields } from "../../devices/static/devices/signing-fields.js"

const field = (more) => ({ value: "", checked: false, addEventListener() {}, ...more })
const form = () => ({
  signed_on: field(),
  place: field(),
  tenure: field(),
  due_on: field(),
  wants_sim: field(),
  check_all: field(),
  querySelector: () => null,
  querySelectorAll: () => [],
})

function shelf() {
  const rows = new Map()
  const name = (key) => JSON.stringify(key)
  return { get: async (_where, key) => rows.get(name(key)), put: async (_where, row, key) => rows.set(name(key), row) }
}

async function open(store, sitting) {
  const fields = new SigningFields(form(), () => field(), field(), "clerk", store, sitting)
  await fields.restore()
  return fields
}

test("nobody is said to have looked at a machine before somebody says so", async () => {
  assert.equal((await open(shelf(), "6A 24/11")).looksAtAll, false)
})

test("what was said holds for the sitting, also after a reload, and not for the next one", async () => {
  const store = shelf()
  const first = await open(store, "6A 24/11")
  first.form.check_all.checked = true
  first.form.place.value = "trường"
  await first.keep()
  assert.equal((await open(store, "6A 24/11")).looksAtAll, true)
  const next = await open(store, "6B 24/11")
  assert.equal(next.looksAtAll, false)
  assert.equal(next.form.place.value, "trường")
  await next.keep()
  assert.equal((await open(store, "6A 25/11")).looksAtAll, false)
})

test("what older pages kept says nothing of this sitting", async () => {
  const store = shelf()
  await store.put("kept", { place: "", tenure: "", sim: false, look: true, accessories: [] }, ["clerk", "morning-defaults"])
  assert.equal((await open(store, "6A 24/11")).looksAtAll, false)
})
