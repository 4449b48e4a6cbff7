// The outbox: what was done on this device and is on its way to school.
//
//   await record(kind, stream, payload)   written to the disk when it resolves; say «saved» then
//   recordLast(kind, stream, payload)     the same at the very end of a page, where nothing can be waited for
//   waiting()                             {waiting, help}: how many events are still here, and how many nobody has looked at
//   settle(events, results, who)          do what the school said about them
//   sendAgain(ids, who)                   what stood in need of help, once more
//
// After each change the window gets an "outbox-changed" event with {waiting, help, results}.
// How it is sent: delivery.js; when: send.js and, without a page, the service worker.

import { learner, rowsOf, run } from "./store.js"

export const ARRIVED = ["stored", "duplicate", "late"]
const LOST_CAUSES = ["conflict", "rejected"]
// What the school could not take so often, though it answered, is shown to a grown-up.
export const MOST_TRIES = 8
let ownName = ""
let someUnnumbered = false
const ASKED = ["", "persist-asked"]
let isAsked = false

export async function record(kind, stream, payload, who = learner()) {
  if (!who) throw new Error("nobody is signed in")
  if (someUnnumbered) await number(who)
  const install = await installId()
  const counter = [who, `seq:${stream}`]
  let event
  let isFirst = false
  await run(["events", "kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    if (!isAsked) noteAsked(kept, () => (isFirst = true))
    const last = kept.get(counter)
    last.onsuccess = () => {
      const seq = (last.result || 0) + 1
      event = { ...made(kind, stream, payload, who), install, seq }
      kept.put(seq, counter)
      tx.objectStore("events").add(event)
    }
  })
  isAsked = true
  if (isFirst) navigator.storage.persist().catch(() => {})
  await announce(who)
  return event
}

// The first work that is kept here: the browser is asked, once, not to throw it away when room is short.
function noteAsked(kept, first) {
  const { storage } = globalThis.navigator || {}
  if (!storage || !storage.persist) return
  const found = kept.get(ASKED)
  found.onsuccess = () => {
    if (found.result) return
    kept.put(Date.now(), ASKED)
    first()
  }
}

// A page that goes away is not told any more what its store answers, and cannot ask for the next number: the event
// is written without one, in a single stroke.
export async function recordLast(kind, stream, payload, who = learner()) {
  if (!ownName) return record(kind, stream, payload, who)
  const event = { ...made(kind, stream, payload, who), install: ownName }
  someUnnumbered = true
  await run(["events"], "readwrite", (tx) => {
    tx.objectStore("events").add(event)
    if (tx.commit) tx.commit()
  })
  return event
}

// Give events of `recordLast` the numbers that come next, in the order they were made.
export async function number(who = learner()) {
  await run(["events", "kept"], "readwrite", (tx) => {
    const events = tx.objectStore("events")
    const kept = tx.objectStore("kept")
    const next = ([event, ...others]) => {
      if (!event) return
      const counter = [who, `seq:${event.stream}`]
      const last = kept.get(counter)
      last.onsuccess = () => {
        const seq = (last.result || 0) + 1
        kept.put(seq, counter)
        events.put({ ...event, seq })
        next(others)
      }
    }
    const found = events.index("learner").getAll(who)
    found.onsuccess = () => next(unnumbered(found.result))
  })
  someUnnumbered = false
}

function made(kind, stream, payload, who) {
  return { id: uuid7(), kind, stream, learner: who, payload, mono_ms: Math.round(performance.now()), wall: Date.now() }
}

export async function waiting(who = learner()) {
  if (!who) return { waiting: 0, help: 0 }
  let events, help
  await run(["events", "help"], "readonly", (tx) => {
    events = tx.objectStore("events").index("learner").count(who)
    help = tx.objectStore("help").index("learner").getAll(who)
  })
  return { waiting: events.result, help: help.result.filter(({ seen }) => !seen).length }
}

// Do what the server said about `events`; a result without a known id is nobody's.
export async function settle(events, results, who) {
  const { done, help, again } = sortResults(events, results)
  if (done.length || help.length || again.length) {
    await run(["events", "help"], "readwrite", (tx) => {
      for (const event of help) tx.objectStore("help").put({ ...event, at: Date.now() })
      for (const event of [...done, ...help]) tx.objectStore("events").delete(event.id)
      for (const event of again) tx.objectStore("events").put(event)
    })
  }
  await announce(who, results)
}

// Whatever needed help goes on its way once more, as it was made.
export async function sendAgain(ids, who = learner()) {
  await run(["events", "help"], "readwrite", (tx) => {
    const help = tx.objectStore("help")
    for (const id of ids) {
      const found = help.get(id)
      found.onsuccess = () => {
        if (!found.result || found.result.learner !== who) return
        tx.objectStore("events").put(asMade(found.result))
        help.delete(id)
      }
    }
  })
  await announce(who)
}

export async function announce(who, results = []) {
  dispatchEvent(new CustomEvent("outbox-changed", { detail: { ...(await waiting(who)), results } }))
}

// This browser's own name, random, kept as long as its store.
export async function installId() {
  if (ownName) return ownName
  const key = ["", "install"]
  let name
  await run(["kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    const found = kept.get(key)
    found.onsuccess = () => {
      name = found.result || uuid7()
      if (!found.result) kept.put(name, key)
    }
  })
  ownName = name
  return name
}

// --- Pure ---

// A UUID of version 7: sorts by the time it was made, which only helps the index.
export function uuid7(now = Date.now(), random = randomBytes(10)) {
  const time = Math.max(0, now).toString(16).padStart(12, "0").slice(-12)
  const bytes = Array.from(random)
  bytes[0] = (bytes[0] & 0x0f) | 0x70
  bytes[2] = (bytes[2] & 0x3f) | 0x80
  const hex = time + bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count))
}

// Those without a number, the first made first.
export function unnumbered(events) {
  return events.filter(({ seq }) => !seq).sort((a, b) => (a.id < b.id ? -1 : 1))
}

// Which events may be forgotten, which need a grown-up, and which were tried in vain. All others stay as they are.
export function sortResults(events, results) {
  const told = new Map(results.map((result) => [result.id, result]))
  const done = []
  const help = []
  const again = []
  for (const event of events) {
    const { status, reason, told: words } = told.get(event.id) || {}
    const tries = (event.tries || 0) + 1
    if (ARRIVED.includes(status)) done.push(event)
    else if (LOST_CAUSES.includes(status)) help.push({ ...event, status, reason, told: words })
    else if (status === "retry" && tries >= MOST_TRIES) help.push({ ...event, status, reason: "retry", told: words })
    else if (status === "retry") again.push({ ...event, tries })
  }
  return { done, help, again }
}

// What the school's word makes of an event: "school", "help", or "" while nothing is decided.
export function stateOf(status) {
  if (ARRIVED.includes(status)) return "school"
  return status === "retry" || !status ? "" : "help"
}

// Of what was done on this device (rows with the id of their event) that which is at school: it neither waits nor was
// refused, whichever page sent it.
export function gone(done, open) {
  const ids = new Set(open.map(({ id }) => id))
  return done.filter(({ id }) => !ids.has(id))
}

// An event without what was noted about its way.
export function asMade({ tries, status, reason, told, at, seen, ...event }) {
  return event
}
