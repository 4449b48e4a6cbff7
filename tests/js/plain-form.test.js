import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { sendPlainly } from "../../lms/static/lms/js/plain-form.js"

let line

function page({ onLine, answer }) {
  line = null
  Object.defineProperty(globalThis, "navigator", { value: { onLine }, configurable: true })
  globalThis.fetch = answer
  const made = { dataset: {}, setAttribute() {} }
  globalThis.document = {
    createElement: () => made,
    querySelector: () => ({ dataset: { stuck: "Cứ để trang này mở." } }),
  }
  const sent = []
  const form = { sent, submit: () => sent.push("form"), querySelector: () => null, appendChild: (part) => (line = part) }
  return form
}

beforeEach(() => (line = null))

test("where nothing can be kept, the form goes when the school answers", async () => {
  const form = page({ onLine: true, answer: async () => new Response("ok") })
  assert.equal(await sendPlainly(form), true)
  assert.deepEqual([form.sent, line], [["form"], null])
})

test("without signal the page stays, and says so", async () => {
  for (const answer of [() => Promise.reject(new TypeError("no line")), async () => new Response("", { status: 503 })]) {
    const form = page({ onLine: true, answer })
    assert.equal(await sendPlainly(form), false)
    assert.deepEqual([form.sent, line.textContent], [[], "Cứ để trang này mở."])
  }
  const form = page({ onLine: false, answer: () => assert.fail("asked without signal") })
  assert.equal(await sendPlainly(form), false)
})

test("a page may send in its own way", async () => {
  const form = page({ onLine: true, answer: async () => new Response("ok") })
  let own = 0
  await sendPlainly(form, () => (own += 1))
  assert.deepEqual([own, form.sent], [1, []])
})
