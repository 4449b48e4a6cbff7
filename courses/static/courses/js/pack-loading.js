// A takeaway out of a file (USB stick, Bluetooth, a teacher's hotspot) onto this device, without any network.

import { askForKeys, knownKeys } from "../../lms/js/school-keys.js"
import * as device from "./on-device.js"
import { Stopped } from "./on-device.js"
import { Refused, openPack } from "./pack.js"
import { filesOf } from "./taken-list.js"

// The list that was loaded. Throws Refused("huge" …) or Stopped("full").
export async function loadPack(file, who, tell = () => {}) {
  const keys = await askForKeys().catch(() => knownKeys())
  if (!keys) throw new Refused("no-keys")
  const { list, content } = await openPack(file, keys)
  const here = await device.onShelf(who, list.key)
  if (here && here.made_at && Date.parse(here.made_at) > Date.parse(list.made_at)) throw new Refused("older")
  try {
    await write(list, content, who, tell)
  } catch (error) {
    throw error.name === "QuotaExceededError" ? new Stopped("full") : error
  }
  return list
}

async function write(list, content, who, tell) {
  const held = await device.heldFiles()
  const files = filesOf(list, true).filter(({ url }) => !held.has(url))
  let came = 0
  for (const row of files) {
    await device.putFile(row, await content(row))
    tell({ came: ++came, total: files.length })
  }
  const pages = []
  for (const row of list.pages) pages.push({ row, body: await content(row), policy: list.policy })
  await device.putPages(who, list, pages)
  await device.putList(who, list, list.files.some(({ film }) => film))
}
