// What scripts ask of the school, and the token that it wants with whatever is sent to it.

import { readCookie } from "./store.js"

export const PATIENCE = 20000

// The school's answer with all of its body. On a line that has gone silent an error comes in its place: who waits for
// ever holds up whatever else wants to be sent.
export async function ask(address, options = {}, patience = PATIENCE) {
  const stop = new AbortController()
  const over = setTimeout(() => stop.abort(), patience)
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options, signal: stop.signal })
    const { status, headers } = answer
    const body = await answer.arrayBuffer()
    return new Response(body.byteLength ? body : null, { status, headers })
  } finally {
    clearTimeout(over)
  }
}

// `again`: it was not taken. The school gives a new one, or a first one, with its answer.
export async function csrfToken(again = false) {
  if (again || !held()) await ask("/sync/")
  return held()
}

function held() {
  return readCookie(document.cookie, "csrftoken") || readCookie(document.cookie, "__Host-csrf")
}
