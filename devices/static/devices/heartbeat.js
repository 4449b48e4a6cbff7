// Counts how long this page is really used, per learner and day, and tells the school the
// cumulative count: a lost or repeated message changes nothing. No place, no address, no content.
//
// One tab counts at a time. A browser that is not bound to a device is told so by the school and rests
// for a day; where nobody is signed in, only one that is known to be bound counts at all.

import "../lms/js/send.js"
import { learner } from "../lms/js/store.js"
import { NOTHING, add, step } from "./usage-counter.js"
import { isBound, keep, keepLocally, listen, read, tell, write } from "./usage-journal.js"
import { isDue, join, linkOf, speed, tryAt } from "./usage-signal.js"

const LOOK_MS = 15000
const TELL_MS = 600000
const TELL_ON_LEAVING_MS = 60000
const PATIENCE_MS = 15000
const PINGED = "usage-pinged"

const who = learner()
let touched = Date.now()
let before = Date.now()
let unsaved = NOTHING
let signal
let counting = false
let telling = null

if ("indexedDB" in window && (who || isBound())) start()

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
  addEventListener("outbox-changed", ({ detail }) => detail.results.forEach((result) => listen(who, result)))
  takeTurn()
  watchSpeed()
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
  const counts = step(seen)
  unsaved = add(unsaved, counts)
  if (counts.active_s && isBound() && isDue(read(PINGED) || 0, now)) ping(now)
  if (unsaved.active_s < 1) return
  write(who, now, unsaved, signal)
  unsaved = NOTHING
  signal = undefined
}

// How long the way to the school is, at most once an hour and less than a kilobyte. No connection at all is a
// failed try as well.
async function ping(now) {
  keepLocally(PINGED, now)
  const stop = new AbortController()
  const patience = setTimeout(() => stop.abort(), PATIENCE_MS)
  const began = performance.now()
  const link = linkOf(navigator.connection)
  try {
    if (!navigator.onLine) throw new Error("offline")
    const options = { cache: "no-store", credentials: "omit", signal: stop.signal }
    const answer = await fetch("/usage/ping/", options)
    const school = Number(await answer.text())
    const trip = performance.now() - began
    const skew_s = Math.round((Date.now() - trip / 2 - school) / 1000)
    if (!answer.ok || !school) throw new Error("no answer of ours")
    signal = join(signal, { ...tryAt(now), trips: [Math.round(trip)], link, skew_s })
  } catch (error) {
    signal = join(signal, tryAt(now, true))
  }
  clearTimeout(patience)
}

// How fast large things came that the page loaded anyway.
function watchSpeed() {
  if (!window.PerformanceObserver) return
  const seen = (list) => {
    const fastest = Math.max(0, ...list.getEntries().map(speed))
    if (fastest) signal = join(signal, { kbps_max: fastest, link: linkOf(navigator.connection) })
  }
  try {
    new PerformanceObserver(seen).observe({ type: "resource", buffered: true })
  } catch (error) {
    // Not known to this browser: the speed stays unknown.
  }
}

function keepAndTell(pause = TELL_MS) {
  if (!telling) {
    telling = keep(who)
      .then(() => tell(who, pause))
      .catch(() => {})
      .then(() => (telling = null))
  }
}
