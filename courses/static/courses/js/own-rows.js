// Rows of this device that are a learner's own and have to outlive a sibling's visit: in the safe where it is open
// (it shuts with signing out, and opens with the PIN), else beside the rest, where they go with the learner.

import * as safe from "../../lms/js/safe.js"
import { get, put, remove } from "../../lms/js/store.js"

export async function keepOwn(who, name, value) {
  if (!(await safe.isOpen(who))) return put("kept", value, [who, name])
  await safe.keep(who, name, value)
  // What was kept before the safe was there, or while it was shut.
  await remove("kept", [who, name])
}

export async function takeOwn(who, name) {
  const beside = await get("kept", [who, name])
  if (beside !== undefined) {
    // The safe takes a moment to open after signing in, and what was kept meanwhile is to outlive a sibling too.
    await keepOwn(who, name, beside).catch(() => {})
    return beside
  }
  return (await safe.isOpen(who)) ? safe.take(who, name) : undefined
}

export async function dropOwn(who, name) {
  await remove("kept", [who, name])
  if (safe.works()) await safe.drop(who, name)
}
