// What this device knows of an attempt: what it kept, and what still waits to be sent. When another child was here
// meanwhile only the second is left (store.js), and must be enough to go on.

// `times`: how often a teacher handed it back. What was submitted before the last time is open again.
export function draft(kept, events, attempt, times = 0) {
  const known = { ...kept, answers: { ...(kept && kept.answers) } }
  if (times > (known.times || 0)) {
    delete known.submitted
    known.times = times
  }
  const unsent = events.filter(({ stream }) => stream === attempt).sort((a, b) => a.seq - b.seq)
  for (const { id, kind, payload } of unsent) {
    if (payload.place) known.answers[payload.place] = payload.response
    if (kind === "attempt.submitted") known.submitted = id
    known.elapsed = Math.max(known.elapsed || 0, payload.elapsed_ms || 0)
  }
  return known
}
