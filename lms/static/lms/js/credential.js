// The key by which this browser signs for a pupil what others carry to school.
//
//   await ready(who)        with signal: sees to both; the school is asked once a day
//   await credential(who)   {id, key, install}; undefined before the first time
//
// The key is made here and cannot be taken out of the browser; the school knows its public half.

import { ask, csrfToken } from "./school-request.js"
import { installId } from "./outbox.js"
import { askForKeys, knownKeys } from "./school-keys.js"
import { get, put, remove, run } from "./store.js"

const DAY = 24 * 60 * 60 * 1000
const SIGNING = { name: "ECDSA", namedCurve: "P-256" }

export async function credential(who) {
  const kept = await get("keys", [who, "credential"])
  return kept && kept.id ? kept : undefined
}

export async function ready(who) {
  const kept = await credential(who)
  if (kept && kept.asked > Date.now() - DAY && (await knownKeys())) return kept
  await askForKeys()
  return register(who, await made(who))
}

export function forget(who) {
  return remove("keys", [who, "credential"])
}

async function register(who, mine, isSecond = false) {
  const install = await installId()
  const answer = await ask("/sync/credential/", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": await csrfToken() },
    body: JSON.stringify({ install, key: mine.jwk }),
  })
  if (!answer.ok) throw new Error(`credential: ${answer.status}`)
  const { id, learner, revoked } = await answer.json()
  // Somebody else signed in meanwhile.
  if (learner !== who) throw new Error("not who was here")
  if (revoked && !isSecond) {
    await forget(who)
    return register(who, await made(who), true)
  }
  const row = { ...mine, id, install, asked: Date.now() }
  await put("keys", row, [who, "credential"])
  return row
}

// The pair of this learner; of two pages that make one at the same time the first stands.
async function made(who) {
  const name = [who, "credential"]
  const kept = await get("keys", name)
  if (kept) return kept
  const pair = await crypto.subtle.generateKey(SIGNING, false, ["sign", "verify"])
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey)
  let first = { key: pair.privateKey, jwk: { kty, crv, x, y } }
  await run(["keys"], "readwrite", (tx) => {
    const keys = tx.objectStore("keys")
    const found = keys.get(name)
    found.onsuccess = () => {
      if (found.result) first = found.result
      else keys.put(first, name)
    }
  })
  return first
}
