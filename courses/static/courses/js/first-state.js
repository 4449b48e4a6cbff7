// What the school said of an attempt as it began, before the page could ask: courses/first_state.py.

const NAME = "first-state"

// The state in a cookie's text; null when there is none, it is broken, or it is of another learner.
export function unpacked(text, who) {
  try {
    const state = JSON.parse(atob(text.replace(/-/g, "+").replace(/_/g, "/")))
    return who && state.learner === who ? state : null
  } catch (error) {
    return null
  }
}

// Some time has gone by since: never less than this page has been opening.
export function aged(state, ms) {
  const left = state.seconds_left === null ? null : Math.max(0, state.seconds_left - Math.floor(ms / 1000))
  return { ...state, elapsed_ms: state.elapsed_ms + Math.round(ms), seconds_left: left }
}

// Taken once: who opens the page again asks what is known by then.
export function takeFirstState(readCookie, who) {
  const text = readCookie(document.cookie, NAME)
  if (!text) return null
  document.cookie = `${NAME}=; max-age=0; path=${location.pathname}`
  const state = unpacked(text, who)
  return state && aged(state, performance.now())
}
