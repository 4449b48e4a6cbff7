// Work that waits, as a file, and what is believed of such a file when it is loaded. Pure.
//
// Anybody may have changed it: it tells what somebody did, and never how far that has come. Whether the school has it,
// the school alone says.

export const FORMAT = "song-outbox-1"
// More bytes than all that a tablet keeps for one pupil.
export const MOST_BYTES = 64 * 1024 * 1024
// As the school reads them (lms/outbox.py, lms/sync.py).
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NAME = /^[\w.:/@+-]{1,80}$/
const MOST_LETTERS = 60 * 1024
const MOST_SEQ = 2 ** 31 - 1
const MOST_DEPTH = 20
const KEYS = ["id", "kind", "stream", "learner", "install", "seq", "payload", "mono_ms", "wall"]

export function textOf(events, at = new Date()) {
  return JSON.stringify({ format: FORMAT, saved: at.toISOString(), events: events.map(made) })
}

// What of a saved file is this learner's own: {mine, others, odd, events}. `kinds`: those that there are; `install`: the name
// of this browser; `last(stream)`: the last number it gave there. Raises where it is none of our files.
export function ofFile(text, who, { kinds, install, last }) {
  const { format, events } = JSON.parse(text)
  if (format !== FORMAT || !Array.isArray(events)) throw new Error("none of our files")
  const mine = events.filter((event) => event && event.learner === who)
  const ids = new Set()
  const good = mine.filter((event) => isEvent(event, kinds) && !isInvented(event, install, last) && !ids.has(event.id) && ids.add(event.id))
  return { mine: mine.length, others: events.length - mine.length, odd: mine.length - good.length, events: good.map(made) }
}

// What was done, without a word about its way.
function made(event) {
  return Object.fromEntries(KEYS.filter((key) => event[key] !== undefined).map((key) => [key, event[key]]))
}

function isEvent({ id, kind, stream, install, seq, payload, mono_ms: mono = 0, wall = 0 }, kinds) {
  if (!UUID.test(id) || !Object.keys(kinds).includes(kind) || !isName(stream) || !isName(install)) return false
  if (!Number.isInteger(seq) || seq < 1 || seq > MOST_SEQ || !isTime(mono) || !isTime(wall)) return false
  const isObject = Boolean(payload) && typeof payload === "object" && !Array.isArray(payload)
  return isObject && isFlat(payload) && JSON.stringify(payload).length <= MOST_LETTERS
}

// Under the name of this browser, with a number that it never gave: what is made here next would bear it as well.
function isInvented({ install, stream, seq }, own, last) {
  return install === own && seq > last(stream)
}

function isName(text) {
  return typeof text === "string" && NAME.test(text)
}

function isTime(number) {
  return Number.isFinite(number) && number >= 0
}

function isFlat(value, depth = 0) {
  if (value === null || typeof value !== "object") return true
  return depth < MOST_DEPTH && Object.values(value).every((one) => isFlat(one, depth + 1))
}
