import assert from "node:assert/strict"
import { createHash, randomBytes } from "node:crypto"
import { createServer } from "node:http"
import { after, before, test } from "node:test"

import "./as-served.js"

const { inWords, resume } = await import("../../courses/static/courses/js/resume.js")

// A server whose line is cut in the middle of the body, as often as `cuts` says.
const film = { content: randomBytes(900_000), cuts: [], asked: [], tag: null }
const tagOf = (content) => `"${createHash("sha256").update(content).digest("hex")}"`
let server
let address

before(async () => {
  server = createServer((request, response) => {
    const { content } = film
    const tag = film.tag || tagOf(content)
    const range = /bytes=(\d+)-/.exec(request.headers.range || "")
    const first = range && request.headers["if-range"] === tag ? Number(range[1]) : 0
    film.asked.push(first)
    const headers = { ETag: tag, "Content-Length": content.length - first }
    if (first) headers["Content-Range"] = `bytes ${first}-${content.length - 1}/${content.length}`
    response.writeHead(first >= content.length ? 416 : first ? 206 : 200, headers)
    const cut = film.cuts.shift()
    if (cut) response.write(content.subarray(first, first + cut), () => setTimeout(() => response.destroy(), 20))
    else response.end(content.subarray(first))
  }).listen(0)
  await new Promise((ready) => server.once("listening", ready))
  address = `http://127.0.0.1:${server.address().port}/film.mp4`
})
after(() => server.close())

// What a browser keeps on its disk.
function kept() {
  let rows = []
  return {
    size: async () => rows.reduce((sum, { blob }) => sum + blob.size, 0),
    tag: async () => rows[0].tag,
    add: async (blob, at, tag) => rows.push({ blob, at, tag }),
    whole: async () => new Blob(rows.map(({ blob }) => blob)),
    clear: async () => (rows = []),
  }
}

async function same(blob, content) {
  return Buffer.compare(Buffer.from(await blob.arrayBuffer()), content) === 0
}

test("after each cut only the rest is asked for, and the whole is what was sent", async () => {
  Object.assign(film, { cuts: [300_000, 150_000, 0], asked: [], tag: null })
  const parts = kept()
  const told = []
  const tell = (came, total) => told.push([came, total])
  await assert.rejects(resume(address, parts, tell))
  const first = await parts.size()
  await assert.rejects(resume(address, parts, tell))
  const second = await parts.size()
  const whole = await resume(address, parts, tell)
  assert.deepEqual(film.asked, [0, first, second])
  assert.ok(first > 0 && second > first)
  assert.ok(await same(whole, film.content))
  assert.deepEqual(told[told.length - 1], [900_000, 900_000])
})

test("what is here in full is not loaded again", async () => {
  Object.assign(film, { cuts: [], asked: [], tag: null })
  const parts = kept()
  await resume(address, parts, () => {})
  assert.ok(await same(await resume(address, parts, () => {}), film.content))
  assert.deepEqual(film.asked, [0, 900_000])
})

test("a part of another file is thrown away", async () => {
  Object.assign(film, { cuts: [300_000], asked: [], tag: null })
  const parts = kept()
  await assert.rejects(resume(address, parts, () => {}))
  film.content = randomBytes(500_000)
  assert.ok(await same(await resume(address, parts, () => {}), film.content))
})

test("what came otherwise than it was sent is not handed over", async () => {
  Object.assign(film, { cuts: [], asked: [], tag: tagOf(Buffer.from("other")) })
  const parts = kept()
  await assert.rejects(resume(address, parts, () => {}), /broken/)
  assert.equal(await parts.size(), 0)
})

test("another content than what was wanted is told apart, whatever the school says of it", async () => {
  Object.assign(film, { cuts: [], asked: [], tag: null, content: randomBytes(5_000_000) })
  const hash = (bytes) => createHash("sha256").update(bytes).digest("hex")
  const parts = kept()
  assert.ok(await same(await resume(address, parts, () => {}, { sha256: hash(film.content) }), film.content))
  await assert.rejects(resume(address, parts, () => {}, { sha256: hash("other") }), { message: "changed" })
  assert.equal(await parts.size(), 0)
})

test("sizes are told as people say them", () => {
  assert.deepEqual([80_400, 1_240_000, 9_000_000].map(inWords), ["80 KB", "1,2 MB", "9 MB"])
})
