// Send what waits in the outbox: on start, when the signal comes back, when the page is looked
// at again, soon after something was recorded, and from time to time. Import it once per page.

import { announce, delay, inOrder, number, parcels, record, settle } from "./outbox.js"
import { learner, readCookie, rowsOf } from "./store.js"

const PATIENCE = 20000
const QUIET = 60000
let failures = 0
let timer = null
let sending = null

// Record and send without delay.
export async function tell(kind, stream, payload) {
  const event = await record(kind, stream, payload)
  soon(50)
  return event
}

// Send now; resolves with true when nothing of this learner is left waiting.
export function send() {
  if (!sending) {
    sending = locked(sendAll).finally(() => {
      sending = null
    })
  }
  return sending
}

export function soon(ms = delay(failures)) {
  clearTimeout(timer)
  timer = setTimeout(send, ms)
}

async function sendAll() {
  const who = learner()
  let left = []
  let ok = true
  try {
    if (who) await number(who)
    left = who ? await rowsOf("events", who) : []
    const held = new Set()
    for (const parcel of parcels(left)) {
      const now = inOrder(parcel, held)
      if (!now.length || (await deliver(now, who))) continue
      ok = false
      for (const event of now) held.add(event.stream)
    }
    left = who ? await rowsOf("events", who) : []
  } catch (error) {
    ok = false
  }
  failures = ok && !left.length ? 0 : Math.min(failures + 1, 10)
  soon(left.length || !ok ? delay(failures) : QUIET)
  return ok && !left.length
}

// One parcel. A parcel that the server cannot read as a whole is sent event by event, so that
// a broken one shows itself and holds up none of the others.
async function deliver(events, who) {
  const response = await post(events)
  if (response.status === 200) {
    const { results, learner: now } = await response.json()
    // Somebody else signed in meanwhile: a refusal then says nothing about our events.
    if (now !== who) return false
    await settle(events, results, who)
    return results.every((result) => result.status !== "retry")
  }
  if (response.status === 400 || response.status === 413) {
    if (events.length > 1) {
      let ok = true
      for (const event of events) ok = (await deliver([event], who)) && ok
      return ok
    }
    await settle(events, [{ id: events[0].id, status: "rejected", reason: "unreadable" }], who)
    return true
  }
  if (response.status === 403) await fetch("/sync/", { credentials: "same-origin" })
  return false
}

async function post(events) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() }
  let body = JSON.stringify({ install: events[0].install, events })
  if (body.length > 1000 && "CompressionStream" in window) {
    const packed = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"))
    body = await new Response(packed).arrayBuffer()
    headers["Content-Encoding"] = "gzip"
  }
  const stop = new AbortController()
  const patience = setTimeout(() => stop.abort(), PATIENCE)
  try {
    return await fetch("/sync/", { method: "POST", headers, body, keepalive: true, signal: stop.signal })
  } finally {
    clearTimeout(patience)
  }
}

export function csrfToken() {
  return readCookie(document.cookie, "csrftoken") || readCookie(document.cookie, "__Host-csrf")
}

// Two open pages must not send the same parcel side by side (it would do no harm but cost data).
function locked(work) {
  return navigator.locks ? navigator.locks.request("song-send", work) : work()
}

addEventListener("online", () => soon(500))
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") soon(500)
})
addEventListener("outbox-changed", ({ detail }) => {
  if (detail.waiting && !detail.results.length && !sending) soon(1000 + Math.random() * 500)
})
announce(learner()).then(() => soon(300), () => {})
