// The questions of a session of revision, as the school tells them and as this device keeps them.

import { put, rowsOf } from "../../lms/js/store.js"
import { withWaiting } from "./recall-draw.js"

export function keyOf(who, source) {
  return [who, `recall:${source}`]
}

// Asked of the school and kept here, with the answers that it has not heard of yet. Throws without an answer.
export async function freshPack(who, source, address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } })
  if (!answer.ok) throw new Error(String(answer.status))
  const pack = await answer.json()
  pack.questions = withWaiting(pack.questions, await rowsOf("events", who))
  // A machine without room revises all the same, while there is signal.
  await put("kept", pack, keyOf(who, source)).catch(() => {})
  return pack
}
