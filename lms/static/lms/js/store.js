// What this browser keeps, in IndexedDB, and for whom.
//
//   events  what waits to be sent            {id, learner, …}, by id
//   help    what the school could not take   the same, with {status, reason, told}
//   kept    anything else, by [learner, name]
//   safe    the same, sealed: opens with the learner's PIN alone (safe.js)
//   keys    keys of safes and of this browser, by [learner, name]; none can be read out of the browser
//   carried what others handed over to be brought to school, sealed for it   {id, …}, by id
//
// Every row belongs to one learner: two children on one tablet never share an answer. On each page that loads
// this file, whoever is here now reads nothing of who was here before; that stands here, and not beside, because
// the sign-in page must do with few requests.
//
// What is put in `kept` for a learner whose safe is open is sealed on the way, and lies there sealed while somebody
// else is here; `get` opens it again. The names of rows stay readable, and so do counts and the numbers of events.

const NAME = "song"
const VERSION = 2
// How long signing out waits for the school.
const PATIENCE = 4000
const BY_KEY = ["kept", "safe", "keys"]
const BY_LEARNER = ["events", "help"]
// Under this name of a row in `kept` stands what is sealed of it.
export const SEALED = "sealed by the safe"
let opening = null
// The last row that is being sealed.
let sealing = Promise.resolve()

// Who is signed in on this device, as the server named them (cookie `learner`), or the door that opens without
// signal (offline-door.js); "" when nobody is: "-" is what signing out without signal leaves for the server to read.
export function learner() {
  const who = readCookie(document.cookie, "learner")
  return who === "-" ? "" : who
}

export function readCookie(cookies, name) {
  const found = cookies.split("; ").find((pair) => pair.startsWith(name + "="))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ""
}

// Whether what is kept under `key` can be read of somebody who is not here now. Counts and the numbers
// of events tell nothing, and must go on where they stopped; a key without a learner is the browser's own.
export function isOthers(key, who) {
  return key[0] !== who && isPrivate(key)
}

function isPrivate([whose, name]) {
  return Boolean(whose) && !/^(seq:|usage)/.test(name)
}

export async function get(store, key) {
  // A row that is being sealed this moment counts as written.
  if (store === "kept" && isPrivate(key)) await sealing.catch(() => {})
  const value = await run([store], "readonly", (tx) => tx.objectStore(store).get(key))
  return value && value[SEALED] ? opened(value, key) : value
}

export async function put(store, value, key) {
  if (store !== "kept" || !isPrivate(key) || !canSeal(value)) return putPlain(store, value, key)
  // One after the other: the last one that was put stands.
  const done = sealing.catch(() => {}).then(async () => {
    const safe = await openKey(key[0])
    return putPlain(store, safe ? { [SEALED]: await sealed(safe, ...key, value) } : value, key)
  })
  sealing = done
  return done
}

function putPlain(store, value, key) {
  return run([store], "readwrite", (tx) => tx.objectStore(store).put(value, key))
}

export async function remove(store, key) {
  return run([store], "readwrite", (tx) => tx.objectStore(store).delete(key))
}

// All rows of one learner in `events` or `help`.
export async function rowsOf(store, who) {
  return run([store], "readonly", (tx) => tx.objectStore(store).index("learner").getAll(who))
}

// One transaction. Resolves with the result of the request that `work` returns, and only after
// the browser says that everything is on the disk.
export async function run(stores, mode, work) {
  const db = await open()
  return new Promise((resolve, reject) => {
    const tx = db.transaction(stores, mode, { durability: "strict" })
    const request = work(tx)
    tx.oncomplete = () => resolve(request ? request.result : undefined)
    tx.onerror = tx.onabort = () => reject(tx.error || new Error("aborted"))
  })
}

function open() {
  if (!opening) {
    opening = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION)
      request.onupgradeneeded = () => make(request.result)
      request.onsuccess = () => {
        const db = request.result
        // A newer version of the page wants to change the stores: step aside.
        db.onversionchange = () => {
          db.close()
          opening = null
        }
        db.onclose = () => {
          opening = null
        }
        resolve(db)
      }
      request.onerror = () => reject(request.error)
    })
    opening.catch(() => {
      opening = null
    })
  }
  return opening
}

// From whichever version on: what is there stays as it is.
function make(db) {
  const lacking = (name) => !db.objectStoreNames.contains(name)
  for (const name of BY_KEY.filter(lacking)) db.createObjectStore(name)
  for (const name of BY_LEARNER.filter(lacking)) {
    db.createObjectStore(name, { keyPath: "id" }).createIndex("learner", "learner")
  }
  if (lacking("carried")) db.createObjectStore("carried", { keyPath: "id" })
}

// --- Sealing (the keys are safe.js's) ---

// {iv, data}: bound to its learner and name, so that no row can stand in for another.
export async function sealed(key, who, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = new TextEncoder().encode(JSON.stringify(value))
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: place(who, name) }, key, data) }
}

export async function unsealed(key, who, name, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: place(who, name) }, key, data)
  return JSON.parse(new TextDecoder().decode(plain))
}

// Whether JSON tells all of it: a photo or a sound it cannot.
export function canSeal(value) {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return true
  if (Array.isArray(value)) return value.every(canSeal)
  if (!value || Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.values(value).every((one) => one === undefined || canSeal(one))
}

function place(who, name) {
  return new TextEncoder().encode(JSON.stringify([who, name]))
}

function openKey(who) {
  return run(["keys"], "readonly", (tx) => tx.objectStore("keys").get([who, "open"]))
}

// Nothing when the safe is shut, or another one than it was sealed in.
async function opened(row, key) {
  try {
    const safe = await openKey(key[0])
    return safe ? await unsealed(safe, ...key, row[SEALED]) : undefined
  } catch (foreign) {
    return undefined
  }
}

// --- Who is here ---

// For the service worker, which cannot read cookies before Chrome 87: kept ["", "who"].
export function tellWho(who = learner()) {
  const cameWithoutSignal = Boolean(who && readCookie(document.cookie, "came-without-signal"))
  return put("kept", { learner: who, cameWithoutSignal, at: Date.now() }, ["", "who"])
}

// --- Forgetting ---

// What waits to be sent stays, for its learner alone (outbox.js), and so do counts, and what is sealed: safes of
// others shut. A PIN that was typed and never found right is forgotten too.
function forgetOthers(who, isComingIn) {
  return run(["kept", "keys"], "readwrite", (tx) => {
    const rows = tx.objectStore("kept").openCursor()
    rows.onsuccess = () => {
      const row = rows.result
      if (!row) return
      if (isOthers(row.key, who) && !(row.value && row.value[SEALED])) row.delete()
      row.continue()
    }
    const store = tx.objectStore("keys")
    const keys = store.getAllKeys()
    keys.onsuccess = () => {
      for (const key of keys.result) {
        const [whose, name] = key
        if ((name === "open" && whose !== who) || (name === "pending" && !isComingIn)) store.delete(key)
      }
    }
  })
}

// The name that pages for everybody show (who-is-here.js).
function forgetName(who) {
  try {
    const kept = JSON.parse(localStorage.getItem("who-is-here")) || {}
    if (decodeURIComponent(kept.learner || "") !== who) localStorage.removeItem("who-is-here")
  } catch (unreadable) {
    // No store, or nothing of ours in it.
  }
}

// Whole pages that the service worker kept (worker/kept.js).
async function forgetPages(who) {
  for (const name of await caches.keys()) {
    const [kind, whose] = name.split(" ")
    if (kind === "kept-page" && whose !== who) await caches.delete(name)
  }
}

// The PIN of `who` opened the safe and no server was asked (offline-door.js). Ends by itself after half a day.
export function comeWithoutSignal(who) {
  const told = `Path=/; Max-Age=${12 * 60 * 60}; SameSite=Lax${secure()}`
  document.cookie = `learner=${encodeURIComponent(who)}; ${told}`
  document.cookie = `came-without-signal=1; ${told}`
  return tellWho(who)
}

// Nobody is here any more, whether or not the school hears of it now: it reads the cookie when it does.
export function leave() {
  document.cookie = `learner=-; Path=/; Max-Age=${400 * 24 * 60 * 60}; SameSite=Lax${secure()}`
  document.cookie = "came-without-signal=; Path=/; Max-Age=0; SameSite=Lax"
  return forgetAll("", false)
}

function secure() {
  return location.protocol === "https:" ? "; Secure" : ""
}

async function goOut(form) {
  const body = new URLSearchParams(new FormData(form))
  await leave()
  const stop = new AbortController()
  setTimeout(() => stop.abort(), PATIENCE)
  // In vain: the cookie says the same to the next page that is asked for.
  await fetch(form.action, { method: "POST", body, redirect: "manual", signal: stop.signal }).catch(() => {})
  location.assign("/sign-in/")
}

function forgetAll(who, isComingIn) {
  forgetName(who)
  const works = ["indexedDB" in window && [forgetOthers(who, isComingIn), tellWho(who)], "caches" in window && [forgetPages(who)]]
  return Promise.all(works.flat().map((work) => Promise.resolve(work).catch(() => {})))
}

// Tests of the pure parts have no page.
if (typeof document !== "undefined") {
  const who = learner()
  // A page shown again as it was left, or a tab behind this one: by then somebody else may be signed in.
  const lookAgain = () => learner() === who || location.reload()
  addEventListener("pageshow", ({ persisted }) => persisted && lookAgain())
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookAgain())
  // A PIN was right a moment ago: coming-in.js makes its safe or opens it.
  forgetAll(who, Boolean(who && readCookie(document.cookie, "pin_was_right")))
  // Out at once, also where the school is asked in vain.
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/sign-out/") return
    event.preventDefault()
    // Only pupils have a door that opens without signal; the others are asked.
    const { withoutSignal } = event.target.dataset
    if (!withoutSignal || navigator.onLine || confirm(withoutSignal)) goOut(event.target)
  })
}
