// What waits in the outbox goes to school also when no page is open: the browser wakes the worker when there is
// signal (Background Sync, asked for by send.js). Where a browser has none, the next page sends.
//
// Whose it is says the school: a session that is not of whoever is here is ended there (lms/doors.py).

import { contact, deliver } from "../delivery.js"
import { ask } from "../school-request.js"

const TAG = "outbox"

self.addEventListener("sync", (event) => {
  if (event.tag === TAG) event.waitUntil(locked(sendAll))
})

// Open pages show what became of it.
self.addEventListener("outbox-changed", async ({ detail }) => {
  const told = { outbox: { who: current, results: detail.results } }
  for (const page of await self.clients.matchAll()) page.postMessage(told)
})

let current = ""

// Throws when something is left that may go later: the browser then comes again by itself.
async function sendAll() {
  const { until } = await contact()
  if (until > Date.now()) throw new Error("the school said later")
  const school = await greet()
  // Signed out: it waits for the next page.
  if (!school) return
  current = school.learner
  const { left, state } = await deliver(school.learner, async (isOld) => (isOld ? await greet() : school).csrf)
  if (left && state !== "signed-out") throw new Error("something is left")
}

async function greet() {
  const answer = await ask("/sync/")
  if (answer.status === 401) return null
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.json()
}

// A page that is sending goes first; the browser comes again.
function locked(work) {
  if (!self.navigator.locks) return work()
  return self.navigator.locks.request("song-send", { ifAvailable: true }, (lock) => {
    if (!lock) throw new Error("a page is sending")
    return work()
  })
}
