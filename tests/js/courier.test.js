// Bundles and receipts as browsers make and open them, and the series of codes between two screens.

import assert from "node:assert/strict"
import { test } from "node:test"

import { base45, fromBase45 } from "../../lms/static/lms/js/base45.js"
import { base64url, fromBase64, fromUuid, joined } from "../../lms/static/lms/js/bytes.js"
import { Gathered, frames, tagOf } from "../../lms/static/lms/js/code-series.js"
import { bundleOf, isBundle, isReceipt, keyOf, nameOf, opened, seal } from "../../lms/static/lms/js/envelope.js"

const ID = "0192f0c1-7b1e-7c3d-8e4f-5a6b7c8d9e0f"
const EVENTS = [{ id: "a", payload: { text: "bài của em" } }, { id: "b", payload: {} }]

async function pair(name, uses) {
  return crypto.subtle.generateKey({ name, namedCurve: "P-256" }, true, uses)
}

async function school() {
  const [seals, signs] = [await pair("ECDH", ["deriveBits"]), await pair("ECDSA", ["sign", "verify"])]
  const jwk = async (key) => {
    const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", key)
    return { kty, crv, x, y }
  }
  const keys = { kid: "AAAAAAAA", seal: await jwk(seals.publicKey), sign: await jwk(signs.publicKey) }
  return { keys, seals, signs }
}

async function credential() {
  const { privateKey, publicKey } = await pair("ECDSA", ["sign", "verify"])
  return { id: ID, key: privateKey, publicKey }
}

// As the school answers: sealed with the key that the tablet kept, which here may also encrypt.
async function answer(bundle, results, { signs }, change = (data) => data) {
  const head = joined(Uint8Array.of(0x53, 0x52, 1), new Uint8Array(6), fromBase64(bundle.id), new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify({ now: "", results }))
  const how = { name: "AES-GCM", iv: head.slice(-12), additionalData: head }
  const signed = joined(head, await crypto.subtle.encrypt(how, bundle.reply, text))
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, signs.privateKey, signed)
  return change(joined(signed, signature))
}

test("bytes are text and bytes again, in both spellings", () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(length))
    assert.deepEqual(fromBase64(base64url(bytes)), bytes)
    assert.deepEqual(fromBase45(base45(bytes)), bytes)
  }
  assert.equal(base45(new TextEncoder().encode("Hello!!")), "%69 VD92EX0")
  for (const wrong of ["é", "A", ":::", "FGX1", "a1"]) assert.throws(() => fromBase45(wrong))
})

test("what is longer than the school takes is no bundle, so that it stops nothing behind it", () => {
  const made = (length) => Uint8Array.of(0x53, 0x42, 1, ...new Uint8Array(length - 3))
  assert.ok(isBundle(made(64 * 1024 + 512)))
  assert.ok(!isBundle(made(64 * 1024 + 513)))
})

test("a bundle tells the names of two keys and nothing else", async () => {
  const { keys } = await school()
  const mine = await credential()
  const { data, id } = await seal(EVENTS, mine, keys)
  assert.ok(isBundle(data) && !isReceipt(data))
  assert.deepEqual(data.slice(9, 25), fromUuid(ID))
  assert.equal(id, await nameOf(data))
  assert.ok(!Buffer.from(data).includes("bài"))
  const again = await seal(EVENTS, mine, keys)
  assert.notEqual(again.id, id, "each time under another key")
  assert.equal(keyOf(again.data), keyOf(data))
  const { publicKey } = mine
  const signing = { name: "ECDSA", hash: "SHA-256" }
  assert.ok(await crypto.subtle.verify(signing, publicKey, data.slice(-64), data.slice(0, -64)))
})

test("the school opens it, and the key of the answer is the same on both sides", async () => {
  const { keys, seals } = await school()
  const { data } = await seal(EVENTS, await credential(), keys)
  const head = data.slice(0, 90)
  const point = head.slice(-65)
  const theirs = await crypto.subtle.importKey("raw", point, { name: "ECDH", namedCurve: "P-256" }, false, [])
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, seals.privateKey, 256)
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"])
  const info = new TextEncoder().encode("song.bundle.1 seal")
  const how = { name: "HKDF", hash: "SHA-256", salt: point, info }
  const key = await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"])
  const opening = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: head }
  const packed = await crypto.subtle.decrypt(opening, key, data.slice(90, -64))
  const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text()
  assert.deepEqual(JSON.parse(text).events, EVENTS)
})

test("nothing but the school's own answer to this very bundle settles anything", async () => {
  const here = await school()
  const mine = await credential()
  // A key that encrypts as well stands in for the school's side of the agreement.
  const reply = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  const bundle = { ...(await seal(EVENTS, mine, here.keys)), reply, sign: here.keys.sign }
  const good = await answer(bundle, ["stored", ["rejected", "malformed", "lời"]], here)
  assert.ok(isReceipt(good))
  assert.equal(bundleOf(good), bundle.id)
  assert.deepEqual(await opened(good, bundle), ["stored", ["rejected", "malformed", "lời"]])

  const liar = await school()
  await assert.rejects(opened(await answer(bundle, ["stored"], liar), bundle), "signed by somebody else")
  const other = { ...(await seal(EVENTS, mine, here.keys)), reply, sign: here.keys.sign }
  await assert.rejects(opened(await answer(other, ["stored"], here), bundle), "the answer to another bundle")
  for (let place = 0; place < good.length; place += 7) {
    const altered = good.slice()
    altered[place] ^= 1
    await assert.rejects(opened(altered, bundle), `byte ${place}`)
  }
  await assert.rejects(opened(new Uint8Array(0), bundle))
})

test("a series of codes is put together in any order, with repeats and strangers between", () => {
  const data = crypto.getRandomValues(new Uint8Array(1500))
  const name = base64url(crypto.getRandomValues(new Uint8Array(12)))
  const texts = frames("B", name, data)
  assert.ok(texts.length > 5 && texts.every((text) => /^[0-9A-Z $%*+\-./:]{1,330}$/.test(text)))
  const gathered = new Gathered()
  for (const stranger of ["", "HSGIANG1", "https://x/c/abc", "SB:00:1:1:", "SB:0000000000000000:9:3:AA"]) {
    assert.equal(gathered.add(stranger), null)
  }
  let last
  for (const text of [...texts.slice(3).reverse(), ...texts.slice(2), ...texts.slice(0, 2)]) last = gathered.add(text)
  assert.equal(last.tag, tagOf(name))
  assert.equal(last.kind, "B")
  assert.deepEqual(last.data, data)
})

test("two series shown at the same time do not mix", () => {
  const [one, other] = [1, 2].map((seed) => new Uint8Array(900).fill(seed))
  const [first, second] = [frames("B", "AAAAAAAAAAAAAAAA", one), frames("R", "AAAAAAAAAAAAAAAA", other)]
  const gathered = new Gathered()
  const done = []
  for (let at = 0; at < first.length; at += 1) done.push(gathered.add(first[at]).data, gathered.add(second[at]).data)
  assert.deepEqual(done.filter(Boolean), [one, other])
})
