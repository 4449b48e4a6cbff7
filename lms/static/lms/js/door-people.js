// Whom this machine offers where there is no signal, and their safes: kept ["", "people"], {learner, name, class, pictures}.

import { forget, has } from "./safe.js"
import { get, put, remove, rowsOf } from "./store.js"

const PEOPLE = ["", "people"]
const MOST = 12
// Quizzes that one of them began by ticket and has not handed in, as {id: when}: the safe, which is shut, knows no more.
const BEGUN = (who) => ["", `quizzes-begun:${who}`]

// Those whose safe is here; the latest first.
export async function people() {
  const found = []
  for (const one of (await get("kept", PEOPLE)) || []) if (await has(one.learner)) found.push(one)
  return found
}

// Names of people end with it.
export function givenName(name) {
  return name.trim().split(/\s+/).pop()
}

export async function offer(one) {
  const others = ((await get("kept", PEOPLE)) || []).filter(({ learner }) => learner !== one.learner)
  await put("kept", [one, ...others].slice(0, MOST), PEOPLE)
}

export async function noteBegun(who, id) {
  await put("kept", { ...(await get("kept", BEGUN(who))), [id]: Date.now() }, BEGUN(who))
}

export async function noteHandedIn(who, id) {
  const { [id]: done, ...others } = (await get("kept", BEGUN(who))) || {}
  if (Object.keys(others).length) await put("kept", others, BEGUN(who))
  else await remove("kept", BEGUN(who))
}

// Names and safes, and the pages that were kept and taken along; but not of those whose work still waits here to be
// sent, or who are in the middle of a quiz.
export async function forgetPeople() {
  const left = []
  for (const one of (await get("kept", PEOPLE)) || []) {
    const waiting = [...(await rowsOf("events", one.learner)), ...(await rowsOf("help", one.learner))]
    if (waiting.length || (await get("kept", BEGUN(one.learner)))) left.push(one)
    else await Promise.all([forget(one.learner), forgetPages(one.learner)])
  }
  await put("kept", left, PEOPLE)
  return left
}

// Caches «takeaway <learner> …» and «kept-page <learner> …», and takeaways that were begun (courses/js/on-device.js).
async function forgetPages(who) {
  if (!("caches" in globalThis)) return
  for (const name of await caches.keys()) {
    const [kind, whose] = name.split(" ")
    if (whose === who && (kind === "takeaway" || kind === "kept-page")) await caches.delete(name)
  }
  if (!(await caches.has("takeaway-plan"))) return
  const plans = await caches.open("takeaway-plan")
  for (const { url } of await plans.keys()) if (new URL(url).searchParams.get("who") === who) await plans.delete(url)
}
