// What the school refuses, and when it is busy: nobody knocks again and again for a whole school's line.

import assert from "node:assert/strict"
import { test } from "node:test"
import { base64url, fromBase64 } from "../../lms/static/lms/js/bytes.js"
import { empty, rows } from "./fake-store.js"

Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true })
const { deliver, notTaken, ofAll } = await import("../../lms/static/lms/js/courier.js")
const { put, remove } = await import("../../lms/static/lms/js/store.js")
globalThis.document = { cookie: "learner=hoa" }

const WHO = "0192f0c1-7b1e-7c3d-8e4f-5a6b7c8d9e0f"
const DAY = 24 * 60 * 60 * 1000
let asked = 0

const event = (id, seq) => ({ id, learner: WHO, install: "i", stream: "s", seq, kind: "answer.saved", at: "", payload: {} })

async function jwk(name, uses) {
  const pair = await crypto.subtle.generateKey({ name, namedCurve: "P-256" }, true, uses)
  return { pair, jwk: await crypto.subtle.exportKey("jwk", pair.publicKey) }
}

async function begin(answer) {
  empty()
  asked = 0
  const [seals, signs, mine] = [await jwk("ECDH", ["deriveBits"]), await jwk("ECDSA", ["sign", "verify"]), await jwk("ECDSA", ["sign", "verify"])]
  await put("keys", { kid: "AAAAAAAA", seal: seals.jwk, sign: signs.jwk }, ["", "school"])
  await put("keys", { id: WHO, key: mine.pair.privateKey, asked: Date.now() }, [WHO, "credential"])
  await put("events", event("e1", 1))
  globalThis.fetch = async (path, options) => {
    asked += 1
    return answer(options)
  }
}

const refuse = (reason) => async () => {
  const bundles = rows("carried").map(({ id }) => ({ id, status: "refused", reason, told: "Tài khoản đã đóng." }))
  return Response.json({ bundles })
}

test("a bundle that the school refused is not sent again for a day, and its sentence is kept", async () => {
  await begin(refuse("closed_account"))
  for (let page = 0; page < 3; page += 1) await deliver()
  assert.equal(asked, 1)
  assert.deepEqual(await ofAll(), [])
  assert.deepEqual(await notTaken(), { count: 1, told: ["Tài khoản đã đóng."] })
  assert.equal(rows("events").length, 1)
})

test("after a day it is sealed anew and sent again", async () => {
  await begin(refuse("altered"))
  await deliver()
  const [before] = rows("carried")
  await put("carried", { ...before, since: Date.now() - DAY - 1 })
  await deliver()
  assert.equal(asked, 2)
  assert.equal(rows("carried").length, 1)
  assert.notEqual(rows("carried")[0].id, before.id)
})

test("something new of the same learner goes at once", async () => {
  await begin(refuse("unreadable"))
  await deliver()
  await put("events", event("e2", 2))
  await deliver()
  assert.equal(asked, 2)
  assert.equal((await notTaken()).count, 2)
})

test("a school that is busy is left alone as long as it asks", async () => {
  await begin(async () => new Response("{}", { status: 429, headers: { "Retry-After": "120" } }))
  assert.equal(await deliver(), false)
  assert.equal(await deliver(), false)
  assert.equal(asked, 1)
  await remove("kept", ["", "courier-until"])
  await deliver()
  assert.equal(asked, 2)
})

test("a line that is dead is let go, and so is a page that is not the school's", async (t) => {
  await begin(({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted")))))
  const wait = globalThis.setTimeout
  t.mock.method(globalThis, "setTimeout", (work, ms) => wait(work, ms >= 20000 ? 5 : ms))
  assert.equal(await deliver(), false)
  globalThis.fetch = async () => new Response("<html>hotel</html>")
  assert.equal(await deliver(), false)
  globalThis.fetch = async () => Response.json({ hotel: true })
  assert.equal(await deliver(), false)
  assert.equal(rows("events").length, 1)
})

const parcel = (place) => ({ id: `f${place}`, kind: "bundle", key: `k${place}`, from: "stick", data: Uint8Array.of(0x53, 0x42, 1, place) })
const sent = ({ body }) => JSON.parse(body).bundles.map((text) => fromBase64(text)[3])

test("one that the school cannot read is found among the others, which all arrive", async () => {
  await begin(async (options) => {
    const places = sent(options)
    if (places.includes(7)) return new Response("{}", { status: places.length % 2 ? 413 : 500 })
    return Response.json({ bundles: places.map((place) => ({ id: `f${place}`, status: "taken", receipt: "AAAA" })) })
  })
  await remove("events", "e1")
  for (let place = 0; place < 20; place += 1) await put("carried", parcel(place))
  for (let page = 0; page < 5; page += 1) assert.equal(await deliver(), page > 2)
  assert.deepEqual(rows("carried").filter(({ kind }) => kind === "bundle").map(({ id }) => id), ["f7"])
  // Tried alone three times, it then goes once an hour.
  assert.equal(rows("carried").find(({ id }) => id === "f7").tries, 3)
})

test("a portion of which nothing was taken ends nothing for the next one", async () => {
  let requests = 0
  await begin(async (options) => {
    requests += 1
    const places = sent(options)
    const bundles = places.map((place) => ({ id: `f${place}`, status: requests === 1 ? "refused" : "taken", told: "Hỏng.", receipt: "AAAA" }))
    return Response.json({ bundles })
  })
  await remove("events", "e1")
  for (let place = 0; place < 130; place += 1) await put("carried", parcel(place))
  assert.equal(await deliver(), true)
  const kinds = rows("carried").map(({ kind }) => kind)
  assert.deepEqual([kinds.filter((kind) => kind === "refused").length, kinds.filter((kind) => kind === "receipt").length], [100, 30])
})

test("a school that is down is asked some times and no more, and everything stays", async () => {
  await begin(async () => new Response("", { status: 502 }))
  for (let place = 0; place < 130; place += 1) await put("carried", parcel(place))
  assert.equal(await deliver(), false)
  assert.ok(asked <= 11, `${asked} requests`)
  assert.equal(rows("carried").filter(({ kind }) => kind === "bundle").length, 130)
})

test("of one file so much is taken over; the rest once this is at school, and nothing twice", async () => {
  await begin(refuse("altered"))
  const { MOST_OF_FILE, takeFile } = await import("../../lms/static/lms/js/carrying.js")
  const made = (place) => base64url(Uint8Array.of(0x53, 0x42, 1, place >> 8, place & 255, ...new Uint8Array(200)))
  const text = JSON.stringify({ format: "song-courier/1", bundles: ["", ...Array.from({ length: MOST_OF_FILE + 50 }, (_none, place) => made(place))] })
  assert.deepEqual(await takeFile(text), { fresh: MOST_OF_FILE, known: 0, odd: 1, left: 50 })
  assert.deepEqual(await takeFile(text), { fresh: 50, known: MOST_OF_FILE, odd: 1, left: 0 })
  assert.equal(new Set(rows("carried").map(({ from }) => from)).size, 1)
})
