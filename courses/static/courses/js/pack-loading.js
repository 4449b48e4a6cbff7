// A takeaway out of a file (USB stick, Bluetooth, a teacher's hotspot) onto this device, without any network.

import { askForKeys, knownKeys } from "../../lms/js/school-keys.js"
import * as shelf from "./shelf.js"
import { Stopped } from "./shelf.js"
import { Refused, openPack } from "./pack.js"
import { filesOf } from "./taken-list.js"

// The list that was loaded. Throws Refused("huge" …) or Stopped("full").
export async function loadPack(file, who, tell = () => {}) {
  const keys = await askForKeys().catch(() => knownKeys())
  if (!keys) throw new Refused("no-keys")
  const { list, content } = await openPack(file, keys)
  const here = await shelf.onShelf(who, list.key)
  const held = await shelf.heldFiles()
  const isOlder = here && here.made_at && Date.parse(here.made_at) > Date.parse(list.made_at)
  const files = (isOlder ? wantedOf(list, here) : filesOf(list, true)).filter(({ url }) => !held.has(url))
  if (isOlder && !files.length) throw new Refused("older")
  try {
    await writeFiles(files, content, tell)
    if (isOlder) await shelf.putList(who, here, here.films || files.some(({ film }) => film))
    else await writePages(list, here, held, content, who)
  } catch (error) {
    throw error.name === "QuotaExceededError" ? new Stopped("full") : error
  }
  return list
}

// An older file brings what the newer list names and this device has not: films that stayed at school.
function wantedOf(list, here) {
  const named = new Map(here.files.map(({ url, sha256 }) => [url, sha256]))
  return list.files.filter(({ url, sha256 }) => named.get(url) === sha256)
}

async function writeFiles(files, content, tell) {
  let came = 0
  for (const row of files) {
    await shelf.putFile(row, await content(row))
    tell({ came: ++came, total: files.length })
  }
}

async function writePages(list, here, held, content, who) {
  const pages = []
  for (const row of list.pages) pages.push({ row, body: await content(row), policy: list.policy })
  await shelf.putPages(who, list, pages)
  // Films that came before stay, though this file has none.
  const films = (here ? here.files : []).filter(({ film, url }) => film && held.has(url))
  const all = [...new Map([...films, ...list.files].map((row) => [row.url, row])).values()]
  await shelf.putList(who, { ...list, files: all }, all.some(({ film }) => film))
}
