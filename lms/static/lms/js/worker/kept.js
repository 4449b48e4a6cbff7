// Working pages of whoever is here, kept so that they open without signal, for that person alone: in the person's
// safe where it is open (it shuts with signing out), else in a cache that goes with signing out.

import { drop as dropSealed, isOpen, keep as seal, take } from "../safe.js"
import { hold } from "./files.js"
import { KEPT, asksFor, daysKept, isTooOld, keptName } from "./names.js"
import { learner } from "./who.js"

// The doors of a day with the work of a week, and what was looked at besides; some fifteen kilobytes each.
const MOST = 30
const LIST = "pages"
// Of the headers of an answer those that say how it came, not what it is.
const OF_THE_WAY = ["content-encoding", "content-length", "transfer-encoding", "connection"]

// Answers that are on their way or came a moment ago, until their page says which files it needs.
const fresh = new Map()

export function expect(path, answer) {
  fresh.set(path, answer)
  const gone = () => fresh.get(path) === answer && fresh.delete(path)
  answer.then((response) => response.ok || gone(), gone)
}

// The page at `path`, with these files and those it names; not without all of them.
export async function keep(path, files = []) {
  const who = await learner()
  if (!who || !daysKept(new URL(path, location))) return
  const waits = fresh.get(path)
  await forget((whose) => whose !== who)
  const answer = (await waits) || (await fetch(path, { credentials: "same-origin" }))
  if (!answer.ok || answer.redirected || answer.headers.get("X-Keep-For") !== who) return
  const html = await answer.text()
  await hold([...new Set([...files, ...asksFor(html)])].filter((address) => address.startsWith("/static/")))
  const page = { html, headers: headersOf(answer), title: titleOf(html), at: Date.parse(answer.headers.get("Date")) || Date.now() }
  if ((await learner()) !== who) return
  if (await isOpen(who)) await inTurn(() => putInSafe(who, path, page))
  else await putInCache(who, path, page)
  // Who has signal every day is never shown what is kept, and yet it goes.
  await list(who)
}

// {html, headers, title, at} of what is kept for `who`; undefined when there is nothing, or nothing young enough:
// names of a class, birthdays and codes lie here no longer than they are shown.
export async function recall(who, path) {
  if (!who) return undefined
  const found = [await fromCache(who, path), await fromSafe(who, path)].filter(Boolean)
  const page = found.sort((a, b) => b.at - a.at)[0]
  if (!page) return undefined
  if (!isTooOld(path, page.at)) return page
  await letGo(who, path)
  return undefined
}

// What is kept for `who`, the newest first: {path, title, at}.
export async function list(who) {
  const pages = { ...(await listInSafe(who)) }
  for (const path of await pathsInCaches(who)) {
    const page = toldOf(await heldInCache(who, path))
    if (page && !(pages[path] && pages[path].at > page.at)) pages[path] = page
  }
  const all = Object.entries(pages).map(([path, { title, at }]) => ({ path, title, at }))
  for (const { path, at } of all) if (isTooOld(path, at)) await letGo(who, path)
  return all.filter(({ path, at }) => !isTooOld(path, at)).sort((a, b) => b.at - a.at)
}

// The school says that it is not theirs any more.
export async function drop(who, path) {
  fresh.delete(path)
  await letGo(who, path)
}

async function letGo(who, path) {
  await caches.delete(keptName(who, path))
  if (await isOpen(who)) await inTurn(() => dropFromSafe(who, path))
}

// What lies open, of everybody whom `whose` means. What is in a safe is shut in there already.
export async function forget(whose) {
  fresh.clear()
  const names = (await caches.keys()).filter((one) => one.startsWith(KEPT) && whose(one.split(" ")[1]))
  await Promise.all(names.map((one) => caches.delete(one)))
}

// --- In a cache ---

async function putInCache(who, path, { html, headers, title, at }) {
  const told = { ...headers, "X-Title": encodeURIComponent(title), "X-At": String(at) }
  await (await caches.open(keptName(who, path))).put(path, new Response(html, { headers: told }))
  const own = (await caches.keys()).filter((one) => one.startsWith(`${KEPT}${who} `))
  await Promise.all(own.slice(0, -MOST).map((one) => caches.delete(one)))
}

async function fromCache(who, path) {
  const held = await heldInCache(who, path)
  return held && { ...toldOf(held), html: await held.text(), headers: headersOf(held) }
}

async function heldInCache(who, path) {
  const name = keptName(who, path)
  if (!(await caches.has(name))) return undefined
  return (await caches.open(name)).match(path, { ignoreVary: true })
}

function toldOf(held) {
  if (!held) return undefined
  const at = Number(held.headers.get("X-At")) || Date.parse(held.headers.get("Date"))
  return { title: decodeURIComponent(held.headers.get("X-Title") || ""), at }
}

async function pathsInCaches(who) {
  const start = `${KEPT}${who} `
  return (await caches.keys()).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length))
}

// --- In the safe ---

// The list is read and written anew each time: two pages at once would forget one of them.
let turn = Promise.resolve()

function inTurn(work) {
  turn = turn.catch(() => {}).then(work)
  return turn
}

async function putInSafe(who, path, page) {
  const pages = await listInSafe(who)
  pages[path] = { title: page.title, at: page.at }
  const spare = Object.keys(pages).sort((a, b) => pages[b].at - pages[a].at).slice(MOST)
  await seal(who, `page:${path}`, page)
  await seal(who, LIST, Object.fromEntries(Object.entries(pages).filter(([one]) => !spare.includes(one))))
  for (const one of spare) await dropFromSafe(who, one)
  await caches.delete(keptName(who, path))
}

async function dropFromSafe(who, path) {
  const { [path]: gone, ...left } = await listInSafe(who)
  await seal(who, LIST, left)
  if (gone) await dropSealed(who, `page:${path}`)
}

async function fromSafe(who, path) {
  return (await isOpen(who)) ? (await take(who, `page:${path}`).catch(() => null)) || undefined : undefined
}

async function listInSafe(who) {
  return ((await isOpen(who)) && (await take(who, LIST).catch(() => null))) || {}
}

// --- Pure ---

function headersOf(answer) {
  return Object.fromEntries([...answer.headers].filter(([name]) => !OF_THE_WAY.includes(name)))
}

function titleOf(html) {
  const [, title = ""] = /<title>([^<]*)<\/title>/.exec(html) || []
  return title.split(" · ")[0].trim().replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&#x27;/g, "'").replace(/&quot;/g, '"')
}
