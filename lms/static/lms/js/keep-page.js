// A page that loads this module can be opened again without signal, by the same person (worker/kept.js).

import { learner } from "./store.js"

if ("serviceWorker" in navigator && learner()) keepThisPage().catch(() => {})

async function keepThisPage() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve))
  await navigator.serviceWorker.register("/sw.js")
  const { active } = await navigator.serviceWorker.ready
  active.postMessage({ keep: { path: location.pathname, files: files() } })
}

// What the page loaded, and what its elements say they would load later.
function files() {
  const later = [...document.querySelectorAll("[data-later]")].flatMap((element) => element.dataset.later.split(" "))
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name)
  const paths = [...loaded, ...later].map((address) => new URL(address, location)).filter((url) => url.origin === location.origin)
  return [...new Set(paths.map((url) => url.pathname))].filter((path) => path.startsWith("/static/"))
}
