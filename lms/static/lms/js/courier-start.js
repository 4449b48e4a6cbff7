// On each page with somebody, and at the door, once the page has settled (follow-worker.js): with signal, see that this
// browser has its key of the pupil who is here, and bring to school what waits of others who use this device. All of
// it is loaded only when there is something to do.

import { get, learner, run } from "./store.js"

const QUIET = 3000
// Staff and parents are named otherwise; only pupils have keys.
const PUPIL = /^[0-9a-f-]{36}$/
const DAY = 24 * 60 * 60 * 1000

if (globalThis.crypto && crypto.subtle && "indexedDB" in window) {
  // Not a part of the shell, which must be light: without this file the box does not show.
  if (document.querySelector("courier-box")) import("./courier-box.js").catch(() => {})
  setTimeout(look, QUIET)
  addEventListener("online", () => setTimeout(look, QUIET + Math.random() * 5000))
}

async function look() {
  if (navigator.onLine === false) return
  const who = learner()
  // Without signal after all, or another tab: the next page tries again.
  await haveKey(who).catch(() => {})
  await bringOthers(who).catch(() => {})
}

async function haveKey(who) {
  const mine = who && (await get("keys", [who, "credential"]))
  if (!PUPIL.test(who) || (mine && mine.asked > Date.now() - DAY)) return
  await (await import("./credential.js")).ready(who)
  // What hands work over without signal must be here by then (courier-box.js).
  await import("./courier.js")
  await import("./courier-box.js")
  await import("./code-series.js")
  await import("./code-show.js")
  await import("./downloading.js")
}

async function bringOthers(who) {
  if (await isWanted(who)) await (await import("./courier.js")).deliver()
}

// Whether something waits that the present session does not send by itself: of others, or of who came in without
// signal and has no session yet.
async function isWanted(who) {
  const { state } = (await get("kept", ["", "contact"])) || {}
  const of = {}
  await run(["events", "carried"], "readonly", (tx) => {
    const events = tx.objectStore("events")
    of.all = events.count()
    of.own = who && events.index("learner").count(who)
    of.carried = tx.objectStore("carried").getAll()
  })
  const own = of.own ? of.own.result : 0
  return of.all.result > own || (own > 0 && state === "signed-out") || of.carried.result.some(({ kind }) => kind === "bundle")
}
