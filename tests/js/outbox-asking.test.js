// The browser is asked once to keep what was written.

import assert from "node:assert/strict"
import { test } from "node:test"

import { rows } from "./fake-store.js"

let asked = 0
const storage = {
  persist: async () => {
    asked += 1
    assert.equal(rows("events").length, 1, "the work is on the disk before anything is asked")
    throw new Error("refused")
  },
}
Object.defineProperty(globalThis, "navigator", { value: { storage }, configurable: true })
globalThis.dispatchEvent = () => true
globalThis.CustomEvent = class {}
const address = "../../lms/static/lms/js/outbox.js"

test("the first event that is kept asks the browser not to throw it away, and no other does", async () => {
  const { record } = await import(address)
  await record("k", "s", {}, "giang")
  assert.equal(asked, 1)
  await record("k", "s", {}, "giang")
  // Another page, another child, the same browser.
  const next = await import(`${address}?next`)
  await next.record("k", "s", {}, "páo")
  assert.equal(asked, 1)
  assert.equal(rows("events").length, 3)
})

test("a browser that cannot be asked records all the same", async () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true })
  const { record } = await import(`${address}?plain`)
  const { seq } = await record("k", "other", {}, "giang")
  assert.equal(seq, 1)
})
