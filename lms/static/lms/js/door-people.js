// Whom this machine offers where there is no signal, and their safes: kept ["", "people"], {learner, name, class, pictures}.

import { forget, has } from "./safe.js"
import { get, put, rowsOf } from "./store.js"

const PEOPLE = ["", "people"]
const MOST = 12

// Those whose safe is here; the latest first.
export async function people() {
  const found = []
  for (const one of (await get("kept", PEOPLE)) || []) if (await has(one.learner)) found.push(one)
  return found
}

export async function offer(one) {
  const others = ((await get("kept", PEOPLE)) || []).filter(({ learner }) => learner !== one.learner)
  await put("kept", [one, ...others].slice(0, MOST), PEOPLE)
}

// Names and safes, but of those whose work still waits here to be sent.
export async function forgetPeople() {
  const left = []
  for (const one of (await get("kept", PEOPLE)) || []) {
    const waiting = [...(await rowsOf("events", one.learner)), ...(await rowsOf("help", one.learner))]
    if (waiting.length) left.push(one)
    else await forget(one.learner)
  }
  await put("kept", left, PEOPLE)
  return left
}
