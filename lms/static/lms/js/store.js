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

const NAME = "song"
const VERSION = 2
const BY_KEY = ["kept", "safe", "keys"]
const BY_LEARNER = ["events", "help"]
let opening = null

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
  const [whose, name] = key
  return Boolean(whose) && whose !== who && !/^(seq:|usage)/.test(name)
}

export async function get(store, key) {
  return run([store], "readonly", (tx) => tx.objectStore(store).get(key))
}

export async function put(store, value, key) {
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

// --- Who is here ---

// For the service worker, which cannot read cookies before Chrome 87: kept ["", "who"].
export function tellWho(who = learner()) {
  return put("kept", { learner: who, at: Date.now() }, ["", "who"])
}

// --- Forgetting ---

// What waits to be sent stays, for its learner alone (outbox.js), and so does what counts.
function forgetOthers(who) {
  return run(["kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    const keys = kept.getAllKeys()
    keys.onsuccess = () => keys.result.filter((key) => isOthers(key, who)).forEach((key) => kept.delete(key))
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

// Whole pages that the service worker kept (kept-pages.js).
async function forgetPages(who) {
  for (const name of await caches.keys()) {
    const [kind, whose] = name.split(" ")
    if (kind === "kept-page" && whose !== who) await caches.delete(name)
  }
}

// Tests of the pure parts have no page.
if (typeof document !== "undefined") {
  const who = learner()
  // A page shown again as it was left, or a tab behind this one: by then somebody else may be signed in.
  const lookAgain = () => learner() === who || location.reload()
  if ("indexedDB" in window) tellWho(who).catch(() => {})
  addEventListener("pageshow", ({ persisted }) => persisted && lookAgain())
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookAgain())
  if ("indexedDB" in window) forgetOthers(who).catch(() => {})
  forgetName(who)
  if ("caches" in window) forgetPages(who).catch(() => {})
}
