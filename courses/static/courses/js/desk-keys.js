// What a key means on the marking desk, and what chosen steps sum up to. Pure.

// No arrows: they scroll a long essay, and choose among the steps where one stands on them.
const ACTS = { j: "next", k: "before", d: "row-down", u: "row-up", p: "points", c: "comment", "?": "keys" }

// `event`: {key, ctrlKey, metaKey, altKey}; `writing`: in a field of text.
// Returns {act} or {act: "step", number}, or null when the key keeps its own meaning.
export function meaning({ key, ctrlKey, metaKey, altKey }, writing) {
  if (key === "Enter" && (ctrlKey || metaKey)) return { act: "give" }
  if (ctrlKey || metaKey || altKey) return null
  if (key === "Escape") return writing ? { act: "leave" } : null
  if (writing) return null
  if (/^[1-9]$/.test(key)) return { act: "step", number: Number(key) }
  return key in ACTS ? { act: ACTS[key] } : null
}

// `rows`: [{value, most}] with `value` "" where nothing is chosen; of `points`. As it is written («3,5»), or "" while a
// row is open. In hundredths, as whole numbers: 0.1 + 0.2 is 0.3.
export function total(rows, points) {
  if (rows.some(({ value }) => value === "")) return ""
  const sum = rows.reduce((all, { value }) => all + hundredths(value), 0)
  const most = rows.reduce((all, row) => all + hundredths(row.most), 0)
  const of = hundredths(points)
  return written(most === of ? sum : Math.floor((2 * sum * of + most) / (2 * most)))
}

function hundredths(text) {
  return Math.round(Number(text) * 100)
}

function written(number) {
  return String(number / 100).replace(".", ",")
}
