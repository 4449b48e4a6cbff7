// What the service worker does with files: parts of sounds and films, and what is thrown away.

import assert from "node:assert/strict"
import { test } from "node:test"
import { PAGE, STYLE, browser, pageFor } from "./worker-browser.js"

const here = browser()
const { keep } = await import("../../lms/static/lms/js/worker/kept.js")
const { part, media } = await import("../../lms/static/lms/js/worker/files.js")
const { activate, tidy } = await import("../../lms/static/lms/js/worker/shell.js")

test("a player gets the part of a sound that it asks for", async () => {
  const held = () => new Response("0123456789", { headers: { "Content-Type": "audio/mp4" } })
  const told = async (range) => {
    const answer = await part(held(), range)
    return [answer.status, answer.headers.get("Content-Range"), await answer.text()]
  }
  assert.deepEqual(await told("bytes=2-4"), [206, "bytes 2-4/10", "234"])
  assert.deepEqual(await told("bytes=7-"), [206, "bytes 7-9/10", "789"])
  assert.deepEqual(await told("bytes=-3"), [206, "bytes 7-9/10", "789"])
  assert.deepEqual(await told("bytes=0-99"), [206, "bytes 0-9/10", "0123456789"])
  assert.deepEqual(await told("bytes=10-"), [416, "bytes */10", ""])
  assert.deepEqual(await told("bytes=0-1,4-5"), [200, null, "0123456789"])
  assert.deepEqual(await told("lines=1-2"), [200, null, "0123456789"])
})

test("a part of a film comes without the rest of it, wherever its pieces end", async () => {
  const size = 8_000_100
  const bytes = new Uint8Array(size).map((_none, at) => at % 251)
  const told = async (range, piece) => {
    const read = { pieces: 0 }
    const body = new ReadableStream({
      pull: (flow) => {
        const at = read.pieces++ * piece
        return at < size ? flow.enqueue(bytes.subarray(at, at + piece)) : flow.close()
      },
      cancel: () => void (read.isCut = true),
    })
    const headers = { "Content-Type": "video/mp4", "Content-Length": String(size) }
    const answer = await part(new Response(body, { headers }), range)
    return { answer, read, bytes: new Uint8Array(await answer.arrayBuffer()) }
  }
  for (const piece of [65_536, 1_000_000]) {
    for (const [range, start, end] of [["bytes=0-", 0, size - 1], ["bytes=999999-1000001", 999_999, 1_000_001], ["bytes=8000000-", 8_000_000, size - 1], ["bytes=65536-131071", 65_536, 131_071]]) {
      const found = await told(range, piece)
      assert.equal(found.answer.status, 206)
      assert.equal(found.answer.headers.get("Content-Range"), `bytes ${start}-${end}/${size}`)
      assert.deepEqual(found.bytes, bytes.slice(start, end + 1))
    }
  }
  const early = await told("bytes=0-9", 65_536)
  assert.ok(early.read.isCut && early.read.pieces < 4)
})

test("what nobody took along is asked of the school", async () => {
  here.empty("lan")
  here.network = { "/media/a.mp3": () => new Response("sound") }
  const answer = await media({ url: "https://school.example/media/a.mp3", headers: new Headers() })
  assert.equal(await answer.text(), "sound")
})

test("a film in another form stands for the one that is asked for, in parts too", async () => {
  here.empty("lan")
  here.network = {}
  await here.put("files", "/files/ab/small.mp4", new Response("0123456789", { headers: { "Content-Type": "video/mp4" } }))
  await here.put("files", "/files/ab/medium.mp4", new Response("", { status: 302, headers: { Location: "/files/ab/small.mp4" } }))
  const asked = (headers) => media({ url: "https://school.example/files/ab/medium.mp4", headers: new Headers(headers) })
  assert.equal(await (await asked({})).text(), "0123456789")
  const answer = await asked({ Range: "bytes=2-4" })
  assert.deepEqual([answer.status, await answer.text()], [206, "234"])
})

test("parts of a film on their way are not read to see what they name", async () => {
  here.empty("lan")
  const part = new Response("x")
  part.clone = () => assert.fail("a part of a film was read")
  await here.put("downloads", "/media/film.mp4", part)
  await tidy()
})

test("old shells go, and files that a kept page names stay", async () => {
  here.empty("lan")
  here.network = { [PAGE]: pageFor("lan"), [STYLE]: () => new Response("a{}") }
  await keep(PAGE)
  const old = { headers: { Date: new Date(Date.now() - 30 * 86400000).toUTCString() } }
  await here.put("shell old", "/offline/", new Response(""))
  const script = "/static/lms/js/a.0123456789ab.js"
  const beside = "/static/lms/js/b.0123456789ab.js"
  const spare = "/static/lms/js/c.0123456789ab.js"
  await here.put("files", STYLE, new Response("a{}", old))
  await here.put("files", script, new Response(`import "./b.0123456789ab.js"`, old))
  await here.put("files", beside, new Response("", old))
  await here.put("files", spare, new Response("", old))
  await here.put("files", "/media/sound.mp3", new Response("", old))
  await here.put("takeaway lan x", "/x/", new Response(`<script src="${script}">`))
  await activate()
  assert.equal(here.cacheNames().includes("shell old"), false)
  const left = await here.paths("files")
  assert.deepEqual(left.sort(), ["/media/sound.mp3", beside, STYLE, script].sort())
  await tidy()
  assert.deepEqual((await here.paths("files")).sort(), left.sort())
})
