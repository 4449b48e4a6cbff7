import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { gunzipSync } from "node:zlib"

import { empty, rows } from "./fake-store.js"
import { LONGEST, contact, delay, deliver, inOrder, parcels, retryAfter } from "../../lms/static/lms/js/delivery.js"
import { MOST_TRIES, sendAgain, uuid7 } from "../../lms/static/lms/js/outbox.js"
import { put } from "../../lms/static/lms/js/store.js"

const event = (id, stream = "s", seq = 1, payload = {}) => ({ id, stream, seq, payload })
let sent = []

// A school that answers each parcel by `answer(events)`: a status of each event, or {status, headers} of the whole.
function school(answer) {
  sent = []
  globalThis.fetch = async (address, { body, headers }) => {
    const text = headers["Content-Encoding"] ? gunzipSync(Buffer.from(body)) : body
    const { events } = JSON.parse(text)
    sent.push({ events, bytes: Buffer.from(body).length })
    const told = answer(events)
    if (told instanceof Error) throw told
    if (!Array.isArray(told)) return new Response("{}", told)
    const results = events.map(({ id }, place) => ({ id, status: told[place], reason: "" }))
    return Response.json({ learner: "giang", results })
  }
}

async function waits(count, stream = (n) => `attempt-${n % 9}`, payload = () => ({ place: 1, response: ["a"] })) {
  for (let n = 0; n < count; n++) {
    const kept = event(uuid7(1700000000000 + n), stream(n), n + 1, payload(n))
    await put("events", { ...kept, kind: "answer.saved", learner: "giang", install: "i" })
  }
}

const all = (status) => (events) => events.map(() => status)
const go = () => deliver("giang", async () => "token")

beforeEach(empty)

test("parcels keep the order of each stream and stay small", () => {
  const events = [event("c", "s", 3), event("a", "s", 1), event("b", "s", 2)]
  assert.deepEqual(parcels(events, 2).map((parcel) => parcel.map(({ seq }) => seq)), [[1, 2], [3]])
  const large = [event("a", "s", 1, "ư".repeat(30)), event("b", "s", 2, "ư".repeat(30))]
  assert.equal(parcels(large, 100, 150).length, 2)
})

test("a photo goes behind all answers, in parcels of its own", () => {
  const photo = [event("a", "files:x", 1, "p".repeat(30000)), event("b", "files:x", 2, "p".repeat(10))]
  const told = parcels([...photo, event("d", "answers", 2), event("c", "answers", 1)])
  assert.deepEqual(told.map((parcel) => parcel.map(({ id }) => id)), [["c", "d"], ["a", "b"]])
})

test("seven days of an outbox, 5,000 events, drain in requests of 64 KB at most, each event once", async () => {
  const words = (n) => ({ place: n % 40, response: [`câu ${n} nước sông Nậm Rốm`.repeat(1 + (n % 5))], elapsed_ms: n * 977 })
  await waits(5000, (n) => `attempt-${n % 125}`, words)
  school(all("stored"))
  assert.deepEqual(await go(), { left: 0, ok: true, state: "", wait: 0 })
  const ids = new Set(sent.flatMap(({ events }) => events.map(({ id }) => id)))
  assert.equal(ids.size, 5000)
  assert.ok(Math.max(...sent.map(({ bytes }) => bytes)) <= 64 * 1024)
  assert.ok(sent.every(({ events }) => events.length <= 100))
  assert.ok(sent.length <= 60, `${sent.length} requests`)
})

test("what came after something that did not arrive waits for it; other streams go on", async () => {
  const parcel = [event("a", "pair:1", 2), event("b", "pair:2", 1)]
  assert.deepEqual(inOrder(parcel, new Set(["pair:1"])).map(({ id }) => id), ["b"])
  await waits(250, (n) => (n < 150 ? "first" : "second"))
  school((events) => events.map(({ stream }) => (stream === "first" ? "retry" : "stored")))
  const { left, ok } = await go()
  assert.deepEqual([left, ok], [150, false])
})

test("one event that the school never takes holds its stream up for three tries, and then asks for help", async () => {
  await waits(120, () => "s")
  school((events) => events.map(({ seq }) => (seq === 1 ? "retry" : "stored")))
  for (let round = 0; round < 4; round++) await go()
  assert.deepEqual(rows("events").map(({ seq }) => seq), [1])
  for (let round = 0; round < MOST_TRIES; round++) await go()
  assert.equal(rows("events").length, 0)
  assert.deepEqual(rows("help").map(({ seq, status, reason }) => [seq, status, reason]), [[1, "retry", "retry"]])
})

test("an event over which the school falls is found by smaller and smaller parcels; all others arrive", async () => {
  await waits(300, (n) => `s-${n}`)
  school((events) => (events.some(({ seq }) => seq === 150) ? { status: 500 } : events.map(() => "stored")))
  for (let round = 0; round < 20; round++) await go()
  assert.equal(rows("events").length, 0)
  assert.deepEqual(rows("help").map(({ seq }) => seq), [150])
})

test("a school that is down is not knocked at more than three times a round", async () => {
  await waits(1000)
  school(() => ({ status: 502 }))
  const { left, state } = await go()
  assert.deepEqual([left, state, sent.length], [1000, "silent", 3])
  school(() => new Error("no line"))
  await go()
  assert.equal(sent.length, 1)
})

test("a busy school says when to come again, and nothing more is sent in this round", async () => {
  await waits(300)
  school(() => ({ status: 429, headers: { "Retry-After": "120" } }))
  const { state, wait } = await go()
  assert.equal(state, "busy")
  assert.equal(sent.length, 1)
  assert.ok(wait >= 120000 && wait <= 150000)
  assert.ok((await contact()).until > Date.now() + 100000)
  assert.equal(retryAfter("Wed, 21 Oct 2015 07:28:00 GMT", Date.parse("Wed, 21 Oct 2015 07:27:00 GMT"), 0), 60000)
  assert.equal(retryAfter("999999", 0, 0), 600000)
  assert.equal(retryAfter(null, 0, 0), 30000)
})

test("a clock that was days ahead keeps nobody waiting once it is put right", async () => {
  await put("kept", { at: 1, state: "busy", until: Date.now() + 3 * 24 * 3600 * 1000 }, ["", "contact"])
  assert.equal((await contact()).until, 0)
})

test("signed out, everything stays and says so; so it does when another child's name comes back", async () => {
  await waits(3)
  school(() => ({ status: 401 }))
  assert.deepEqual(await go(), { left: 3, ok: false, state: "signed-out", wait: 0 })
  assert.equal((await contact()).state, "signed-out")
  globalThis.fetch = async () => Response.json({ learner: "páo", results: [] })
  assert.equal((await go()).state, "signed-out")
  assert.equal(rows("help").length, 0)
})

test("the page of a provider before the network is no answer of the school", async () => {
  await waits(1)
  globalThis.fetch = async () => new Response("<h1>Wi-Fi</h1>")
  assert.deepEqual(await go(), { left: 1, ok: false, state: "silent", wait: 0 })
})

test("what needed help goes once more as it was made, and only for its own learner", async () => {
  await waits(1)
  const [made] = rows("events")
  school(all("rejected"))
  await go()
  assert.equal(rows("help")[0].status, "rejected")
  await sendAgain([made.id], "páo")
  assert.equal(rows("events").length, 0)
  await sendAgain([made.id], "giang")
  assert.deepEqual(rows("events"), [made])
  assert.equal(rows("help").length, 0)
})

test("the token is asked for anew once, when the school did not take it", async () => {
  await waits(1)
  const asked = []
  school(() => (asked.length < 2 ? { status: 403 } : ["stored"]))
  const { left } = await deliver("giang", async (isOld) => asked.push(isOld))
  assert.deepEqual([left, asked], [0, [false, true]])
})

test("the pause grows to sixty seconds and is spread", () => {
  assert.equal(delay(0, 1), 2000)
  assert.equal(delay(0, 0), 1000)
  assert.equal(delay(30, 1), LONGEST)
  assert.equal(LONGEST, 60000)
})
