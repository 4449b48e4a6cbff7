// What this device knows of an attempt: what it kept, and what still waits to be sent. When another child was here
// meanwhile only the second is left (store.js), and must be enough to go on.

export function draft(kept, events, attempt) {
  const known = { ...kept, answers: { ...(kept && kept.answers) } }
  const unsent = events.filter(({ stream }) => stream === attempt).sort((a, b) => a.seq - b.seq)
  for (const { id, kind, payload } of unsent) {
    if (payload.place) known.answers[payload.place] = payload.response
    if (kind === "attempt.submitted") known.submitted = id
    known.elapsed = Math.max(known.elapsed || 0, payload.elapsed_ms || 0)
  }
  return known
}
