// The key by which this browser signs for a pupil what others carry to school, and the school's own keys.
//
//   await ready(who)        with signal: sees to both; the school is asked once a day
//   await credential(who)   {id, key, install}; undefined before the first time
//   await school()          what /sync/keys.json told
//
// The key is made here and cannot be taken out of the browser; the school knows its public half.

import { installId } from "./outbox.js"
import { get, put, readCookie, remove, run } from "./store.js"

const DAY = 24 * 60 * 60 * 1000
const SCHOOL = ["", "school"]
const SIGNING = { name: "ECDSA", namedCurve: "P-256" }

export function works() {
  return Boolean(globalThis.crypto && crypto.subtle && globalThis.indexedDB)
}

export async function credential(who) {
  const kept = await get("keys", [who, "credential"])
  return kept && kept.id ? kept : undefined
}

export function school() {
  return get("keys", SCHOOL)
}

export async function ready(who) {
  const kept = await credential(who)
  if (kept && kept.asked > Date.now() - DAY && (await school())) return kept
  await askSchool()
  return register(who, await made(who))
}

// The school's keys as they are today.
export async function askSchool() {
  const answer = await fetch("/sync/keys.json", { credentials: "omit" })
  if (!answer.ok) throw new Error(`keys: ${answer.status}`)
  await put("keys", await answer.json(), SCHOOL)
}

export function forget(who) {
  return remove("keys", [who, "credential"])
}

async function register(who, mine, isSecond = false) {
  const install = await installId()
  const answer = await fetch("/sync/credential/", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": await token() },
    body: JSON.stringify({ install, key: mine.jwk }),
    credentials: "same-origin",
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

async function token() {
  const held = () => readCookie(document.cookie, "csrftoken") || readCookie(document.cookie, "__Host-csrf")
  if (!held()) await fetch("/sync/", { credentials: "same-origin" })
  return held()
}
