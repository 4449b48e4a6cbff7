// The token that the school wants with whatever is sent to it from a script.

import { readCookie } from "./store.js"

// `again`: it was not taken. The school gives a new one, or a first one, with its answer.
export async function csrfToken(again = false) {
  if (again || !held()) await fetch("/sync/", { credentials: "same-origin" })
  return held()
}

function held() {
  return readCookie(document.cookie, "csrftoken") || readCookie(document.cookie, "__Host-csrf")
}
