// What lies on this device of takeaways: caches «takeaway <learner> <key>» with their pages, and last of all their
// list; files in the cache «files», shared by everybody. The service worker shows them (lms/js/worker/).

import { put } from "../../lms/js/store.js"
import { taken } from "../../lms/js/taken-home.js"
import { dropParts } from "./download-parts.js"
import { FILES, addressOf, cacheOf, filesOf, headersOf, spare, standsFor } from "./taken-list.js"

// What was begun and is not whole yet.
const PLANS = "takeaway-plan"
const BEGUN = "/takeaways/plans/"

// Why nothing more is written, in a word: full, cut, gone …
export class Stopped extends Error {}

// Tried once, in earnest: a private window has all of it by name and opens none. Want of room is another matter, of
// which one learns more when something is taken home.
export async function worksHere() {
  if (!("serviceWorker" in navigator && globalThis.caches && globalThis.crypto && crypto.subtle)) return false
  try {
    await Promise.all([caches.open(PLANS), put("kept", Date.now(), ["", "tried"])])
    return true
  } catch ({ name }) {
    return name === "QuotaExceededError"
  }
}

// The lists of what `who` has here, whole ones alone: {…list, taken_at, films}.
export async function takenBy(who) {
  return (await taken()).filter((one) => one.who === who).map(({ list }) => list)
}

export async function onShelf(who, key) {
  return (await takenBy(who)).find((list) => list.key === key) || null
}

// Bytes that others keep on this device: how much, never what.
export async function bytesOfOthers(who) {
  const lists = (await taken()).filter((one) => one.who !== who).map(({ list }) => list)
  const held = (list) => filesOf(list, list.films)
  const mine = new Set((await takenBy(who)).flatMap(held).map(({ url }) => url))
  const theirs = new Map(lists.flatMap(held).map(({ url, bytes }) => [url, bytes]))
  return [...theirs].reduce((sum, [url, bytes]) => sum + (mine.has(url) ? 0 : bytes), 0)
}

export async function heldFiles() {
  return new Set((await (await caches.open(FILES)).keys()).map(({ url }) => pathOf(url)))
}

export async function putFile(row, body) {
  const files = await caches.open(FILES)
  await files.put(row.url, new Response(body, { headers: headersOf(row) }))
  // What the browser asks for in another form is answered by this one.
  for (const other of standsFor(row)) if (!(await files.match(other))) await files.put(other, ledTo(row.url))
}

export async function putPages(who, list, pages) {
  const cache = await caches.open(cacheOf(who, list.key))
  for (const { row, body, policy, etag } of pages) {
    await cache.put(row.url, new Response(body, { headers: headersOf(row, { policy, etag }) }))
  }
}

// From now on it is there: written last. What the one before had, and this has not, goes.
export async function putList(who, list, films) {
  const before = await onShelf(who, list.key)
  const cache = await caches.open(cacheOf(who, list.key))
  const told = { ...list, films, taken_at: Date.now() }
  await cache.put(addressOf(list), json(told))
  const wanted = new Set([addressOf(list), ...list.pages.map(({ url }) => url)])
  for (const { url } of await cache.keys()) if (!wanted.has(pathOf(url))) await cache.delete(url)
  await forgetPlan(who, list.key)
  if (before) await dropSpare(before)
}

export async function remove(who, key) {
  await caches.delete(cacheOf(who, key))
  await giveUp(who, key)
}

// What was begun is wanted no longer, or what was here. With nothing else on its way, all goes that no list names: also
// of who was here before, and whose name this device forgot.
export async function giveUp(who, key) {
  await forgetPlan(who, key)
  const cache = await caches.open(PLANS)
  if ((await cache.keys()).some(({ url }) => pathOf(url).startsWith(BEGUN))) return
  await dropParts()
  await dropSpare({ files: [...(await heldFiles())].map((url) => ({ url })) })
}

// --- What was begun ---

// [{key, kind, uid, title, films, bytes}] of `who`.
export async function plans(who) {
  const cache = await caches.open(PLANS)
  const asked = (await cache.keys()).filter(({ url }) => new URL(url).searchParams.get("who") === who)
  return Promise.all(asked.map(async (request) => (await cache.match(request)).json()))
}

export async function notePlan(who, { key, kind, uid, title, bytes }, films) {
  const cache = await caches.open(PLANS)
  await cache.put(planAt(who, key), json({ key, kind, uid, title, bytes, films }))
}

async function forgetPlan(who, key) {
  await (await caches.open(PLANS)).delete(planAt(who, key))
}

// --- Room ---

// {used, free, sure}: bytes, and whether the browser promises not to throw anything away. null where it does not say.
export async function room() {
  if (!navigator.storage || !navigator.storage.estimate) return null
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  const sure = navigator.storage.persisted ? await navigator.storage.persisted() : false
  return { used: usage, free: Math.max(0, quota - usage), sure }
}

export async function askToKeep() {
  return navigator.storage && navigator.storage.persist ? navigator.storage.persist() : false
}

async function dropSpare(before) {
  const lists = (await taken()).map(({ list }) => list)
  const files = await caches.open(FILES)
  for (const url of spare(before.files, lists)) await files.delete(url)
}

function ledTo(url) {
  return new Response("", { status: 302, headers: { Location: url, Date: new Date().toUTCString() } })
}

function json(told) {
  return new Response(JSON.stringify(told), { headers: { "Content-Type": "application/json" } })
}

function planAt(who, key) {
  return `${BEGUN}${key}?who=${encodeURIComponent(who)}`
}

function pathOf(url) {
  return new URL(url).pathname
}
