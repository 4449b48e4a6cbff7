// When what waits in the outbox is sent: on start, when the signal comes back, when the page is looked
// at again, soon after something was recorded, and from time to time. Import it once per page.

import { csrfToken } from "./school-request.js"
import { LONGEST_WAIT, contact, delay, deliver } from "./delivery.js"
import { announce, record } from "./outbox.js"
import { learner } from "./store.js"

const QUIET = 60000
let failures = 0
let timer = null
let sending = null
// The school said when to come again: nobody comes before.
let until = 0

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
  const asked = until - Date.now()
  timer = setTimeout(send, asked > LONGEST_WAIT ? ms : Math.max(ms, asked))
}

async function sendAll() {
  const who = learner()
  let told = { left: 0, ok: true, wait: 0 }
  try {
    // Another page may have been told to wait.
    until = (await contact()).until || 0
    if (who && until > Date.now()) told = { left: 1, ok: false, wait: until - Date.now() }
    else if (who) told = await deliver(who, csrfToken)
  } catch (error) {
    told.ok = false
  }
  const { left, ok, wait } = told
  if (wait) until = Date.now() + wait
  const isDone = ok && !left
  failures = isDone ? 0 : Math.min(failures + 1, 10)
  soon(isDone ? QUIET : wait || delay(failures))
  if (!isDone) sendWithoutPage()
  return isDone
}

// Where the browser can, it goes on sending when the page is closed (worker/sending.js).
async function sendWithoutPage() {
  try {
    const worker = await navigator.serviceWorker.getRegistration()
    if (worker && worker.sync) await worker.sync.register("outbox")
  } catch (error) {
    // Not here, or not allowed: the next page sends.
  }
}

// Two open pages must not send the same parcel side by side (it would do no harm but cost data).
function locked(work) {
  return navigator.locks ? navigator.locks.request("song-send", work) : work()
}

addEventListener("online", () => {
  failures = 0
  soon(Math.random() * 1000)
})
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") soon(500)
})
addEventListener("outbox-changed", ({ detail }) => {
  if (detail.waiting && !detail.results.length && !sending) soon(1000 + Math.random() * 500)
})
if ("serviceWorker" in navigator) {
  // What the service worker sent meanwhile.
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data && data.outbox && data.outbox.who === learner()) announce(learner(), data.outbox.results).catch(() => {})
  })
}
announce(learner()).then(() => soon(300), () => {})
