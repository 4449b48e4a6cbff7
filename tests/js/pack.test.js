import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { before, test } from "node:test"

import "./as-served.js"
import { zip } from "./stored-zip.js"

const { openPack } = await import("../../courses/static/courses/js/pack.js")

const uid = "0b9c2f6e-8f0a-4d83-9d5e-6f2b8f0f1a11"
const page = Buffer.from("<!doctype html><h1>Bài 1</h1>")
const sound = Buffer.from("a sound".repeat(50))
const hash = (body) => createHash("sha256").update(body).digest("hex")
const rowOf = (url, body, type) => ({ url, type, bytes: body.length, wire: body.length, sha256: hash(body) })
const list = (more = {}) => ({
  v: 1, kind: "lecture", uid, key: `lecture-${uid}`, title: "Bài 1", edition: "e1", quizzes: [],
  made_at: "2026-11-26T08:00:00+07:00", policy: "default-src 'self'",
  pages: [rowOf("/toan/bai-1/", page, "text/html; charset=utf-8")],
  files: [rowOf("/files/ab/doc.webm", sound, "audio/webm")], ...more,
})

let pair
let keys
before(async () => {
  const curve = { name: "ECDSA", namedCurve: "P-256" }
  pair = await crypto.subtle.generateKey(curve, true, ["sign", "verify"])
  keys = { kid: "abc", sign: await crypto.subtle.exportKey("jwk", pair.publicKey), older: [] }
})

async function signed(told, kid = "abc", by = pair) {
  const bytes = Buffer.isBuffer(told) ? told : Buffer.from(JSON.stringify(told))
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, by.privateKey, bytes)
  return [["manifest.json", bytes], ["manifest.sig", Buffer.from(`${kid}.${Buffer.from(signature).toString("base64url")}`)]]
}

const contents = () => [page, sound].map((body) => [hash(body), body])

const pack = async (told = list(), turn) => zip([...(await signed(told)), ...contents()], turn)
const refused = (why) => ({ message: why })

test("a file that the school signed opens", async () => {
  const { list: told, content } = await openPack(await pack(), keys)
  assert.equal(told.title, "Bài 1")
  assert.equal(await (await content(told.pages[0])).text(), page.toString())
})

test("a former key of the school still holds", async () => {
  const other = { kid: "new", sign: keys.sign, older: [{ kid: "abc", sign: keys.sign }] }
  assert.ok(await openPack(await pack(), other))
})

test("one byte changed in a content is noticed", async () => {
  const bytes = Buffer.from(await (await pack()).arrayBuffer())
  bytes[bytes.indexOf("a sound") + 3] ^= 1
  await assert.rejects(openPack(new Blob([bytes]), keys), refused("altered"))
})

test("one byte changed in the list is noticed", async () => {
  const bytes = Buffer.from(await (await pack()).arrayBuffer())
  bytes[bytes.indexOf("/toan/bai-1/") + 2] ^= 1
  await assert.rejects(openPack(new Blob([bytes]), keys), refused("altered"))
})

test("a file that another signed is not the school's", async () => {
  const curve = { name: "ECDSA", namedCurve: "P-256" }
  const stranger = await crypto.subtle.generateKey(curve, true, ["sign", "verify"])
  const theirs = zip([...(await signed(list(), "xyz", stranger)), ...contents()])
  await assert.rejects(openPack(theirs, keys), refused("foreign"))
  const pretended = zip([...(await signed(list(), "abc", stranger)), ...contents()])
  await assert.rejects(openPack(pretended, keys), refused("altered"))
})

test("a file without a signature, or with half of one, is refused", async () => {
  const [told, signature] = await signed(list())
  await assert.rejects(openPack(zip([told, ...contents()]), keys), refused("broken"))
  for (const half of ["abc", "abc.", "abc.!!!", ""]) {
    const file = zip([told, [signature[0], Buffer.from(half)], ...contents()])
    await assert.rejects(openPack(file, keys), (error) => ["foreign", "altered"].includes(error.message))
  }
})

test("a page of another origin, or of somebody's own, is refused though it be signed", async () => {
  for (const url of ["https://elsewhere.example/x/", "//elsewhere.example/x/", "/today/", "/../x/", "/sw.js"]) {
    const told = list({ pages: [rowOf(url, page, "text/html")] })
    await assert.rejects(openPack(await pack(told), keys), refused("broken"), url)
  }
})

test("a name that leads out, a second of the same, and any other name are refused", async () => {
  for (const name of ["../../sw.js", "/etc/passwd", "static/x.js", hash(sound)]) {
    const file = zip([...(await signed(list())), ...contents(), [name, sound]])
    await assert.rejects(openPack(file, keys), refused("broken"), name)
  }
})

test("what is packed, encrypted, or says another size than it has, is refused: nothing can swell", async () => {
  const spoil = [
    (entry) => entry.writeUInt16LE(8, 10),
    (entry) => entry.writeUInt16LE(1, 8),
    (entry) => entry.writeUInt32LE(4_000_000_000, 24),
    (entry, name) => name.length === 64 && (entry.writeUInt32LE(9e8, 20), entry.writeUInt32LE(9e8, 24)),
    (entry, name) => name.length === 64 && entry.writeUInt32LE(3e9, 42),
  ]
  for (const turn of spoil) await assert.rejects(openPack(await pack(list(), turn), keys), refused("broken"))
})

test("a content that is not there, or not of the size in the list, is refused", async () => {
  await assert.rejects(openPack(zip([...(await signed(list())), contents()[0]]), keys), refused("broken"))
  const told = list()
  told.files[0].bytes += 1
  await assert.rejects(openPack(await pack(told), keys), refused("broken"))
})

test("a huge file is refused before it is read", async () => {
  await assert.rejects(openPack({ size: 400e6 }, keys), refused("huge"))
})

test("what is no such file at all is refused", async () => {
  for (const bytes of ["", "PK", "hello".repeat(1000), Buffer.alloc(100_000)]) {
    await assert.rejects(openPack(new Blob([bytes]), keys), refused("broken"))
  }
  await assert.rejects(openPack(zip(await signed(Buffer.from("{"))), keys), refused("broken"))
})
