// Counts how long this page is really used, per learner and day, and tells the school the
// cumulative count: a lost or repeated message changes nothing. No place, no address, no content.
//
// One tab counts at a time. What is counted lies in the store under "usage", for at most three
// weeks. A browser that is not bound to a device is told so by the school and rests for a day.

import { record } from "../lms/js/outbox.js"
import { get, learner, remove, rowsOf, run } from "../lms/js/store.js"
import { NOTHING, add, dayOf, step, told, untold } from "./usage-counter.js"

const LOOK_MS = 15000
const TELL_MS = 600000
const KEEP_DAYS = 21

const who = learner()
let touched = Date.now()
let before = Date.now()
let toldAt = Date.now()
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
      look().then(tell)
    }
  })
  addEventListener("pagehide", () => look())
  addEventListener("outbox-changed", ({ detail }) => detail.results.forEach(listen))
  takeTurn()
  tell()
  setInterval(() => look().then(() => Date.now() - toldAt > TELL_MS && tell()), LOOK_MS)
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

async function look() {
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
  const more = unsaved
  unsaved = NOTHING
  await save(dayOf(new Date(now)), more).catch(() => {
    unsaved = add(unsaved, more)
  })
}

// Add to what is kept, in one transaction: no other tab's seconds are lost.
async function save(day, more) {
  await run(["kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    const found = kept.get([who, "usage"])
    found.onsuccess = () => {
      const days = found.result || {}
      const old = days[day] || { counts: NOTHING }
      days[day] = { ...old, counts: add(old.counts, more) }
      for (const key of Object.keys(days).sort().slice(0, -KEEP_DAYS)) delete days[key]
      kept.put(days, [who, "usage"])
    }
  })
}

function tell() {
  toldAt = Date.now()
  if (!telling) {
    telling = tellDays().catch(() => {}).then(() => (telling = null))
  }
  return telling
}

async function tellDays() {
  if ((await get("kept", [who, "usage-rests"])) === dayOf(new Date())) return
  const days = (await get("kept", [who, "usage"])) || {}
  const rows = Object.keys(days).map((day) => ({ day, ...days[day] }))
  for (const { day, counts } of untold(rows)) {
    // An older count of the day that still waits is contained in this one.
    for (const event of await rowsOf("events", who)) {
      if (event.kind === "usage.day" && event.payload.day === day) await remove("events", event.id)
    }
    const event = await record("usage.day", `usage:${day}`, told(day, counts), who)
    sent.add(event.id)
    await run(["kept"], "readwrite", (tx) => {
      const kept = tx.objectStore("kept")
      const found = kept.get([who, "usage"])
      found.onsuccess = () => {
        const all = found.result || {}
        if (all[day]) all[day].told_s = Math.floor(counts.active_s)
        kept.put(all, [who, "usage"])
      }
    })
  }
}

// «unbound»: this browser counts for no device; do not spend data on telling until tomorrow.
function listen({ id, reason }) {
  if (!sent.has(id) || !["unbound", "not_measured"].includes(reason)) return
  const today = dayOf(new Date())
  run(["kept"], "readwrite", (tx) => tx.objectStore("kept").put(today, [who, "usage-rests"])).catch(() => {})
}
