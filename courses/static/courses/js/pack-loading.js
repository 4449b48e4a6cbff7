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
  if (here && here.made_at && Date.parse(here.made_at) > Date.parse(list.made_at)) throw new Refused("older")
  try {
    await write(list, here, content, who, tell)
  } catch (error) {
    throw error.name === "QuotaExceededError" ? new Stopped("full") : error
  }
  return list
}

async function write(list, here, content, who, tell) {
  const held = await shelf.heldFiles()
  const files = filesOf(list, true).filter(({ url }) => !held.has(url))
  let came = 0
  for (const row of files) {
    await shelf.putFile(row, await content(row))
    tell({ came: ++came, total: files.length })
  }
  const pages = []
  for (const row of list.pages) pages.push({ row, body: await content(row), policy: list.policy })
  await shelf.putPages(who, list, pages)
  // Films that came before stay, though this file has none.
  const films = (here ? here.files : []).filter(({ film, url }) => film && held.has(url))
  const all = [...new Map([...films, ...list.files].map((row) => [row.url, row])).values()]
  await shelf.putList(who, { ...list, files: all }, all.some(({ film }) => film))
}
