// What others handed over to be brought to school: bundles that nobody here can read, and the school's answers to them.
//
//   await takeBundle(data, from)   "fresh", "known" or "odd"; `from`: a name of the file or the tablet's screen
//   await takeFile(text)         {fresh, known, odd, left}; throws when it is no file of ours
//   await state()                {carried, keys, arrived, refused: [{told}]}; `keys`: one a pupil and tablet
//   await send()                 with signal; true when nothing is left to bring
//   await answers()              rows of answers to be given back
//   await answerFile()           the text of a file with all of them
//   await forget(kind)           "receipt": they were given back; "refused": they were read
//
// Rows of `carried` in this browser: {id, kind: "bundle" | "receipt" | "refused", data, key, from, at, …}; the answer takes the
// place of its bundle.

import { base64url, fromBase64 } from "./bytes.js"
import { FORMAT, carried, deliver } from "./courier.js"
import { isBundle, keyOf, nameOf } from "./envelope.js"
import { run } from "./store.js"

// An answer that nobody fetched: the tablet has heard it by itself by then, or asks again.
const OLDEST = 60 * 24 * 60 * 60 * 1000

// So much of one file waits here: forty pupils of a tablet have less. The rest is taken over once this is at school.
export const MOST_OF_FILE = 600

export async function takeBundle(data, from) {
  if (!isBundle(data)) return "odd"
  const id = await nameOf(data)
  let known = false
  await run(["carried"], "readwrite", (tx) => {
    const rows = tx.objectStore("carried")
    const found = rows.get(id)
    found.onsuccess = () => {
      known = Boolean(found.result)
      if (!known) rows.put({ id, kind: "bundle", data, key: keyOf(data), from, at: Date.now() })
    }
  })
  return known ? "known" : "fresh"
}

export async function takeFile(text) {
  const told = JSON.parse(text)
  if (told.format !== FORMAT || !Array.isArray(told.bundles)) throw new Error("no file of a tablet")
  const count = { fresh: 0, known: 0, odd: 0, left: 0 }
  // The same file once more is the same file to whoever asks what was refused of it.
  const from = await nameOf(new TextEncoder().encode(text))
  for (const [place, bundle] of told.bundles.entries()) {
    count[await takeBundle(bytesOf(bundle), from)] += 1
    if (count.fresh === MOST_OF_FILE) {
      count.left = told.bundles.length - place - 1
      break
    }
  }
  return count
}

export async function state() {
  const rows = (await carried()).filter(({ kind }) => kind)
  const of = (kind) => rows.filter((row) => row.kind === kind)
  return {
    carried: of("bundle").length,
    keys: new Set(rows.map(({ key }) => key)),
    arrived: of("receipt").length,
    refused: of("refused"),
  }
}

export async function send() {
  await deliver()
  return !(await state()).carried
}

export async function answers() {
  return (await carried()).filter(({ kind }) => kind === "receipt")
}

export async function answerFile() {
  return JSON.stringify({ format: FORMAT, receipts: (await answers()).map(({ data }) => base64url(data)) })
}

export async function forget(kind) {
  const rows = (await carried()).filter((row) => row.kind === kind)
  await run(["carried"], "readwrite", (tx) => rows.forEach(({ id }) => tx.objectStore("carried").delete(id)))
}

export async function tidy(now = Date.now()) {
  const old = (await carried()).filter(({ kind, done }) => kind && kind !== "bundle" && now - done > OLDEST)
  await run(["carried"], "readwrite", (tx) => old.forEach(({ id }) => tx.objectStore("carried").delete(id)))
}

function bytesOf(text) {
  try {
    return fromBase64(text)
  } catch (misread) {
    return new Uint8Array(0)
  }
}

// Pure: of the pupils of a class, {name, keys} each, who is missing among these keys, and how many keys are of others.
export function missingOf(pupils, keys) {
  const theirs = new Set(pupils.flatMap((pupil) => pupil.keys))
  const missing = pupils.filter((pupil) => !pupil.keys.some((key) => keys.has(key)))
  return { missing, here: pupils.length - missing.length, others: [...keys].filter((key) => !theirs.has(key)).length }
}
