// What the school refuses, and when it is busy: nobody knocks again and again for a whole school's line.

import assert from "node:assert/strict"
import { test } from "node:test"
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
