// The outbox: what was done on this device and is on its way to school.
//
//   await record(kind, stream, payload)   written to the disk when it resolves; say «saved» then
//   recordLast(kind, stream, payload)     the same at the very end of a page, where nothing can be waited for
//   waiting()                             {waiting, help}: how many events are still here
//
// After each change the window gets an "outbox-changed" event with {waiting, help, results}.
// Sending is the business of send.js. The rest here are pure decisions, tested with Node.

import * as store from "./store.js"

export const MAX_EVENTS = 100
export const MAX_BYTES = 48 * 1024
const DONE = ["stored", "duplicate", "late"]
const LOST_CAUSES = ["conflict", "rejected"]
let ownName = ""
let someUnnumbered = false

export async function record(kind, stream, payload, who = store.learner()) {
  if (!who) throw new Error("nobody is signed in")
  if (someUnnumbered) await number(who)
  const install = await installId()
  const counter = [who, `seq:${stream}`]
  let event
  await store.run(["events", "kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    const last = kept.get(counter)
    last.onsuccess = () => {
      const seq = (last.result || 0) + 1
      event = { ...made(kind, stream, payload, who), install, seq }
      kept.put(seq, counter)
      tx.objectStore("events").add(event)
    }
  })
  await announce(who)
  return event
}

// A page that goes away is not told any more what its store answers, and cannot ask for the next number: the event
// is written without one, in a single stroke.
export async function recordLast(kind, stream, payload, who = store.learner()) {
  if (!ownName) return record(kind, stream, payload, who)
  const event = { ...made(kind, stream, payload, who), install: ownName }
  someUnnumbered = true
  await store.run(["events"], "readwrite", (tx) => {
    tx.objectStore("events").add(event)
    if (tx.commit) tx.commit()
  })
  return event
}

// Give events of `recordLast` the numbers that come next, in the order they were made.
export async function number(who = store.learner()) {
  await store.run(["events", "kept"], "readwrite", (tx) => {
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

export async function waiting(who = store.learner()) {
  if (!who) return { waiting: 0, help: 0 }
  const [events, help] = await Promise.all([store.rowsOf("events", who), store.rowsOf("help", who)])
  return { waiting: events.length, help: help.length }
}

// Do what the server said about `events`; a result without a known id is nobody's.
export async function settle(events, results, who) {
  const { done, help } = sortResults(events, results)
  if (done.length || help.length) {
    await store.run(["events", "help"], "readwrite", (tx) => {
      for (const event of help) tx.objectStore("help").put(event)
      for (const event of [...done, ...help]) tx.objectStore("events").delete(event.id)
    })
  }
  await announce(who, results)
}

export async function announce(who, results = []) {
  dispatchEvent(new CustomEvent("outbox-changed", { detail: { ...(await waiting(who)), results } }))
}

// This browser's own name, random, kept as long as its store.
export async function installId() {
  if (ownName) return ownName
  const key = ["", "install"]
  let name
  await store.run(["kept"], "readwrite", (tx) => {
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

// Which events may be forgotten, and which need a grown-up. All others stay and are sent again.
export function sortResults(events, results) {
  const told = new Map(results.map((result) => [result.id, result]))
  const done = []
  const help = []
  for (const event of events) {
    const { status, reason, told: words } = told.get(event.id) || {}
    if (DONE.includes(status)) done.push(event)
    else if (LOST_CAUSES.includes(status)) help.push({ ...event, status, reason, told: words })
  }
  return { done, help }
}

// Events in the order they were made, in parcels the server takes.
export function parcels(events, maxEvents = MAX_EVENTS, maxBytes = MAX_BYTES) {
  const sorted = [...events].sort((a, b) =>
    a.stream === b.stream ? a.seq - b.seq : a.id < b.id ? -1 : 1,
  )
  const all = []
  let bytes = 0
  for (const event of sorted) {
    const size = byteLength(JSON.stringify(event)) + 1
    const last = all[all.length - 1]
    if (last && last.length < maxEvents && bytes + size <= maxBytes) {
      last.push(event)
      bytes += size
    } else {
      all.push([event])
      bytes = size
    }
  }
  return all
}

// Of a parcel what may go now: where something of a stream did not arrive, nothing that came after it goes before.
export function inOrder(parcel, held) {
  return parcel.filter((event) => !held.has(event.stream))
}

function byteLength(text) {
  return new TextEncoder().encode(text).length
}

// Milliseconds until the next try: 2 s, 4 s, … 5 min, each spread by half so that a class that
// comes into the Wi-Fi together does not knock all at once.
export function delay(failures, random = Math.random()) {
  const full = Math.min(2000 * 2 ** failures, 300000)
  return Math.round(full * (0.5 + random / 2))
}
