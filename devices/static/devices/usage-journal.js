// Where counted seconds are kept until the school has them.
//
// They go into a small journal first (localStorage: written at once, even while the page is being left),
// from there into the store, each entry exactly once, and from there to the school: through the outbox of
// who is signed in, or, where nobody is, by the token of the bound browser alone.

import { record, uuid7 } from "../lms/js/outbox.js"
import { csrfToken } from "../lms/js/school-request.js"
import { get, put, remove, rowsOf, run } from "../lms/js/store.js"
import { dayOf, fold, told, untold } from "./usage-counter.js"
import { told as toldSignal } from "./usage-signal.js"

const KEEP_DAYS = 21
const JOURNAL = "usage"
const BOUND = "usage-bound"
const MOST_ENTRIES = 200
const sent = new Set()

export function write(who, now, counts, signal) {
  const entry = { id: uuid7(), who, day: dayOf(now), counts, ...(signal ? { signal } : {}) }
  keepLocally(JOURNAL, [...journal(), entry].slice(-MOST_ENTRIES))
}

// From the journal into the store; crossed out only when the store has it.
export async function keep(who) {
  const mine = journal().filter((entry) => entry.who === who)
  if (!mine.length) return
  await change(who, (kept) => fold(kept, mine, who, KEEP_DAYS))
  const done = new Set(mine.map(({ id }) => id))
  keepLocally(JOURNAL, journal().filter(({ id }) => !done.has(id)))
}

// Tell the days that have grown, unless something was told within the last `pause`.
export async function tell(who, pause) {
  const now = Date.now()
  if (now - ((await get("kept", [who, "usage-told"])) || 0) < pause) return
  if ((await get("kept", [who, "usage-rests"])) === dayOf(now)) return
  const kept = (await get("kept", [who, "usage"])) || { days: {} }
  const rows = untold(Object.keys(kept.days).map((day) => ({ day, ...kept.days[day] })))
  if (!rows.length) return
  if (who) await tellByOutbox(who, rows)
  else if (!(await tellByToken(rows))) return
  await put("kept", now, [who, "usage-told"])
}

// Whether this browser is known to count for a device (the cookie itself cannot be read here).
export function isBound() {
  return read(BOUND) === true
}

// What the school says about what was told: where it does not count, do not spend data until tomorrow.
export function listen(who, { id, status, reason }) {
  if (!sent.has(id)) return
  heed(who, status, reason)
}

function heed(who, status, reason) {
  if (status === "stored") keepLocally(BOUND, reason !== "unbound" && reason !== "quarantined")
  if (!["unbound", "not_measured"].includes(reason)) return
  put("kept", dayOf(Date.now()), [who, "usage-rests"]).catch(() => {})
  // The family does not want it: then nothing of it stays here either.
  if (reason === "not_measured") change(who, (kept) => ({ ...kept, days: {} })).catch(() => {})
}

async function tellByOutbox(who, rows) {
  const waiting = await rowsOf("events", who)
  for (const row of rows) {
    // An older count of the day that still waits is contained in this one.
    for (const event of waiting) {
      if (event.kind === "usage.day" && event.payload.day === row.day) await remove("events", event.id)
    }
    const event = await record("usage.day", "usage", payload(row), who)
    sent.add(event.id)
    await noteTold(who, row)
  }
}

async function tellByToken(rows) {
  const response = await fetch("/usage/", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": await csrfToken() },
    body: JSON.stringify({ days: rows.map(payload), seq: Math.floor(Date.now() / 1000), wall: Date.now() }),
  })
  if (!response.ok) return false
  const { results } = await response.json()
  for (const [place, { status, reason }] of results.entries()) {
    await noteTold("", rows[place])
    heed("", status, reason)
  }
  return true
}

function payload({ day, counts, signal }) {
  return { ...told(day, counts), ...toldSignal(signal) }
}

function noteTold(who, { day, counts }) {
  return change(who, (kept) => {
    if (!kept.days || !kept.days[day]) return kept
    const days = { ...kept.days, [day]: { ...kept.days[day], told_s: Math.floor(counts.active_s) } }
    return { ...kept, days }
  })
}

function change(who, next) {
  return run(["kept"], "readwrite", (tx) => {
    const store = tx.objectStore("kept")
    const found = store.get([who, "usage"])
    found.onsuccess = () => store.put(next(found.result || { days: {} }), [who, "usage"])
  })
}

function journal() {
  return read(JOURNAL) || []
}

export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name))
  } catch (error) {
    return null
  }
}

export function keepLocally(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch (error) {
    // No room: these seconds are lost, the lesson goes on.
  }
}
