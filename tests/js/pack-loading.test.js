// Files from a stick, one after the other: what is here is never worse afterwards.

import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { before, test } from "node:test"

import "./as-served.js"
import "./fake-store.js"
import { zip } from "./stored-zip.js"
import { browser } from "./worker-browser.js"

const here = browser()
const { loadPack } = await import("../../courses/static/courses/js/pack-loading.js")
const shelf = await import("../../courses/static/courses/js/shelf.js")

const uid = "0b9c2f6e-8f0a-4d83-9d5e-6f2b8f0f1a11"
const [page, sound, film] = ["<h1>Bài 1</h1>", "a sound", "a film"].map((text) => Buffer.from(text))
const hash = (body) => createHash("sha256").update(body).digest("hex")
const rowOf = (url, body, type, more = {}) => ({ url, type, bytes: body.length, wire: body.length, sha256: hash(body), ...more })
const SOUND = rowOf("/files/ab/aac-1.m4a", sound, "audio/mp4", { instead: ["/files/ab/opus-1.webm"] })
const FILM = rowOf("/files/ab/small-1.mp4", film, "video/mp4", { film: true })
const KEY = `lecture-${uid}`

let pair
before(async () => {
  const curve = { name: "ECDSA", namedCurve: "P-256" }
  pair = await crypto.subtle.generateKey(curve, true, ["sign", "verify"])
})

async function pack(hour, files) {
  const list = {
    v: 1, kind: "lecture", uid, key: KEY, title: "Bài 1", edition: `e${hour}`, quizzes: [],
    made_at: `2026-11-26T0${hour}:00:00+07:00`, policy: "default-src 'self'", files,
    pages: [{ ...rowOf("/toan/bai-1/", page, "text/html; charset=utf-8"), title: "Bài 1", kind: "lecture" }],
  }
  const told = Buffer.from(JSON.stringify(list))
  const signature = Buffer.from(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, told))
  const head = [["manifest.json", told], ["manifest.sig", Buffer.from(`abc.${signature.toString("base64url")}`)]]
  return zip([...head, ...[page, sound, film].map((body) => [hash(body), body])])
}

async function at() {
  here.empty("giang")
  const sign = await crypto.subtle.exportKey("jwk", pair.publicKey)
  here.network = { "/sync/keys.json": () => Response.json({ kid: "abc", sign, older: [] }) }
}

const held = async () => [...(await shelf.heldFiles())].sort()
const load = async (hour, files) => loadPack(await pack(hour, files), "giang")

test("the sound stands for its light form, unless that is here already", async () => {
  await at()
  await here.put("files", "/files/ab/opus-1.webm", new Response("light"))
  await load(7, [SOUND])
  assert.equal(await (await (await caches.open("files")).match("/files/ab/opus-1.webm")).text(), "light")
  await at()
  await load(7, [SOUND])
  assert.equal((await (await caches.open("files")).match("/files/ab/opus-1.webm")).headers.get("Location"), SOUND.url)
})

test("films that came before stay when a newer file has none", async () => {
  await at()
  await load(7, [SOUND, FILM])
  await load(8, [SOUND])
  const list = await shelf.onShelf("giang", KEY)
  assert.deepEqual([list.edition, list.films], ["e8", true])
  assert.ok((await held()).includes(FILM.url))
})

test("an older file brings the films that are lacking, and nothing else", async () => {
  await at()
  await load(8, [SOUND, FILM])
  await shelf.putList("giang", { ...(await shelf.onShelf("giang", KEY)) }, false)
  await (await caches.open("files")).delete(FILM.url)
  await load(7, [SOUND, FILM])
  const list = await shelf.onShelf("giang", KEY)
  assert.deepEqual([list.edition, list.films], ["e8", true])
  assert.ok((await held()).includes(FILM.url))
  await assert.rejects(load(6, [SOUND, FILM]), { message: "older" })
})
