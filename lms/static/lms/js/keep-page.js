// A page that loads this module can be opened again without signal, by the same person (worker/kept.js), and so can
// those of its links that say so (data-keep): what they lead to is needed when there is none. Opened so, it says when
// the signal is back.

import { learner, readCookie } from "./store.js"

const line = document.querySelector(".kept-at")
// Out of the store there is nothing new to keep.
if (!line && "serviceWorker" in navigator && learner()) keepThisPage().catch(() => {})
// A worker of before has no words for it.
if (line && line.dataset.back) followSignal(line)

async function keepThisPage() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve))
  // Just in with a PIN: the safe is being opened (coming-in.js), and the page belongs in there.
  for (let left = 20; left && readCookie(document.cookie, "pin_was_right"); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await navigator.serviceWorker.register("/sw.js")
  const { active } = await navigator.serviceWorker.ready
  active.postMessage({ keep: { path: location.pathname, files: files() } })
  for (const link of document.querySelectorAll("a[data-keep]")) active.postMessage({ keep: { path: link.pathname, files: [] } })
}

// What the page loaded, and what its elements say they would load later.
function files() {
  const later = [...document.querySelectorAll("[data-later]")].flatMap((element) => element.dataset.later.split(" "))
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name)
  const paths = [...loaded, ...later].map((address) => new URL(address, location)).filter((url) => url.origin === location.origin)
  return [...new Set(paths.map((url) => url.pathname))].filter((path) => path.startsWith("/static/"))
}

// Nothing is loaded over what somebody is reading or writing: they choose.
function followSignal(line) {
  const { textContent: asOf, dataset: { back, anew } } = line
  let isBack = false
  const say = (now) => {
    if (now === isBack) return
    isBack = now
    line.textContent = isBack ? `${back} ` : asOf
    if (!isBack) return
    const href = location.pathname + location.search
    line.append(Object.assign(document.createElement("a"), { className: "link-alone", href, textContent: anew }))
  }
  addEventListener("online", () => say(true))
  addEventListener("offline", () => say(false))
  // The school has answered, whatever the device believes of its line: the page that was asked for, or what was sent.
  const { serviceWorker } = navigator
  if (serviceWorker) serviceWorker.addEventListener("message", ({ data }) => data && data.back && say(true))
  addEventListener("outbox-changed", ({ detail }) => detail.results.length && say(true))
}
