// The school's public keys (lms/school_keys.py): what is sealed for it, and what it signed.
//
//   await askForKeys()   as they are today; throws without signal
//   await knownKeys()    as this browser heard them last; undefined when it never did

import { ask } from "./school-request.js"
import { get, put } from "./store.js"

const ADDRESS = "/sync/keys.json"
const ROW = ["", "school"]

export async function askForKeys() {
  const answer = await ask(ADDRESS, { credentials: "omit", cache: "no-cache", redirect: "error" })
  if (!answer.ok) throw new Error(`keys: ${answer.status}`)
  const keys = await answer.json()
  await put("keys", keys, ROW)
  return keys
}

export async function knownKeys() {
  const heard = await get("keys", ROW)
  if (heard || !globalThis.caches) return heard
  // The shell brings them along (lms/shell.py).
  const ofShell = await caches.match(ADDRESS, { ignoreVary: true })
  return ofShell ? ofShell.json() : undefined
}
