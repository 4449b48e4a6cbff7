// How what waits in the outbox gets to school: parcels, their order, and what an answer of the school means. Knows
// no page: send.js uses it with one open, the service worker without.
//
//   await deliver(who, token)   {left, ok, state, wait}: how many events are still here, and when to come again
//   await contact()             {at, state, until}: when the school last took something, and how it stands
//
// What is small goes first, so that no photo holds an answer up; of one stream nothing goes before what came
// earlier. An event that fails by itself holds up none of the others for long.

import { asMade, announce, number, settle, waiting } from "./outbox.js"
import { get, put, rowsOf } from "./store.js"
import { ask } from "./school-request.js"

export const MAX_EVENTS = 100
export const MAX_BYTES = 48 * 1024
export const LONGEST = 60000
// The longest that a school may ask for, with what is added by chance.
export const LONGEST_WAIT = 750000
// Events beyond this (photos, voices) go behind all that is smaller.
const LIGHT_BYTES = 6 * 1024
// So often tried in vain, an event no longer holds its stream up.
const HOLDS = 3
const CONTACT = ["", "contact"]
// How many events go in one parcel: halved while the school breaks down over one of them.
let most = MAX_EVENTS

// `token()`: resolves with the CSRF token; asked again when the school did not take it.
export async function deliver(who, token) {
  let rows = await rowsOf("events", who)
  if (rows.some(({ seq }) => !seq)) {
    await number(who)
    rows = await rowsOf("events", who)
  }
  const round = { who, token, held: new Set(), ok: true, broken: 0, state: "", wait: 0 }
  for (const parcel of parcels(rows, most)) {
    const now = inOrder(parcel, round.held)
    if (now.length && !(await take(now, round))) break
  }
  if (round.broken) most = Math.max(1, Math.floor(most / 2))
  else if (round.ok) most = MAX_EVENTS
  const { waiting: left } = await waiting(who)
  return { left, ok: round.ok, state: round.state, wait: round.wait }
}

export async function contact() {
  const told = (await get("kept", CONTACT)) || {}
  // A clock that was ahead and was put right must not keep anybody waiting for days.
  return told.until > Date.now() + LONGEST_WAIT ? { ...told, until: 0 } : told
}

// --- One parcel ---

// Whether the round goes on.
async function take(events, round) {
  let response
  try {
    response = await post(events, round)
  } catch (error) {
    return end(round, "silent")
  }
  const { status } = response
  if (status === 200) return settled(events, response, round)
  if (status === 401) return end(round, "signed-out")
  if (status === 429 || status === 503) return end(round, "busy", retryAfter(response.headers.get("Retry-After")))
  if (status === 400 || status === 413) return oneByOne(events, round)
  if (status < 500) return end(round, "silent")
  return brokenDown(events, round)
}

async function settled(events, response, round) {
  let told
  try {
    told = await response.json()
    if (!Array.isArray(told.results)) throw new Error("not ours")
  } catch (error) {
    // Somebody else answered: a hotel's or a provider's page before the network.
    return end(round, "silent")
  }
  // Somebody else signed in meanwhile: a refusal then says nothing about our events.
  if (told.learner !== round.who) return end(round, "signed-out")
  await note({ at: Date.now(), state: "", until: 0 })
  const results = new Map(told.results.map((result) => [result.id, result.status]))
  for (const event of events) {
    const status = results.get(event.id)
    if (status && status !== "retry") continue
    round.ok = false
    if ((event.tries || 0) < HOLDS) round.held.add(event.stream)
  }
  round.broken = 0
  await settle(events, told.results, round.who)
  return true
}

// A parcel that the school cannot read as a whole: the broken one shows itself, and holds up none of the others.
async function oneByOne(events, round) {
  if (events.length === 1) {
    await settle(events, [{ id: events[0].id, status: "rejected", reason: "unreadable" }], round.who)
    return true
  }
  for (const event of inOrder(events, round.held)) if (!(await take([event], round))) return false
  return true
}

// The school fell over this parcel: the others are tried; the next round sends smaller ones, down to the one event.
async function brokenDown(events, round) {
  round.ok = false
  round.broken += 1
  for (const event of events) if ((event.tries || 0) < HOLDS) round.held.add(event.stream)
  if (round.broken > 2) return end(round, "silent")
  if (events.length === 1) await settle(events, [{ id: events[0].id, status: "retry" }], round.who)
  return true
}

async function end(round, state, wait = 0) {
  Object.assign(round, { ok: false, state, wait })
  const { at } = await contact().catch(() => ({}))
  await note({ at, state, until: wait ? Date.now() + wait : 0 })
  await announce(round.who)
  return false
}

async function post(events, { token }, second = false) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": await token(second) }
  let body = JSON.stringify({ install: events[0].install, events: events.map(asMade) })
  if (body.length > 1000 && "CompressionStream" in globalThis) {
    const packed = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"))
    body = await new Response(packed).arrayBuffer()
    headers["Content-Encoding"] = "gzip"
  }
  const response = await ask("/sync/", { method: "POST", headers, body, keepalive: true })
  return response.status === 403 && !second ? post(events, { token }, true) : response
}

// A disk that is full keeps no time of day; what waits goes all the same.
function note(told) {
  return put("kept", told, CONTACT).catch(() => {})
}

// --- Pure ---

// Events in parcels the server takes: streams of small ones first, then by age; of one stream always in turn.
export function parcels(events, maxEvents = MAX_EVENTS, maxBytes = MAX_BYTES) {
  const streams = new Map()
  for (const event of events) {
    const size = byteLength(JSON.stringify(event)) + 1
    const stream = streams.get(event.stream) || { first: event.id, heavy: false, rows: [] }
    stream.rows.push({ event, size })
    stream.heavy = stream.heavy || size > LIGHT_BYTES
    if (event.id < stream.first) stream.first = event.id
    streams.set(event.stream, stream)
  }
  const turn = Array.from(streams.values()).sort((a, b) => a.heavy - b.heavy || (a.first < b.first ? -1 : 1))
  const all = []
  let bytes = 0
  let heavy = false
  for (const stream of turn) {
    for (const { event, size } of stream.rows.sort((a, b) => a.event.seq - b.event.seq)) {
      const last = all[all.length - 1]
      if (last && last.length < maxEvents && bytes + size <= maxBytes && heavy === stream.heavy) {
        last.push(event)
        bytes += size
      } else {
        all.push([event])
        bytes = size
        heavy = stream.heavy
      }
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

// Milliseconds until the next try: 2 s, 4 s, … 60 s, each spread by half so that a class that
// comes into the Wi-Fi together does not knock all at once.
export function delay(failures, random = Math.random()) {
  const full = Math.min(2000 * 2 ** failures, LONGEST)
  return Math.round(full * (0.5 + random / 2))
}

// What `Retry-After` says, in milliseconds: seconds or a day; between two seconds and ten minutes, and a little
// more, so that those who were sent away do not come back together.
export function retryAfter(header, now = Date.now(), random = Math.random()) {
  const told = /^\d+$/.test(header || "") ? Number(header) * 1000 : Date.parse(header || "") - now
  const asked = Math.min(Math.max(told || 30000, 2000), 600000)
  return Math.round(asked * (1 + random / 4))
}
