// The shell: pages that open for anybody without signal, each with its files. They are the same for all, and hold
// nothing of a person. Which ones they are, the server writes at the head of the worker: TOLD.pages, TOLD.files.

import { BUSY_LOCK, DOWNLOADS, FILES, SHELL, isBusy, isHashed, named, namedBeside } from "./names.js"
import { OWN, found } from "./files.js"

const AT_ONCE = 6
// So long a page that is open may still ask for a file that nothing names any more.
const WEEK = 7 * 24 * 60 * 60 * 1000

export async function shellPage(path) {
  return (await caches.open(OWN)).match(path, { ignoreVary: true })
}

// What a script asks for (the school's keys): as the school says now, else as it said last.
export async function answerOfShell(request, path) {
  try {
    const answer = await fetch(request)
    if (answer.ok && !answer.redirected) await (await caches.open(OWN)).put(path, answer.clone())
    return answer
  } catch (noSignal) {
    return (await shellPage(path)) || Response.error()
  }
}

// A few at a time, and what came stays: a line that is cut often gets there too.
export async function install() {
  const shell = await caches.open(OWN)
  const wanted = [...self.TOLD.files, ...self.TOLD.pages]
  const next = async () => {
    while (wanted.length) await bring(shell, wanted.shift())
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  await stepIn()
}

async function bring(shell, address) {
  if (await shell.match(address)) return
  const isPage = self.TOLD.pages.includes(address)
  const held = isHashed(address) && (await found(address))
  const answer = held || (await fetch(address, { credentials: "omit", cache: isPage ? "reload" : "default" }))
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`)
  await shell.put(address, answer)
}

// Not while a question is being answered in some window; the next page that is opened asks again.
export async function stepIn() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
  if (windows.some(({ url }) => isBusy(new URL(url).pathname)) || (await isHeld(BUSY_LOCK))) return
  await self.skipWaiting()
}

async function isHeld(lock) {
  if (!self.navigator || !navigator.locks) return false
  const { held } = await navigator.locks.query()
  return held.some(({ name }) => name === lock)
}

export async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(SHELL) && name !== OWN)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
  if (!old.length) return
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ news: self.TOLD.words.news })
  await tidy()
}

// Scripts and styles that no page names any more, whether kept, taken along or of the shell.
export async function tidy(now = Date.now()) {
  const files = await caches.open(FILES)
  const spare = new Map()
  for (const { url } of await files.keys()) {
    const { pathname } = new URL(url)
    if (pathname.startsWith("/static/")) spare.set(pathname, url)
  }
  const wanted = []
  for (const name of await caches.keys()) {
    if (name === FILES || name === DOWNLOADS) continue
    const cache = await caches.open(name)
    for (const request of await cache.keys()) wanted.push(...named(await (await cache.match(request)).text()))
  }
  while (wanted.length) {
    const address = wanted.pop()
    if (!spare.delete(address) || !/\.(js|css)$/.test(address)) continue
    wanted.push(...namedBeside(address, await (await files.match(address)).text()))
  }
  for (const [address, url] of spare) {
    const held = await files.match(address)
    if (now - Date.parse(held.headers.get("Date")) > WEEK) await files.delete(url)
  }
}
