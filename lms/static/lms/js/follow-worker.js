// Has the service worker (worker/start.js) in every browser in which somebody is signed in or about to be, and follows
// its new versions. After everything else: a page is read first.

import { learner } from "./store.js"

const DOORS = /^\/(sign-in|ph|c)\//
// A page that was just opened is new by itself.
const JUST_OPENED = 60000

// When one that waits is asked to step in: the page of a quiz may still be on its way out, or the new one on its way in.
const LOOKS = [0, 3000, 8000]

// The form that was sent last.
let form = null

if ("serviceWorker" in navigator && (learner() || DOORS.test(location.pathname))) {
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 1000))
  const later = () => idle(() => follow().catch(() => {}))
  if (document.readyState === "complete") later()
  else addEventListener("load", later)
  addEventListener("submit", ({ target }) => (form = target))
  navigator.serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data && data.news) tell(data.news)
    if (data && data.unsent) ports[0].postMessage(saysUnsent(data.unsent))
  })
}

async function follow() {
  // What waits here of others who use this device goes to school with whoever has signal.
  import("./courier-start.js").catch(() => {})
  const registration = await navigator.serviceWorker.register("/sw.js")
  const { active } = registration
  // A page that was on its way while the worker stepped in belongs to nobody, and would until the next one.
  if (active && !navigator.serviceWorker.controller) active.postMessage({ claim: true })
  // One that had to wait for the end of a quiz.
  for (const pause of LOOKS) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    if (registration.waiting) registration.waiting.postMessage({ update: true })
  }
}

function tell(words) {
  if (performance.now() < JUST_OPENED || document.querySelector("[data-news]")) return
  // Not under the questions of a quiz: the child has no use for it there.
  if (document.querySelector("attempt-form[data-ready]")) return
  const line = document.createElement("p")
  line.className = "notice"
  line.dataset.news = ""
  line.setAttribute("role", "status")
  line.textContent = words
  document.querySelector("main").append(line)
}

// The form stays as it is, with what was typed and chosen; false when it is not known which one it was.
function saysUnsent(words) {
  if (!form || !form.isConnected) return false
  const line = form.querySelector("[data-stuck]") || form.appendChild(document.createElement("p"))
  line.dataset.stuck = ""
  line.className = "notice notice--bad"
  line.setAttribute("role", "alert")
  line.textContent = words
  line.scrollIntoView({ block: "nearest" })
  return true
}
