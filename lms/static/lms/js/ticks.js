// How the boxes of a list of ticks stand, by what this device knows of them. Pure.

import { gone } from "./outbox.js"

// {value of the box: {state, id, told}}: "here" (waits on this device), "help" (the school did not take it, and nobody
// has looked at it) or "school": of `made` ({id, value}), what is neither here nor refused, whichever page sent it.
// What was done last counts.
export function standing({ kind, stream, key }, { events = [], help = [], made = [] }) {
  const mine = (event) => event.kind === kind && event.stream === stream && event.payload[key]
  const boxes = {}
  for (const { value } of gone(made, [...events, ...help])) boxes[value] = { state: "school" }
  for (const { id, payload, told } of help.filter((event) => mine(event) && !event.seen)) boxes[payload[key]] = { state: "help", id, told }
  for (const { id, payload } of events.filter(mine)) boxes[payload[key]] = { state: "here", id }
  return boxes
}

// Whether something is ticked before its day: `today`, `made` (the day on which the page was made) and `from` are
// «2026-12-01». A clock that is behind the page tells nothing.
export function isEarly(today, made, from) {
  return Boolean(from) && made <= today && today < from
}
