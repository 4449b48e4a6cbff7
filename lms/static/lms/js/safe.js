// The safe of each learner on this device: what opens with the own PIN alone, also without signal.
//
//   await make(who, pin)      a safe for `who`, open; keeps the old one when it opens with this PIN
//   await open(who, pin)      true when the PIN is right; from then on `take` and `keep` work
//   await shut(who)           until the next PIN; shut() shuts all
//   await isOpen(who)
//   await has(who)            whether there is a safe at all
//   await keep(who, name, value)   seals a value that JSON can tell;  throws when the safe is not open
//   await take(who, name)          the value; undefined when there is none or the safe is not open
//   await drop(who, name)
//   await names(who)
//
// A key of 256 random bits seals everything (AES-GCM, the place of the row bound in); the PIN, slowly stretched
// (PBKDF2) together with a key that cannot be taken out of this browser, wraps it. Four digits are few: who holds
// the unlocked tablet and its browser can try them all in hours, somebody with a copy of the files cannot.
// Knows no page: the service worker uses it too. Errors: DOMException where the browser has no WebCrypto or store.

import { get, put, remove, run } from "./store.js"

const ROUNDS = 600000
const SEALED = { name: "AES-GCM", length: 256 }

export function works() {
  return Boolean(globalThis.crypto && crypto.subtle && globalThis.indexedDB)
}

export async function has(who) {
  return Boolean(await get("keys", [who, "wrapped"]))
}

export async function isOpen(who) {
  return Boolean(await get("keys", [who, "open"]))
}

export async function make(who, pin) {
  if (await open(who, pin)) return
  // Another PIN than the one it was made with: what it held opens with nothing any more, unless it is open now.
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const wrapping = await stretched(pin, salt)
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, wrapping, raw)
  const key = await crypto.subtle.importKey("raw", raw, SEALED, false, ["encrypt", "decrypt"])
  const moved = await resealed(who, key)
  await run(["keys", "safe"], "readwrite", (tx) => {
    const keys = tx.objectStore("keys")
    const safe = tx.objectStore("safe")
    keys.put({ salt, iv, wrapped, rounds: ROUNDS }, [who, "wrapped"])
    keys.put(key, [who, "open"])
    safe.delete(ofLearner(who))
    for (const [name, row] of moved) safe.put(row, [who, name])
  })
}

export async function open(who, pin) {
  const kept = await get("keys", [who, "wrapped"])
  if (!kept) return false
  const wrapping = await stretched(pin, kept.salt, kept.rounds)
  let raw
  try {
    raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, wrapping, kept.wrapped)
  } catch (wrong) {
    return false
  }
  const key = await crypto.subtle.importKey("raw", raw, SEALED, false, ["encrypt", "decrypt"])
  await put("keys", key, [who, "open"])
  return true
}

export async function shut(who) {
  await run(["keys"], "readwrite", (tx) => {
    const keys = tx.objectStore("keys")
    const all = keys.getAllKeys()
    all.onsuccess = () => {
      for (const [whose, name] of all.result) {
        if (name === "open" && (who === undefined || whose === who)) keys.delete([whose, name])
      }
    }
  })
}

export async function keep(who, name, value) {
  const key = await get("keys", [who, "open"])
  if (!key) throw new Error("the safe is not open")
  await put("safe", await sealed(key, who, name, value), [who, name])
}

export async function take(who, name) {
  const [key, row] = await Promise.all([get("keys", [who, "open"]), get("safe", [who, name])])
  return key && row ? unsealed(key, who, name, row) : undefined
}

export async function drop(who, name) {
  await remove("safe", [who, name])
}

export async function names(who) {
  const keys = await run(["safe"], "readonly", (tx) => tx.objectStore("safe").getAllKeys(ofLearner(who)))
  return keys.map(([, name]) => name)
}

// --- Sealing ---

// {iv, data}: bound to its learner and name, so that no row can stand in for another.
export async function sealed(key, who, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = new TextEncoder().encode(JSON.stringify(value))
  const additionalData = place(who, name)
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, data) }
}

export async function unsealed(key, who, name, { iv, data }) {
  const additionalData = place(who, name)
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, data)
  return JSON.parse(new TextDecoder().decode(opened))
}

function place(who, name) {
  return new TextEncoder().encode(JSON.stringify([who, name]))
}

function ofLearner(who) {
  return IDBKeyRange.bound([who, ""], [who, "\uffff"])
}

// The rows of a safe that is open, under a new key; none of one that is shut.
async function resealed(who, key) {
  const moved = []
  for (const name of await names(who)) {
    const value = await take(who, name)
    if (value !== undefined) moved.push([name, await sealed(key, who, name, value)])
  }
  return moved
}

// The key that wraps: slow to work out from a PIN, and not at all without this browser's own key.
async function stretched(pin, salt, rounds = ROUNDS) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"])
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, material, 256)
  const bound = await crypto.subtle.sign("HMAC", await own(), bits)
  return crypto.subtle.importKey("raw", bound, SEALED, false, ["encrypt", "decrypt"])
}

// This browser's own key, made once; it can be used here, and read nowhere.
async function own() {
  const name = ["", "own"]
  const kept = await get("keys", name)
  if (kept) return kept
  const made = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  let first
  await run(["keys"], "readwrite", (tx) => {
    const keys = tx.objectStore("keys")
    const found = keys.get(name)
    found.onsuccess = () => {
      first = found.result || made
      if (!found.result) keys.put(made, name)
    }
  })
  return first
}
