// What is a pupil's own – the day, revision, marks, notices, the board – comes along with the work of a week, so that
// no door of the bottom row is shut where there is no signal.

import { freshPack } from "./recall-pack.js"

// `pages`: addresses that the worker may keep; `revision`: where the questions of a session are told.
export async function bringOwnPages(who, pages, revision) {
  const { active } = await navigator.serviceWorker.ready
  for (const path of pages) active.postMessage({ keep: { path, files: [] } })
  await freshPack(who, "due", revision)
}
