// A takeaway on its way: whole or not at all, and what came is not asked for again.

import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "node:test"

import "./as-served.js"
import { browser } from "./worker-browser.js"

const here = browser()
navigator.serviceWorker = {}
const { Takeaway, news } = await import("../../courses/static/courses/js/takeaway.js")
const shelf = await import("../../courses/static/courses/js/shelf.js")

const uid = "0b9c2f6e-8f0a-4d83-9d5e-6f2b8f0f1a11"
const LIST = `/takeaways/lecture/${uid}.json`
const CACHE = `takeaway giang lecture-${uid}`
const PLACES = "/takeaways/places/"
const bodies = {
  "/toan/bai-1/": "<h1>Bài 1</h1>",
  "/static/lms/a.0123456789ab.js": "export {}",
  "/media/images/x.webp": "a picture",
  "/media/images/y.webp": "another",
}
const types = { webp: "image/webp", js: "text/javascript; charset=utf-8" }

function rowOf(url, body = bodies[url]) {
  const bytes = Buffer.byteLength(body)
  const sha256 = createHash("sha256").update(body).digest("hex")
  return { url, bytes, wire: bytes, sha256, type: types[url.split(".").pop()] || "text/html; charset=utf-8" }
}

function list(edition = "e1", texts = bodies) {
  const [page, ...files] = Object.keys(texts).map((url) => rowOf(url, texts[url]))
  const told = { v: 1, kind: "lecture", uid, key: `lecture-${uid}`, title: "Bài 1", edition, quizzes: [] }
  return { ...told, pages: [{ ...page, title: "Bài 1", kind: "lecture" }], files }
}

function school(texts = bodies, edition = "e1") {
  const network = { [LIST]: () => Response.json(list(edition, texts)), [PLACES]: () => Response.json({ wait: 0 }) }
  for (const [url, body] of Object.entries(texts)) network[url] = () => new Response(body, { headers: { "Content-Security-Policy": "self" } })
  return network
}

const load = (more = {}) => new Takeaway({ kind: "lecture", uid }, "giang", { get: fetch, ...more }).run()
const stopped = (why) => ({ message: why })

test("it is whole in the end, its page under the rules of the school", async () => {
  here.empty("giang")
  here.network = school()
  await load()
  assert.deepEqual(await here.paths(CACHE), ["/toan/bai-1/", LIST])
  assert.equal((await here.paths("files")).length, 3)
  const page = await (await caches.open(CACHE)).match("/toan/bai-1/")
  assert.equal(page.headers.get("Content-Security-Policy"), "self")
  assert.equal((await shelf.onShelf("giang", `lecture-${uid}`)).title, "Bài 1")
  assert.equal(await shelf.onShelf("hoa", `lecture-${uid}`), null)
})

test("given up, it takes along all that no list names, and leaves scripts and what others have", async () => {
  here.empty("giang")
  here.network = school()
  await load()
  await here.put("files", "/media/images/old.webp", new Response("of a name that this device forgot"))
  await here.put("downloads", "/media/film.mp4", new Response("its first part"))
  await shelf.notePlan("giang", { key: "week-1", kind: "week", uid: "1", title: "Gói tuần", bytes: 1 }, false)
  await shelf.giveUp("giang", "week-1")
  const media = async () => (await here.paths("files")).filter((path) => path.startsWith("/media/"))
  assert.deepEqual(await media(), ["/media/images/x.webp", "/media/images/y.webp"])
  assert.deepEqual(await here.paths("downloads"), [])
  await shelf.remove("giang", `lecture-${uid}`)
  assert.deepEqual(await here.paths("files"), ["/static/lms/a.0123456789ab.js"])
})

test("while something is on its way nothing is swept away under it", async () => {
  here.empty("giang")
  await here.put("files", "/media/images/x.webp", new Response("of what is on its way"))
  const plan = (key) => shelf.notePlan("giang", { key, kind: "week", uid: "1", title: "", bytes: 1 }, false)
  await plan("week-1")
  await plan("week-2")
  await shelf.giveUp("giang", "week-1")
  assert.deepEqual(await here.paths("files"), ["/media/images/x.webp"])
})

test("a cut leaves no half of it, and then only the rest is asked for", async () => {
  here.empty("giang")
  here.network = { ...school(), "/media/images/y.webp": null }
  await assert.rejects(load(), stopped("cut"))
  assert.deepEqual(await here.paths(CACHE), [])
  here.network = school()
  here.asked = []
  await load()
  assert.ok(!here.asked.includes("/media/images/x.webp"))
  assert.ok(here.asked.includes("/media/images/y.webp"))
  assert.equal((await here.paths(CACHE)).length, 2)
})

test("what comes otherwise than the list says is not kept", async () => {
  here.empty("giang")
  here.network = { ...school(), "/media/images/x.webp": () => new Response("a pictur€") }
  await assert.rejects(load(), stopped("broken"))
  assert.ok(!(await here.paths("files")).includes("/media/images/x.webp"))
  assert.deepEqual(await here.paths(CACHE), [])
})

test("of a new edition only what changed is loaded, and what went is thrown away", async () => {
  here.empty("giang")
  here.network = school()
  await load()
  const { "/media/images/y.webp": _gone, ...left } = bodies
  const second = { ...left, "/toan/bai-1/": "<h1>Bài 1, mới</h1>", "/media/images/z.webp": "a third" }
  here.network = school(second, "e2")
  const told = await news(await shelf.onShelf("giang", `lecture-${uid}`), fetch)
  assert.equal(told.bytes, Buffer.byteLength(second["/toan/bai-1/"]) + "a third".length)
  here.asked = []
  await load()
  assert.deepEqual(here.asked.filter((path) => path in bodies || path in second).sort(), ["/media/images/z.webp", "/toan/bai-1/"])
  assert.ok(!(await here.paths("files")).includes("/media/images/y.webp"))
})

test("what another pupil of this tablet still has stays when one removes it", async () => {
  here.empty("giang")
  here.network = school()
  await load()
  await new Takeaway({ kind: "lecture", uid }, "hoa", { get: fetch }).run()
  await shelf.remove("giang", `lecture-${uid}`)
  assert.equal((await here.paths("files")).length, 3)
  await shelf.remove("hoa", `lecture-${uid}`)
  assert.deepEqual(await here.paths("files"), ["/static/lms/a.0123456789ab.js"])
})

test("what others keep here is told without the films that stayed at school", async () => {
  here.empty("giang")
  const film = { ...rowOf("/media/images/y.webp"), url: "/files/ab/small-1.mp4", type: "video/mp4", film: true, bytes: 9e6 }
  const told = list()
  here.network = { ...school(), [LIST]: () => Response.json({ ...told, files: [...told.files, film] }) }
  await load()
  assert.equal(await shelf.bytesOfOthers("giang"), 0)
  assert.equal(await shelf.bytesOfOthers("hoa"), told.files.reduce((sum, { bytes }) => sum + bytes, 0))
})

test("while others load it waits as long as the school says", async () => {
  here.empty("giang")
  here.impatient = true
  let full = 2
  const busy = () => new Response("{}", { status: 503, headers: { "Retry-After": "7" } })
  here.network = { ...school(), [PLACES]: () => (full-- > 0 ? busy() : Response.json({ wait: 0 })) }
  const waits = []
  await load({ tell: ({ wait }) => wait && waits.push(wait) })
  here.impatient = false
  assert.deepEqual(waits, [7, 7])
})

test("what the school no longer offers, or who is signed out, is told apart from a cut", async () => {
  here.empty("giang")
  here.network = { ...school(), [LIST]: () => new Response("", { status: 404 }) }
  await assert.rejects(load(), stopped("gone"))
  here.network[LIST] = () => new Response("", { status: 401 })
  await assert.rejects(load(), stopped("signed-out"))
  here.network[LIST] = () => Response.json({ v: 1, pages: [{ url: "/today/" }] })
  await assert.rejects(load(), stopped("broken"))
  here.network[LIST] = null
  await assert.rejects(load(), stopped("cut"))
})
