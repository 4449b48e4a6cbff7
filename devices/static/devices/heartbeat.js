// Counts how long this page is really used, per learner and day, and tells the school the
// cumulative count: a lost or repeated message changes nothing. No place, no address, no content.
//
// One tab counts at a time. Seconds go into a small journal first (localStorage: written at once,
// even while the page is being left), from there into the store, each entry exactly once. A browser
// that is not bound to a device is told so by the school and rests for a day.

import { record, uuid7 } from "../lms/js/outbox.js"
import "../lms/js/send.js"
import { get, learner, put, remove, rowsOf, run } from "../lms/js/store.js"
import { NOTHING, add, dayOf, fold, step, told, untold } from "./usage-counter.js"

const LOOK_MS = 15000
const TELL_MS = 600000
const TELL_ON_LEAVING_MS = 60000
const KEEP_DAYS = 21
const JOURNAL = "usage"
const MOST_ENTRIES = 200

const who = learner()
let touched = Date.now()
let before = Date.now()
let unsaved = NOTHING
let counting = false
let telling = null
const sent = new Set()

if (who && "indexedDB" in window) start()

function start() {
  for (const name of ["pointerdown", "keydown", "scroll", "touchstart"]) {
    addEventListener(name, () => (touched = Date.now()), { passive: true, capture: true })
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      before = touched = Date.now()
      takeTurn()
    } else {
      look()
      keepAndTell(TELL_ON_LEAVING_MS)
    }
  })
  addEventListener("pagehide", look)
  addEventListener("outbox-changed", ({ detail }) => detail.results.forEach(listen))
  takeTurn()
  keepAndTell()
  setInterval(() => {
    look()
    keepAndTell()
  }, LOOK_MS)
}

// The visible tab counts; a second visible one (split screen) waits for its turn.
function takeTurn() {
  if (!navigator.locks) {
    counting = true
    return
  }
  navigator.locks.request("song-usage", () => {
    counting = true
    before = Date.now()
    return new Promise((done) => {
      const leave = () => {
        if (document.visibilityState === "visible") return
        document.removeEventListener("visibilitychange", leave)
        // After the last look of this tab.
        setTimeout(() => {
          counting = false
          done()
        }, 0)
      }
      document.addEventListener("visibilitychange", leave)
    })
  })
}

// Count the time since the last look, and write it down before anything else can happen.
function look() {
  const now = Date.now()
  const seen = {
    now,
    before,
    touched,
    visible: document.visibilityState === "visible" || now - before < LOOK_MS + 1000,
    playing: Array.from(document.querySelectorAll("audio, video")).some((media) => !media.paused),
    learning: document.querySelector("[data-learning]") !== null,
    online: navigator.onLine,
  }
  before = now
  if (!counting) return
  unsaved = add(unsaved, step(seen))
  if (unsaved.active_s < 1) return
  const entry = { id: uuid7(), who, day: dayOf(now), counts: unsaved }
  unsaved = NOTHING
  writeJournal([...journal(), entry].slice(-MOST_ENTRIES))
}

function journal() {
  try {
    return JSON.parse(localStorage.getItem(JOURNAL)) || []
  } catch (error) {
    return []
  }
}

function writeJournal(entries) {
  try {
    localStorage.setItem(JOURNAL, JSON.stringify(entries))
  } catch (error) {
    // No room: these seconds are lost, the lesson goes on.
  }
}

function keepAndTell(pause = TELL_MS) {
  if (!telling) {
    telling = keep()
      .then(() => tellDays(pause))
      .catch(() => {})
      .then(() => (telling = null))
  }
}

// From the journal into the store; crossed out only when the store has it.
async function keep() {
  const entries = journal()
  if (!entries.some((entry) => entry.who === who)) return
  await run(["kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    const found = kept.get([who, "usage"])
    found.onsuccess = () => kept.put(fold(found.result || {}, entries, who, KEEP_DAYS), [who, "usage"])
  })
  const done = new Set(entries.filter((entry) => entry.who === who).map(({ id }) => id))
  writeJournal(journal().filter(({ id }) => !done.has(id)))
}

// Tell the days that have grown, unless something was told within the last `pause`.
async function tellDays(pause) {
  const now = Date.now()
  if (now - ((await get("kept", [who, "usage-told"])) || 0) < pause) return
  if ((await get("kept", [who, "usage-rests"])) === dayOf(Date.now())) return
  const kept = (await get("kept", [who, "usage"])) || { days: {} }
  const rows = Object.keys(kept.days).map((day) => ({ day, ...kept.days[day] }))
  for (const { day, counts } of untold(rows)) {
    // An older count of the day that still waits is contained in this one.
    for (const event of await rowsOf("events", who)) {
      if (event.kind === "usage.day" && event.payload.day === day) await remove("events", event.id)
    }
    const event = await record("usage.day", `usage:${day}`, told(day, counts), who)
    sent.add(event.id)
    await run(["kept"], "readwrite", (tx) => {
      const store = tx.objectStore("kept")
      const found = store.get([who, "usage"])
      found.onsuccess = () => {
        if (found.result.days[day]) found.result.days[day].told_s = Math.floor(counts.active_s)
        store.put(found.result, [who, "usage"])
      }
    })
    await put("kept", now, [who, "usage-told"])
  }
}

// «unbound»: this browser counts for no device; do not spend data on telling until tomorrow.
function listen({ id, reason }) {
  if (!sent.has(id) || !["unbound", "not_measured"].includes(reason)) return
  const today = dayOf(Date.now())
  put("kept", today, [who, "usage-rests"]).catch(() => {})
}
