// A page out of the store says when the signal is back.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const heard = new EventTarget()
const ASKED = "No signal. As it was."
let line
let loads = 0

globalThis.window = {}
globalThis.addEventListener = heard.addEventListener.bind(heard)
globalThis.location = new URL("https://school.example/today/?day=2#end")
Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true })
globalThis.document = {
  cookie: "",
  addEventListener: () => {},
  createElement: (tag) => ({ tag }),
  querySelector: (wanted) => (wanted === ".kept-at" ? line : null),
}

beforeEach(() => {
  let inside = []
  line = {
    dataset: { back: "Back.", anew: "See it anew" },
    get textContent() { return inside.map((one) => one.textContent || one).join("") },
    set textContent(words) { inside = [words] },
    append: (one) => inside.push(one),
    get link() { return inside.find(({ tag }) => tag === "a") },
  }
  line.textContent = ASKED
})

// Each time as on a page of its own.
const open = () => import(`../../lms/static/lms/js/keep-page.js?${(loads += 1)}`)
const tell = (name, detail) => heard.dispatchEvent(Object.assign(new Event(name), { detail }))

test("with the signal comes the way to the page as it is now, at the same address", async () => {
  await open()
  assert.equal(line.textContent, ASKED)
  tell("online")
  assert.equal(line.textContent, "Back. See it anew")
  assert.equal(line.link.href, "/today/?day=2")
})

test("gone again, it says so again", async () => {
  await open()
  tell("online")
  tell("offline")
  assert.equal(line.textContent, ASKED)
})

test("what waits and has only been counted is no word of the school; what it took is", async () => {
  await open()
  tell("outbox-changed", { waiting: 2, results: [] })
  assert.equal(line.textContent, ASKED)
  tell("outbox-changed", { waiting: 1, results: [{ id: "e1" }] })
  const { link } = line
  assert.equal(line.textContent, "Back. See it anew")
  tell("outbox-changed", { waiting: 0, results: [{ id: "e2" }] })
  assert.equal(line.link, link, "the link under somebody's finger stays")
})

test("a line of a worker of before, and a page that is no kept one, stay as they are", async () => {
  line.dataset = {}
  await open()
  tell("online")
  assert.equal(line.textContent, ASKED)
  line = null
  await open()
  tell("online")
})
