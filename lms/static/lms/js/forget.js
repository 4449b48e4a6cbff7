// Whoever is at this machine now reads nothing of who was here before: not in the store, and not on a page that
// the browser still holds. What waits to be sent stays, for its learner alone (outbox.js), and so does what counts.

import { isOthers, learner, run } from "./store.js"

const who = learner()

// A page shown again as it was left, or a tab behind this one: by then somebody else may be signed in.
addEventListener("pageshow", ({ persisted }) => persisted && lookAgain())
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookAgain())
if ("indexedDB" in window) forgetOthers().catch(() => {})
forgetName()

function lookAgain() {
  if (learner() !== who) location.reload()
}

function forgetOthers() {
  return run(["kept"], "readwrite", (tx) => {
    const kept = tx.objectStore("kept")
    const keys = kept.getAllKeys()
    keys.onsuccess = () => keys.result.filter((key) => isOthers(key, who)).forEach((key) => kept.delete(key))
  })
}

// The name that pages for everybody show (who-is-here.js).
function forgetName() {
  try {
    const kept = JSON.parse(localStorage.getItem("who-is-here")) || {}
    if (decodeURIComponent(kept.learner || "") !== who) localStorage.removeItem("who-is-here")
  } catch (unreadable) {
    // No store, or nothing of ours in it.
  }
}
