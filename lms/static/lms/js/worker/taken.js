// Pages that somebody took along (takeaways, written by the page that loads them): shown at once, and looked up
// anew behind them.

import { TAKEN, asksFor } from "./names.js"
import { found, hold } from "./files.js"

// How long after a look the next one is worth its data.
const REST = 60 * 60 * 1000
const looked = new Map()

export async function takenPage(who, { pathname, search }) {
  if (!who || search) return undefined
  return (await placeOf(who, pathname)).held
}

// Ask the school whether the page is still as it was taken along. What is new is written only with its pictures and
// scripts; sound and film are left to the takeaway itself, which can go on where it was cut.
export async function lookAgain(who, path, held) {
  if (navigator.onLine === false || Date.now() - (looked.get(path) || 0) < REST) return
  for (const [other, at] of looked) if (Date.now() - at >= REST) looked.delete(other)
  looked.set(path, Date.now())
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-cache" })
  const { name } = await placeOf(who, path)
  if (!name) return
  if (answer.status === 404 || answer.status === 410) {
    await (await caches.open(name)).delete(path)
    return
  }
  if (!answer.ok || answer.redirected || isSame(answer, held)) return
  const html = await answer.clone().text()
  const wanted = [...asksFor(html), ...pictures(html)]
  const missing = []
  for (const address of wanted) if (!(await found(address))) missing.push(address)
  await hold(missing)
  await (await caches.open(name)).put(path, answer)
}

function isSame(answer, held) {
  const etag = answer.headers.get("ETag")
  return Boolean(etag) && etag === held.headers.get("ETag")
}

function pictures(html) {
  return [...html.matchAll(/<img\b[^>]*\ssrc="(\/media\/[^"]+)"/g)].map(([, address]) => address.replace(/&amp;/g, "&"))
}

// Of several that hold the page the first: each holds it as it was taken along.
async function placeOf(who, path) {
  const start = `${TAKEN}${who} `
  const names = (await caches.keys()).filter((name) => name.startsWith(start))
  const found = await Promise.all(names.map((cacheName) => caches.match(path, { cacheName, ignoreVary: true })))
  const at = found.findIndex(Boolean)
  return at < 0 ? {} : { name: names[at], held: found[at] }
}
