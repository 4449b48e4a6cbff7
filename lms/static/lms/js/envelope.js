// Seal events for the school, so that anybody may carry them, and open the school's answer.
//
//   await seal(events, credential, school)   {id, data, reply}: the bundle, its name, and the key of the answer
//   await opened(receipt, {id, reply, sign})   what became of each event, in their order; throws when it is not
//                                            the school's answer to this very bundle
//
// How a bundle and a receipt are made, byte by byte, stands in lms/courier/ (bundles.py, receipts.py). Knows no page
// and no store.

import { base64url, fromBase64, fromUuid, joined } from "./bytes.js"

const CURVE = "P-256"
const SIGNING = { name: "ECDSA", hash: "SHA-256" }
const HEAD_OF_RECEIPT = 33
const SIGNATURE = 64

// `credential`: {id, key}, the key that signs here; `school`: what /sync/keys.json tells.
export async function seal(events, { id, key }, school) {
  const { subtle } = crypto
  const passing = await subtle.generateKey({ name: "ECDH", namedCurve: CURVE }, false, ["deriveBits"])
  const point = await subtle.exportKey("raw", passing.publicKey)
  const theirs = await imported(school.seal, "ECDH", [])
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, passing.privateKey, 256)
  const material = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"])
  const head = joined(Uint8Array.of(0x53, 0x42, 1), fromBase64(school.kid), fromUuid(id), point)
  const how = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: head }
  const text = await packed(JSON.stringify({ events }))
  const sealed = await subtle.encrypt(how, await derived(material, point, "seal", "encrypt"), text)
  const signed = joined(head, sealed)
  const data = joined(signed, await subtle.sign(SIGNING, key, signed))
  return { id: await nameOf(data), data, reply: await derived(material, point, "reply", "decrypt") }
}

export async function opened(receipt, { id, reply, sign }) {
  const signed = receipt.slice(0, -SIGNATURE)
  const school = await imported(sign, "ECDSA", ["verify"])
  const isTheirs = await crypto.subtle.verify(SIGNING, school, receipt.slice(-SIGNATURE), signed)
  if (!isTheirs || bundleOf(receipt) !== id) throw new Error("not the school's answer to this")
  const head = signed.slice(0, HEAD_OF_RECEIPT)
  const how = { name: "AES-GCM", iv: head.slice(-12), additionalData: head }
  const text = await crypto.subtle.decrypt(how, reply, signed.slice(HEAD_OF_RECEIPT))
  return JSON.parse(await unpacked(new Uint8Array(text))).results
}

// The name of a bundle, which its content makes.
export async function nameOf(data) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", data)).subarray(0, 12))
}

// Of which bundle a receipt speaks.
export function bundleOf(receipt) {
  return base64url(receipt.subarray(9, 21))
}

// Of which key a bundle is: the same for all bundles of one pupil on one tablet, and it tells nothing more.
export function keyOf(data) {
  return base64url(data.subarray(9, 25))
}

// The school takes none that is longer (MOST_BYTES in bundles.py): carried along, it would stop all behind it.
const MOST_OF_BUNDLE = 64 * 1024 + 512

export function isBundle(data) {
  return data.length > 170 && data.length <= MOST_OF_BUNDLE && data[0] === 0x53 && data[1] === 0x42 && data[2] === 1
}

export function isReceipt(data) {
  return data.length > 110 && data[0] === 0x53 && data[1] === 0x52 && data[2] === 1
}

function imported(jwk, name, uses) {
  return crypto.subtle.importKey("jwk", jwk, { name, namedCurve: CURVE }, false, uses)
}

function derived(material, salt, use, does) {
  const how = { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(`song.bundle.1 ${use}`) }
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, [does])
}

// A browser that cannot pack sends the text as it is, and is answered so.
async function packed(text) {
  const bytes = new TextEncoder().encode(text)
  if (!("CompressionStream" in globalThis)) return bytes
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer()
}

async function unpacked(bytes) {
  if (bytes[0] === 0x7b) return new TextDecoder().decode(bytes)
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text()
}
