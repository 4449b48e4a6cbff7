// How the boxes of a list of ticks stand, by what this device knows of them. Pure.

const ARRIVED = ["stored", "duplicate", "late"]

// {value of the box: {state, id, told}}: "here" (waits on this device), "help" (the school did not take it, and nobody
// has looked at it) or "school": of `made` ({id, value}), what is neither here nor refused, whichever page sent it.
// What was done last counts.
export function standing({ kind, stream, key }, { events = [], help = [], made = [] }) {
  const mine = (event) => event.kind === kind && event.stream === stream && event.payload[key]
  const boxes = {}
  const open = new Set([...events, ...help].map(({ id }) => id))
  for (const { id, value } of made) if (!open.has(id)) boxes[value] = { state: "school" }
  for (const { id, payload, told } of help.filter((event) => mine(event) && !event.seen)) boxes[payload[key]] = { state: "help", id, told }
  for (const { id, payload } of events.filter(mine)) boxes[payload[key]] = { state: "here", id }
  return boxes
}

// What an answer of the school makes of a tick; "" while nothing is decided.
export function stateOf(status) {
  if (ARRIVED.includes(status)) return "school"
  return status === "retry" || !status ? "" : "help"
}

// Whether something is ticked before its day: `today`, `made` (the day on which the page was made) and `from` are
// «2026-12-01». A clock that is behind the page tells nothing.
export function isEarly(today, made, from) {
  return Boolean(from) && made <= today && today < from
}
