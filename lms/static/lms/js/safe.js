// The safe of each learner on this device: what opens with the own PIN alone, also without signal.
//
//   await make(who, pin)      a safe for `who`, open; keeps the old one when it opens with this PIN
//   await open(who, pin)      true when the PIN is right; from then on `take` and `keep` work
//   await begin(pin)          the slow half of `make`, before it is known who it is: for finish(who, begun)
//   await shut(who)           until the next PIN; shut() shuts all
//   await isOpen(who)
//   await has(who)            whether there is a safe at all
//   await keep(who, name, value)   seals a value that JSON can tell;  throws when the safe is not open
//   await take(who, name)          the value; undefined when there is none or the safe is not open
//   await drop(who, name)
//   await names(who)
//   await forget(who)         the safe with all that is in it, and what was sealed in `kept`
//
// A key of 256 random bits seals everything (AES-GCM, the place of the row bound in); the PIN, slowly stretched
// (PBKDF2) together with a key that cannot be taken out of this browser, wraps it. Four digits are few: who holds
// the unlocked tablet and its browser can try them all in hours, somebody with a copy of the files cannot.
// Knows no page: the service worker uses it too. Errors: DOMException where the browser has no WebCrypto or store.

import { SEALED, canSeal, get, isOthers, put, remove, run, sealed, unsealed } from "./store.js"

// As many rounds as this device does in the time; measured once. A cheap tablet does some 250,000 a second.
const ROUNDS = { least: 200000, most: 600000, tried: 30000, milliseconds: 700 }
const KEY = { name: "AES-GCM", length: 256 }

export function works() {
  return Boolean(globalThis.crypto && crypto.subtle && globalThis.indexedDB)
}

export async function has(who) {
  return Boolean(await get("keys", [who, "wrapped"]))
}

// Nor is it where the browser keeps nothing.
export async function isOpen(who) {
  return works() && Boolean(await get("keys", [who, "open"]).catch(() => undefined))
}

export async function make(who, pin) {
  return finish(who, await begin(pin))
}

export async function open(who, pin) {
  const kept = await get("keys", [who, "wrapped"])
  return Boolean(kept) && unwrap(who, { ...kept, slow: await slowly(pin, kept) })
}

// {slow, salt, rounds}: a key that cannot be read out, of a PIN that nobody needs to keep.
export async function begin(pin) {
  const way = await stretching()
  return { ...way, slow: await slowly(pin, way) }
}

// Another PIN than the one the safe was made with: what it held opens with nothing any more, unless it is open now.
export async function finish(who, begun) {
  const kept = await get("keys", [who, "wrapped"])
  if (kept && (await unwrap(who, { ...kept, slow: begun.slow }))) return
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await wrapping(who, begun.slow), raw)
  const key = await crypto.subtle.importKey("raw", raw, KEY, false, ["encrypt", "decrypt"])
  const moved = await resealed(who, key)
  const rows = await sealedRows(who)
  const { salt, rounds } = begun
  await run(["keys", "safe", "kept"], "readwrite", (tx) => {
    const store = (name) => tx.objectStore(name)
    store("keys").put({ salt, rounds, iv, wrapped }, [who, "wrapped"])
    store("keys").put(key, [who, "open"])
    store("safe").delete(ofLearner(who))
    for (const [name, row] of moved.safe) store("safe").put(row, [who, name])
    for (const name of rows) store("kept").delete([who, name])
    for (const [name, row] of moved.kept) store("kept").put({ [SEALED]: row }, [who, name])
  })
  await sealWhatIsOpen(who)
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

export async function forget(who) {
  const rows = await sealedRows(who)
  await run(["keys", "safe", "kept"], "readwrite", (tx) => {
    for (const name of ["wrapped", "open"]) tx.objectStore("keys").delete([who, name])
    tx.objectStore("safe").delete(ofLearner(who))
    for (const name of rows) tx.objectStore("kept").delete([who, name])
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

// --- What is sealed ---

function ofLearner(who) {
  return IDBKeyRange.bound([who, ""], [who, "\uffff"])
}

// The rows of a safe that is open, under a new key; none of one that is shut.
async function resealed(who, key) {
  const moved = { safe: [], kept: [] }
  for (const name of await names(who)) {
    const value = await take(who, name)
    if (value !== undefined) moved.safe.push([name, await sealed(key, who, name, value)])
  }
  for (const name of await sealedRows(who)) {
    const value = await get("kept", [who, name])
    if (value !== undefined) moved.kept.push([name, await sealed(key, who, name, value)])
  }
  return moved
}

async function sealedRows(who) {
  return (await keptRows(who)).filter(([, value]) => value && value[SEALED]).map(([name]) => name)
}

// What was kept before there was a safe, or while it was shut, lies open: it goes in as well.
async function sealWhatIsOpen(who) {
  for (const [name, value] of await keptRows(who)) {
    if (isOthers([who, name], "") && !(value && value[SEALED]) && canSeal(value)) await put("kept", value, [who, name])
  }
}

// [name, value as it lies there] of all rows of `kept`.
async function keptRows(who) {
  const found = []
  await run(["kept"], "readonly", (tx) => {
    const cursor = tx.objectStore("kept").openCursor(ofLearner(who))
    cursor.onsuccess = () => {
      if (!cursor.result) return
      found.push([cursor.result.key[1], cursor.result.value])
      cursor.result.continue()
    }
  })
  return found
}

// --- From a PIN to a key ---

// Opens the safe of `who`; false when this is not the way.
async function unwrap(who, { slow, iv, wrapped }) {
  let raw
  try {
    raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await wrapping(who, slow), wrapped)
  } catch (wrong) {
    return false
  }
  const key = await crypto.subtle.importKey("raw", raw, KEY, false, ["encrypt", "decrypt"])
  await put("keys", key, [who, "open"])
  await sealWhatIsOpen(who)
  return true
}

// The key that wraps the safe of `who`: not to be worked out without this browser's own key.
async function wrapping(who, slow) {
  const theirs = await crypto.subtle.sign("HMAC", slow, new TextEncoder().encode(who))
  const bound = await crypto.subtle.sign("HMAC", await own(), theirs)
  return crypto.subtle.importKey("raw", bound, KEY, false, ["encrypt", "decrypt"])
}

async function slowly(pin, { salt, rounds }) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"])
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }
  return crypto.subtle.deriveKey(way, material, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"])
}

// {salt, rounds} of this browser, the same for all its safes: the slow half is done before it is known whose it is.
async function stretching() {
  const kept = await get("keys", ["", "stretching"])
  if (kept) return kept
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const began = performance.now()
  await slowly("measured", { salt, rounds: ROUNDS.tried })
  return first(["", "stretching"], { salt, rounds: roundsFor(performance.now() - began) })
}

export function roundsFor(milliseconds) {
  const many = Math.round((ROUNDS.tried * ROUNDS.milliseconds) / Math.max(milliseconds, 1) / 10000) * 10000
  return Math.min(Math.max(many, ROUNDS.least), ROUNDS.most)
}

// This browser's own key, made once; it can be used here, and read nowhere.
async function own() {
  const kept = await get("keys", ["", "own"])
  return kept || first(["", "own"], await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]))
}

// What stands under `key` in the end: what came first, when two pages make it at once.
async function first(key, made) {
  let stands
  await run(["keys"], "readwrite", (tx) => {
    const keys = tx.objectStore("keys")
    const found = keys.get(key)
    found.onsuccess = () => {
      stands = found.result || made
      if (!found.result) keys.put(made, key)
    }
  })
  return stands
}
