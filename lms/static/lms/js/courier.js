// What waits on this device, of whomever, sealed for others to bring to school, and what the school answered.
//
//   await bundlesOf(who)     rows of `carried`, up to date; [] where nothing waits or nothing can be sealed
//   await ofAll()            the same of everybody who uses this device
//   await countOfAll()       how many events of everybody wait here
//   await deliver()          with signal: what the present session does not send itself; what others handed over
//   await notTaken()         what the school refused lately and is not asked again today: {count, told: [sentences]}
//   await handOver(rows)     they leave the device as file or codes: remember them until the answer comes
//   await bundleFile()       {text, count}: all of it as the text of a file; count: how many events
//   await takeReceipts(list) answers in base64url; how many events came off with them
//   await takeReceiptFile(text)   the same from a file
//
// Rows of `carried`: {id, of, ids, data, reply, sign, given} are this device's own, of learner `of` with events `ids`;
// with {refused, told, since} where the school did not take it; {tries, tried} where it stumbled over it. {id, kind, data,
// …} without `of` came from other devices (carrying.js). Nothing is taken out of `events` without an answer that the school signed.

import { base64url, fromBase64 } from "./bytes.js"
import { credential, forget } from "./credential.js"
import { LONGEST_WAIT, contact, parcels, retryAfter } from "./delivery.js"
import { halves, inTurn, portions } from "./courier-turn.js"
import { bundleOf, opened, seal } from "./envelope.js"
import { announce, asMade, number, settle } from "./outbox.js"
import { askForKeys, knownKeys } from "./school-keys.js"
import { PATIENCE, ask } from "./school-request.js"
import { get, learner, put, remove, rowsOf, run } from "./store.js"

export const FORMAT = "song-courier/1"
// What a bundle may weigh at school.
const MOST_OF_BUNDLE = 64 * 1024
// Refusals of all who use the school's line are counted together: what was refused is not sent again for a day.
const DAY = 24 * 60 * 60 * 1000
// What the school could not take so often, even alone, goes once an hour.
const MOST_TRIES = 3
const HOUR = 60 * 60 * 1000
// So often in a row the school stumbles: then it is the school, and none of the bundles.
const MOST_BROKEN = 10
// Kept: until when nobody here delivers, as the school said.
const UNTIL = ["", "courier-until"]
// So slow a line still delivers: bytes a millisecond.
const SLOWEST = 8

export async function bundlesOf(who) {
  const [signing, keys] = await Promise.all([credential(who), knownKeys()])
  const own = (await carried()).filter(({ of }) => of === who)
  let events = await rowsOf("events", who)
  if (events.some(({ seq }) => !seq)) {
    await number(who)
    events = await rowsOf("events", who)
  }
  const current = []
  const held = []
  for (const parcel of signing && keys ? parcels(events) : []) {
    const ids = parcel.map(({ id }) => id)
    const same = own.find((row) => row.kid === keys.kid && row.key === signing.id && row.ids.join() === ids.join())
    if (same && isHeld(same)) {
      held.push(same)
      continue
    }
    const sealed = same && !same.refused ? same : undefined
    const row = sealed || { ...(await seal(parcel.map(asMade), signing, keys)), of: who, ids, kid: keys.kid, key: signing.id, sign: keys.sign }
    if (row.data.length > MOST_OF_BUNDLE) continue
    if (!sealed) await put("carried", row)
    current.push(row)
  }
  await tidy(own, [...current, ...held], events)
  return current
}

export async function ofAll() {
  const all = []
  // A key that is broken seals nothing of its pupil, and holds up nobody else.
  for (const who of await learners()) all.push(...(await bundlesOf(who).catch(() => [])))
  return all
}

// As `bundlesOf` left them: look at them first.
export async function notTaken() {
  const rows = (await carried()).filter(isHeld)
  return { count: rows.reduce((sum, { ids }) => sum + ids.length, 0), told: [...new Set(rows.map(({ told }) => told))] }
}

// Something new of its learner makes another bundle, which is sent at once.
function isHeld({ of, refused, since }) {
  return Boolean(of && refused) && Math.abs(Date.now() - since) < DAY
}

export function deliver() {
  return navigator.locks ? navigator.locks.request("song-courier", deliverAll) : deliverAll()
}

async function deliverAll() {
  const until = (await get("kept", UNTIL)) || 0
  // A clock that was ahead and was put right keeps nobody waiting for days.
  if (until > Date.now() && until < Date.now() + LONGEST_WAIT) return false
  const here = learner()
  // Whoever came in without signal has no session yet: even the own work goes sealed then.
  const sendsItself = (await contact()).state === "signed-out" ? "" : here
  const rows = (await ofAll()).filter(({ of }) => of !== sendsItself)
  const others = (await carried()).filter(({ of }) => !of)
  const foreign = inTurn(others.filter(({ kind }) => kind === "bundle"), others.filter(({ kind }) => kind !== "bundle"))
  const round = { broken: 0, isDone: true }
  // The own ones first, and apart: whatever others handed over holds none of them up.
  for (const portion of [...portions(rows.filter(mayGo)), ...portions(foreign.filter(mayGo))]) {
    if (!(await post(portion, round))) break
  }
  if (here) await announce(here)
  return round.isDone
}

function mayGo({ tries = 0, tried }) {
  return tries < MOST_TRIES || Math.abs(Date.now() - tried) > HOUR
}

export async function handOver(rows) {
  for (const row of rows) await put("carried", { ...row, given: true })
}

export async function bundleFile() {
  const rows = await ofAll()
  await handOver(rows)
  const count = rows.reduce((sum, { ids }) => sum + ids.length, 0)
  return { text: JSON.stringify({ format: FORMAT, bundles: rows.map(({ data }) => base64url(data)) }), count }
}

export async function takeReceiptFile(text) {
  const told = JSON.parse(text)
  if (told.format !== FORMAT || !Array.isArray(told.receipts)) throw new Error("no receipts")
  return takeReceipts(told.receipts)
}

export async function takeReceipts(list) {
  const rows = new Map((await carried()).filter(({ of }) => of).map((row) => [row.id, row]))
  let count = 0
  for (const text of list) {
    const receipt = fromBase64(text)
    const row = rows.get(bundleOf(receipt))
    if (row) count += await settled(row, receipt).catch(() => 0)
  }
  const here = learner()
  if (here) await announce(here)
  return count
}

// Do what the school's answer to `row` says, for its learner alone; how many events were still waiting.
async function settled(row, receipt) {
  const results = await opened(receipt, row)
  const told = results.map((one, place) => {
    const [status, reason, words] = Array.isArray(one) ? one : [one]
    return { id: row.ids[place], status, reason, told: words }
  })
  const events = (await rowsOf("events", row.of)).filter(({ id }) => row.ids.includes(id))
  await settle(events, told, row.of)
  await remove("carried", row.id)
  return events.length
}

// --- With signal ---

// Whether the round goes on. A portion that the school cannot read or falls over is halved until the broken one stands
// alone, which then waits: it ends nothing for the others.
async function post(rows, round) {
  const { told, state } = await asked(JSON.stringify({ bundles: rows.map(({ data }) => base64url(data)) }))
  if (state === "taken") {
    round.broken = 0
    await answeredAll(rows, told.bundles)
    return true
  }
  round.broken += 1
  if (state === "broken" && round.broken <= MOST_BROKEN && rows.length > 1) {
    const [first, second] = halves(rows)
    return (await post(first, round)) && post(second, round)
  }
  round.isDone = false
  if (state !== "broken" || round.broken > MOST_BROKEN) return false
  const [row] = rows
  await put("carried", { ...row, tries: (row.tries || 0) + 1, tried: Date.now() }).catch(() => {})
  return true
}

// {state, told}: "taken"; "broken" where the school could not take this request; else there is no signal, it is busy, or
// somebody else answers. Other tabs wait for the end of it: a dead line ends by itself.
async function asked(body) {
  const headers = { "Content-Type": "application/json" }
  try {
    const answer = await ask("/courier/", { method: "POST", headers, body, credentials: "omit" }, PATIENCE + body.length / SLOWEST)
    if (answer.ok) {
      const told = await answer.json()
      return told && Array.isArray(told.bundles) ? { state: "taken", told } : { state: "silent" }
    }
    if (answer.status === 400 || answer.status === 413 || (answer.status >= 500 && answer.status !== 503)) return { state: "broken" }
    if (answer.status !== 429 && answer.status !== 503) return { state: "silent" }
    await put("kept", Date.now() + retryAfter(answer.headers.get("Retry-After")), UNTIL)
  } catch (error) {
    // It came not in time, no signal, or a hotel's page that is no answer of ours.
  }
  return { state: "silent" }
}

async function answeredAll(rows, bundles) {
  for (const told of bundles) {
    const row = rows.find(({ id }) => id === told.id)
    // A full disk keeps one answer and not another: it comes again.
    if (row) await (row.of ? answered(row, told) : passedOn(row, told)).catch(() => {})
  }
}

async function answered(row, { status, receipt, reason, told }) {
  if (status === "taken") return settled(row, fromBase64(receipt)).catch(() => 0)
  if (status !== "refused") return 0
  await put("carried", { ...row, refused: reason || "refused", told, since: Date.now() })
  // Sealed anew with the key of today, if it is another; signed with a new key once its pupil is here with signal.
  if (reason === "unknown_key") await askForKeys().catch(() => {})
  if (reason === "unknown_tablet") await forget(row.of)
  return 0
}

// The answer to what another device handed over goes back to it (carrying.js).
async function passedOn(row, { status, receipt, told }) {
  if (status === "taken") return put("carried", { ...row, kind: "receipt", data: fromBase64(receipt), done: Date.now() })
  if (status === "refused") return put("carried", { ...row, kind: "refused", told, done: Date.now() })
  return undefined
}

// --- What is kept ---

export function carried() {
  return run(["carried"], "readonly", (tx) => tx.objectStore("carried").getAll())
}

export function countOfAll() {
  return run(["events"], "readonly", (tx) => tx.objectStore("events").count())
}

// Everybody of whom something waits here.
export async function learners() {
  const found = []
  await run(["events"], "readonly", (tx) => {
    const next = tx.objectStore("events").index("learner").openKeyCursor(null, "nextunique")
    next.onsuccess = () => {
      if (!next.result) return
      found.push(next.result.key)
      next.result.continue()
    }
  })
  return found
}

// Older bundles go, but for those on their way of which an answer may still come.
async function tidy(own, current, events) {
  const waits = new Set(events.map(({ id }) => id))
  for (const row of own) {
    const isAwaited = row.given && !row.refused && row.ids.some((id) => waits.has(id))
    if (!current.includes(row) && !isAwaited) await remove("carried", row.id)
  }
}
