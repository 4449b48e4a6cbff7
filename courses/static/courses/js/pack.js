// A takeaway that comes as one file: opened, and believed only when the school signed it (courses/takeaways/packing.py).
//
//   const pack = await openPack(file, keys)     throws Refused("foreign" …); `keys`: as /sync/keys.json tells them
//   pack.list                                   the list, checked
//   await pack.content(row)                     its Blob
//
// Whoever handed the stick over could have written anything on it: nothing of the file is written here before its
// signature, every size and every hash are right. It is a ZIP in which nothing is packed, so nothing swells.

import { fromBase64 } from "../../lms/js/bytes.js"
import { hashed } from "./hashing.js"
import { MOST_BYTES, checked } from "./taken-list.js"

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const MOST_ENTRIES = 6000
const MOST_DIRECTORY = 1024 * 1024
const MOST_LIST = 4 * 1024 * 1024
const NAME = /^(manifest\.json|manifest\.sig|[0-9a-f]{64})$/

// Why it is not taken, in a word: huge, broken, foreign, altered.
export class Refused extends Error {}

export async function openPack(file, keys) {
  if (file.size > MOST_BYTES) throw new Refused("huge")
  const entries = await entriesOf(file)
  const told = await contentOf(file, entries.get("manifest.json"), MOST_LIST)
  const signature = await contentOf(file, entries.get("manifest.sig"), 500)
  const bytes = await told.arrayBuffer()
  await believe(bytes, await text(signature), keys)
  const list = checked(parsed(bytes))
  if (!list) throw new Refused("broken")
  const content = async (row) => {
    const entry = entries.get(row.sha256)
    if (!entry || entry.size !== row.bytes) throw new Refused("broken")
    return contentOf(file, entry, MOST_BYTES)
  }
  for (const row of once([...list.pages, ...list.files])) {
    if ((await hashed(await content(row))) !== row.sha256) throw new Refused("altered")
  }
  return { list, content }
}

async function believe(bytes, signature, { kid, sign, older = [] }) {
  const [theirs, told] = signature.split(".")
  const found = [{ kid, sign }, ...older].find((one) => one.kid === theirs)
  if (!found || !told) throw new Refused("foreign")
  const curve = { name: "ECDSA", namedCurve: "P-256" }
  const key = await crypto.subtle.importKey("jwk", found.sign, curve, false, ["verify"])
  const isOurs = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, decoded(told), bytes)
  if (!isOurs) throw new Refused("altered")
}

// Name → {at, size} of all that is in the file; throws for whatever we would not have made ourselves.
async function entriesOf(file) {
  const { count, size, at } = await endOf(file)
  const directory = new DataView(await new Response(file.slice(at, at + size)).arrayBuffer())
  const found = new Map()
  let here = 0
  for (let number = 0; number < count; number++) {
    if (here + 46 > directory.byteLength || directory.getUint32(here, true) !== ENTRY) throw new Refused("broken")
    const [flags, method] = [directory.getUint16(here + 8, true), directory.getUint16(here + 10, true)]
    const [packed, whole] = [directory.getUint32(here + 20, true), directory.getUint32(here + 24, true)]
    const [nameLength, extra, comment] = [28, 30, 32].map((step) => directory.getUint16(here + step, true))
    if (method !== 0 || flags & 0x41 || packed !== whole) throw new Refused("broken")
    const name = ascii(directory, here + 46, nameLength)
    if (!NAME.test(name) || found.has(name)) throw new Refused("broken")
    found.set(name, { name, size: whole, at: directory.getUint32(here + 42, true), until: at })
    here += 46 + nameLength + extra + comment
  }
  return found
}

async function endOf(file) {
  const from = Math.max(0, file.size - 22 - 0xffff)
  const tail = new DataView(await new Response(file.slice(from)).arrayBuffer())
  for (let here = tail.byteLength - 22; here >= 0; here--) {
    if (tail.getUint32(here, true) !== END) continue
    const count = tail.getUint16(here + 10, true)
    const [size, at] = [tail.getUint32(here + 12, true), tail.getUint32(here + 16, true)]
    const isOurs = count <= MOST_ENTRIES && size <= MOST_DIRECTORY && at + size === from + here
    if (isOurs) return { count, size, at }
    break
  }
  throw new Refused("broken")
}

async function contentOf(file, entry, most) {
  if (!entry || entry.size > most) throw new Refused("broken")
  const head = new DataView(await new Response(file.slice(entry.at, entry.at + 30)).arrayBuffer())
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new Refused("broken")
  const from = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true)
  if (from + entry.size > entry.until) throw new Refused("broken")
  return file.slice(from, from + entry.size)
}

function once(rows) {
  return [...new Map(rows.map((row) => [`${row.sha256} ${row.bytes}`, row])).values()]
}

function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch (unreadable) {
    return null
  }
}

function text(blob) {
  return new Response(blob).text()
}

function ascii(view, at, length) {
  if (length > 64 || at + length > view.byteLength) return ""
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length))
}

function decoded(base64url) {
  try {
    return fromBase64(base64url)
  } catch (unreadable) {
    throw new Refused("altered")
  }
}
