// What the tickets of a quiz on this device say: the row that quiz-tickets.js keeps, and an attempt that begins with one.
// Pure.

// Those that were not used up on this device, the next try first.
export function unused({ tickets, begun }) {
  return tickets.filter(({ id }) => !begun[id])
}

// The ticket that was used and whose work is not handed in; undefined when there is none.
export function underWay({ begun }) {
  const open = Object.values(begun).find(({ submitted: eventId }) => !eventId)
  return open && open.ticket
}

// {id, submitted: the event, or the proof that the school told} of what was handed in last on this device.
export function lastHandedIn({ begun }) {
  const done = Object.entries(begun).filter(([, { submitted: eventId }]) => eventId)
  const [id, one] = done.sort(([, a], [, b]) => a.at - b.at).pop() || []
  return id && { id, submitted: one.submitted }
}

export function used(row, id, now) {
  if (row.begun[id]) return row
  const ticket = row.tickets.find((one) => one.id === id)
  return { ...row, begun: { ...row.begun, [id]: { ticket, at: now } } }
}

export function submitted(row, id, eventId) {
  return { ...row, begun: { ...row.begun, [id]: { ...row.begun[id], submitted: eventId } } }
}

// Whose papers have to be here.
export function papersOf(row) {
  if (!row) return []
  const open = underWay(row)
  return [...unused(row), ...(open ? [open] : [])].map(({ paper }) => paper)
}

// The attempt as the school would tell it at its very beginning (own_of in courses/papers.py). `carried` goes with each
// event, so that whichever comes first begins it at school.
export function stateOf({ id, paper, ticket, parts, options, seconds, grace_seconds }) {
  return {
    attempt: id,
    submitted: false,
    over: false,
    parts,
    options,
    answers: {},
    seconds_left: seconds,
    grace_seconds,
    handed_back: null,
    parts_done: 0,
    elapsed_ms: 0,
    carried: { paper, ticket },
  }
}

// The school's answers fill the gaps; its time is not taken over, for it saw no beginning.
export function merged(state, told) {
  if (told.submitted) return { ...state, ...told, parts: undefined }
  return { ...state, answers: told.answers || {}, parts_done: told.parts_done || 0 }
}

// How far a quiz has come on this device: "under-way", "ready" to begin, "handed-in"; "" when nothing is known of it.
export function stageOf(row) {
  if (!row) return ""
  if (underWay(row)) return "under-way"
  if (unused(row).length) return "ready"
  return lastHandedIn(row) ? "handed-in" : ""
}
