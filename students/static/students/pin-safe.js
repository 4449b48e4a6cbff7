// At the door: while the PIN is typed, works out what opens its safe (lms/js/safe.js), so that the same PIN lets in
// where there is no signal. The PIN itself is kept nowhere. Which one was right, the server says: the form takes a mark
// along, which comes back as a cookie only then (lms/js/coming-in.js).
//
// Without WebCrypto or a store nothing happens here, and the form is an ordinary form.

import { begin, works } from "../lms/js/safe.js"
import { put, remove } from "../lms/js/store.js"

// Longer than this no child waits at the door for the safe.
const PATIENCE = 2000
const WHOLE = /^(\d{4}|\d{6})$/
const form = document.querySelector("[data-pin-form]")
const mark = form.elements.mark
let begun = { pin: "", slow: null }
let isOnTheWay = false

if (works()) {
  // Here again: what was typed was not right.
  remove("keys", ["", "pending"]).catch(() => {})
  form.addEventListener("input", ahead)
  form.addEventListener("submit", (event) => {
    if (isOnTheWay) return
    event.preventDefault()
    isOnTheWay = true
    // Where the school cannot be asked, the door that this machine has of its own.
    if (navigator.onLine === false && navigator.serviceWorker && navigator.serviceWorker.controller) return location.assign("/offline/")
    const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE))
    Promise.race([prepare().catch(() => {}), enough]).then(() => form.submit())
  })
  addEventListener("pageshow", () => {
    isOnTheWay = false
  })
}

// Before the button is touched there is time.
function ahead() {
  const pin = typed()
  if (pin === begun.pin || !WHOLE.test(pin)) return
  begun = { pin, slow: begin(pin) }
  begun.slow.catch(() => {})
}

async function prepare() {
  ahead()
  if (begun.pin !== typed()) return
  const pending = await begun.slow
  const own = markOf(crypto.getRandomValues(new Uint8Array(16)))
  await put("keys", { ...pending, mark: own }, ["", "pending"])
  mark.value = own
}

function typed() {
  const rows = [...form.querySelectorAll("[data-picture-row]")]
  if (!rows.length) return form.elements.pin.value.replace(/\s/g, "")
  return rows.map((row) => (row.querySelector("input:checked") || { value: "" }).value).join("")
}

function markOf(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
