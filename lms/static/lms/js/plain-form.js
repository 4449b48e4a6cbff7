// The last way when this device can keep nothing (it is full, a private window): the form goes to school as it is.
// But only when the school answers. Otherwise the page stays as it is with all that was typed, and says so: whoever
// presses a button without signal must not stand before an error page with nothing left.

import { ask } from "./school-request.js"

const PATIENCE = 6000

// Resolves with true when the form goes. `submit`: how, where a plain submit is not enough.
export async function sendPlainly(form, submit = () => form.submit()) {
  const goes = await answers()
  if (goes) submit()
  else tell(form)
  return goes
}

async function answers() {
  if (!navigator.onLine) return false
  const answer = await ask("/health/", { cache: "no-store" }, PATIENCE).catch(() => null)
  return Boolean(answer && answer.ok)
}

// Its words stand in the badge, which is on every page.
function tell(form) {
  const badge = document.querySelector("outbox-badge")
  const line = form.querySelector("[data-stuck]") || form.appendChild(document.createElement("p"))
  line.dataset.stuck = ""
  line.className = "notice notice--bad"
  line.setAttribute("role", "alert")
  line.textContent = (badge && badge.dataset.stuck) || ""
}
