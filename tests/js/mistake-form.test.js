// A mistake that was found is kept on the device first; what the school answers to it is told in the form.

import assert from "node:assert/strict"
import { registerHooks } from "node:module"
import { beforeEach, test } from "node:test"

// The outbox and the database of the browser, as far as the form asks them.
const STANDINS = {
  "../lms/js/send.js": "export const tell = (...told) => globalThis.outbox(...told)",
  "../lms/js/store.js": "export const learner = () => globalThis.reader",
  "../lms/js/plain-form.js": "export const sendPlainly = async (form) => form.submit()",
}
registerHooks({
  resolve(name, context, next) {
    if (!(name in STANDINS)) return next(name, context)
    return { url: `data:text/javascript,${encodeURIComponent(STANDINS[name])}`, shortCircuit: true }
  },
})

let Form
globalThis.window = { indexedDB: {} }
globalThis.HTMLElement = class {}
globalThis.customElements = { define: (name, element) => (Form = element) }
globalThis.addEventListener = (name, listener) => (globalThis.changed = listener)
await import("../../courses/static/courses/mistake-form.js")

let element, form, parts, kept

beforeEach(() => {
  kept = []
  globalThis.reader = "giang"
  globalThis.outbox = async (...told) => (kept.push(told), { id: "event-1" })
  form = {
    elements: { kind: { value: "wrong" }, block: { value: "b2" }, words: { value: "2/4 viết nhầm" } },
    addEventListener: (name, listener) => (form.submitted = listener),
    reset: () => (form.isEmpty = true),
    submit: () => (form.wasSent = true),
  }
  parts = { form, details: { open: true }, "[role=status]": { hidden: true, textContent: "" } }
  element = new Form()
  element.dataset = { lecture: "l-1", kept: "Kept." }
  element.querySelector = (name) => parts[name]
})

async function send() {
  let isStopped = false
  form.submitted({ preventDefault: () => (isStopped = true) })
  await new Promise(setImmediate)
  return isStopped
}

test("what was found goes into the outbox with its lecture and place, and the form says so", async () => {
  element.connectedCallback()
  assert.equal(await send(), true)
  const payload = { lecture: "l-1", kind: "wrong", block: "b2", words: "2/4 viết nhầm" }
  assert.deepEqual(kept, [["lecture.mistake", "mistake:l-1", payload]])
  assert.deepEqual([parts["[role=status]"].textContent, parts["[role=status]"].hidden], ["Kept.", false])
  assert.deepEqual([form.isEmpty, parts.details.open], [true, false])
})

test("where nothing can be kept the form goes as it is", async () => {
  globalThis.outbox = async () => { throw new Error("no room") }
  element.connectedCallback()
  await send()
  assert.equal(form.wasSent, true)
  assert.equal(parts["[role=status]"].hidden, true)
})

test("a stranger's form is left alone", () => {
  globalThis.reader = ""
  element.connectedCallback()
  assert.equal(form.submitted, undefined)
})

test("a refusal of this report is told, that of another is not", async () => {
  element.connectedCallback()
  await send()
  globalThis.changed({ detail: { results: [{ id: "other", told: "Not yours." }] } })
  assert.equal(parts["[role=status]"].textContent, "Kept.")
  globalThis.changed({ detail: { results: [{ id: "event-1", told: "Enough for today." }] } })
  assert.equal(parts["[role=status]"].textContent, "Enough for today.")
})
