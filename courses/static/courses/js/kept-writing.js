// What a telephone keeps of a lecture that is being written, and what is sent of it next. Pure but for `forms`.
//
// A row: {unit, kind, address, after, was, fields: [[name, value]], files: [[name, File]], at, isNew, refused}
// or {unit, drop: true, address, was, question} or {unit: "order", ids}. The unit is a piece, a question or the head.

export const ORDER = "order"

// Rows in the order in which they are sent: pieces as they stand on the page, then the order, then what is taken out.
export function inTurn(rows, units) {
  const place = new Map(units.map((unit, number) => [unit, number]))
  const rank = (row) => (row.drop ? 2e6 : row.unit === ORDER ? 1e6 : place.has(row.unit) ? place.get(row.unit) : 5e5)
  return [...rows].sort((one, other) => rank(one) - rank(other) || one.at - other.at)
}

// Whether a row is sent now. `now` in milliseconds; a form that was refused waits for its next change, and what was
// taken out waits a moment, in case it was not meant.
export function isDue(row, now, pause) {
  if (row.refused || row.clash) return false
  return now - row.at >= (row.drop ? 3 * pause : row.isUrgent ? 0 : pause)
}

// How long to wait after so many failures, in milliseconds.
export function patience(failures) {
  return Math.min(60000, 5000 * 2 ** Math.max(0, failures - 1))
}

// What the server says stands there now, beside what this page shows: "same", or "changed" when somebody else has
// written meanwhile. `told`: [[piece, was]]; `shown`: Map of piece → was; `mine`: pieces with unsent changes.
export function compared(told, shown, mine) {
  const keys = new Set(told.map(([key]) => key))
  const changed = told.some(([key, was]) => !mine.has(key) && shown.get(key) !== was)
  const gone = [...shown.keys()].some((key) => !keys.has(key) && !mine.has(key))
  return changed || gone ? "changed" : "same"
}

// What a form says, as it is kept; a file that is empty is none.
export function saidBy(entries) {
  const fields = [], files = []
  for (const [name, value] of entries) {
    if (name === "csrfmiddlewaretoken") continue
    if (typeof value === "string") fields.push([name, value])
    else if (value.size) files.push([name, value])
  }
  return { fields, files }
}

// The fields of a row with one of them saying something else.
export function replaced(fields, name, value) {
  return [...fields.filter(([one]) => one !== name), [name, value]]
}

// What is told of it all, by the name of its words; "" while there is nothing to tell.
export function standing(rows, { locked, isOut, isCut, isStale, at }) {
  if (rows.some((row) => row.isGone)) return "gone"
  if (locked) return "locked"
  if (isOut && rows.length) return "signedOut"
  if (isCut && rows.length) return "device"
  if (rows.some((row) => (row.refused && !row.isQuiet) || row.clash)) return "waits"
  if (rows.some((row) => row.isQuiet)) return "unfinished"
  if (isStale) return "changed"
  if (rows.length) return "saving"
  return at ? "saved" : ""
}

// Whether a new piece holds anything yet: what is empty is neither kept nor sent.
export function isWritten({ fields, files }) {
  const own = new Set(["kind", "was", "after", "question", "asked", "kept_photo", "kept_sound"])
  return files.length > 0 || fields.some(([name, value]) => !own.has(name) && value.trim() !== "")
}

// A fragment of the address by which a piece is asked for, with another name in it.
export function renamed(html, from, to) {
  return html.split(from).join(to)
}
